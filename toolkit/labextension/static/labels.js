/* A slider's handle is all that a screen reader meets of it, and ipywidgets gives it no name: it gets the
   words of its label. */
export function nameSliders(root) {
  let isPlanned = false;
  const name = () => {
    isPlanned = false;
    for (const handle of root.querySelectorAll('.noUi-handle:not([aria-label])')) {
      const label = handle.closest('.widget-slider')?.querySelector('.widget-label')?.textContent?.trim();
      if (label) {
        handle.setAttribute('aria-label', label);
      }
    }
  };
  const plan = () => {
    if (!isPlanned) {
      isPlanned = true;
      requestAnimationFrame(name);
    }
  };
  new MutationObserver(plan).observe(root, { childList: true, subtree: true });
  plan();
}
