"""Columns of figures: money in yuan whatever it was written in, counts, and scores."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlab.data.ownfile.column import Cleaned, Mask, places_of, rows_at
from kamlab.data.ownfile.figure_texts import Figures, figures_of
from kamlab.data.ownfile.notes import Note, Texts, note, shortened
from kamlab.data.ownfile.units import currency_in, factor_of, unit_in

LARGEST = 1e15
"""Above this a number is no amount: digits are lost, and most likely it is the number of an account."""
POINTS = ("contribution_score", "potential_score")


def money(cells: pd.Series, *, column: str, unit: str = "") -> Cleaned:
    """Amounts in yuan.

    A unit beside a figure counts for that figure alone; else that of the heading, else `unit`, that of a
    line above the table, else yuan.

    Parameters
    ----------
    cells
        Raw cells; index: rows of the file.
    column
        Heading of the column.

    Examples
    --------
    >>> money(pd.Series(["12.5", "3亿"], dtype=object), column="AUM（万元）").values.tolist()
    [125000.0, 300000000.0]
    """
    read = figures_of(cells)
    told = unit_in(column) or unit
    has_own = (read.units != "") | read.is_percent
    values = np.where(has_own, read.values, read.values * factor_of(told))
    faults = read.faults | _other_currency(read) | _too_large(values)
    notes = [*_unit_notes(cells, read, column, told, has_own), *_currency_notes(read, column)]
    return Cleaned(_series(cells, values), faults, (*notes, *_text_notes(cells, read, column)))


def counts(cells: pd.Series, *, column: str) -> Cleaned:
    """Whole numbers from 0 on.

    Examples
    --------
    >>> counts(pd.Series(["3 个", 2.0], dtype=object), column="产品数").values.tolist()
    [3.0, 2.0]
    """
    read = figures_of(cells)
    with np.errstate(invalid="ignore"):
        is_bad = ~np.isnan(read.values) & (
            (read.values < 0) | (read.values % 1 != 0) | (read.values > LARGEST)
        )
    faults = read.faults | dict.fromkeys(places_of(is_bad), note("ownfile.cell_not_count"))
    return Cleaned(_series(cells, read.values), faults, tuple(_text_notes(cells, read, column)))


def points(cells: pd.Series, *, column: str) -> Cleaned:
    """Scores from 0 to 100; a column that runs from 0 to 1 or is written in per cent is turned into points.

    Examples
    --------
    >>> points(pd.Series(["85%", "40%"], dtype=object), column="潜力").values.tolist()
    [85.0, 40.0]
    """
    read = figures_of(cells)
    values, notes = read.values, _text_notes(cells, read, column)
    known = values[~np.isnan(values)]
    if len(known) and known.min() >= 0 and known.max() <= 1 and (known % 1 != 0).any():
        values = values * 100
        notes.append(note("ownfile.shares_as_points", column=column))
    with np.errstate(invalid="ignore"):
        is_bad = (values < 0) | (values > 100)
    faults = read.faults | dict.fromkeys(places_of(is_bad), note("ownfile.cell_not_points"))
    return Cleaned(_series(cells, values), faults, tuple(notes))


def criterion(cells: pd.Series, *, column: str, unit: str = "") -> Cleaned:
    """Figures of a criterion of the owner; an empty cell stays empty and is no fault.

    Examples
    --------
    >>> criterion(pd.Series(["3", None], dtype=object), column="成长性").values.tolist()
    [3.0, nan]
    """
    cleaned = money(cells, column=column, unit=unit)
    faults = {place: why for place, why in cleaned.faults.items() if why.key != "ownfile.cell_empty"}
    quiet = tuple(said for said in cleaned.notes if said.key != "ownfile.unit_assumed")
    return Cleaned(cleaned.values, faults, quiet)


def _series(cells: pd.Series, values: npt.NDArray[np.float64]) -> pd.Series:
    return pd.Series(values, index=cells.index, dtype=float)


def _other_currency(read: Figures) -> dict[int, Note]:
    """Amounts in another currency than the rest of the column."""
    if len(_foreign(read)) == 1 and (read.currencies[~np.isnan(read.values)] != "").all():
        return {}
    is_foreign = ~np.isin(read.currencies, ["", "CNY"])
    return {
        place: note("ownfile.cell_currency", currency=read.currencies[place])
        for place in places_of(is_foreign)
    }


def _foreign(read: Figures) -> set[str]:
    return set(read.currencies.tolist()) - {"", "CNY"}


def _too_large(values: npt.NDArray[np.float64]) -> dict[int, Note]:
    with np.errstate(invalid="ignore"):
        return dict.fromkeys(places_of(np.abs(values) > LARGEST), note("ownfile.cell_too_large"))


def _unit_notes(cells: pd.Series, read: Figures, column: str, told: str, has_own: Mask) -> list[Note]:
    notes = []
    own = [unit for unit in dict.fromkeys(read.units.tolist()) if unit]
    if own:
        rows, units = rows_at(cells, read.units != ""), Texts(tuple(own))
        notes.append(note("ownfile.unit_in_cells", column=column, rows=rows, units=units))
    if factor_of(told) != 1 and not has_own.all():
        notes.append(
            note("ownfile.unit_in_heading", column=column, unit=told, factor=f"{factor_of(told):,.0f}")
        )
    elif not told and (~has_own & ~np.isnan(read.values)).any():
        notes.append(note("ownfile.unit_assumed", column=column))
    return notes


def _currency_notes(read: Figures, column: str) -> list[Note]:
    codes = sorted(_foreign(read) | ({currency_in(column)} - {""}))
    return [note("ownfile.other_currency", column=column, currency=code) for code in codes[:1]]


def _text_notes(cells: pd.Series, read: Figures, column: str) -> list[Note]:
    """What to say about figures that were written as text in a way that had to be understood."""
    notes = []
    is_plain = read.is_written & (read.units == "")
    if is_plain.any():
        place = int(np.flatnonzero(is_plain)[0])
        rows, found = rows_at(cells, is_plain), shortened(cells.iloc[place])
        notes.append(note("ownfile.text_numbers", column=column, rows=rows, found=found))
    if read.is_comma_decimal:
        notes.append(note("ownfile.decimal_comma", column=column))
    return notes
