"""A page as a notebook: one language, one edition."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from kamlab.language import Language, catalogue
from kamlab.pages.source import Code, Page, Prose

_TERM = re.compile(r"\{term\}`(?P<shown>[^`<]+?)(?:\s*<(?P<entry>[^`>]+)>)?`")
_LINK = re.compile(r"(\]\()([^)\s]+\.md)(#[^)\s]*)?(\))")
_ROLES = {"learner": ("",), "trainer": ("", "solution", "trainer")}
_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def notebook(page: Page, *, language: Language, edition: str) -> dict[str, Any]:
    """The page as a notebook (nbformat 4.5), ready to be written as JSON.

    Parameters
    ----------
    edition
        "learner": without solutions and trainer's cells. "trainer": with them.
    """
    cells = [_setup(language), *_cells(page, language=language, edition=edition)]
    for place, cell in enumerate(cells):
        cell["id"] = _cell_id(page.id, language, cell.pop("name", "") or str(place))
    about = {"page": page.id, "kind": page.path.stem, "language": language, "edition": edition}
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": _KERNEL, "language_info": {"name": "python"}, "kamlab": about},
        "cells": cells,
    }


def _cells(page: Page, *, language: Language, edition: str) -> Iterator[dict[str, Any]]:
    for block in page.blocks:
        if isinstance(block, Code):
            yield _code_cell(block, is_graded=page.mode == "graded")
        elif block.role in _ROLES[edition]:
            yield _prose_cell(block, page=page, language=language)


def _setup(language: Language) -> dict[str, Any]:
    source = f'import kamlab.lab as lab\n\nlab.open_page("{language}")'
    return _cell("code", source, metadata={"kamlab": {"setup": True}}) | {"name": "setup"}


def _prose_cell(block: Prose, *, page: Page, language: Language) -> dict[str, Any]:
    text = _LINK.sub(lambda match: _link(match, page=page, language=language), block.text[language])
    text = mark_terms(text)
    about = {
        name: getattr(block, name) for name in ("role", "step", "minutes", "track") if getattr(block, name)
    }
    if block.role:
        heading = catalogue("pages")[f"role_{block.role}"][language]
        text = f"> **{heading}**\n>\n" + "\n".join(f"> {line}".rstrip() for line in text.splitlines())
    return _cell("markdown", text, metadata={"kamlab": about} if about else {})


def mark_terms(text: str) -> str:
    """Markdown in which glossary terms stand out: {term}`word` or {term}`words <entry>` becomes bold."""
    return _TERM.sub(r"**\g<shown>**", text)


def terms_in(text: str) -> list[str]:
    """Glossary entries that `text` marks, in order."""
    return [match["entry"] or match["shown"] for match in _TERM.finditer(text)]


def _link(match: re.Match[str], *, page: Page, language: Language) -> str:
    target = PurePosixPath(os.path.normpath(page.folder.as_posix() + "/" + match[2]))
    back = os.path.relpath(target.parent, f"{page.folder.as_posix()}/{language}")
    return f"{match[1]}{back}/{language}/{target.stem}.ipynb{match[3] or ''}{match[4]}"


def _code_cell(block: Code, *, is_graded: bool) -> dict[str, Any]:
    metadata: dict[str, Any] = {"kamlab": {"name": block.name}}
    if block.question:
        metadata["kamlab"]["question"] = block.name
        if is_graded:
            metadata["nbgrader"] = {
                "schema_version": 3,
                "grade": True,
                "grade_id": block.name,
                "solution": block.question.is_marked_by_hand,
                "locked": not block.question.is_marked_by_hand,
                "task": False,
                "points": block.question.points,
                "cell_type": "code",
            }
    return _cell("code", block.source, metadata=metadata) | {"name": block.name}


def _cell(kind: str, source: str, *, metadata: dict[str, Any]) -> dict[str, Any]:
    metadata = {"deletable": False, "editable": False} | metadata
    cell: dict[str, Any] = {"cell_type": kind, "metadata": metadata, "source": source}
    if kind == "code":
        metadata["jupyter"] = {"source_hidden": True}
        cell |= {"execution_count": None, "outputs": []}
    return cell


def _cell_id(page: str, language: str, name: str) -> str:
    digest = hashlib.sha256(f"{page}/{language}/{name}".encode()).hexdigest()
    return digest[:12]
