"""The command `kamlab`. Each command lives in a module of its own and is loaded when it is asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from kamlab import __version__
from kamlab.errors import KamlabError
from kamlab.language import LANGUAGES, choose, say, use

_COMMANDS = {
    "start": "kamlab.cli.start",
    "build": "kamlab.cli.build",
    "check": "kamlab.cli.check",
    "classify": "kamlab.cli.classify",
    "teach": "kamlab.classroom.teach",
    "demo": "kamlab.classroom.demo",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0 done, 1 found faults, 2 bad input, 3 cannot write, 4 damaged file, 5 fault of a page or a course.
    """
    words = list(sys.argv[1:] if words is None else words)
    use(choose(_asked_language(words)))
    try:
        parser = _parser(wanted=next((word for word in words if word in _COMMANDS), ""))
        arguments = parser.parse_args(words)
        return int(arguments.run(arguments))
    except KamlabError as fault:
        print(fault, file=sys.stderr)
        return fault.exit_code
    except KeyboardInterrupt:
        return 130


def _asked_language(words: Sequence[str]) -> str | None:
    """Language named anywhere on the line, so that the help itself speaks it."""
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            return words[place + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None


def _parser(*, wanted: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kamlab", description=say("cli.about"))
    parser.add_argument("--version", action="version", version=f"kamlab {__version__}")
    parser.add_argument("--lang", choices=LANGUAGES, help=say("cli.lang"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in _COMMANDS.items():
        if not wanted or name == wanted:
            _load(name, module).add_command(commands)
    for command in commands.choices.values():
        command.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=say("cli.lang"))
    return parser


def _load(name: str, module: str) -> Any:
    try:
        return import_module(module)
    except ModuleNotFoundError as fault:
        if (fault.name or "").split(".")[0] in ("nbgrader", "jupytext", "nbclient", "nbconvert"):
            return _Absent(name, fault.name or "")
        raise


class _Absent:
    """Stands for a command whose packages are not installed."""

    def __init__(self, name: str, package: str) -> None:
        self.name = name
        self.package = package

    def add_command(self, commands: Any) -> None:
        """Add a command that says what to install."""
        parser = commands.add_parser(self.name, help=say("cli.absent", package=self.package))
        parser.add_argument("words", nargs="*")
        parser.set_defaults(run=self.run)

    def run(self, arguments: argparse.Namespace) -> int:
        """Say what to install."""
        extra = "teach" if self.name in ("teach", "demo") else "author"
        raise KamlabError("cli.needs_package", command=self.name, package=self.package, extra=extra)


if __name__ == "__main__":
    sys.exit(main())
