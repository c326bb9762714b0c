"""A page with one question of every kind, its folder and its keys."""

import json

import pytest

from kamlab.panels.learner import remember
from kamlab.panels.page import Page

WORDS = {"zh": "甲", "en": "A"}
OPTIONS = [{"id": name, "zh": f"选项{name}", "en": f"option {name}"} for name in ("a", "b", "c")]
HINTS = [{"zh": "先加总", "en": "Add up first"}, {"zh": "再除", "en": "Then divide"}]
QUESTIONS = {
    "number": {"kind": "number", "label": WORDS, "unit": "percent", "points": 2, "hints": HINTS},
    "choice": {"kind": "choice", "label": WORDS, "options": OPTIONS},
    "choices": {"kind": "choices", "label": WORDS, "options": OPTIONS},
    "order": {"kind": "order", "label": WORDS, "options": OPTIONS},
    "labels": {"kind": "labels", "label": WORDS, "options": OPTIONS, "rows": OPTIONS},
    "table": {"kind": "table", "label": WORDS, "fields": OPTIONS[:2], "rows": OPTIONS[:2]},
    "text": {"kind": "text", "label": WORDS},
}
KEY = """
from kamlab.answers import Expected


def expected(variant):
    return {"number": Expected(80.0, wrong={"heads": 20.0}), "choices": Expected(["a", "b"])}
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "工作 区" / "exercises" / "01"
    folder.mkdir(parents=True)
    (tmp_path / "工作 区" / ".kamlab").mkdir()
    remember("王小明", folder)
    return folder


@pytest.fixture
def keys(tmp_path, monkeypatch):
    place = tmp_path / "keys" / "ex"
    place.mkdir(parents=True)
    (place / "key.py").write_text(KEY, encoding="utf-8")
    (place / "rubric.yml").write_text("misconceptions: {heads: {zh: 数了人头, en: Heads}}", encoding="utf-8")
    solutions = {"number": {"zh": "答案**八十**", "en": "**eighty**"}}
    (place / "solutions.json").write_text(json.dumps(solutions), encoding="utf-8")
    monkeypatch.setenv("KAMLAB_KEYS", str(tmp_path / "keys"))


def page_in(folder, *, mode="practice", variants=24, course="self-study"):
    about = {
        "format": 1,
        "page": "ex",
        "kind": "exercise",
        "folder": "exercises/01",
        "mode": mode,
        "title": WORDS,
    }
    about |= {"variants": variants, "course": {"id": course, "key": "k"}, "questions": QUESTIONS}
    (folder / "page.json").write_text(json.dumps(about), encoding="utf-8")
    return Page(folder, language="zh")
