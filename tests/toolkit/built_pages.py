"""Built pages as small as can be, for the tests of the workspace."""

from __future__ import annotations

import json
from pathlib import Path

PAGE = "exercises/01-ideas/zh/exercise.ipynb"
OTHER = "exercises/01-ideas/en/exercise.ipynb"
ABOUT = "exercises/01-ideas/page.json"
ANSWERS = "exercises/01-ideas/answers.json"


def notebook(*sources: str, **metadata: object) -> str:
    """A notebook with one Markdown cell a source."""
    cells = [{"cell_type": "markdown", "metadata": {}, "source": source} for source in sources]
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def content(folder: Path, **changed: str) -> Path:
    """Built pages in `folder`: two notebooks, what is known of the page, and a table."""
    files = {
        PAGE: changed.get("page", notebook("目标")),
        OTHER: changed.get("other", notebook("Goal")),
        ABOUT: '{"format": 1}',
        "catalogue.json": "[]",
        "cases/nine/data/clients.csv": "client_id\nK1\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of the workspace but our own folder: name -> content."""
    found = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(".kamlab/")}
