"""What the lab itself put into a workspace: a fingerprint per file, kept in `.kamlab/manifest.json`.

A page is recognised by its cells alone, so that running it, saving it or opening it with another
kernel is not mistaken for the learner's own work.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kamlab.cli.disk import told_plainly, write_whole
from kamlab.errors import BadInput

FORMAT = 1
KNOWN_VERSIONS = 20


@dataclass
class Manifest:
    """Our files in a workspace: path -> fingerprints we ever put there, the newest last."""

    version: str = ""
    files: dict[str, list[str]] = field(default_factory=dict)

    def is_ours(self, name: str, mark: str) -> bool:
        """Whether the lab itself once put a file with this fingerprint there."""
        return mark in self.files.get(name, ())

    def newest(self, name: str) -> str:
        """Fingerprint of what we put there last, empty if never."""
        return self.files.get(name, [""])[-1]

    def note(self, name: str, mark: str) -> None:
        """Remember that we put (or are about to put) this fingerprint there."""
        older = [known for known in self.files.get(name, []) if known != mark]
        self.files[name] = [*older, mark][-KNOWN_VERSIONS:]


def fingerprint(path: Path) -> str:
    """Hash of a file; of a notebook's cells only, if it is one that can be read."""
    data = path.read_bytes()
    if path.suffix == ".ipynb":
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            data = json.dumps(_cells(json.loads(data)), ensure_ascii=False).encode()
    return hashlib.sha256(data).hexdigest()[:32]


def _cells(notebook: dict[str, list[dict[str, object]]]) -> list[list[object]]:
    return [[cell["cell_type"], _text(cell["source"])] for cell in notebook["cells"]]


def _text(source: object) -> str:
    return "".join(source) if isinstance(source, list) else str(source)


def read(folder: Path, *, version: str) -> tuple[Manifest, Path | None]:
    """Manifest in `folder`, and where a damaged one was set aside (None if it was sound or absent).

    Raises
    ------
    BadInput
        The workspace was prepared by a version whose manifest we cannot read.
    """
    path = folder / "manifest.json"
    if not path.exists():
        return Manifest(), None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        files = {str(name): [str(mark) for mark in marks] for name, marks in content["files"].items()}
        made_by, form = str(content["version"]), int(content["format"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return Manifest(), _set_aside(path)
    if form > FORMAT:
        raise BadInput("start.newer_workspace", path=folder.parent, found=made_by, wanted=version)
    return Manifest(made_by, files), None


def write(folder: Path, manifest: Manifest) -> None:
    """Put `manifest` into `folder`, whole or not at all."""
    content = {"format": FORMAT, "version": manifest.version, "files": manifest.files}
    data = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()
    write_whole(folder / "manifest.json", data=data, partial=folder / "partial" / "manifest.json")


def _set_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"manifest-damaged-{number}.json")).exists():
        number += 1
    with told_plainly(path):
        path.rename(aside)
    return aside
