"""One word, one meaning."""

from __future__ import annotations

import re

import pytest
from house import PACKAGE, PROJECT, files, modules

from kamlab.language import catalogue, rooms
from kamlab.pages.source import find_pages
from kamlab.terms import columns, glossary

NOTHING_SAID = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base", "core", "lib"}
WRITTEN = [
    path for path in files(".py", ".toml", ".csv", ".md") if path != PROJECT / "tests/house/test_names.py"
]
BANNED = re.compile(r"\b(customers?|users?|consumers?)\b", re.IGNORECASE)
PAGES = find_pages(PROJECT)
ALLOWED = sorted((en for _, en in glossary() if BANNED.search(en)), key=len, reverse=True) + [
    "customer due diligence",
    "CRM",
]


def _without_terms(text: str) -> str:
    for term in ALLOWED:
        text = re.sub(re.escape(term), "", text, flags=re.IGNORECASE)
    return text


def _english(part: object) -> list[str]:
    """Every text under a key `en` in a question's declaration."""
    if isinstance(part, dict):
        own = [part["en"]] if isinstance(part.get("en"), str) else []
        return own + [text for value in part.values() for text in _english(value)]
    return [text for value in part for text in _english(value)] if isinstance(part, list) else []


def test_a_module_is_named_after_what_it_holds():
    """No module's name says nothing."""
    assert not [name for name in modules() if name.rpartition(".")[2] in NOTHING_SAID]


def test_a_word_with_two_meanings_is_not_used():
    """`recency` is days since or span of activity: the column says which, so the word itself stands nowhere."""
    found = [
        path for path in WRITTEN if re.search(r"\brecency\b", path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert not found


def test_a_share_is_a_share():
    """No name ends in `_pct`: shares run from 0 to 1 and are called `_share`."""
    assert not [
        path for path in PACKAGE.rglob("*.py") if re.search(r"\w_pct\b", path.read_text(encoding="utf-8"))
    ]


def test_a_column_known_to_the_lab_is_called_by_its_unit():
    """Columns in yuan end in `_cny`, shares in `_share` or a name of a rate, and no column in `_pct`."""
    names = columns()
    assert not [name for name in names if name.endswith("_pct")]
    assert not [name for name, about in names.items() if about.get("unit") == "CNY" and "cny" not in name]


def test_a_client_is_called_a_client_in_sentences():
    """English sentences say client, learner or trainer, never the banned words."""
    texts = {f"{room}.{name}": text["en"] for room in rooms() for name, text in catalogue(room).items()}
    assert not [key for key, text in texts.items() if BANNED.search(_without_terms(text))]


def test_a_client_is_called_a_client_in_columns():
    """English names of columns say client."""
    assert not [name for name, about in columns().items() if BANNED.search(about["en"])]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_client_is_called_a_client_in_pages(page):
    """English text and questions of a page say client; terms of the glossary keep their words."""
    texts = [block.text["en"] for block in page.prose("", "solution", "trainer", "board")]
    texts += [text for code in page.code() for text in _english(code.spec)]
    found = [match[0] for text in texts for match in BANNED.finditer(_without_terms(text))]
    assert not found
