"""ruff and mypy find nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest
from house import PROJECT


@pytest.mark.parametrize("words", ["ruff check .", "ruff format --check .", "mypy"])
def test_a_tool_finds_nothing(words):
    """Lint, format and strict types are clean."""
    command = [sys.executable, "-m", *words.split()]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
