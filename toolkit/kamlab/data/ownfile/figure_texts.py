"""The figures of one column and what was written beside each: plain ones at once, others text by text."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlab.data.ownfile.cells import text_in
from kamlab.data.ownfile.column import Mask, fault_of, is_number, is_text, places_of
from kamlab.data.ownfile.notes import Note, note
from kamlab.data.ownfile.written import Written, read_number

Texts = npt.NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Figures:
    """The figures of a column, NaN where there is none.

    Attributes
    ----------
    faults
        Place of a row -> why there is no figure.
    units, currencies
        Word of the unit and code of the currency beside each figure, empty where there is none.
    is_written
        Where a text had to be understood: it is more than digits, a sign and a point.
    is_comma_decimal
        Whether the comma stands before the decimals in this column.
    """

    values: npt.NDArray[np.float64]
    faults: dict[int, Note]
    units: Texts
    currencies: Texts
    is_written: Mask
    is_percent: Mask
    is_comma_decimal: bool


def figures_of(cells: pd.Series) -> Figures:
    """The figures in raw cells.

    Examples
    --------
    >>> figures_of(pd.Series([1.0, "2.5", "￥3", None], dtype=object)).values.tolist()
    [1.0, 2.5, 3.0, nan]
    """
    raw, texts = cells.to_numpy(), is_text(cells)
    values = _plain(raw, is_number(cells), texts)
    is_comma_decimal = False
    understood = _understood(raw, texts & np.isnan(values), is_comma_decimal)
    if any(number is None and "," in word for word, number in understood.found.items()):
        others = _understood(raw, texts, True)
        is_comma_decimal = _fits_better(others, understood, raw[texts])
        understood = others if is_comma_decimal else understood
    return _figures(raw, values, understood, is_comma_decimal)


@dataclass(frozen=True, eq=False)
class _Understood:
    """Distinct texts and the numbers they are, and which of them stands at each place of `where`."""

    where: Mask
    codes: npt.NDArray[np.intp]
    words: list[str]
    numbers: list[Written | None]

    @property
    def found(self) -> dict[str, Written | None]:
        return dict(zip(self.words, self.numbers, strict=True))


def _plain(raw: Texts, numbers: Mask, texts: Mask) -> npt.NDArray[np.float64]:
    """Values of numbers and of texts that are plain numbers, NaN for all else."""
    values = np.full(len(raw), math.nan)
    values[numbers] = raw[numbers].astype(float)
    quick = pd.to_numeric(pd.Series(raw[texts], dtype=object), errors="coerce").to_numpy(float)
    values[texts] = np.where(np.isfinite(quick), quick, math.nan)
    return values


def _understood(raw: Texts, where: Mask, is_comma_decimal: bool) -> _Understood:
    codes, distinct = pd.factorize(raw[where])
    words = [text_in(text) for text in distinct]
    numbers = [read_number(word, is_comma_decimal=is_comma_decimal) for word in words]
    return _Understood(where, codes, words, numbers)


def _fits_better(with_comma: _Understood, with_point: _Understood, texts: Texts) -> bool:
    """Whether some texts only make sense with a decimal comma, and none only with a decimal point."""
    comma = with_comma.found
    gained = any(comma[word] for word, number in with_point.found.items() if number is None)
    plain = (text_in(text) for text in dict.fromkeys(texts.tolist()))
    lost = any(comma[word] is None and read_number(word) is not None for word in plain)
    return gained and not lost


def _figures(
    raw: Texts, values: npt.NDArray[np.float64], understood: _Understood, is_comma_decimal: bool
) -> Figures:
    """The figures, each distinct text written to all its places at once."""
    where, codes = understood.where, understood.codes
    numbers = [number or Written(math.nan) for number in understood.numbers]
    units, currencies = (np.full(len(raw), "", dtype=object) for _ in range(2))
    is_percent, is_written = (np.zeros(len(raw), dtype=bool) for _ in range(2))
    if numbers:
        values[where] = np.array([number.value for number in numbers])[codes]
        units[where] = np.array([number.unit for number in numbers], dtype=object)[codes]
        currencies[where] = np.array([number.currency for number in numbers], dtype=object)[codes]
        is_percent[where] = np.array([number.is_percent for number in numbers])[codes]
        is_written[where] = np.array([number is not None for number in understood.numbers])[codes]
    faults = _faults(raw, np.isnan(values))
    return Figures(values, faults, units, currencies, is_written, is_percent, is_comma_decimal)


def _faults(raw: Texts, is_open: Mask) -> dict[int, Note]:
    """Why there is no figure, each distinct cell judged once."""
    reasons: dict[str, Note] = {}
    faults = {}
    for place in places_of(is_open):
        text = text_in(raw[place])
        if text not in reasons:
            reasons[text] = fault_of(text) or note("ownfile.cell_not_number")
        faults[place] = reasons[text]
    return faults
