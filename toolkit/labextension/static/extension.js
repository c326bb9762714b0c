/* The plug-in: finds our pages among the notebooks that are opened, and looks after each of them. */
import { guardKeys } from './keys.js';
import { nameSliders } from './labels.js';
import { followLinks } from './links.js';
import { Live } from './live.js';
import { Reader } from './reader.js';

export async function plugin(take) {
  const [notebook, cells, coreutils, apputils, widgets] = await Promise.all(
    ['notebook', 'cells', 'coreutils', 'apputils'].map((name) => take(`@jupyterlab/${name}`)).concat(take('@lumino/widgets'))
  );
  const kit = {
    CodeCell: cells.CodeCell,
    PageConfig: coreutils.PageConfig,
    Dialog: apputils.Dialog,
    Widget: widgets.Widget,
  };
  return {
    id: 'kamlab:page',
    description: 'Shows the pages of KAM Lab as documents whose panels are alive.',
    autoStart: true,
    requires: [notebook.INotebookTracker],
    activate(app, tracker) {
      addStyle();
      guardKeys();
      tracker.forEach((panel) => adopt(panel, app, kit));
      tracker.widgetAdded.connect((_, panel) => adopt(panel, app, kit));
    },
  };
}

async function adopt(panel, app, kit) {
  await panel.context.ready;
  const about = pageOf(panel);
  if (!about || panel.isDisposed) {
    return;
  }
  const reader = new Reader(panel, about, app, kit);
  const live = new Live(panel, reader, kit);
  followLinks(panel, app, kit);
  nameSliders(panel.node);
  live.start();
}

/* What the build wrote about the page; nothing for any other notebook, which is then left alone. */
function pageOf(panel) {
  const about = panel.context.model.sharedModel?.getMetadata('kamlab');
  return about?.edition === 'learner' && about.page ? about : null;
}

function addStyle() {
  for (const name of ['sheet.css', 'text.css', 'bar.css']) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL(name, import.meta.url).href;
    document.head.append(link);
  }
}
