"""Columns of dates: whole days from whatever a day was written as."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from kamlab.data.ownfile.cells import text_in
from kamlab.data.ownfile.column import Cleaned, fault_of, is_number, is_text, places_of
from kamlab.data.ownfile.days import Order, day_of_serial, order_of, read_day
from kamlab.data.ownfile.notes import Note, note

FIRST = date(1950, 1, 1)
"""An earlier day is what systems put where they know none, such as 1900-01-01."""
_EXCEL_ZERO = np.datetime64("1899-12-30", "s")
_ISO = r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"


def days(cells: pd.Series, *, column: str, today: date) -> Cleaned:
    """Whole days (datetime64[s]); a day after `today` or before 1950 is a fault of its row.

    Parameters
    ----------
    cells
        Raw cells; index: rows of the file.
    column
        Heading of the column.

    Examples
    --------
    >>> cells = pd.Series(["2024年3月5日", 45356.0], dtype=object)
    >>> days(cells, column="日期", today=date(2025, 1, 1)).values.astype(str).tolist()
    ['2024-03-05', '2024-03-05']
    """
    raw, texts, numbers = cells.to_numpy(), is_text(cells), is_number(cells)
    values = np.full(len(cells), np.datetime64("NaT", "s"))
    is_date = np.array([isinstance(value, date) for value in raw], dtype=bool)
    if is_date.any():
        values[is_date] = _of_dates(raw[is_date])
    values[numbers] = _of_numbers(raw[numbers].astype(float))
    order = _write_texts(values, raw, texts)
    faults: dict[int, Note] = {}
    for place in places_of(np.isnat(values)):
        faults[place] = fault_of(text_in(raw[place])) or note("ownfile.cell_not_date")
    early, late = values < np.datetime64(FIRST, "s"), values > np.datetime64(today, "s")
    faults |= dict.fromkeys(places_of(early), note("ownfile.cell_before", day=FIRST.isoformat()))
    faults |= dict.fromkeys(places_of(late), note("ownfile.cell_after", day=today.isoformat()))
    return Cleaned(pd.Series(values, index=cells.index), faults, _order_note(order, column))


def _of_dates(raw: np.ndarray) -> np.ndarray:
    """Days of dates and times; a clock alone never comes here."""
    return raw.astype("datetime64[us]").astype("datetime64[D]").astype("datetime64[s]")


def _of_numbers(raw: np.ndarray) -> np.ndarray:
    """Days of Excel's day numbers and of numbers such as 20240305, each distinct number read once."""
    codes, distinct = pd.factorize(raw)
    found = [day_of_serial(float(number)) for number in distinct]
    read = np.array([np.datetime64("NaT", "s") if day is None else np.datetime64(day, "s") for day in found])
    nothing = np.full(len(raw), np.datetime64("NaT", "s"))
    return np.where(codes >= 0, read[codes], nothing) if len(read) else nothing


def _write_texts(values: np.ndarray, raw: np.ndarray, texts: np.ndarray) -> Order:
    """Read the texts: those that are ISO at once, each other distinct text once."""
    given = pd.Series(raw[texts], dtype=object)
    is_iso = given.str.fullmatch(_ISO).to_numpy(bool) if len(given) else np.zeros(0, dtype=bool)
    places = np.flatnonzero(texts)
    if is_iso.any():
        quick = pd.to_datetime(given[is_iso].str.slice(0, 10), format="%Y-%m-%d", errors="coerce")
        values[places[is_iso]] = quick.to_numpy("datetime64[s]")
    codes, distinct = pd.factorize(given[~is_iso])
    plain_texts = [text_in(text) for text in distinct]
    order = order_of(plain_texts)
    found = [read_day(text, order=order) for text in plain_texts]
    for place, code in zip(places[~is_iso].tolist(), codes.tolist(), strict=True):
        if (day := found[code]) is not None:
            values[place] = np.datetime64(day, "s")
    return order


def _order_note(order: Order, column: str) -> tuple[Note, ...]:
    if not order.doubtful:
        return ()
    day = read_day(order.doubtful, order=order)
    return (note("ownfile.doubtful_days", column=column, found=order.doubtful, day=day),)
