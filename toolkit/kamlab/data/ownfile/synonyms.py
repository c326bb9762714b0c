"""Words by which headings, rows and values of a person's own file are understood, in both languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from kamlab.data.ownfile.cells import plain
from kamlab.data.ownfile.units import without_unit
from kamlab.language import LANGUAGES
from kamlab.terms import columns

OTHER = "ignore"
CRITERION = "score:"
"""What the role of a column begins with that is a criterion of the owner; the criterion's name follows."""


@cache
def _lists() -> Mapping[str, Any]:
    text = (resources.files(__package__) / "synonyms.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def heading_key(heading: str) -> str:
    """A heading without blanks, case, width, brackets, units, hyphens and points.

    Examples
    --------
    >>> heading_key("客户 号"), heading_key("Client_No."), heading_key("ＡＵＭ（万元）")
    ('客户号', 'clientno', 'aum')
    """
    return _joined(without_unit(heading)) or _joined(heading)


def _joined(text: str) -> str:
    return re.sub(r"[\s_\-.·:/*#?]+", "", plain(text))


def words(*path: str) -> frozenset[str]:
    """Keys of the words in both languages that stand under a heading of the word list.

    Examples
    --------
    >>> "合计" in words("rows", "total")
    True
    """
    return _words(path)


@cache
def _words(path: tuple[str, ...]) -> frozenset[str]:
    entry = _lists()
    for step in path:
        entry = entry[step]
    return frozenset(_joined(word) for language in LANGUAGES for word in entry[language])


@cache
def roles() -> tuple[str, ...]:
    """Every role a column may have, criteria of the owner aside, the one left out last."""
    return (*_lists()["roles"], OTHER)


@cache
def heading_roles() -> Mapping[str, str]:
    """Key of a heading -> the role it names; what names something else is "ignore"."""
    known = dict.fromkeys(words("other"), OTHER)
    for role in _lists()["roles"]:
        known |= dict.fromkeys(words("roles", role), role)
        known |= dict.fromkeys(_own_names(role), role)
    return known


def _own_names(role: str) -> Iterator[str]:
    """The role's own name and what the lab calls such a column."""
    yield _joined(role)
    for language in LANGUAGES:
        if label := columns().get(role, {}).get(language):
            yield heading_key(label)


@cache
def personal_headings() -> Mapping[str, str]:
    """Key of a heading -> the kind of personal data it names."""
    return {word: kind for kind in _lists()["personal"] for word in words("personal", kind)}


def is_heading(text: str) -> bool:
    """Whether a text is a heading that the word list knows.

    Examples
    --------
    >>> is_heading("客户号"), is_heading("C00017")
    (True, False)
    """
    key = heading_key(text)
    return key in heading_roles() or key in personal_headings()
