/* What the page showed when it was last run in this tab, so that a reload finds the same panels as they
   were. Nothing of it is in the notebook's file: a page is saved without outputs, and so never opens with
   panels that are dead. Only the page opened last is remembered: any other is run anew, because answers
   may have been given elsewhere in the meantime. */
const KEY = 'kamlab:last-page';

export function remember(panel, kernelId) {
  const outputs = codeCells(panel).map((cell) => [cell.model.id, cell.model.outputs.toJSON()]);
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ path: panel.context.path, kernelId, outputs }));
  } catch {
    forget();
  }
}

export function forget() {
  sessionStorage.removeItem(KEY);
}

/* Outputs by cell, if this page was the last one run in this tab and its kernel is the same; else nothing. */
export function recall(panel, kernelId) {
  const last = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  if (last?.path !== panel.context.path || last.kernelId !== kernelId) {
    return null;
  }
  return new Map(last.outputs);
}

export function codeCells(panel) {
  return panel.content.widgets.filter((cell) => cell.model.type === 'code');
}

/* Ids of the widgets that outputs show. */
export function viewsIn(outputs) {
  const found = outputs.map((output) => output.data?.['application/vnd.jupyter.widget-view+json']);
  return found.filter(Boolean).map((view) => view.model_id);
}

/* The notebook's file without outputs and counters, whatever the page shows at the moment. */
export function saveWithoutOutputs(model) {
  const whole = model.toJSON.bind(model);
  model.toJSON = () => {
    const content = whole();
    for (const cell of content.cells.filter((one) => one.cell_type === 'code')) {
      cell.outputs = [];
      cell.execution_count = null;
    }
    return content;
  };
}
