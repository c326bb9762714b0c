"""What the reading says aloud: sentences that are made when they are read, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kamlab.language import say
from kamlab.terms import column_label

HIDDEN = "•••"
"""What stands in place of a personal text."""
ROWS_NAMED = 5
"""How many rows a sentence names before it only counts them."""


@dataclass(frozen=True)
class Note:
    """A sentence of the catalogue with what fills its places; `str()` says it in the current language.

    Examples
    --------
    >>> from kamlab.language import speaking
    >>> with speaking("en"):
    ...     str(note("ownfile.dropped_title", rows=Rows((1, 2)), found="List"))
    "Title lines above the table were not read (rows 1, 2: 'List')."
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self.key, **self.values)


def note(key: str, **values: object) -> Note:
    """Note of sentence `key`; a value may be a note itself."""
    return Note(key, values)


@dataclass(frozen=True)
class Rows:
    """Rows of the file: the first few by number, then how many they are."""

    rows: tuple[int, ...]

    def __str__(self) -> str:
        shown = listed([str(row) for row in self.rows[:ROWS_NAMED]])
        if len(self.rows) == 1:
            return say("ownfile.one_row", shown=shown)
        if len(self.rows) <= ROWS_NAMED:
            return say("ownfile.few_rows", shown=shown)
        return say("ownfile.more_rows", shown=shown, count=len(self.rows))


@dataclass(frozen=True)
class Texts:
    """Names or cells that a sentence lists."""

    texts: tuple[object, ...]
    most: int = ROWS_NAMED

    def __str__(self) -> str:
        shown = listed([str(text) for text in self.texts[: self.most]])
        return shown + ("…" if len(self.texts) > self.most else "")


@dataclass(frozen=True)
class RoleName:
    """What a role is called; a criterion of the owner keeps the owner's name."""

    role: str

    def __str__(self) -> str:
        return self.role.partition(":")[2] or column_label(self.role)


def listed(texts: Sequence[str]) -> str:
    """The texts in a row, with the list mark of the current language."""
    return say("ownfile.list_mark").join(texts)


def shortened(found: object, limit: int = 40) -> str:
    """What stands in a cell, on one line and short enough for a sentence.

    Examples
    --------
    >>> shortened("a\\nb" + "c" * 9, limit=6)
    'a bcc…'
    """
    text = " ".join(str(found).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
