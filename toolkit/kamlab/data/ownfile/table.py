"""The table inside a file: the right sheet, the headings, and only rows that belong to the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlab.data.ownfile.cells import BLANK, text_in
from kamlab.data.ownfile.heading import Heading, heading_of, names_of
from kamlab.data.ownfile.notes import Note, Rows, Texts, note, shortened
from kamlab.data.ownfile.source import Cells, Merge, Sheet, Source
from kamlab.data.ownfile.trimming import Trimmed, trimmed
from kamlab.data.ownfile.units import unit_told
from kamlab.errors import BadInput, nearest

FEW = 0.2
"""Share of rows up to which cells beyond the last heading are taken for a slip of those rows."""


@dataclass(frozen=True)
class SetAside:
    """A row of the file that cannot be read with the rest, what stands in it, and why."""

    row: int
    column: str
    found: str
    why: Note


@dataclass(frozen=True, eq=False)
class RawTable:
    """The list as it stands in the file.

    Attributes
    ----------
    sheet
        Name of the sheet.
    header_row
        Row of the headings as Excel numbers it, the last one where there are two; None where there is none.
    columns
        Unique text of each column.
    frame
        Raw cells as objects, an empty cell None; index: number of the row in the file.
    notes
        What was left out, and why.
    unit
        Word of the unit that a line above the table gives for all amounts, such as "万".
    set_aside
        Rows that could not be read with the others.
    """

    sheet: str
    header_row: int | None
    columns: tuple[str, ...]
    frame: pd.DataFrame
    notes: tuple[Note, ...]
    unit: str = ""
    set_aside: tuple[SetAside, ...] = ()


def find_table(source: Source, sheet: str | None = None) -> RawTable:
    """The list in a file, without titles, blank rows and columns, totals and remarks.

    Parameters
    ----------
    sheet
        Name of the sheet; else the visible one with the largest table, or a hidden one if no other has any.

    Raises
    ------
    BadInput
        There is no such sheet, no table, or a table without rows.
    """
    chosen, notes = _chosen(source, sheet)
    heading = heading_of(chosen.cells, merged=chosen.merged)
    if not any(_width(row) for row in chosen.cells):
        raise BadInput("ownfile.no_table", sheet=chosen.name)
    cells, aside = _short_rows(chosen.cells, heading, is_text=source.kind == "csv")
    width = max(map(len, cells))
    names = names_of(cells, heading, merged=chosen.merged, width=width)
    columns = _columns(cells, heading.begins, width, chosen.merged)
    table, more = _table(chosen, heading, names, columns)
    unit, titles = _titles(chosen.cells, heading)
    header_row = heading.rows[-1] + 1 if heading.rows else None
    filled = _filled_down(chosen.merged, heading.begins)
    every = (*notes, *titles, *_heading_notes(heading, names), *more, *filled)
    return RawTable(chosen.name, header_row, tuple(table.columns), table, every, unit, aside)


def _chosen(source: Source, asked: str | None) -> tuple[Sheet, tuple[Note, ...]]:
    """The sheet that is read, and what to say about the others."""
    by_name = {each.name: each for each in source.sheets}
    if asked is not None:
        if asked not in by_name:
            near = nearest(asked, by_name) or next(iter(by_name), "")
            raise BadInput("ownfile.no_sheet", found=asked, near=near, known=Texts(tuple(by_name)))
        return by_name[asked], ()
    with_rows = [each for each in source.sheets if any(map(_width, each.cells))]
    if not with_rows:
        raise BadInput("ownfile.no_table", sheet=Texts(tuple(by_name)))
    visible = [each for each in with_rows if not each.is_hidden]
    lists = [each for each in visible if not _is_remark(each)]
    best = max(lists or [each for each in with_rows if each.is_hidden] or visible, key=_size)
    if best.is_hidden:
        return best, (note("ownfile.hidden_sheet_used", sheet=best.name),)
    notes = []
    if hidden := [each.name for each in with_rows if each.is_hidden]:
        notes.append(note("ownfile.hidden_sheets", sheets=Texts(tuple(hidden))))
    if others := [each.name for each in visible if each is not best]:
        notes.append(note("ownfile.other_sheets", sheet=best.name, others=Texts(tuple(others))))
    return best, tuple(notes)


def _is_remark(sheet: Sheet) -> bool:
    """Whether one cell is all that a sheet holds, such as "see the next page"."""
    return [*islice(filter(None, map(_width, sheet.cells)), 2)] == [1]


def _size(sheet: Sheet) -> int:
    """How many cells the sheet fills, taken from its first rows and all its rows."""
    widths = sorted(_width(row) for row in sheet.cells[:50])
    return sheet.row_count * (widths[len(widths) // 2] if sheet.row_count > 1 else 1)


def _width(row: Sequence[object]) -> int:
    return sum(1 for cell in row if not (cell == "" or (isinstance(cell, str) and not cell.strip(BLANK))))


def _short_rows(cells: Cells, heading: Heading, *, is_text: bool) -> tuple[Cells, tuple[SetAside, ...]]:
    """The rows as they fit the headings; a text's row with more fields than headings is set aside."""
    if not (is_text and heading.rows):
        return cells, ()
    wanted = max(len(cells[row]) for row in heading.rows)
    long = [
        place
        for place, row in enumerate(cells[heading.begins :], start=heading.begins)
        if len(row) > wanted and _width(row[wanted:])
    ]
    if len(long) > FEW * (len(cells) - heading.begins):
        return cells, ()
    aside = tuple(
        SetAside(
            place + 1,
            "",
            shortened(" | ".join(map(str, cells[place]))),
            note("ownfile.too_many_fields", found=len(cells[place]), wanted=wanted),
        )
        for place in long
    )
    taken = set(long)
    return [[] if place in taken else row[:wanted] for place, row in enumerate(cells)], aside


