"""Run every page in both languages; whatever fails or warns is a fault."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from kamlab.language import LANGUAGES, say
from kamlab.pages.leaks import leaked_in
from kamlab.pages.source import Page

_SECONDS = 120


def run_faults(pages: Sequence[Page], built: Path) -> list[str]:
    """A sentence for every cell of the learner's edition that fails, warns or shows a solution."""
    shown = [page for page in pages if page.kind != "teaching-note"]
    (built / "learner" / ".kamlab").mkdir(exist_ok=True)
    (built / "learner" / ".kamlab" / "learner.json").write_text('{"learner": "check"}', encoding="utf-8")
    return [
        fault for page in shown for language in LANGUAGES for fault in _run(page, language, built / "learner")
    ]


def _run(page: Page, language: str, learner: Path) -> Iterator[str]:
    place = learner / page.folder / language / f"{page.path.stem}.ipynb"
    name = f"{page.folder.as_posix()}/{language}"
    notebook = nbformat.read(place, as_version=4)
    environment = os.environ | {"PYTHONWARNINGS": "error::UserWarning:kamlab", "KAMLAB_KEYS": ""}
    client = NotebookClient(
        notebook,
        timeout=_SECONDS,
        kernel_name="python3",
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(place.parent)}},
    )
    try:
        client.execute(env=environment)
    except CellExecutionError as fault:
        yield say("check.cell_fails", file=name, reason=f"{fault.ename}: {fault.evalue}")
    yield from (say("check.cell_warns", file=name, text=text) for text in _warnings(notebook))
    shown = nbformat.writes(notebook)
    yield from (say("check.leak", file=name, text=secret[:30]) for secret in leaked_in(page, shown))


def _warnings(notebook: Any) -> Iterator[str]:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream" and output.name == "stderr":
                yield output.text.strip().splitlines()[0][:120]
