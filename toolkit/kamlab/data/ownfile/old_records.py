"""What the reader does not tell of an old workbook (.xls): password, cells in error, places outside a sheet.

The records of the workbook are gone through once ([MS-XLS]). A damaged file may name a column that no sheet
has; the reader would set aside memory for all columns up to it, so such a file is refused here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from kamlab.data.ownfile.compound import streams
from kamlab.data.ownfile.oddity import Oddity
from kamlab.errors import BadInput, DamagedFile

_END, _FILEPASS, _SHEET, _STRINGS, _EXTENT = 0x0A, 0x2F, 0x85, 0xFC, 0x200
_FORMULA, _BOOL_OR_ERROR = 0x06, 0x205
_CELLS = frozenset(
    (_FORMULA, 0x01, 0x02, 0x03, 0x04, 0x05, 0xD6, 0xFD, 0x201, 0x203, 0x204, _BOOL_OR_ERROR, 0x27E)
)
_SEVERAL_CELLS = {0xBD, 0xBE}
_ROWS, _COLUMNS = 65536, 256
_SHORTEST_STRING = 3
_VERSION_8 = 0x600
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def oddities(data: bytes) -> dict[str, list[Oddity]]:
    """Sheet name -> its cells in error, rows and columns from 0.

    Raises
    ------
    BadInput
        The workbook is protected by a password, or the file is no workbook.
    DamagedFile
        It is not whole.
    """
    content = streams(data)
    if "EncryptedPackage" in content:
        raise BadInput("ownfile.password")
    stream = content.get("Workbook", content.get("Book"))
    if stream is None:
        raise BadInput("ownfile.not_a_table")
    try:
        return _found(stream)
    except (struct.error, IndexError) as fault:
        raise DamagedFile("ownfile.damaged_workbook") from fault


def _found(stream: bytes) -> dict[str, list[Oddity]]:
    """The records as the reader goes through them: those of the workbook, then those of each sheet."""
    sheets: dict[str, int] = {}
    for kind, record in _records(stream, 0):
        if kind == _FILEPASS:
            raise BadInput("ownfile.password")
        if kind == _SHEET:
            sheets[_sheet_name(record, stream)] = struct.unpack_from("<I", record)[0]
        elif kind == _STRINGS:
            _require(struct.unpack_from("<I", record, 4)[0] * _SHORTEST_STRING <= len(stream))
    return {name: list(_sheet(stream, place)) for name, place in sheets.items()}


def _sheet(stream: bytes, place: int) -> Iterator[Oddity]:
    for kind, record in _records(stream, place):
        if kind == _EXTENT:
            _require_extent(record)
        elif kind in _CELLS or kind in _SEVERAL_CELLS:
            yield from _cell(kind, record)


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record from a place on, up to the next end."""
    end = len(stream) - 3
    while place < end:
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == _END:
            return
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _require(is_possible: bool) -> None:
    if not is_possible:
        raise DamagedFile("ownfile.damaged_workbook")


def _require_extent(record: bytes) -> None:
    """Refuse a sheet that is said to be larger than any, or to end before it begins."""
    layout = "<IIHH" if len(record) >= 14 else "<HHHH"
    first_row, last_row, first_column, last_column = struct.unpack_from(layout, record)
    _require(first_row <= last_row <= _ROWS and first_column <= last_column <= _COLUMNS)


def _sheet_name(record: bytes, stream: bytes) -> str:
    """Name of a sheet; older versions than 8 wrote it in an encoding of their own."""
    length = record[6]
    if struct.unpack_from("<H", stream, 4)[0] != _VERSION_8:
        return record[7 : 7 + length].decode("gb18030", "replace")
    if record[7] & 1:
        return record[8 : 8 + 2 * length].decode("utf-16-le", "replace")
    return record[8 : 8 + length].decode("latin-1")


def _cell(kind: int, record: bytes) -> Iterator[Oddity]:
    row, column = struct.unpack_from("<HH", record)
    last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind in _SEVERAL_CELLS else column
    _require(max(column, last) < _COLUMNS)
    code = None
    if kind == _BOOL_OR_ERROR and record[7]:
        code = record[6]
    elif kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
        code = record[8]
    if code is not None:
        yield Oddity(row, column, _ERRORS.get(code, "#ERROR!"))
