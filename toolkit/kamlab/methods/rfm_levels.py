"""What the levels of RFM scores hold: those without a client, and how many each pair of R and F has."""

from __future__ import annotations

import pandas as pd

from kamlab.methods.rfm import RFM_SCORES, require_bins
from kamlab.schema import numbers, one_row_each, require, same_clients


def empty_levels(scores: pd.DataFrame, bins: int = 5) -> dict[str, list[int]]:
    """Levels that no client has, of `r_score`, `f_score` and `m_score`: ties pushed the clients elsewhere.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a score is missing or not 1 to `bins`, or the number of levels is not 2 to 9.

    Examples
    --------
    >>> scores = pd.DataFrame({"r_score": [1, 2], "f_score": [1, 1], "m_score": [2, 1]})
    >>> empty_levels(scores, 2)
    {'r_score': [], 'f_score': [2], 'm_score': []}
    """
    require_bins(bins)
    require(scores, *RFM_SCORES, table="scores")
    held = {name: set(numbers(scores[name], low=1, high=bins)) for name in RFM_SCORES}
    return {name: [level for level in range(1, bins + 1) if level not in held[name]] for name in RFM_SCORES}


def rfm_grid(scores: pd.DataFrame, bins: int = 5, *, values: pd.Series | None = None) -> pd.DataFrame:
    """Clients in each pair of R and F scores: rows `r_score`, best first, columns `f_score`, rising.

    From scores, one row a client, to whole counts; with `values`, one number a client, to the mean of each
    cell, missing where nobody is.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a score is missing or not 1 to `bins`, a value is missing or no number, a client
        stands twice or in one of the two only, or the number of levels is not 2 to 9.

    Examples
    --------
    >>> rfm_grid(pd.DataFrame({"r_score": [1, 2, 2], "f_score": [1, 2, 2]}), 2).to_numpy().tolist()
    [[0, 2], [1, 0]]
    """
    require_bins(bins)
    require(scores, "r_score", "f_score", table="scores")
    one_row_each(scores.index)
    r, f = (numbers(scores[name], low=1, high=bins).astype(int) for name in ("r_score", "f_score"))
    levels = pd.RangeIndex(1, bins + 1)
    cells = pd.crosstab(r, f).reindex(index=levels[::-1], columns=levels, fill_value=0)
    if values is not None:
        same_clients(scores.index, values.index)
        means = numbers(values).reindex(scores.index).groupby([r, f]).mean()
        cells = means.unstack().reindex(index=cells.index, columns=cells.columns)
    return cells.rename_axis(index="r_score", columns="f_score")
