"""The Jupyter server of one `kamlab start`: its port, its process, its end."""

from __future__ import annotations

import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import quote

from kamlab.errors import BadInput, KamlabError

HOST = "127.0.0.1"
FIRST_PORT = 8888
PORTS_TRIED = 200
SECONDS_TO_START = 120.0
SECONDS_TO_END = 20.0


@dataclass(frozen=True)
class Server:
    """A running Jupyter server and how to speak to it."""

    process: subprocess.Popen[bytes]
    port: int
    token: str
    log: Path

    def address(self, path: str) -> str:
        """Address that opens `path` of the server in a browser."""
        return f"http://{HOST}:{self.port}/{quote(path)}?token={self.token}"

    def request(self, method: str, path: str) -> int:
        """Status of one request; 0 while nobody answers."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request(method, path, headers={"Authorization": f"token {self.token}"})
            return int(connection.getresponse().status)
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()


def free_port(asked: int | None) -> int:
    """Port to use: the one asked for, else the first free one from 8888.

    Raises
    ------
    BadInput
        The port asked for is not a port, is in use or is refused by the system.
    """
    if asked is None:
        free = (port for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if not _obstacle(port))
        return next(free, None) or _any_port()
    if not 1 <= asked <= 65535:
        raise BadInput("start.port_not_valid", port=asked)
    obstacle = _obstacle(asked)
    if obstacle:
        key = "start.port_taken" if obstacle == errno.EADDRINUSE else "start.port_refused"
        raise BadInput(key, port=asked, free=free_port(None))
    return asked


def _any_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _obstacle(port: int) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error.errno or errno.EADDRINUSE
    return 0


def launch(workspace: Path, *, port: int, environment: Mapping[str, str], log: Path) -> Server:
    """Start Jupyter on `workspace` and return once it answers.

    Raises
    ------
    KamlabError
        It ended or kept silent instead; its log says why.
    """
    command = [sys.executable, "-m", "notebook", f"--ServerApp.port={port}"]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command, cwd=workspace, env=dict(environment), stdin=subprocess.DEVNULL, stdout=stream,
            stderr=subprocess.STDOUT, start_new_session=os.name != "nt", creationflags=_own_group(),
        )  # fmt: skip
    server = Server(process, port, environment["JUPYTER_TOKEN"], log)
    try:
        _wait_until_it_answers(server)
    except BaseException:
        end(server)
        raise
    return server


def _own_group() -> int:
    return int(getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0))


def _wait_until_it_answers(server: Server) -> None:
    latest = time.monotonic() + SECONDS_TO_START
    while server.request("GET", "/api") != 200:
        if server.process.poll() is not None or time.monotonic() > latest:
            raise KamlabError("start.did_not_start", log=server.log, reason=_last_line(server.log))
        time.sleep(0.05)


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "-")


def heed_the_end() -> None:
    """Take a closed window, or a request of the system to end, as Ctrl-C."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def wait(server: Server) -> bool:
    """Wait until the learner ends the lab (True) or the server ends by itself (False)."""
    try:
        while server.process.poll() is None:
            time.sleep(0.2)
    except KeyboardInterrupt:
        return True
    return server.process.returncode == 0


def end(server: Server) -> None:
    """End the server and its kernels, gently first."""
    if server.process.poll() is None and server.request("POST", "/api/shutdown") != 200:
        server.process.terminate()
    try:
        server.process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


def open_browser(address: str) -> bool:
    """Open `address` in the person's browser, if there is a screen to show it on."""
    has_screen = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    try:
        return has_screen and webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False
