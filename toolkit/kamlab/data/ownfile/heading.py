"""Where a table begins in a sheet: title lines above it, one or two rows of headings, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kamlab.data.ownfile.cells import is_blank, plain, text_in
from kamlab.data.ownfile.looks import is_data, is_label
from kamlab.data.ownfile.oddity import column_letters
from kamlab.data.ownfile.source import Cells, Merge
from kamlab.data.ownfile.synonyms import is_heading

LOOKED_AT = 60
"""Rows from the top among which the headings are looked for."""
BELOW = 25
_CHINESE = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])|(?<=[）】]) | (?=[（【])")


@dataclass(frozen=True)
class Heading:
    """Where the headings stand: places of rows, counted from 0; no row where the table has no headings.

    Attributes
    ----------
    rows
        None, one or two rows of headings.
    begins
        First row of the table below the headings.
    """

    rows: tuple[int, ...]
    begins: int


def heading_of(cells: Cells, *, merged: Sequence[Merge] = ()) -> Heading:
    """The headings of the table that the rows hold.

    Words that the lab knows decide; where there are none, the first row that is as full as the rows below and
    holds names where these hold figures.

    Examples
    --------
    >>> heading_of([["Clients in March"], ["client", "aum"], ["K01", 5.0], ["K02", 6.0]])
    Heading(rows=(1,), begins=2)
    """
    top = cells[:LOOKED_AT]
    filled = [_filled(row) for row in top]
    need = _usual(filled)
    best = _known_row(top, filled)
    if best is None:
        best = next((place for place, places in enumerate(filled) if len(places) >= need), None)
        if best is None or not _names_what_is_below(cells, best):
            begins = (
                next((place for place, places in enumerate(filled) if places), 0) if best is None else best
            )
            return Heading((), begins)
    return _with_second_row(cells, best, merged)


def _filled(row: Sequence[object]) -> list[int]:
    return [place for place, cell in enumerate(row) if not is_blank(cell)]


def _usual(filled: Sequence[Sequence[int]]) -> int:
    """How many cells of a row of the table are filled at least: half of what most rows have, and two."""
    counts = sorted(len(places) for places in filled if places)
    if not counts:
        return 1
    middle = counts[len(counts) // 2]
    return max(min(2, counts[-1]), -(-middle // 2))


def _known_row(top: Cells, filled: Sequence[Sequence[int]]) -> int | None:
    """The first of the rows that hold the most known headings, at least two and a quarter of the row."""
    hits = [
        sum(isinstance(row[place], str) and is_heading(str(row[place])) for place in places)
        if len(places) < 400
        else 0
        for row, places in zip(top, filled, strict=True)
    ]
    most = max(hits, default=0)
    best = hits.index(most) if hits else 0
    return best if most >= 2 and most * 4 >= len(filled[best]) else None


def _names_what_is_below(cells: Cells, place: int) -> bool:
    """Whether a row names what stands below it, and is not a row like those."""
    if score := _score(cells, place):
        return score > 0
    row = cells[place]
    labels, data = sum(map(is_label, row)), sum(map(is_data, row))
    return labels > data and not _recurs(row, cells[place + 1 : place + 1 + BELOW])


def _score(cells: Cells, place: int) -> int:
    """How many names stand above figures, less the figures above figures."""
    row, below = cells[place], cells[place + 1 : place + 1 + BELOW]
    score = 0
    for column in _filled(row):
        under = [other[column] for other in below if column < len(other) and not is_blank(other[column])]
        if sum(map(is_data, under)) > len(under) / 2:
            score += is_label(row[column]) - is_data(row[column])
    return score


def _recurs(row: Sequence[object], below: Cells) -> bool:
    """Whether cells of the row stand in the rows below in the same column: then it is a row like them."""
    again = sum(
        any(column < len(other) and other[column] == row[column] for other in below)
        for column in _filled(row)
    )
    return again * 3 > len(_filled(row))


def _with_second_row(cells: Cells, best: int, merged: Sequence[Merge]) -> Heading:
    """The row of headings, joined with the one above or below it where two rows make the headings."""
    if best and _groups(cells, best - 1, best, merged):
        return Heading((best - 1, best), best + 1)
    if best + 1 < len(cells) and _groups(cells, best, best + 1, merged):
        return Heading((best, best + 1), best + 2)
    return Heading((best,), best + 1)


def _groups(cells: Cells, upper: int, lower: int, merged: Sequence[Merge]) -> bool:
    """Whether the upper row names groups of the columns that the lower row names one by one."""
    above, under = _filled(cells[upper]), _filled(cells[lower])
    if not under or not all(is_label(cells[lower][place]) for place in under):
        return False
    if not all(is_label(cells[upper][place]) and not _is_remark(cells[upper][place]) for place in above):
        return False
    spans = [merge for merge in merged if merge[0] <= upper <= merge[2]]
    if any(merge[2] == lower for merge in spans):
        return len(above) > 1
    if len(above) < 2 or _score(cells, lower) <= 0:
        return False
    hanging = [place for place in under if place not in above and above[0] < place]
    return any(merge[1] < merge[3] for merge in spans) or len(hanging) > 0


def _is_remark(cell: object) -> bool:
    return bool(re.search(r"[:]|单位", plain(text_in(cell))))


def names_of(cells: Cells, heading: Heading, *, merged: Sequence[Merge], width: int) -> list[str]:
    """One unique text a column: what stands in its headings, from the top down, else its letter in brackets.

    Examples
    --------
    >>> rows = [["client", "aum", "aum", ""], ["K01", 5.0, 6.0, "x"]]
    >>> names_of(rows, Heading((0,), 1), merged=(), width=4)
    ['client', 'aum', 'aum (2)', '(D)']
    """
    parts: list[list[str]] = [[] for _ in range(width)]
    for row in heading.rows:
        is_group = row != heading.rows[-1]
        for place, text in enumerate(_spread_out(cells, row, merged, width, is_group=is_group)):
            if text and text not in parts[place]:
                parts[place].append(text)
    return _unique([" / ".join(texts) or f"({column_letters(place)})" for place, texts in enumerate(parts)])


def _spread_out(cells: Cells, row: int, merged: Sequence[Merge], width: int, *, is_group: bool) -> list[str]:
    """Texts of a row of headings; a group's name stands over each of its columns."""
    texts = [_CHINESE.sub("", text_in(cell)) for cell in cells[row][:width]]
    texts += [""] * (width - len(texts))
    for first_row, first, last_row, last in merged:
        if first_row <= row <= last_row and first < width:
            for place in range(first, min(last, width - 1) + 1):
                texts[place] = texts[place] or _CHINESE.sub("", text_in(cells[first_row][first]))
    is_spanned = any(merge[0] <= row <= merge[2] and merge[1] < merge[3] for merge in merged)
    if is_group and not is_spanned:
        under = cells[row + 1]
        for place in range(1, width):
            if not texts[place] and place < len(under) and not is_blank(under[place]):
                texts[place] = texts[place - 1]
    return texts


def _unique(names: Sequence[str]) -> list[str]:
    taken: dict[str, None] = {}
    for name in names:
        new, count = name, 1
        while new in taken:
            count += 1
            new = f"{name} ({count})"
        taken[new] = None
    return list(taken)
