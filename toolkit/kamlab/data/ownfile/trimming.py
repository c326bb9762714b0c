"""Rows of a table that are no clients: totals, remarks below, headings that come again on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kamlab.data.ownfile.cells import is_blank, text_in
from kamlab.data.ownfile.synonyms import heading_key, words
from kamlab.data.ownfile.written import read_number

FIRST_COLUMNS = 4
"""Columns from the left in which a row says that it is a total."""
LAST_ROWS = 8
"""Rows from the bottom among which remarks are looked for."""
_LONGEST = 24
_MARKS = " :：.-\t\r\n\u3000\u00a0"
_LINE = re.compile(r"\s*[^\s:：]{1,8}\s*[:：].*|\s*[(（【*※].*", re.DOTALL)


@dataclass(frozen=True)
class Trimmed:
    """Places of rows, counted from 0 in the table, that do not belong to it."""

    totals: tuple[int, ...]
    remarks: tuple[int, ...]
    headings: tuple[int, ...]

    def every(self) -> set[int]:
        """All of them."""
        return {*self.totals, *self.remarks, *self.headings}


def trimmed(columns: Sequence[Sequence[object]], *, names: Sequence[str]) -> Trimmed:
    """The rows that are no clients, found by what their first cells say and by sums that fit.

    Parameters
    ----------
    columns
        Cells of each column, from top to bottom; empty cells are None.
    names
        Heading of each column.

    Examples
    --------
    >>> trimmed([["K01", "K02", "合计"], [5.0, 6.0, 11.0]], names=["client", "aum"]).totals
    (2,)
    """
    count = len(columns[0]) if columns else 0
    totals = {place for column in columns[:FIRST_COLUMNS] for place in _total_rows(column)}
    totals = {place for place in totals if _says_total(columns, place)}
    remarks = _remarks(columns, count, totals)
    last = max(set(range(count)) - totals - remarks, default=-1)
    if last > 2 and _is_sum(columns, last):
        totals.add(last)
    headings = _repeated(columns, names)
    return Trimmed(*(tuple(sorted(places)) for places in (totals, remarks - totals, headings)))


def _total_rows(column: Sequence[object]) -> list[int]:
    """Rows whose cell is a word such as 合计."""
    last = _last_characters()
    likely = [place for place, cell in enumerate(column) if cell.__class__ is str and cell[-1:] in last]
    return [place for place in likely if _may_be_total(str(column[place])) and _is_total(str(column[place]))]


def _may_be_total(cell: str) -> bool:
    """A quick look that lets every such word pass and stops nearly all others."""
    if len(cell) > _LONGEST:
        return False
    return not cell.isascii() or cell.strip(_MARKS).lower().endswith(tuple(_english()))


@cache
def _english() -> frozenset[str]:
    return frozenset(word for word in words("rows", "total") if word.isascii())


@cache
def _last_characters() -> frozenset[str]:
    """What a cell may end in that is such a word, marks after it included."""
    letters = {word[-1] for word in words("rows", "total") | words("rows", "total_end")}
    return frozenset({*letters, *map(str.upper, letters), *_MARKS})


def _is_total(cell: str) -> bool:
    key = heading_key(text_in(cell))
    return key in words("rows", "total") or key.endswith(tuple(words("rows", "total_end")))


def _says_total(columns: Sequence[Sequence[object]], place: int) -> bool:
    """Whether the row's first filled text is the word: a client called so far to the right is none."""
    texts = (column[place] for column in columns[:FIRST_COLUMNS])
    first = next((cell for cell in texts if isinstance(cell, str) and not is_blank(cell)), "")
    return _is_total(first)


def _remarks(columns: Sequence[Sequence[object]], count: int, totals: set[int]) -> set[int]:
    """Rows at the bottom with a remark and hardly anything else; they end where a row of the list stands."""
    found: set[int] = set()
    for place in range(count - 1, max(-1, count - 1 - LAST_ROWS), -1):
        filled = [column[place] for column in columns if column[place] is not None]
        if filled and place not in totals and not _is_remark(filled, len(columns)):
            break
        if filled and place not in totals:
            found.add(place)
    return found


def _is_remark(filled: Sequence[object], width: int) -> bool:
    """Whether a row says something about the list: each cell does, or the only texts in a wide row."""
    texts = [text_in(cell) for cell in filled if isinstance(cell, str)]
    if len(texts) < len(filled):
        return False
    if all(map(_is_told, texts)):
        return True
    is_line = _LINE.fullmatch(texts[0]) is not None or len(texts[0]) > _LONGEST
    return is_line and width > 2 and len(texts) <= max(1, width // 2)


def _is_told(text: str) -> bool:
    """Whether a text begins with a word such as 注 or 制表人."""
    return heading_key(re.split("[:：]", text, maxsplit=1)[0]) in words("rows", "remark")


def _is_sum(columns: Sequence[Sequence[object]], last: int) -> bool:
    """Whether the last row has no client and holds the sums of the columns above it."""
    if columns[0][last] is not None:
        return False
    sums = compared = 0
    for column in columns:
        found = read_number(text_in(column[last])) if column[last] is not None else None
        if found is not None:
            above = [read_number(text_in(cell)) for cell in column[:last] if cell is not None]
            total = sum(number.value for number in above if number is not None)
            compared += 1
            sums += abs(total - found.value) <= 1e-6 * max(1.0, abs(total)) and total != 0
    return sums > 0 and sums * 2 > compared


def _repeated(columns: Sequence[Sequence[object]], names: Sequence[str]) -> set[int]:
    """Rows that repeat the headings, as lists printed page by page do."""
    pairs = [(column, name) for column, name in zip(columns, names, strict=True) if not name.startswith("(")]
    if len(pairs) < 2:
        return set()
    (first, name), *others = pairs
    alike = {place for place, cell in enumerate(first) if isinstance(cell, str) and cell.strip() == name}
    return {
        place
        for place in alike
        if sum(text_in(column[place]) == other for column, other in others if column[place] is not None) * 2
        >= len(others)
    }
