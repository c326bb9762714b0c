"""The settings under which Jupyter runs for a learner, kept in the workspace and nowhere else.

Everything here is a default that the learner may change in Jupyter's own settings, save what is
switched off: it would cost time at the start or show English panels that no learner needs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from kamlab.cli.disk import told_plainly, write_whole
from kamlab.cli.workspace import OWN_FOLDER
from kamlab.language import Language
from kamlab.pages.content import find_checkout

LOCALES: Mapping[Language, str] = {"zh": "zh_CN", "en": "default"}

SERVER_EXTENSIONS_OFF = (
    "jupyter_lsp",
    "jupyter_server_terminals",
    "jupyterlab_jupytext",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
)

PANELS_OFF = (
    "@jupyter-notebook/terminal-extension",
    "@jupyter/nbgrader",
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/fileeditor-extension:language-server",
    "@jupyterlab/lsp-extension",
    "@jupyterlab/notebook-extension:language-server",
    "@jupyterlab/terminal-extension",
    "jupyterlab-jupytext",
)

SERVER: Mapping[str, object] = {
    "ServerApp": {
        "ip": "127.0.0.1",
        "port_retries": 0,
        "open_browser": False,
        "allow_root": True,
        "answer_yes": True,
        "terminals_enabled": False,
        "jpserver_extensions": dict.fromkeys(SERVER_EXTENSIONS_OFF, False),
    },
    "MappingKernelManager": {"cull_idle_timeout": 3600, "cull_interval": 300, "cull_connected": False},
}

KERNEL_ENVIRONMENT: Mapping[str, str] = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def lab_settings(language: Language) -> dict[str, dict[str, object]]:
    """Defaults of the front end: plug-in name -> its settings."""
    return {
        "@jupyterlab/apputils-extension:kernels-settings": {"commsOverSubshells": "disabled"},
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/apputils-extension:sessionDialogs": {"skipKernelRestartDialog": True},
        "@jupyterlab/docmanager-extension:plugin": {"autosave": True, "autosaveInterval": 20},
        "@jupyterlab/notebook-extension:tracker": {"autoStartDefaultKernel": True},
        "@jupyterlab/translation-extension:plugin": {"locale": LOCALES[language]},
    }


def prepare(workspace: Path, *, language: Language) -> None:
    """Write the server's and the front end's settings into the workspace's own folder.

    Raises
    ------
    CannotWrite
        The disk is full, read-only, or does not let us.
    """
    config = workspace / OWN_FOLDER / "jupyter" / "config"
    _put(config / "jupyter_server_config.json", SERVER)
    _put(config / "labconfig" / "default_setting_overrides.json", lab_settings(language))
    _put(config / "labconfig" / "page_config.json", {"disabledExtensions": dict.fromkeys(PANELS_OFF, True)})
    with told_plainly(workspace):
        for folder in _folders(workspace).values():
            folder.mkdir(parents=True, exist_ok=True)


def environment(workspace: Path, *, language: Language, token: str) -> dict[str, str]:
    """Environment of the server and so of its kernels: this process's own, and what the lab adds."""
    checkout = find_checkout() or find_checkout(Path(__file__).parent)
    keys = checkout / "build" / "keys" if checkout else None
    return {
        **os.environ,
        **KERNEL_ENVIRONMENT,
        **{name: str(folder) for name, folder in _folders(workspace).items()},
        **({"KAMLAB_KEYS": str(keys)} if keys and keys.is_dir() else {}),
        "KAMLAB_LANG": language,
        "KAMLAB_WORKSPACE": str(workspace),
        "JUPYTER_TOKEN": token,
    }


def _folders(workspace: Path) -> dict[str, Path]:
    home = workspace / OWN_FOLDER / "jupyter"
    return {
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "IPYTHONDIR": home / "ipython",
    }


def _put(path: Path, content: object) -> None:
    data = (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    if not (path.exists() and path.read_bytes() == data):
        write_whole(path, data=data, partial=path.with_suffix(".partial"))
