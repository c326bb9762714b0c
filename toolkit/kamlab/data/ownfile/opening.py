"""From a path to the bytes of a file, and what kind of file these are; the name's ending decides nothing."""

from __future__ import annotations

import codecs
import re
import zipfile
from io import BytesIO
from os import PathLike
from pathlib import Path

from kamlab.data.ownfile.encoding import looks_binary
from kamlab.errors import BadInput, DamagedFile

FILE_BYTES = 1 << 29
"""Largest file that is opened."""
ROWS_MOST = 1_048_576
"""Most rows of one list: as many as a sheet of Excel has."""
CELLS_MOST = 28_000_000
"""Most cells of one file, empty ones between filled ones included: 26 columns of the most rows."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SHORTCUT = b"L\x00\x00\x00\x01\x14\x02\x00"
_MARKUP = re.compile(
    rb"\s*<(?:!doctype|html|head|body|table|meta|style|div|\?xml|\w*:?workbook)", re.IGNORECASE
)


def file_bytes(path: str | PathLike[str]) -> bytes:
    """The whole file.

    Raises
    ------
    BadInput
        There is no such file, it is a folder or a shortcut, may not be read, is empty or too large.
    """
    place = Path(path).expanduser()
    try:
        _refuse_what_is_no_file(place)
        data = place.read_bytes()
    except PermissionError as fault:
        raise BadInput("ownfile.no_permission", file=place.name) from fault
    except (OSError, ValueError) as fault:
        raise BadInput("ownfile.cannot_read", file=place.name, reason=str(fault)) from fault
    if not data.strip(b"\x00\r\n\t "):
        raise BadInput("ownfile.empty_file", file=place.name)
    if data.startswith(_SHORTCUT):
        raise BadInput("ownfile.shortcut", file=place.name)
    return data


def _refuse_what_is_no_file(place: Path) -> None:
    if place.is_dir():
        raise BadInput("ownfile.is_folder", file=place.name or str(place))
    if not place.exists():
        key = "ownfile.broken_link" if place.is_symlink() else "ownfile.not_there"
        raise BadInput(key, file=place.name)
    if not place.is_file():
        raise BadInput("ownfile.not_a_file", file=place.name)
    if place.name.startswith("~$"):
        raise BadInput("ownfile.lock_file", file=place.name, real=place.name[2:])
    if (size := place.stat().st_size) > FILE_BYTES:
        raise BadInput("ownfile.too_large", found=size >> 20, most=FILE_BYTES >> 20)


def kind_of(data: bytes) -> str:
    """What the bytes are: "xlsx", "xls", "markup" (a table saved as web page or XML) or "text".

    Raises
    ------
    BadInput
        The file is something else than a table.
    DamagedFile
        It begins like a workbook and is not whole.

    Examples
    --------
    >>> kind_of(b"name,amount\\nA,1\\n")
    'text'
    """
    if data.startswith(_ZIPS):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return "xls"
    head = data[:4096].removeprefix(codecs.BOM_UTF8)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "replace").encode()
    if _MARKUP.match(head) or head.lower().startswith(b"mime-version:"):
        return "markup"
    if looks_binary(data[: 1 << 16]):
        raise BadInput("ownfile.not_a_table")
    return "text"


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise DamagedFile("ownfile.damaged_workbook") from fault
    if {"xl/workbook.bin", "content.xml"} & names:
        raise BadInput("ownfile.other_workbook")
    if not any(name.lower().endswith("workbook.xml") for name in names):
        raise BadInput("ownfile.not_a_table")
    return "xlsx"
