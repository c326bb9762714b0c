"""Excel workbooks, new (.xlsx) and old (.xls): sheets as rows of cells, with what Excel hides named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kamlab.data.ownfile import old_records, sheet_xml
from kamlab.data.ownfile.notes import Note, Rows, Texts, note
from kamlab.data.ownfile.oddity import Oddity, column_letters
from kamlab.data.ownfile.opening import CELLS_MOST
from kamlab.data.ownfile.source import Cells, Merge, Sheet
from kamlab.errors import BadInput, DamagedFile

_PANIC, _NO_DATE = "PanicException", "TimeDelta"
"""What the reader raises where it is at a loss (there is no class to import), and what it says of a date."""


def sheets_of(data: bytes, *, is_new: bool) -> tuple[tuple[Sheet, ...], tuple[Note, ...]]:
    """All sheets of a workbook, and what to say about them.

    Formulas come as their saved results. A cell in error holds the name of the error, and a formula without
    a saved result its own text, such as "=A1*2"; an old workbook has a result for every formula.

    Raises
    ------
    BadInput
        The workbook has a password, or is too large.
    DamagedFile
        It is not whole, or a cell that is shown as a date holds a number too large for one.
    """
    odd = sheet_xml.oddities(data) if is_new else old_records.oddities(data)
    try:
        sheets = _sheets(data, odd)
    except PasswordError as fault:
        raise BadInput("ownfile.password") from fault
    except (CalamineError, OSError, ValueError) as fault:
        raise DamagedFile("ownfile.damaged_workbook") from fault
    except BaseException as fault:
        if isinstance(fault, ArithmeticError) or _NO_DATE in str(fault):
            raise DamagedFile("ownfile.number_as_date") from fault
        if type(fault).__name__ == _PANIC:
            raise DamagedFile("ownfile.damaged_workbook") from fault
        raise
    return sheets, tuple(said for sheet in sheets for said in _told(sheet.name, odd.get(sheet.name, [])))


def _sheets(data: bytes, odd: Mapping[str, Sequence[Oddity]]) -> tuple[Sheet, ...]:
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        kinds = {about.name: about for about in book.sheets_metadata}
        names = [name for name in book.sheet_names if kinds[name].typ == SheetTypeEnum.WorkSheet]
        hidden = {name for name in names if kinds[name].visible != SheetVisibleEnum.Visible}
        read = [(name, book.get_sheet_by_name(name)) for name in names]
        _refuse_too_many([sheet for _, sheet in read])
        return tuple(_sheet(sheet, name in hidden, odd.get(name, [])) for name, sheet in read)


def _refuse_too_many(sheets: Sequence[CalamineSheet]) -> None:
    ends = [sheet.end for sheet in sheets if sheet.end is not None]
    count = sum((row + 1) * (column + 1) for row, column in ends)
    if count > CELLS_MOST:
        raise BadInput("ownfile.too_many_cells", found=count, most=CELLS_MOST)


def _sheet(sheet: CalamineSheet, is_hidden: bool, odd: Sequence[Oddity]) -> Sheet:
    cells: Cells = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
    for cell in odd:
        _put(cells, cell)
    merged: tuple[Merge, ...] = tuple(
        (first[0], first[1], last[0], last[1]) for first, last in sheet.merged_cell_ranges or ()
    )
    return Sheet(sheet.name, is_hidden, cells, merged)


def _put(cells: Cells, cell: Oddity) -> None:
    """Write the text of a cell that was read as empty; rows and columns are added where it lies outside."""
    while len(cells) <= cell.row:
        cells.append([])
    row = cells[cell.row]
    row.extend([""] * (cell.column + 1 - len(row)))
    if row[cell.column] == "":
        row[cell.column] = cell.text


def _told(name: str, odd: Sequence[Oddity]) -> list[Note]:
    """What to say about a sheet's cells in error and its formulas without result."""
    unsaved = [cell for cell in odd if cell.text.startswith("=")]
    errors = [cell for cell in odd if not cell.text.startswith("=")]
    notes = []
    if errors:
        kinds = Texts(tuple(dict.fromkeys(cell.text for cell in errors)))
        notes.append(note("ownfile.error_cells", sheet=name, cells=_places(errors), kinds=kinds))
    if unsaved:
        rows = Rows(tuple(dict.fromkeys(cell.row + 1 for cell in unsaved)))
        notes.append(note("ownfile.unsaved_formulas", sheet=name, rows=rows))
    return notes


def _places(cells: Sequence[Oddity]) -> Texts:
    return Texts(tuple(f"{column_letters(cell.column)}{cell.row + 1}" for cell in cells))
