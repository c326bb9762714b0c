"""What calamine does not tell of an .xlsx file: true size, cells in error, formulas without a saved result.

Everything is unpacked piece by piece and counted, so that a file which unpacks to more than the memory is
refused before anything else opens it, and so is a sheet with a stray cell far away, for which the reader
would set aside a whole rectangle.
"""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree import ElementTree

from kamlab.data.ownfile.oddity import Oddity, column_letters
from kamlab.data.ownfile.opening import CELLS_MOST
from kamlab.errors import BadInput, DamagedFile

UNPACKED_BYTES = 1 << 30
"""Most bytes that a workbook may unpack to."""
_PIECE = 1 << 23
_SMALL = 1 << 24
_COLUMN = re.compile(rb' r="([A-Z]{2,3})\d')
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')
_ERROR = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>(.*?)</c>', re.DOTALL)
_UNSAVED = re.compile(
    rb'<c\b((?:(?!\bt="str")[^>])*[^/>])>\s*<f\b(?:[^>]*/>|[^>]*>([^<]*)</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_VALUE = re.compile(rb"<v>([^<]+)<")
_PREFIX = re.compile(rb"(</?)\w+:")
_ONE_LETTER = 26
_FAULTS = (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, LookupError, OSError)
_STRANGE = (NotImplementedError, RuntimeError, ValueError)


def oddities(data: bytes) -> dict[str, list[Oddity]]:
    """Sheet name -> its cells in error and its formulas without a saved result, rows and columns from 0.

    Raises
    ------
    BadInput
        The workbook unpacks to too much, or one of its sheets spans too many cells.
    DamagedFile
        It cannot be unpacked.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = _members(archive)
            _refuse_bombs(archive, set(members))
            return {name: _scan(archive, member, name) for member, name in members.items()}
    except (*_FAULTS, *_STRANGE) as fault:
        raise DamagedFile("ownfile.damaged_workbook") from fault


def _members(archive: zipfile.ZipFile) -> dict[str, str]:
    """File inside the workbook -> name of the sheet that it holds."""
    book = min((name for name in archive.namelist() if name.lower().endswith("workbook.xml")), key=len)
    folder = PurePosixPath(book).parent
    links = folder / "_rels" / (PurePosixPath(book).name + ".rels")
    targets = {
        link.get("Id", ""): _inside(folder, link.get("Target", "")) for link in _parsed(archive, str(links))
    }
    found = {}
    for sheet in _parsed(archive, book).iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            link = next((value for key, value in sheet.attrib.items() if key.rpartition("}")[2] == "id"), "")
            found[targets.get(link, "")] = sheet.get("name", "")
    there = set(archive.namelist())
    return {member: name for member, name in found.items() if member in there}


def _inside(folder: PurePosixPath, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(folder / target)


def _parsed(archive: zipfile.ZipFile, member: str) -> ElementTree.Element:
    with archive.open(member) as stream:
        text = stream.read(_SMALL + 1)
    if len(text) > _SMALL:
        raise BadInput("ownfile.unpacks_too_large", most=UNPACKED_BYTES >> 20)
    return ElementTree.fromstring(text)


def _refuse_bombs(archive: zipfile.ZipFile, scanned: set[str]) -> None:
    """Unpack every XML part that is not a sheet, and trust no size that is merely written down."""
    _refuse_size(sum(entry.file_size for entry in archive.infolist()))
    size = 0
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")) and entry.filename not in scanned:
            for piece in _pieces(archive, entry.filename):
                size += len(piece)
                _refuse_size(size)


def _refuse_size(size: int) -> None:
    if size > UNPACKED_BYTES:
        raise BadInput("ownfile.unpacks_too_large", most=UNPACKED_BYTES >> 20)


def _pieces(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _scan(archive: zipfile.ZipFile, member: str, name: str) -> list[Oddity]:
    found: list[Oddity] = []
    span = _Span(name)
    rest, size = b"", 0
    for piece in _pieces(archive, member):
        size += len(piece)
        _refuse_size(size)
        if b":row" in piece:
            piece = _PREFIX.sub(rb"\1", piece)
        whole, rest = _whole_rows(rest + piece)
        span.widen(whole)
        found += _odd_cells(whole)
    span.widen(rest)
    return [*found, *_odd_cells(rest)]


def _whole_rows(text: bytes) -> tuple[bytes, bytes]:
    """The text up to the end of its last whole row, and what follows; a row without end is not waited for."""
    end = text.rfind(b"row>")
    if end < 0 and len(text) > 2 * _PIECE:
        return text, b""
    return (text[: end + 4], text[end + 4 :]) if end >= 0 else (b"", text)


class _Span:
    """How far a sheet stretches: the rectangle from its first cell to its last row and column."""

    def __init__(self, sheet: str) -> None:
        self.sheet, self.row, self.column = sheet, 1, _ONE_LETTER

    def widen(self, text: bytes) -> None:
        self.row = max([self.row, *map(int, _ROW.findall(text))])
        self.column = max([self.column, *map(_number, set(_COLUMN.findall(text)))])
        if re.search(rb' r="[A-Z]{1,3}\d{%d}' % (len(str(self.row)) + 1), text):
            raise DamagedFile("ownfile.damaged_workbook")
        if self.row * self.column > CELLS_MOST:
            letters = column_letters(self.column - 1)
            raise BadInput("ownfile.stray_cell", sheet=self.sheet, row=self.row, column=letters)


def _odd_cells(text: bytes) -> Iterator[Oddity]:
    if b't="e"' in text:
        for attributes, inside in _ERROR.findall(text):
            value = _VALUE.search(inside)
            yield from _oddity(attributes, value[1] if value else b"#ERROR!")
    if any(begin in text for begin in (b"<f>", b"<f ", b"<f/")):
        for attributes, formula in _UNSAVED.findall(text):
            if b't="e"' not in attributes:
                yield from _oddity(attributes, b"=" + formula)


def _oddity(attributes: bytes, text: bytes) -> Iterator[Oddity]:
    if place := _PLACE.search(attributes):
        shown = html.unescape(text.decode("utf-8", "replace"))
        yield Oddity(int(place[2]) - 1, _number(place[1]) - 1, shown)


def _number(letters: bytes) -> int:
    """Number of a column from its letters, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
