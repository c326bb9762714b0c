"""A cell of a workbook that has no value of its own, and the names of columns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Oddity:
    """A cell without a value of its own: an error such as "#REF!", or a formula ("=A1*2") without result."""

    row: int
    column: int
    text: str


def column_letters(place: int) -> str:
    """Letters of the column at `place`, counted from 0, as Excel shows them.

    Examples
    --------
    >>> column_letters(0), column_letters(26), column_letters(16383)
    ('A', 'AA', 'XFD')
    """
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