def _columns(cells: Cells, begins: int, width: int, merged: Sequence[Merge]) -> list[list[object]]:
    """Cells of each column below the headings, empty ones None; texts of merged cells are copied down."""
    rows = cells[begins:]
    if any(len(row) != width for row in rows):
        rows = [row + [""] * (width - len(row)) for row in rows]
    columns = [
        [None if cell.__class__ is str and not cell.strip(BLANK) else cell for cell in column]
        for column in zip(*rows, strict=True)
    ] or [[] for _ in range(width)]
    for first_row, first, last_row, last in merged:
        if (
            first_row >= begins
            and first == last < width
            and isinstance(columns[first][first_row - begins], str)
        ):
            count = min(last_row - begins + 1, len(rows)) - (first_row - begins)
            top = first_row - begins
            columns[first][top : top + count] = [columns[first][top]] * count
    return columns


def _table(
    sheet: Sheet, heading: Heading, names: Sequence[str], columns: list[list[object]]
) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """The frame without blank rows and columns and rows that are no clients, and what was left out."""
    kept = [place for place, column in enumerate(columns) if _is_kept(names[place], column)]
    columns, names = [columns[place] for place in kept], [names[place] for place in kept]
    gone = trimmed(columns, names=names)
    index = pd.RangeIndex(heading.begins + 1, heading.begins + 1 + (len(columns[0]) if columns else 0))
    frame = pd.DataFrame(
        {place: _objects(column) for place, column in enumerate(columns)}, index=index, dtype=object
    )
    frame.columns = pd.Index(names, dtype=object)
    is_left: npt.NDArray[np.bool_] = np.array(frame.notna().any(axis=1))
    is_left[list(gone.every())] = False
    if not is_left.any():
        key = "ownfile.only_headings" if heading.rows else "ownfile.no_table"
        raise BadInput(key, sheet=sheet.name, columns=Texts(tuple(names)))
    return frame.loc[is_left], _trim_notes(gone, heading.begins + 1)


def _is_kept(name: str, column: Sequence[object]) -> bool:
    return not name.startswith("(") or any(cell is not None for cell in column)


def _objects(column: Sequence[object]) -> np.ndarray:
    array = np.empty(len(column), dtype=object)
    array[:] = column
    return array


def _trim_notes(gone: Trimmed, first_row: int) -> tuple[Note, ...]:
    notes = []
    for key, places in (
        ("ownfile.dropped_totals", gone.totals),
        ("ownfile.dropped_remarks", gone.remarks),
        ("ownfile.dropped_headings", gone.headings),
    ):
        if places:
            notes.append(note(key, rows=Rows(tuple(place + first_row for place in places))))
    return tuple(notes)


def _titles(cells: Cells, heading: Heading) -> tuple[str, tuple[Note, ...]]:
    """The unit that lines above the table give, and what to say about those lines."""
    above = range(heading.rows[0] if heading.rows else heading.begins)
    lines = {row + 1: [text_in(cell) for cell in cells[row] if text_in(cell)] for row in above}
    lines = {row: texts for row, texts in lines.items() if texts}
    if not lines:
        return "", ()
    unit = next((found for texts in lines.values() for text in texts if (found := unit_told(text))), "")
    first = next(iter(lines.values()))[0]
    notes = [note("ownfile.dropped_title", rows=Rows(tuple(lines)), found=shortened(first))]
    return unit, tuple(notes)


def _heading_notes(heading: Heading, names: Sequence[str]) -> tuple[Note, ...]:
    if not heading.rows:
        return (note("ownfile.no_headings", row=heading.begins + 1),)
    notes = []
    if len(heading.rows) > 1:
        notes.append(note("ownfile.two_heading_rows", rows=Rows(tuple(row + 1 for row in heading.rows))))
    if twice := [name for name in names if name[-1:] == ")" and name.rpartition(" (")[0] in names]:
        notes.append(note("ownfile.same_heading", columns=Texts(tuple(twice))))
    return tuple(notes)


def _filled_down(merged: Sequence[Merge], begins: int) -> tuple[Note, ...]:
    rows = tuple(merge[0] + 1 for merge in merged if merge[0] >= begins and merge[0] < merge[2])
    return (note("ownfile.merged_rows", rows=Rows(rows)),) if rows else ()
