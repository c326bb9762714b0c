"""The gate that nothing of a solution or a key is in what a learner gets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kamlab.answers.key import load_key
from kamlab.errors import KamlabError
from kamlab.language import LANGUAGES, say
from kamlab.pages.release import learner_files
from kamlab.pages.source import ROLES, Page

_SHORTEST = 12


def leaks(pages: Sequence[Page], built: Path) -> list[str]:
    """A sentence for every trace of a solution, key or trainer's cell in the learner's edition."""
    files = [built / name for name in learner_files(built)]
    found = [say("check.graded_key", file=name) for name in _graded_keys(pages, built)]
    texts = {path: path.read_text(encoding="utf-8") for path in files if "learner" in path.parts}
    for page in pages:
        secrets = list(_secrets(page))
        for path, text in texts.items():
            found += [
                say("check.leak", file=str(path.relative_to(built)), text=secret[:30])
                for secret in secrets
                if secret in text
            ]
    notebooks = (path for path in texts if path.suffix == ".ipynb")
    return found + [sentence for path in notebooks for sentence in _cell_traces(path, built)]


def leaked_in(page: Page, text: str) -> list[str]:
    """Secrets of `page` that stand in `text`, for instance in the outputs of a run."""
    return [secret for secret in _secrets(page) if secret in text]


def _secrets(page: Page) -> Iterator[str]:
    """Pieces of text that only a trainer may see: lines of solutions and trainer's cells, misconceptions."""
    public = {part for block in page.prose("") for lang in LANGUAGES for part in _pieces(block.text[lang])}
    hidden = [block.text[lang] for block in page.prose("solution", "trainer") for lang in LANGUAGES]
    hidden += [*_misconceptions(page), *_models(page)]
    for text in hidden:
        yield from (piece for piece in _pieces(text) if piece not in public)


def _pieces(text: str) -> list[str]:
    """Sentences of a text as JSON writes them, the short ones left out."""
    parts = (part.strip(" #>*-|") for part in re.split(r"[\n。！？]", text))
    return [json.dumps(part, ensure_ascii=False)[1:-1] for part in parts if len(part) >= _SHORTEST]


def _misconceptions(page: Page) -> Iterator[str]:
    try:
        key = load_key(page.path.parent)
    except KamlabError:
        return
    for text in key.misconceptions.values():
        yield from text.values()


def _models(page: Page) -> Iterator[str]:
    """Every text in the page's model answers."""
    for path in sorted(page.path.parent.glob("model-*.json")):
        yield from _texts(json.loads(path.read_text(encoding="utf-8")))


def _texts(plain: Any) -> Iterator[str]:
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, (list, dict)):
        for part in plain.values() if isinstance(plain, dict) else plain:
            yield from _texts(part)


def _graded_keys(pages: Sequence[Page], built: Path) -> list[str]:
    graded = {page.id for page in pages if page.mode == "graded"}
    return [
        name for name in learner_files(built) if name.split("/")[0] == "keys" and name.split("/")[1] in graded
    ]


def _cell_traces(path: Path, built: Path) -> Iterator[str]:
    notebook: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        about = cell["metadata"].get("kamlab", {})
        if about.get("role", "") in ROLES[1:] or cell.get("attachments") or cell.get("outputs"):
            yield say("check.trace", file=str(path.relative_to(built)), cell=cell["id"])
