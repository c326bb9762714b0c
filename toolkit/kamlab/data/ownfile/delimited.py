"""From a text to rows of fields: the delimiter found, quotes minded, rows of another delimiter cut alike."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Literal

from kamlab.data.ownfile.notes import Note, Rows, note
from kamlab.data.ownfile.opening import CELLS_MOST, ROWS_MOST
from kamlab.data.ownfile.source import Cells
from kamlab.errors import BadInput

DELIMITERS = {
    "\t": "ownfile.delimiter_tab",
    ";": "ownfile.delimiter_semicolon",
    "|": "ownfile.delimiter_bar",
    ",": "ownfile.delimiter_comma",
    "，": "ownfile.delimiter_wide_comma",
    "；": "ownfile.delimiter_wide_semicolon",
    "^": "ownfile.delimiter_caret",
}
"""Delimiters that are tried, the least likely to stand inside a cell first."""
BLANKS = " "
SAMPLE_LINES = 300
_SEP = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_FEW = 0.05


def rows_of(text: str) -> tuple[Cells, str | None, tuple[Note, ...]]:
    """Rows of fields, the delimiter that parts them, and what to say about it.

    A text of one column has no delimiter. Where no mark parts the lines evenly but blanks do, blanks are
    the delimiter.

    Raises
    ------
    BadInput
        The text has more rows or cells than can be read.

    Examples
    --------
    >>> rows_of("client;aum\\nA;1,5\\nB;2,5\\n")[:2]
    ([['client', 'aum'], ['A', '1,5'], ['B', '2,5']], ';')
    """
    named = _SEP.match(text)
    delimiter = named[1] if named else delimiter_of(text)
    if named:
        text = "\n" + text[named.end() :]
    if delimiter == BLANKS:
        parted: Cells = [[*line.split()] for line in text.splitlines()]
        return _within(parted), BLANKS, (_told("ownfile.delimiter_blanks"),)
    if delimiter is None:
        return _within(list(_records(text, ","))), None, ()
    cells, notes = _read(text, delimiter)
    mixed = _cut_alike(cells, delimiter)
    key = DELIMITERS.get(delimiter, "ownfile.delimiter_comma")
    return _within(cells), delimiter, (_told(key), *notes, *mixed)


def delimiter_of(text: str) -> str | None:
    """The mark that parts most lines into the same number of fields, a blank, or None for a single column."""
    lines = list(islice((line for line in StringIO(text) if line.strip()), SAMPLE_LINES))
    scores = {mark: _evenness(lines, mark) for mark in DELIMITERS}
    best = max(scores.values(), default=0.0)
    if best > 0.5:
        return next(mark for mark, score in scores.items() if score >= best - _FEW)
    widths = Counter(len(line.split()) for line in lines)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    if width > 1 and count >= 0.9 * len(lines) and len(lines) > 2 and all(line.isascii() for line in lines):
        return BLANKS
    return next((mark for mark, score in scores.items() if score == best), None) if best > 0 else None


def _evenness(lines: list[str], mark: str) -> float:
    """Share of the lines that this mark parts into the most frequent number of fields above one."""
    widths = Counter(len(row) for row in _records("".join(lines), mark) if row)
    widths.pop(1, None)
    return max(widths.values(), default=0) / max(len(lines), 1)


def _records(text: str, delimiter: str, *, is_quoted: bool = True) -> Iterator[list[object]]:
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, skipinitialspace=True)
    return (list(row) for row in rows)


def _read(text: str, delimiter: str) -> tuple[Cells, list[Note]]:
    """All rows; where a quotation mark is never closed, quotation marks mean nothing."""
    cells: Cells = []
    try:
        cells.extend(_records(text, delimiter))
        swallowed = text.count('"') % 2 == 1 and bool(cells) and any("\n" in str(cell) for cell in cells[-1])
    except csv.Error:
        swallowed = True
        cells.append([])
    if not swallowed:
        return cells, []
    row = len(cells)
    return list(_records(text, delimiter, is_quoted=False)), [note("ownfile.open_quote", row=row)]


def _cut_alike(cells: Cells, delimiter: str) -> list[Note]:
    """Cut rows that hold one field by another mark, where that gives as many fields as most rows have."""
    widths = Counter(len(row) for row in cells)
    widths.pop(1, None)
    usual = widths.most_common(1)[0][0] if widths else 0
    changed = []
    for place, row in enumerate(cells):
        if len(row) == 1 and isinstance(row[0], str) and (parts := _parted(row[0], usual, delimiter)):
            cells[place] = parts
            changed.append(place + 1)
    return [note("ownfile.mixed_delimiter", rows=Rows(tuple(changed)))] if changed else []


def _parted(field: str, usual: int, delimiter: str) -> list[object]:
    for mark in DELIMITERS:
        if mark != delimiter and mark in field:
            row = next(_records(field, mark), [])
            if len(row) == usual > 1:
                return row
    return []


def _within(cells: Cells) -> Cells:
    if len(cells) > ROWS_MOST:
        raise BadInput("ownfile.too_many_rows", found=len(cells), most=ROWS_MOST)
    if (count := sum(map(len, cells))) > CELLS_MOST:
        raise BadInput("ownfile.too_many_cells", found=count, most=CELLS_MOST)
    return cells


def _told(key: str) -> Note:
    return note("ownfile.delimiter_found", delimiter=note(key))
