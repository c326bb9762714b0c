"""The home page: where you are, what is next, how far you are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
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
    pages = course_pages(root)
    states = [_done(root, line) for line in pages]
    following = next((place for place, (done, total) in enumerate(states) if done < total), None)
    cards = [
        _card(root, line, done=done, total=total, is_next=place == following)
        for place, (line, (done, total)) in enumerate(zip(pages, states, strict=True))
    ]
    display(box([widgets.HTML("".join(cards))], "kamlab-home"))


def course_pages(root: Path) -> list[dict[str, Any]]:
    """Pages of the workspace in the order to take them.

    An exercise that a trainer released lies in a folder of its own at the top of the workspace; it takes the
    place of the self-study page of the same id.
    """
    released = {line["page"]: line for line in _released(root)}
    catalogue = json.loads((root / "catalogue.json").read_text(encoding="utf-8"))
    pages = [line | released.pop(line["page"], {}) for line in catalogue if line["kind"] != "home"]
    return [*pages, *released.values()]


def _released(root: Path) -> Iterator[dict[str, Any]]:
    for place in sorted(root.glob("*/page.json")):
        try:
            about = json.loads(place.read_text(encoding="utf-8"))
            line = {name: about[name] for name in ("page", "kind", "title")}
            yield line | {
                "folder": place.parent.name,
                "questions": list(about["questions"]),
                "is_released": about["course"]["id"] != "self-study",
            }
        except (OSError, ValueError, KeyError, TypeError):
            continue


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


def _card(root: Path, line: Mapping[str, Any], *, done: int, total: int, is_next: bool) -> str:
    mark = f"<b>{escape(say('panels.home_next'))}</b> · " if is_next else ""
    return (
        f'<div class="kamlab-home-card{" kamlab-next" if is_next else ""}">{mark}'
        f'<a href="#" data-kamlab-open="{escape(_path(root, line))}">{escape(pick(line["title"]))}</a>'
        f'<div class="kamlab-quiet">{escape(" · ".join(_facts(line, done=done, total=total)))}</div></div>'
    )


def _facts(line: Mapping[str, Any], *, done: int, total: int) -> Iterator[str]:
    yield say(f"panels.home_kind_{line['kind']}")
    if line.get("is_released"):
        yield say("panels.home_released")
    if line.get("minutes"):
        yield say("panels.home_minutes", minutes=line["minutes"])
    yield say(f"panels.home_state_{'done' if total and done == total else 'begun' if done else 'new'}")
    if total:
        yield say("panels.home_progress", done=done, total=total)


def _path(root: Path, line: Mapping[str, Any]) -> str:
    """The page in this language; a released one has the class's language at its top, the other below."""
    here = f"{line['folder']}/{current()}/{line['kind']}.ipynb"
    return here if (root / here).is_file() else f"{line['folder']}/{line['kind']}.ipynb"
