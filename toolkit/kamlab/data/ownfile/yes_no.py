"""Columns of yes and no."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.ownfile.cells import key_of, text_in
from kamlab.data.ownfile.column import Cleaned, Mask, fault_of, rows_at
from kamlab.data.ownfile.notes import Note, note
from kamlab.data.ownfile.synonyms import words


def flags(cells: pd.Series, *, column: str, role: str) -> Cleaned:
    """True and false (bool); where only yes is ever marked, an empty cell means no.

    Examples
    --------
    >>> flags(pd.Series(["√", None], dtype=object), column="一票否决", role="has_veto").values.tolist()
    [True, False]
    """
    yes, no = words("values", "yes"), words("values", "no")
    if role == "is_corporate":
        yes, no = yes | words("values", "is_corporate_yes"), no | words("values", "is_corporate_no")
    codes, distinct = pd.factorize(cells.to_numpy(), use_na_sentinel=False)
    texts = [text_in(value) for value in distinct]
    keys = [key_of(text) for text in texts]
    said = [True if key in yes else False if key in no else None for key in keys]
    reasons = [fault_of(text) or note("ownfile.cell_not_flag") for text in texts]
    is_gap = np.array([not text for text in texts], dtype=bool)
    only_yes = False not in said and all(answer or gap for answer, gap in zip(said, is_gap, strict=True))
    if only_yes:
        said = [bool(answer) for answer in said]
    faults = {place: reasons[code] for place, code in enumerate(codes.tolist()) if said[code] is None}
    values = np.array([bool(answer) for answer in said], dtype=bool)[codes]
    return Cleaned(
        pd.Series(values, index=cells.index), faults, _gap_note(cells, is_gap[codes], column, only_yes)
    )


def _gap_note(cells: pd.Series, is_gap: Mask, column: str, only_yes: bool) -> tuple[Note, ...]:
    if not (only_yes and is_gap.any()):
        return ()
    return (note("ownfile.blank_is_no", column=column, count=int(is_gap.sum()), rows=rows_at(cells, is_gap)),)
