"""Panel for an own list: choose a file, correct what was recognised, classify, take the workbook."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from kamlab.answers.file import write_atomically
from kamlab.data.ownfile import CRITERION, OTHER, ROLES, CleanList
from kamlab.errors import BadInput, CannotWrite, CourseFault, KamlabError
from kamlab.language import say
from kamlab.ownlist.lists import (
    OwnList,
    classify_list,
    corrected,
    for_scheme,
    open_list,
    role_words,
)
from kamlab.ownlist.permission import require_allowed
from kamlab.ownlist.scheme import Classified, Wishes
from kamlab.ownlist.schemes import SCHEMES
from kamlab.ownlist.workbook import workbook
from kamlab.panels.frame import box, button, row, status, stylesheet
from kamlab.panels.learner import workspace_of
from kamlab.panels.live_table import table_html
from kamlab.style import number
from kamlab.terms import column_label

COLUMNS_SHOWN, ROWS_SHOWN = 40, 10
FILE_MB = 8
"""Largest file that goes through the page; a larger one is for the command line."""
DOWNLOAD_MB = 4
WIDE = {"description_width": "16em"}


def own_list() -> None:
    """Show the panel; on a shared server whose operator has not allowed it, only the reason."""
    from kamlab.panels.page import current_page

    try:
        display(OwnListPanel(workspace_of(current_page().folder)).widget)
    except CourseFault:
        look = widgets.HTML(f"<style>{stylesheet()}</style>")
        display(box([look, OwnListPanel(Path.cwd()).widget]))


class OwnListPanel:
    """What is read stays in the memory of this panel; nothing of it goes into the answer file."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self.own: OwnList | None = None
        self.sorted: tuple[Classified, CleanList] | None = None
        self.name = ""
        self.said, self.found, self.result = (widgets.HTML() for _ in range(3))
        self.settings = box([])
        self.widget = box(self._parts(), "kamlab-panel")

    def _parts(self) -> list[Any]:
        title, about = (escape(say(f"ownlist.panel_{part}")) for part in ("title", "about"))
        heading = widgets.HTML(
            f'<div class="kamlab-title" role="heading" aria-level="3">{title}</div>'
            f'<div class="kamlab-quiet">{about}</div>'
        )
        try:
            require_allowed()
        except BadInput as fault:
            return [heading, widgets.HTML(status(str(fault), kind="warn"))]
        self.upload = widgets.FileUpload(
            accept=".xlsx,.xls,.csv,.txt",
            description=say("ownlist.panel_choose"),
            layout=widgets.Layout(width="auto"),
        )
        self.upload.observe(lambda change: self._chosen(change["new"]), "value")
        return [heading, row([self.upload]), self.said, self.found, self.settings, self.result]

    def _chosen(self, files: Any) -> None:
        if not files:
            return
        given = files[0]
        self.name, data = str(given["name"]), bytes(given["content"])
        self.upload.value = ()
        self.settings.children, self.result.value, self.found.value = (), "", ""
        self._guarded(lambda: self._read(data))

    def _guarded(self, act: Callable[[], None]) -> None:
        """Do something and tell in one sentence what is refused."""
        self.said.value = ""
        try:
            act()
        except KamlabError as fault:
            self.said.value = status(str(fault), kind="bad")

    def _read(self, data: bytes) -> None:
        if len(data) > FILE_MB << 20:
            raise BadInput("ownlist.panel_too_large", found=len(data) >> 20, most=FILE_MB)
        with TemporaryDirectory(prefix="kamlab-") as folder:
            place = Path(folder) / (Path(self.name).name or "list")
            place.write_bytes(data)
            self.own = open_list(place)
        frame = self.own.table.frame
        size = {"rows": number(len(frame)), "columns": number(len(frame.columns))}
        lines = [say("ownlist.panel_found", file=self.name, **size), *map(str, self.own.notes)]
        self.found.value = "".join(status(line) for line in lines)
        self.settings.children = self._controls(self.own)
        self._preview()

    def _controls(self, own: OwnList) -> list[Any]:
        """Scheme, one role a column, personal columns to keep, and the button."""
        options = [(say(f"ownlist.scheme_{name}"), name) for name in SCHEMES]
        self.scheme = widgets.Dropdown(
            options=options,
            value=_likely(own),
            description=say("ownlist.panel_scheme"),
            style=WIDE,
            layout=widgets.Layout(width="38em", max_width="100%"),
        )
        shown = [name for name in own.roles if name not in own.personal][:COLUMNS_SHOWN]
        self.roles = {column: _role_choice(column, own.roles[column]) for column in shown}
        self.keep = {
            column: widgets.Checkbox(
                description=say("ownlist.panel_keep", column=column, why=why),
                indent=False,
                layout=widgets.Layout(width="auto"),
            )
            for column, why in own.personal.items()
        }
        heading = widgets.HTML(f'<div class="kamlab-question">{escape(say("ownlist.panel_columns"))}</div>')
        more = len(own.roles) - len(own.personal) - len(shown)
        left = say("ownlist.panel_more_columns", shown=len(shown), more=more) if more > 0 else ""
        for control in (self.scheme, *self.roles.values(), *self.keep.values()):
            control.observe(lambda _: self._guarded(self._preview), "value")
        go = button(say("ownlist.panel_go"), lambda: self._guarded(self._write), style="primary")
        return [
            self.scheme,
            heading,
            *self.roles.values(),
            widgets.HTML(status(left)),
            *self.keep.values(),
            row([go]),
        ]

    def _preview(self) -> None:
        """Classes, and what is left out and why, before anything is written."""
        self.result.value, self.sorted = "", None
        self.sorted = self._classified()
        self.result.value = _summary(*self.sorted)

    def _classified(self) -> tuple[Classified, CleanList]:
        own = self.own
        assert own is not None
        chosen = {name: control.value for name, control in self.roles.items()}
        changed = {name: role for name, role in chosen.items() if role != own.roles[name]}
        roles = corrected(own, changed)
        keep = [name for name, control in self.keep.items() if control.value]
        scheme, wishes = str(self.scheme.value), Wishes()
        used = for_scheme(own, scheme=scheme, roles=roles, wishes=wishes)
        return classify_list(own, scheme=scheme, used=used, wishes=wishes, keep=keep)

    def _write(self) -> None:
        own, (result, cleaned) = self.own, self.sorted or self._classified()
        assert own is not None
        reading = [str(note) for note in (*own.notes, *cleaned.notes)]
        data = workbook(result, source=self.name, dropped=cleaned.dropped, reading=reading)
        place = self._save(data)
        done = say("ownlist.panel_written", folder=place.parent.name, file=place.name)
        link = _link(place.name, data) if len(data) <= DOWNLOAD_MB << 20 else ""
        self.result.value = status(done, kind="good") + link + _summary(result, cleaned)

    def _save(self, data: bytes) -> Path:
        folder = self.workspace / say("ownlist.folder")
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        place = folder / say("ownlist.default_name", name=f"{Path(self.name).stem}-{stamp}")
        try:
            folder.mkdir(exist_ok=True)
            write_atomically(place, data)
        except OSError as fault:
            raise CannotWrite("ownlist.cannot_write", file=place.name, reason=fault.strerror or "") from fault
        return place


