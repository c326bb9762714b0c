"""The home page: where you are, what is next, how far you are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from kamlab.answers import is_empty, read_answers
from kamlab.errors import CourseFault, DamagedFile
from kamlab.language import current, pick, say
from kamlab.panels.frame import box
from kamlab.panels.page import current_page


def home() -> None:
    """Show every page of the course with its progress; the first unfinished one is marked as next."""
    root = _root(current_page().folder)
    lines = json.loads((root / "catalogue.json").read_text(encoding="utf-8"))
    pages = [line for line in lines if line["kind"] != "home"]
    states = [_done(root, line) for line in pages]
    following = next((place for place, (done, total) in enumerate(states) if done < total), None)
    cards = [
        _card(line, done=done, total=total, is_next=place == following)
        for place, (line, (done, total)) in enumerate(zip(pages, states, strict=True))
    ]
    display(box([widgets.HTML("".join(cards))], "kamlab-home"))


def _root(folder: Path) -> Path:
    for place in (folder, *folder.parents):
        if (place / "catalogue.json").is_file():
            return place
    raise CourseFault("panels.no_page", folder=str(folder))


def _done(root: Path, line: Mapping[str, Any]) -> tuple[int, int]:
    try:
        given = read_answers(root / line["folder"] / "answers.json")
    except (FileNotFoundError, DamagedFile):
        return 0, len(line["questions"])
    done = sum(not is_empty(given.value(question)) for question in line["questions"])
    return done, len(line["questions"])


def _card(line: Mapping[str, Any], *, done: int, total: int, is_next: bool) -> str:
    kind = say(f"panels.home_kind_{line['kind']}")
    state = "done" if total and done == total else "begun" if done else "new"
    facts = [kind, say("panels.home_minutes", minutes=line["minutes"]), say(f"panels.home_state_{state}")]
    if total:
        facts.append(say("panels.home_progress", done=done, total=total))
    mark = f"<b>{escape(say('panels.home_next'))}</b> · " if is_next else ""
    path = f"{line['folder']}/{current()}/{line['kind']}.ipynb"
    return (
        f'<div class="kamlab-home-card{" kamlab-next" if is_next else ""}">{mark}'
        f'<a href="#" data-kamlab-open="{escape(path)}">{escape(pick(line["title"]))}</a>'
        f'<div class="kamlab-quiet">{escape(" · ".join(facts))}</div></div>'
    )
