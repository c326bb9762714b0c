"""A lab that was started for the tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True)
class Lab:
    """A running `kamlab start`: its address, its token, its workspace and what it said."""

    address: str
    token: str
    workspace: Path
    said: tuple[str, ...]

    def page(self, path: str) -> str:
        """Address of the page `path` of the workspace, in the document view."""
        return f"{self.address}/notebooks/{quote(path)}?token={self.token}"


def kernels_of(workspace: Path) -> list[int]:
    """Processes of kernels whose connection file lies in the workspace."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if "ipykernel_launcher" in command and str(workspace) in command:
            found.append(int(process.name))
    return found
