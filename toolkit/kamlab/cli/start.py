"""`kamlab start`: the learner's way in."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path

from kamlab.cli import jupyter_home, server, workspace
from kamlab.language import Language, current, say
from kamlab.pages.content import content_root


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `start` to the commands; `run` is what it does."""
    command = subparsers.add_parser("start", help=say("start.command_help"))
    command.add_argument("workspace", nargs="?", metavar="WORKSPACE", help=say("start.workspace_help"))
    command.add_argument("--port", type=int, metavar="N", help=say("start.port_help"))
    command.add_argument("--no-browser", action="store_true", help=say("start.no_browser_help"))
    command.add_argument("--lab", action="store_true", help=say("start.lab_help"))
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prepare the workspace, run Jupyter on it until it is ended, and return the exit code.

    Raises
    ------
    KamlabError
        The workspace cannot be used, the port is taken, or Jupyter does not start.
    """
    language = current()
    place = workspace.place(arguments.workspace)
    port = _port(arguments.port)
    _tell(place, workspace.update(place, content=content_root()))
    jupyter_home.prepare(place, language=language)
    return _serve(place, port=port, language=language, arguments=arguments)


def _port(asked: int | None) -> int:
    port = server.free_port(asked)
    if asked is None and port != server.FIRST_PORT:
        _say("port_moved", wanted=server.FIRST_PORT, port=port)
    return port


def _tell(place: Path, done: workspace.Update) -> None:
    if done.set_aside:
        _say("manifest_set_aside", name=done.set_aside)
    if done.is_new:
        _say("created", path=place, count=len(done.written))
    elif done.written or done.removed:
        _say("updated", count=len(done.written) + len(done.removed))
    for page, copy in done.kept:
        _say("copy_kept", page=page, copy=copy)


def _serve(place: Path, *, port: int, language: Language, arguments: argparse.Namespace) -> int:
    _say("starting")
    server.heed_the_end()
    log = place / workspace.OWN_FOLDER / "server.log"
    environment = jupyter_home.environment(place, language=language, token=secrets.token_hex(24))
    running = server.launch(place, port=port, environment=environment, log=log)
    address = running.address(first_page(place, language=language, in_lab=arguments.lab))
    _say("open_at", address=address)
    if not arguments.no_browser:
        _say("browser_opened" if server.open_browser(address) else "browser_by_hand")
    _say("how_to_end")
    try:
        was_asked = server.wait(running)
    finally:
        server.end(running)
    _say("ended" if was_asked else "ended_by_itself", log=log)
    return 0 if was_asked else 1


def first_page(place: Path, *, language: Language, in_lab: bool) -> str:
    """Path on the server of what a learner sees first: the home page if the workspace has one."""
    home = f"courses/00-home/{language}/home.ipynb"
    if not (place / home).is_file():
        return "lab" if in_lab else "tree"
    return f"lab/tree/{home}" if in_lab else f"notebooks/{home}"


def _say(sentence: str, **values: object) -> None:
    print(say(f"start.{sentence}", **values), flush=True)
