"""`kamlab build`: pages from their sources."""

from __future__ import annotations

import argparse
from pathlib import Path

from kamlab.errors import BadInput
from kamlab.language import say
from kamlab.pages.build import build
from kamlab.pages.content import find_checkout


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `build` to the command line."""
    parser = commands.add_parser("build", help=say("cli.build_about"))
    parser.add_argument("--content", type=Path, help=say("cli.content"))
    parser.add_argument("--out", type=Path, help=say("cli.out"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build all pages; 0 when done."""
    content = source_tree(arguments.content)
    out = arguments.out or content / "build"
    files = build(content, out)
    print(say("pages.built", count=len(files), folder=str(out)))
    return 0


def source_tree(asked: Path | None) -> Path:
    """Folder with `courses/ cases/ exercises/`: the one asked for, else the checkout around us.

    Raises
    ------
    BadInput
        There is none.
    """
    content = asked or find_checkout()
    if content is None or not content.is_dir():
        raise BadInput("cli.no_checkout", folder=str(asked or Path.cwd()))
    return content
