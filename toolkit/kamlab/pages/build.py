"""From page sources to everything anyone gets: learner's and trainer's notebooks, keys, board plans.

A build is a function of the sources alone: two builds are byte-identical. Layout of the output::

    learner/catalogue.json
    learner/<folder>/page.json  zh/<kind>.ipynb  en/<kind>.ipynb  data/
    trainer/<folder>/zh/  en/           with solutions, teaching note and board plan
    keys/<page id>/key.py  rubric.yml  solutions.json  model-*.json
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kamlab.answers.file import write_atomically
from kamlab.answers.key import KEY_FILES
from kamlab.errors import CannotWrite
from kamlab.language import LANGUAGES, speaking
from kamlab.pages.board import board_plan
from kamlab.pages.notebook import mark_terms, notebook
from kamlab.pages.source import Page, find_pages

FORMAT = 1


def build(content: Path, out: Path) -> list[Path]:
    """Build every page under `content` into `out` and return the files made.

    Raises
    ------
    CourseFault
        A page has a fault; nothing is written.
    CannotWrite
        The output folder refuses us.
    """
    pages = find_pages(content)
    for page in pages:
        if page.faults:
            raise page.faults[0]
    files = dict(_files(pages))
    try:
        return _write(files, out)
    except OSError as fault:
        raise CannotWrite("pages.cannot_write", folder=str(out), reason=fault.strerror or "") from fault


def page_json(page: Page) -> dict[str, Any]:
    """What a learner's page knows of itself: title, mode, and its questions without any answer."""
    return {
        "format": FORMAT,
        "page": page.id,
        "kind": page.kind,
        "folder": page.folder.as_posix(),
        "mode": page.mode,
        "title": page.title,
        "variants": page.variants,
        "course": {"id": "self-study", "key": "self-study"},
        "questions": {code.name: code.spec for code in page.code() if code.question},
    }


def catalogue(pages: list[Page]) -> list[dict[str, Any]]:
    """Line of the home page for every page a learner can open, in the order to take them."""
    return [
        {
            "page": page.id,
            "kind": page.kind,
            "folder": page.folder.as_posix(),
            "title": page.title,
            "minutes": page.minutes,
            "questions": [question.id for question in page.questions()],
        }
        for page in pages
        if page.kind != "teaching-note"
    ]


def _files(pages: list[Page]) -> Iterator[tuple[str, str]]:
    yield "learner/catalogue.json", dump(catalogue(pages))
    for page in pages:
        if page.kind != "teaching-note":
            yield f"learner/{page.folder.as_posix()}/page.json", dump(page_json(page))
            yield from _notebooks(page, edition="learner")
            yield from _data(page)
            yield from _key(page)
        yield from _notebooks(page, edition="trainer")
        yield from _boards(page)


def _notebooks(page: Page, *, edition: str) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        place = f"{edition}/{page.folder.as_posix()}/{language}/{page.path.stem}.ipynb"
        yield place, dump(notebook(page, language=language, edition=edition))


def _boards(page: Page) -> Iterator[tuple[str, str]]:
    if not any(page.prose("board")):
        return
    for language in LANGUAGES:
        with speaking(language):
            place = f"trainer/{page.folder.as_posix()}/{language}/{page.path.stem}-board.html"
            yield place, board_plan(page, language)


def _data(page: Page) -> Iterator[tuple[str, str]]:
    for table in sorted(page.path.parent.glob("data/*.csv")):
        yield f"learner/{page.folder.as_posix()}/data/{table.name}", table.read_text(encoding="utf-8")


def _key(page: Page) -> Iterator[tuple[str, str]]:
    for source in (path for pattern in KEY_FILES for path in sorted(page.path.parent.glob(pattern))):
        yield f"keys/{page.id}/{source.name}", source.read_text(encoding="utf-8")
    solutions = {
        block.question: {language: mark_terms(text) for language, text in block.text.items()}
        for block in page.prose("solution")
    }
    if solutions:
        yield f"keys/{page.id}/solutions.json", dump(solutions)


def dump(plain: Any) -> str:
    """JSON text of `plain`, in the order in which it was put together, so that questions keep theirs."""
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _write(files: dict[str, str], out: Path) -> list[Path]:
    for part in ("learner", "trainer", "keys"):
        shutil.rmtree(out / part, ignore_errors=True)
    written = []
    for name, text in sorted(files.items()):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text)
        path.chmod(0o644)
        written.append(path)
    return written
