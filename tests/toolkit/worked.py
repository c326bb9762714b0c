"""The worked examples that the methods are held against."""

import json
from pathlib import Path

_FILE = Path(__file__).with_name("worked_examples.json")
_VECTORS = {vector["id"]: vector for vector in json.loads(_FILE.read_text(encoding="utf-8"))}


def given(name):
    """Input of a worked example."""
    return _VECTORS[name]["input"]


def expected(name):
    """Result of a worked example."""
    return _VECTORS[name]["expected"]
