"""`kamlab start`: ports, settings and what the kernels are told, without starting Jupyter."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kamlab.cli import jupyter_home, server, start
from kamlab.errors import BadInput
from kamlab.language import speaking


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])


def test_port_in_use_is_refused_when_asked_for(taken: int) -> None:
    """A port that was asked for and is in use is named, with a free one beside it (exit code 2)."""
    with pytest.raises(BadInput) as caught:
        server.free_port(taken)
    free = caught.value.values["free"]
    assert caught.value.exit_code == 2
    with speaking("en"):
        assert str(caught.value) == (
            f"Port {taken} is in use. Choose another, for example --port {free}, "
            "or leave --port out and a free one is found for you."
        )


def test_port_in_use_is_passed_over(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --port the next free port is taken."""
    monkeypatch.setattr(server, "FIRST_PORT", taken)
    assert server.free_port(None) != taken


@pytest.mark.parametrize("number", [0, -1, 65536])
def test_number_that_is_no_port_is_refused(number: int) -> None:
    """A number outside 1 to 65535 is no port."""
    with pytest.raises(BadInput, match=str(number)):
        server.free_port(number)


def test_browser_is_not_opened_without_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no screen no browser is tried; the address is shown instead."""
    monkeypatch.setattr(server.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(server.webbrowser, "open", lambda _address: pytest.fail("a browser was tried"))
    assert server.open_browser("http://127.0.0.1/") is False


@pytest.mark.parametrize(("language", "locale"), [("zh", "zh_CN"), ("en", "default")])
def test_settings_follow_the_language(tmp_path: Path, language: str, locale: str) -> None:
    """Jupyter speaks the learner's language, saves every 20 seconds and asks nothing about news."""
    jupyter_home.prepare(tmp_path, language=language)
    found = tmp_path / ".kamlab" / "jupyter" / "config" / "labconfig" / "default_setting_overrides.json"
    settings = json.loads(found.read_text(encoding="utf-8"))
    assert settings["@jupyterlab/translation-extension:plugin"]["locale"] == locale
    assert settings["@jupyterlab/docmanager-extension:plugin"]["autosaveInterval"] == 20
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    assert not any("theme" in name for name in settings)


def test_server_is_bound_to_this_machine(tmp_path: Path) -> None:
    """The server listens on 127.0.0.1 only and offers no terminal."""
    jupyter_home.prepare(tmp_path, language="zh")
    found = tmp_path / ".kamlab" / "jupyter" / "config" / "jupyter_server_config.json"
    settings = json.loads(found.read_text(encoding="utf-8"))["ServerApp"]
    assert settings["ip"] == "127.0.0.1"
    assert settings["terminals_enabled"] is False


def test_second_preparation_changes_nothing(tmp_path: Path) -> None:
    """Settings that are already there are not written again."""
    jupyter_home.prepare(tmp_path, language="zh")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.json")}
    jupyter_home.prepare(tmp_path, language="zh")
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.json")} == before


def test_kernels_are_told_language_workspace_and_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernels learn language and workspace, and draw without a window whatever the shell says."""
    monkeypatch.setenv("MPLBACKEND", "TkAgg")
    monkeypatch.setattr(jupyter_home, "find_checkout", lambda start=None: None)
    told = jupyter_home.environment(tmp_path, language="en", token="abc")
    assert told["KAMLAB_LANG"] == "en"
    assert told["KAMLAB_WORKSPACE"] == str(tmp_path)
    assert told["MPLBACKEND"] == "module://matplotlib_inline.backend_inline"
    assert "KAMLAB_KEYS" not in told


def test_kernels_find_the_keys_of_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Started inside a checkout with built keys, the kernels are told where the keys are."""
    (tmp_path / "exercises" / "deep").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "kamlab"\n')
    monkeypatch.chdir(tmp_path / "exercises" / "deep")
    assert "KAMLAB_KEYS" not in jupyter_home.environment(tmp_path, language="zh", token="")
    (tmp_path / "build" / "keys").mkdir(parents=True)
    told = jupyter_home.environment(tmp_path, language="zh", token="")
    assert told["KAMLAB_KEYS"] == str(tmp_path / "build" / "keys")


@pytest.mark.parametrize(
    ("has_home", "in_lab", "path"),
    [
        (True, False, "notebooks/courses/00-home/zh/home.ipynb"),
        (True, True, "lab/tree/courses/00-home/zh/home.ipynb"),
        (False, False, "tree"),
        (False, True, "lab"),
    ],
)
def test_first_page(tmp_path: Path, has_home: bool, in_lab: bool, path: str) -> None:
    """The home page is shown first; without one, the list of files."""
    home = tmp_path / "courses" / "00-home" / "zh"
    home.mkdir(parents=True)
    if has_home:
        (home / "home.ipynb").write_text("{}")
    assert start.first_page(tmp_path, language="zh", in_lab=in_lab) == path
