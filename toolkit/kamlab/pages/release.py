"""What may leave the house: the learner's edition, and keys of practice pages only."""

from __future__ import annotations

import json
from pathlib import Path


def learner_files(built: Path) -> list[str]:
    """Files of a build that a learner may get, relative to `built`.

    All of `learner/`, and of `keys/` those of pages in practice mode: a graded exercise's key, its solutions
    and the trainer's copies are never among them.
    """
    practice = {
        about["page"]
        for about in map(_read, built.glob("learner/*/*/page.json"))
        if about["mode"] == "practice"
    }
    files = [path.relative_to(built) for path in built.rglob("*") if path.is_file()]
    return sorted(
        file.as_posix()
        for file in files
        if file.parts[0] == "learner" or (file.parts[0] == "keys" and file.parts[1] in practice)
    )


def _read(path: Path) -> dict[str, str]:
    plain: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return plain
