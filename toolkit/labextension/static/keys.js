/* The keyboard belongs to the page: no key of JupyterLab's command mode may delete, insert, cut or run a
   cell while a learner works in a panel. JupyterLab skips its shortcuts where the focused element carries
   `data-lm-suppress-shortcuts`; it must be there before JupyterLab's own listener on the document runs. */
const MARK = 'data-lm-suppress-shortcuts';

export function guardKeys() {
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('dblclick', onDoubleClick, true);
  window.addEventListener('contextmenu', onContextMenu, true);
}

function onKey(event) {
  const page = pageAround(event.target);
  if (!page) {
    return;
  }
  if (isSave(event) || isInShownCode(event.target, page)) {
    event.target.removeAttribute(MARK);
  } else {
    event.target.setAttribute(MARK, 'true');
  }
}

/* A double click would open the text of the page for editing. It still selects a word. */
function onDoubleClick(event) {
  if (pageAround(event.target) && event.target.closest('.jp-MarkdownCell')) {
    event.stopImmediatePropagation();
  }
}

/* The browser's own menu (copy, look up) instead of JupyterLab's (delete cell, merge cells). */
function onContextMenu(event) {
  const page = pageAround(event.target);
  if (page && !page.classList.contains('kamlab-code-shown')) {
    event.stopImmediatePropagation();
  }
}

function pageAround(element) {
  return element instanceof Element ? element.closest('.kamlab-page') : null;
}

function isSave(event) {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's';
}

function isInShownCode(element, page) {
  return page.classList.contains('kamlab-code-shown') && element.closest('.jp-InputArea') !== null;
}
