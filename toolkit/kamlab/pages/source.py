"""A page's source: MyST Markdown in which every piece of prose stands twice, once in each language.

`+++ {"lang": "zh"}` opens a Chinese cell, `+++ {"lang": "en"}` its English twin right after it. Code cells
stand once and carry a `name`; a question is declared in its cell's header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jupytext

from kamlab.answers.question import Question
from kamlab.errors import CourseFault, KamlabError

FOLDERS = ("courses", "cases", "exercises")
KINDS = ("home", "lecture", "case", "exercise", "teaching-note")
ROLES = ("", "solution", "trainer", "board")
TRACKS = ("core", "extend", "drop-first")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Prose:
    """A piece of text in both languages.

    Attributes
    ----------
    text
        {"zh": Markdown, "en": Markdown}.
    role
        "" for everyone; "solution", "trainer" and "board" for the trainer only.
    question
        For a solution: whose.
    step, minutes, track
        Name of the step that begins here, its planned minutes, and core, extend or drop-first.
    """

    text: Mapping[str, str]
    role: str = ""
    question: str = ""
    step: str = ""
    minutes: int = 0
    track: str = ""


@dataclass(frozen=True)
class Code:
    """A call that shows a panel or asks a question."""

    source: str
    name: str
    question: Question | None = None
    spec: Mapping[str, Any] = field(default_factory=dict)


Block = Prose | Code


@dataclass(frozen=True)
class Page:
    """A page as its author wrote it, with the faults found while reading it."""

    path: Path
    id: str
    kind: str
    title: Mapping[str, str]
    mode: str = "practice"
    variants: int = 1
    minutes: int = 0
    order: int = 0
    blocks: tuple[Block, ...] = ()
    faults: tuple[KamlabError, ...] = ()

    @property
    def folder(self) -> Path:
        """Folder of the page relative to the content's root, for instance `courses/01-slug`."""
        return Path(self.path.parent.parent.name) / self.path.parent.name

    def questions(self) -> list[Question]:
        """Questions in the page's order."""
        return [block.question for block in self.code() if block.question]

    def code(self) -> Iterator[Code]:
        """Code blocks in the page's order."""
        return (block for block in self.blocks if isinstance(block, Code))

    def prose(self, *roles: str) -> Iterator[Prose]:
        """Prose blocks that have one of the roles."""
        return (block for block in self.blocks if isinstance(block, Prose) and block.role in roles)


def find_pages(content: Path) -> list[Page]:
    """All pages under `content`, in the order to take them.

    Raises
    ------
    CourseFault
        There is no page at all.
    """
    sources = sorted(path for folder in FOLDERS for path in content.glob(f"{folder}/*/*.md"))
    pages = sorted(map(read_page, sources), key=lambda page: page.order)
    if not pages:
        raise CourseFault("pages.no_pages", folder=str(content), wanted=", ".join(FOLDERS))
    return pages


def read_page(path: Path) -> Page:
    """The page whose source lies at `path`; faults of its cells are collected in `faults`.

    Raises
    ------
    CourseFault
        The front matter lacks id, kind or title, or the file cannot be read as a page.
    """
    try:
        notebook = jupytext.read(path, fmt="md:myst")
    except Exception as fault:
        raise CourseFault("pages.unreadable", file=_short(path), reason=str(fault)) from fault
    head = dict(notebook.metadata.get("kamlab") or {})
    for wanted in ("id", "kind", "title"):
        if wanted not in head:
            raise CourseFault("pages.head_missing", file=_short(path), field=wanted)
    if head["kind"] not in KINDS:
        raise CourseFault("pages.unknown_kind", file=_short(path), found=head["kind"], known=", ".join(KINDS))
    faults: list[KamlabError] = []
    blocks = tuple(_blocks(notebook.cells, file=_short(path), faults=faults))
    return Page(
        path=path,
        id=head["id"],
        kind=head["kind"],
        title=dict(head["title"]),
        mode=head.get("mode", "practice"),
        variants=int(head.get("variants", 1)),
        minutes=int(head.get("minutes", 0)),
        order=int(head.get("order", 0)),
        blocks=blocks,
        faults=tuple(faults),
    )


def _blocks(cells: Sequence[Any], *, file: str, faults: list[KamlabError]) -> Iterator[Block]:
    position = 0
    while position < len(cells):
        cell = cells[position]
        following = cells[position + 1] if position + 1 < len(cells) else None
        position += 1
        if cell.cell_type == "code":
            yield from _code(cell, file=file, faults=faults)
        elif cell.metadata.get("lang") == "zh" and following is not None and _is_english(following):
            position += 1
            yield _prose(cell, following, file=file, faults=faults)
        elif cell.source.strip():
            faults.append(CourseFault("pages.twin_missing", file=file, text=_start(cell.source)))


def _is_english(cell: Any) -> bool:
    return bool(cell.cell_type == "markdown" and cell.metadata.get("lang") == "en")


def _prose(chinese: Any, english: Any, *, file: str, faults: list[KamlabError]) -> Prose:
    head = chinese.metadata
    if head.get("role", "") not in ROLES:
        faults.append(
            CourseFault("pages.unknown_role", file=file, found=head["role"], known=", ".join(ROLES))
        )
    if head.get("track", "core") not in TRACKS:
        faults.append(
            CourseFault("pages.unknown_track", file=file, found=head["track"], known=", ".join(TRACKS))
        )
    return Prose(
        text={"zh": chinese.source, "en": english.source},
        role=head.get("role", ""),
        question=head.get("question", ""),
        step=head.get("step", ""),
        minutes=int(head.get("minutes", 0)),
        track=head.get("track", "core" if head.get("step") else ""),
    )


def _code(cell: Any, *, file: str, faults: list[KamlabError]) -> Iterator[Code]:
    name = str(cell.metadata.get("name", ""))
    spec = cell.metadata.get("question")
    if not _NAME.fullmatch(name):
        faults.append(CourseFault("pages.name_missing", file=file, text=_start(cell.source)))
    try:
        question = Question.from_spec(name, spec) if spec else None
    except CourseFault as fault:
        faults.append(fault)
        question = None
    yield Code(source=cell.source, name=name, question=question, spec=spec or {})


def _start(text: str) -> str:
    line = text.strip().splitlines()[0] if text.strip() else ""
    return line[:40]


def _short(path: Path) -> str:
    return "/".join(path.parts[-3:])
