"""The words of the field: what a column is called in each language, its unit, and the glossary."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from kamlab.language import Language, current


@cache
def columns() -> Mapping[str, Mapping[str, str]]:
    """Column name -> {"unit", "zh", "en"} for every column the toolkit shows to a person."""
    return tomllib.loads((resources.files("kamlab") / "terms.toml").read_text(encoding="utf-8"))


def column_label(column: str, lang: Language | None = None) -> str:
    """What a person reads above `column`; a column we do not know keeps its own name.

    Examples
    --------
    >>> column_label("client_id", "en")
    'Client'
    """
    return columns().get(column, {}).get(lang or current(), column)


def unit(column: str) -> str:
    """Unit of `column` ("CNY", "share", "month", ...), empty for a column without one."""
    return columns().get(column, {}).get("unit", "")


@cache
def glossary() -> tuple[tuple[str, str], ...]:
    """Pairs (Chinese term, English term) of the course, in the glossary's order."""
    text = (resources.files("kamlab") / "glossary.csv").read_text(encoding="utf-8")
    return tuple((row["zh"], row["en"]) for row in csv.DictReader(text.splitlines()))