def _summary(result: Classified, cleaned: CleanList) -> str:
    """HTML of the classes, the cells that were left out, and how it was done."""
    rows = [[result.words(name), number(count)] for name, count in result.counts.items()]
    heads = [say("ownlist.class"), column_label("client_count")]
    classes = table_html(heads, rows, caption=say("ownlist.summary_caption"))
    left = cleaned.dropped.astype(str).to_numpy().tolist()
    names = [say(f"ownlist.care_{name}") for name in ("who", "column", "found", "why")]
    lines = [[say("ownlist.row", row=row), *rest] for row, *rest in left[:ROWS_SHOWN]]
    caption = say("ownlist.dropped_caption", count=number(len(left)))
    dropped = table_html(names, lines, caption=caption, text_columns=(0, 1, 2, 3)) if left else ""
    return classes + dropped + "".join(status(str(line)) for line in (*result.told, *cleaned.notes))


def _likely(own: OwnList) -> str:
    """Scheme to offer first: the first whose needs the list meets, the more special ones before ABC."""
    found = set(own.roles.values())
    special = ("rfm", "levels", "futures")
    return next((name for name in special if set(SCHEMES[name].needs) <= found), "abc")


def _role_choice(column: str, role: str) -> Any:
    names = [*ROLES, f"{CRITERION}{column}"]
    options = [(role_words(name), name) for name in names if name != OTHER]
    return widgets.Dropdown(
        description=column,
        options=[(role_words(OTHER), OTHER), *options],
        value=role if role in (*names, OTHER) else OTHER,
        style=WIDE,
        layout=widgets.Layout(width="38em", max_width="100%"),
    )


def _link(name: str, data: bytes) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    text = base64.b64encode(data).decode("ascii")
    return (
        f'<a class="kamlab-download" download="{escape(name)}" href="data:{kind};base64,{text}">'
        f"{escape(say('ownlist.panel_download'))}</a>"
    )
