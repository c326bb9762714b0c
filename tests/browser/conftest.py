"""A browser, and a lab that runs: what every browser test needs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from running_lab import Lab

PROJECT = Path(__file__).parents[2]
SCREENSHOTS = PROJECT / "build" / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as a browser test and run it last: the driver leaves an event loop running."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.browser)
    items[:] = [item for item in items if item not in here] + here


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A headless Chromium, or a skip that says what is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
    found = os.environ.get("KAMLAB_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        pytest.skip("no Chromium or Chrome found; name one in KAMLAB_CHROMIUM")
    fonts = _font_settings(tmp_path_factory.mktemp("fonts"))
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=found, args=FLAGS, env={**os.environ, "FONTCONFIG_FILE": str(fonts)}
        )
        yield browser
        browser.close()


def _font_settings(folder: Path) -> Path:
    """Chinese in screenshots even where the machine has no Chinese font: the one the charts use."""
    import importlib.util

    spec = importlib.util.find_spec("zhplot")
    bundled = Path(spec.origin).parent / "fonts" if spec and spec.origin else folder
    settings = folder / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{bundled}</dir></fontconfig>'
    )
    return settings


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh browser page, 1280 by 900."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    yield opened
    context.close()


@pytest.fixture
def picture(page: Any) -> Callable[[str], None]:
    """Save what the page shows to build/screenshots/."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def take(name: str, *, of: Any = page) -> None:
        of.screenshot(path=SCREENSHOTS / f"{name}.png")

    return take


@pytest.fixture(scope="session")
def start_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Lab]]:
    """Start `kamlab start` on a folder of built pages; ended after the tests."""
    running: list[subprocess.Popen[str]] = []
    shared = tmp_path_factory.mktemp("share")
    (shared / "labextensions").mkdir()
    (shared / "labextensions" / "kamlab").symlink_to(PROJECT / "toolkit" / "labextension")

    def start(content: Path, workspace: Path, *options: str) -> Lab:
        environment = {**os.environ, "KAMLAB_CONTENT": str(content), "JUPYTER_PATH": str(shared)}
        process = subprocess.Popen(
            [sys.executable, "-m", "kamlab.cli.main", "start", str(workspace), "--no-browser", *options],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=workspace.parent,
            env={**environment, "PYTHONIOENCODING": "utf-8"}, encoding="utf-8",
        )  # fmt: skip
        running.append(process)
        said = tuple(_until_open(process))
        found = re.search(r"(http://[^/]+)/\S*token=(\w+)", said[-1])
        assert found, "".join(said)
        return Lab(found[1], found[2], workspace, said)

    yield start
    for process in running:
        process.terminate()
        process.communicate(timeout=30)


def _until_open(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout
    patience = threading.Timer(90, process.kill)
    patience.start()
    for line in process.stdout:
        yield line
        if "token=" in line:
            break
    patience.cancel()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real course, built."""
    from kamlab.pages.build import build

    out = tmp_path_factory.mktemp("course")
    build(PROJECT, out)
    return out


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)


@pytest.fixture
def lab(start_lab: Callable[..., Lab], built: Path, tmp_path: Path, language: str) -> Lab:
    """A lab of this language in a fresh workspace."""
    return start_lab(built / "learner", tmp_path / "工作 区", "--lang", language)
