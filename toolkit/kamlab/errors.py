"""The error tree. Every message says what was wanted, what was found and what to do next.

An error carries the key of its sentence and the values in it; the text is made when it is read, in
the reader's language. `exit_code` is what the command line returns, so that scripts can tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from kamlab.language import say


class KamlabError(Exception):
    """Anything the lab refuses or cannot do, told in one sentence.

    Parameters
    ----------
    key
        Sentence in the message catalogue, "room.name".
    **values
        What fills the sentence's places.
    """

    exit_code = 1

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return say(self.key, **self.values)


class BadInput(KamlabError):
    """What a person gave cannot be used as it is."""

    exit_code = 2


class MissingColumn(BadInput):
    """A table lacks a column that the method needs."""


class CannotWrite(KamlabError):
    """The disk is full, read-only or refuses us."""

    exit_code = 3


class DamagedFile(KamlabError):
    """A file exists but is not what it should be."""

    exit_code = 4


class CourseFault(KamlabError):
    """An author's page or a trainer's course needs mending before it can be used."""

    exit_code = 5


def nearest(word: str, known: Iterable[str]) -> str:
    """Known name most like `word`, or an empty text when none is near.

    Examples
    --------
    >>> nearest("clientid", ["client_id", "aum_cny"])
    'client_id'
    """
    return next(iter(get_close_matches(word, list(known), n=1)), "")
