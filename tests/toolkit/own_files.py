"""Files as people have them, written for the tests of the reading of own lists."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from kamlab.data.ownfile import CleanList, RawTable, clean, find_table, guess_columns, read_sheets
from kamlab.data.ownfile.column import Cleaned

TODAY = date(2025, 6, 30)
Rows = Sequence[Sequence[Any]]


def text_file(folder: Path, text: str | bytes, *, encoding: str = "utf-8", name: str = "list.csv") -> Path:
    """A text file."""
    path = folder / name
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


def workbook_file(
    folder: Path,
    rows: Rows,
    *,
    more: dict[str, Rows] | None = None,
    touch: Callable[[Any, Any], None] | None = None,
    name: str = "list.xlsx",
) -> Path:
    """A workbook with the rows on sheet "S" and on more sheets; `touch(book, sheet)` works on the first."""
    path = folder / name
    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(path, options) as book:
        sheets = [(book.add_worksheet("S"), rows)]
        sheets += [(book.add_worksheet(title), others) for title, others in (more or {}).items()]
        for sheet, lines in sheets:
            for place, line in enumerate(lines):
                sheet.write_row(place, 0, line)
        if touch:
            touch(book, sheets[0][0])
    return path


def changed(path: Path, member: str, change: Callable[[bytes], bytes], *, name: str = "changed.xlsx") -> Path:
    """A copy of a workbook in which one file inside it is changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            data = old.read(each)
            new.writestr(each, change(data) if each == member else data)
    copy = path.with_name(name)
    copy.write_bytes(packed.getvalue())
    return copy


def table_of(path: Path, sheet: str | None = None) -> RawTable:
    """The table in a file."""
    return find_table(read_sheets(path), sheet)


def table(folder: Path, text: str) -> RawTable:
    """The table in a text."""
    return table_of(text_file(folder, text))


def cleaned(folder: Path, text: str, *, keep: Sequence[str] = ()) -> CleanList:
    """The clean list of a text, its columns as guessed."""
    found = table(folder, text)
    return clean(found, guess_columns(found).roles, keep_personal=keep, today=TODAY)


def keys(notes: Sequence[Any]) -> list[str]:
    """Names of the sentences."""
    return [note.key.removeprefix("ownfile.") for note in notes]


def reasons(result: CleanList) -> list[tuple[int, str]]:
    """Row and name of the sentence for each line of what was left out."""
    return [(row, why.key.removeprefix("ownfile.")) for row, why in result.dropped[["row", "why"]].to_numpy()]


def column(*cells: object) -> pd.Series:
    """Raw cells of a column, from row 2 on."""
    return pd.Series(list(cells), dtype=object, index=range(2, len(cells) + 2))


def faults(cleaned: Cleaned) -> dict[int, str]:
    """Place and name of the sentence of each fault."""
    return {place: why.key.removeprefix("ownfile.") for place, why in cleaned.faults.items()}
