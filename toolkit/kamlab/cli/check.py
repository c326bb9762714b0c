"""`kamlab check`: what is still to be mended in the pages."""

from __future__ import annotations

import argparse
from pathlib import Path

from kamlab.cli.build import source_tree
from kamlab.language import say
from kamlab.pages.check import check


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `check` to the command line."""
    parser = commands.add_parser("check", help=say("cli.check_about"))
    parser.add_argument("--content", type=Path, help=say("cli.content"))
    parser.add_argument("--no-run", action="store_true", help=say("cli.no_run"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print every finding on a line; 0 when there is none, 1 otherwise."""
    count, findings = check(source_tree(arguments.content), is_run=not arguments.no_run)
    for finding in findings:
        print(finding)
    key = "cli.checked_faults" if findings else "cli.checked_clean"
    print(say(key, pages=count, count=len(findings)))
    return 1 if findings else 0
