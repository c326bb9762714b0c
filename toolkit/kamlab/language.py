"""The two languages of the lab, and every sentence a person reads.

Sentences live in `messages/<room>.toml`, one table a sentence with a `zh` and an `en` text, and are
fetched by `say("room.name", **values)`. Nothing here imports pandas or a widget.
"""

from __future__ import annotations

import locale
import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")
_current: list[Language] = []


def choose(asked: str | None = None) -> Language:
    """Language to speak: what was asked, else `KAMLAB_LANG`, else the system's, else Chinese.

    A word that is neither language is passed over, so that a strange system setting stops nobody.

    Examples
    --------
    >>> choose("en")
    'en'
    >>> choose("en_GB.UTF-8")
    'en'
    """
    system = (os.environ.get(name, "") for name in _SYSTEM)
    for word in (asked, os.environ.get("KAMLAB_LANG"), *system, _platform_locale()):
        code = (word or "")[:2].lower()
        if code in LANGUAGES:
            return code
    return "zh"


def _platform_locale() -> str:
    """Language of Windows, which sets no variable: a name such as "English_...". Elsewhere variables tell."""
    if os.name != "nt":
        return ""
    return (locale.getlocale()[0] or "").replace("Chinese", "zh")


def current() -> Language:
    """Language spoken now in this process."""
    if not _current:
        _current.append(choose())
    return _current[-1]


def use(language: Language) -> None:
    """Speak `language` from now on."""
    _current[:] = [language]


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak `language` inside the block, then the former one again."""
    current()
    _current.append(language)
    try:
        yield
    finally:
        _current.pop()


def pick(text: Mapping[str, str]) -> str:
    """The current language's text of a `{"zh": ..., "en": ...}` pair."""
    return text[current()]


def say(key: str, **values: object) -> str:
    """Sentence `key` ("room.name") in the current language, its `{places}` filled.

    Raises
    ------
    KeyError
        The room or the name is not in the catalogue: a fault of ours, never of a learner.
    """
    room, _, name = key.partition(".")
    return pick(catalogue(room)[name]).format(**values)


@cache
def catalogue(room: str) -> Mapping[str, Mapping[str, str]]:
    """Sentences of one room: name -> {"zh": text, "en": text}."""
    source = resources.files("kamlab") / "messages" / f"{room}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def rooms() -> list[str]:
    """Names of all rooms that have sentences, sorted."""
    folder = resources.files("kamlab") / "messages"
    return sorted(
        entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")
    )
