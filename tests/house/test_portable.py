"""The project speaks of itself alone: no machine's path, no registry's address."""

from __future__ import annotations

import re
from pathlib import Path

from house import PROJECT, files

BINARY = {".png", ".ttf", ".woff2", ".xlsx", ".ico", ".pyc", ".zip"}
TEXTS = [path for path in files() if path.suffix not in BINARY and path != Path(__file__)]
PLACES = re.compile(r"(?<![\w.~])/(?:home|root|work|opt|Users|tmp)/\w|[A-Z]:\\Users")
REGISTRIES = re.compile(
    "|".join(("py" + "pi.org", "pythonhosted", "npm" + "js", "anaconda.org", "index-url", "find-links")),
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://([A-Za-z][\w-]*(?:\.[\w-]+)*)")
NOT_OUTSIDE = {"127.0.0.1", "localhost", "workspace", "www.w3.org"}
MAKES_THE_LOCK = PROJECT / "Makefile"


def _short(path):
    return path.relative_to(PROJECT).as_posix()


def test_no_file_names_a_machine():
    """No file holds an absolute path of somebody's machine."""
    assert not [_short(path) for path in TEXTS if PLACES.search(path.read_text(encoding="utf-8"))]


def test_no_file_names_a_registry():
    """No file holds the address of a package registry; the Makefile names the option that leaves it out."""
    read = {path: path.read_text(encoding="utf-8") for path in TEXTS if path != MAKES_THE_LOCK}
    assert not [_short(path) for path, text in read.items() if REGISTRIES.search(text)]


def test_nothing_is_fetched_at_run_time():
    """No code or style names an address outside this machine."""
    found = {
        path: set(ADDRESS.findall(path.read_text(encoding="utf-8"))) for path in files(".py", ".js", ".css")
    }
    assert not {_short(path): names for path, names in found.items() if names - NOT_OUTSIDE}
