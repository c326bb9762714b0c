"""Read a person's own file, whatever it really is, into sheets of raw cells."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path

from kamlab.data.ownfile import delimited, markup, workbook
from kamlab.data.ownfile.encoding import text_of
from kamlab.data.ownfile.notes import Note, note
from kamlab.data.ownfile.opening import file_bytes, kind_of
from kamlab.data.ownfile.source import Sheet, Source


def read_sheets(path: str | PathLike[str]) -> Source:
    """The sheets of an Excel or CSV file, and what was noticed in reading it.

    What a file is shows in its bytes, not in its name: .xlsx, .xls, text with any of several delimiters
    and encodings, and tables saved as web page or as the XML of Excel 2003 are read. A text is one
    sheet. Nothing is written and nothing leaves the machine.

    Raises
    ------
    BadInput
        There is no such file, it cannot be opened, has a password, is empty, is too large, or no table.
    DamagedFile
        A workbook is not whole.
    """
    data = file_bytes(path)
    kind = kind_of(data)
    place, told = fspath(path), _other_name(Path(path), kind)
    if kind in ("xlsx", "xls"):
        sheets, notes = workbook.sheets_of(data, is_new=kind == "xlsx")
        return Source(place, "xlsx", None, None, sheets, (*told, *notes))
    text, encoding, notes = text_of(markup.page_in(data) if kind == "markup" else data)
    if kind == "markup":
        return Source(place, "csv", encoding, None, markup.sheets_of(text), (*told, *notes))
    cells, delimiter, more = delimited.rows_of(text)
    sheet = Sheet(Path(path).stem, False, cells)
    return Source(place, "csv", encoding, delimiter, (sheet,), (*told, *notes, *more))


def _other_name(path: Path, kind: str) -> tuple[Note, ...]:
    """What to say where the file is not what its name promises."""
    promises_workbook = path.suffix.lower().startswith(".xl")
    if kind == "markup":
        return (note("ownfile.saved_as_page"),)
    if promises_workbook == (kind != "text"):
        return ()
    key = "ownfile.named_as_workbook" if promises_workbook else "ownfile.named_as_text"
    return (note(key, found=path.suffix or path.name),)
