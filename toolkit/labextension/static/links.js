/* Links from page to page: opened in the same tab, in the document view, without a question. */

export function followLinks(panel, app, kit) {
  panel.node.addEventListener('click', (event) => onClick(event, panel, app, kit), true);
}

function onClick(event, panel, app, kit) {
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  const path = anchor && pathOf(anchor, panel.context.path, kit.PageConfig.getBaseUrl());
  if (!path || event.button !== 0) {
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    window.open(addressOf(path, kit), '_blank', 'noopener');
  } else {
    openPage(path, panel, app, kit);
  }
}

/* Path of the page that a link leads to, from the root of the workspace; empty if it leads elsewhere. */
function pathOf(anchor, from, base) {
  const marked = anchor.dataset.kamlabOpen;
  if (marked !== undefined) {
    return withRoot(marked, from);
  }
  const path = pathInArguments(anchor) || pathOfFile(anchor, base) || relative(anchor, from);
  return path.endsWith('.ipynb') ? path : '';
}

/* Marked links count from the workspace; a server may have been started on a folder above it. */
function withRoot(path, from) {
  const root = /^(.*?)(?:courses|cases|exercises)\//.exec(from);
  return (root ? root[1] : '') + path;
}

/* JupyterLab has resolved a relative link in a text already: it keeps the path beside the link ... */
function pathInArguments(anchor) {
  try {
    return String(JSON.parse(anchor.dataset.commandlinkerArgs ?? '{}').path ?? '');
  } catch {
    return '';
  }
}

/* ... or has made the address of the file out of it. */
function pathOfFile(anchor, base) {
  const files = new URL(`${base}files/`, window.location.href);
  const target = new URL(anchor.href, window.location.href);
  const isFile = target.origin === files.origin && target.pathname.startsWith(files.pathname);
  return isFile ? decodeURIComponent(target.pathname.slice(files.pathname.length)) : '';
}

function relative(anchor, from) {
  const href = anchor.getAttribute('href') ?? '';
  if (!href || /^([a-z][a-z0-9+.-]*:|\/|#)/i.test(href)) {
    return '';
  }
  const here = from.split('/').map(encodeURIComponent).join('/');
  return decodeURIComponent(new URL(href, `http://workspace/${here}`).pathname.slice(1));
}

export async function openPage(path, panel, app, kit) {
  if (isFullLab(app, kit)) {
    await app.commands.execute('docmanager:open', { path });
    return;
  }
  await saveQuickly(panel);
  window.location.assign(addressOf(path, kit));
}

/* In the full JupyterLab, with its tabs and side bars, a page opens as one more tab there. */
function isFullLab(app, kit) {
  return app.name === 'JupyterLab' && kit.PageConfig.getOption('mode') !== 'single-document';
}

function addressOf(path, kit) {
  const here = new URL(window.location.href);
  if (here.pathname.endsWith('/notebooks/index.html')) {
    return `${here.pathname}?path=${encodeURIComponent(path)}`;
  }
  return `${kit.PageConfig.getBaseUrl()}notebooks/${path.split('/').map(encodeURIComponent).join('/')}`;
}

async function saveQuickly(panel) {
  const model = panel.context.model;
  if (model.dirty && !model.readOnly) {
    const patience = new Promise((resolve) => setTimeout(resolve, 2000));
    await Promise.race([panel.context.save().catch(() => {}), patience]);
  }
  model.dirty = false;
}
