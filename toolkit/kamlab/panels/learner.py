"""Who is learning: told by the hub, else asked once and kept in the workspace."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

from kamlab.answers.file import write_atomically
from kamlab.answers.limits import NAME_CHARACTERS
from kamlab.errors import BadInput, CannotWrite

_FORBIDDEN = set('/\\:*?"<>|\0') | {"\n", "\r", "\t"}


def learner_of(folder: Path) -> str:
    """Learner at work in `folder`, or an empty text when nobody has said yet."""
    hub = os.environ.get("JUPYTERHUB_USER", "")
    if hub:
        return hub
    for place in _places(folder):
        try:
            return str(json.loads(place.read_text(encoding="utf-8"))["learner"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return ""


def remember(name: str, folder: Path) -> str:
    """Keep the learner's name for this workspace and return it as it is kept.

    Raises
    ------
    BadInput
        The name is empty, too long, or has a character that no file name can have.
    CannotWrite
        The workspace refuses us.
    """
    clean = " ".join(unicodedata.normalize("NFKC", name).split())
    found = sorted(_FORBIDDEN & set(clean))
    if not clean or len(clean) > NAME_CHARACTERS // 4 or found or clean.startswith("."):
        raise BadInput("panels.name_unusable", found=clean, forbidden=" ".join(found))
    place = _places(folder)[-1]
    try:
        place.parent.mkdir(exist_ok=True)
        write_atomically(place, json.dumps({"learner": clean}, ensure_ascii=False) + "\n")
    except OSError as fault:
        raise CannotWrite("answers.cannot_write", file=place.name, reason=fault.strerror or "") from fault
    return clean


def workspace_of(folder: Path) -> Path:
    """Working folder that a page lies in; the page's own folder where it lies in none."""
    above = (place for place in (folder, *folder.parents) if (place / ".kamlab").is_dir())
    return next(above, folder)


def _places(folder: Path) -> list[Path]:
    """Where the name may be kept: every `.kamlab` above the page, and last the one to write to."""
    above = [place / ".kamlab" / "learner.json" for place in (folder, *folder.parents)]
    known = [place for place in above if place.parent.is_dir()]
    workspace = os.environ.get("KAMLAB_WORKSPACE")
    if workspace and folder.is_relative_to(workspace):
        return [*known, Path(workspace) / ".kamlab" / "learner.json"]
    return known[:1] or [folder / ".kamlab" / "learner.json"]
