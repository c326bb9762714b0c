/* One page as a document: a slim bar above it, a status line, and the notebook's own furniture put away. */
import { openPage } from './links.js';
import { words } from './words.js';

export class Reader {
  constructor(panel, about, app, kit) {
    this.panel = panel;
    this.app = app;
    this.kit = kit;
    this.language = about.language === 'en' ? 'en' : 'zh';
    this.twin = typeof about.twin === 'string' ? about.twin : '';
    this.words = words(this.language);
    this.onAgain = () => {};
    panel.addClass('kamlab-page');
    panel.node.lang = this.language === 'zh' ? 'zh-CN' : 'en';
    this.addBar();
    this.addStatus();
    this.markCells();
    this.showCode(false);
  }

  addBar() {
    const bar = element('nav', 'kamlab-bar');
    const space = element('span', 'kamlab-bar-space');
    this.codeButton = button('', () => this.showCode(!this.isCodeShown));
    bar.append(this.linkTo(this.homePath(), this.words.home), space);
    if (this.twinPath()) {
      const twin = this.linkTo(this.twinPath(), this.words.otherLanguage);
      twin.lang = this.words.otherLanguageName;
      bar.append(twin);
    }
    bar.append(this.codeButton);
    this.panel.contentHeader.addWidget(new this.kit.Widget({ node: bar }));
  }

  linkTo(path, text) {
    const open = (event) => {
      event.preventDefault();
      openPage(path, this.panel, this.app, this.kit);
    };
    const link = element('a', 'kamlab-bar-link', text);
    link.href = '#';
    link.addEventListener('click', open);
    return link;
  }

  homePath() {
    const root = /^(.*?)(?:courses|cases|exercises)\//.exec(this.panel.context.path)?.[1] ?? '';
    return `${root}courses/00-home/${this.language}/home.ipynb`;
  }

  /* The same page in the other language: the one its page names, else the one in the other language's folder;
     empty where there is none. */
  twinPath() {
    const path = this.panel.context.path;
    if (this.twin) {
      return new URL(this.twin, `file:///${path}`).pathname.slice(1).split('/').map(decodeURIComponent).join('/');
    }
    const other = this.language === 'zh' ? 'en' : 'zh';
    const twin = path.replace(new RegExp(`(^|/)${this.language}/([^/]+)$`), `$1${other}/$2`);
    return twin === path ? '' : twin;
  }

  addStatus() {
    this.status = element('div', 'kamlab-status');
    this.status.setAttribute('role', 'status');
    this.panel.node.append(this.status);
  }

  /* Cells that will hold a panel keep a place for it while it is being started. No cell is a stop of the
     Tab key, or read out as a cell, or can be deleted. */
  markCells() {
    for (const cell of this.panel.content.widgets) {
      cell.node.removeAttribute('aria-label');
      cell.node.tabIndex = -1;
      const about = cell.model.getMetadata('kamlab');
      cell.toggleClass('kamlab-will-show', Boolean(about?.name));
      if (cell.model.getMetadata('deletable') !== false) {
        cell.model.setMetadata('deletable', false);
      }
    }
  }

  showCode(isShown) {
    this.isCodeShown = isShown;
    this.panel.toggleClass('kamlab-code-shown', isShown);
    this.panel.toolbar.setHidden(!isShown);
    this.codeButton.textContent = isShown ? this.words.hideCode : this.words.showCode;
    this.codeButton.setAttribute('aria-pressed', String(isShown));
    this.setFurniture(isShown);
    for (const cell of this.panel.content.widgets) {
      if (isShown && cell.model.type === 'code') {
        cell.inputHidden = false;
      }
    }
  }

  /* Notebook's own header and menu, where the page is alone in its window. */
  setFurniture(isShown) {
    const shell = this.app.shell;
    if (this.app.name === 'JupyterLab' || !shell.collapseTop) {
      return;
    }
    this.app.restored.then(() => {
      if (isShown) {
        shell.expandTop();
      } else {
        shell.collapseTop();
      }
      shell.menu?.setHidden(!isShown);
    });
  }

  showPreparing() {
    this.panel.addClass('kamlab-starting');
    this.say(this.words.preparing);
  }

  showReady() {
    this.panel.removeClass('kamlab-starting');
    this.say('');
  }

  showPartly() {
    this.panel.removeClass('kamlab-starting');
    this.say(this.words.partly, this.words.again, () => this.onAgain());
  }

  showFailed() {
    this.panel.removeClass('kamlab-starting');
    this.say(this.words.failed, this.words.again, () => this.onAgain());
  }

  showLost() {
    this.isLost = true;
    this.say(this.words.lost, this.words.reload, () => window.location.reload());
  }

  clearLost() {
    if (this.isLost) {
      this.isLost = false;
      this.say('');
    }
  }

  say(text, action, onAction) {
    this.status.replaceChildren(...(text ? [element('span', '', text)] : []));
    this.status.classList.toggle('kamlab-needs-action', Boolean(action));
    if (action) {
      this.status.append(button(action, onAction));
    }
  }
}

function element(kind, name, text = '') {
  const made = document.createElement(kind);
  made.className = name;
  made.textContent = text;
  return made;
}

function button(text, onClick) {
  const made = element('button', 'kamlab-button', text);
  made.type = 'button';
  made.addEventListener('click', onClick);
  return made;
}
