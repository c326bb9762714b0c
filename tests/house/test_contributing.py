"""The page that CONTRIBUTING.md shows can be built and passes every check."""

from __future__ import annotations

import re

from house import PROJECT

from kamlab.pages.build import build
from kamlab.pages.check import check


def test_the_page_shown_is_a_page(tmp_path):
    """Page, key and rubric taken from the text make an exercise that has nothing to mend."""
    text = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    folder = tmp_path / "exercises" / "02-client-levels"
    folder.mkdir(parents=True)
    for name, fence in {
        "exercise.md": "````markdown",
        "key.py": "```python",
        "rubric.yml": "```yaml",
    }.items():
        closing = "^" + fence.rstrip("abcdefghijklmnopqrstuvwxyz") + "$"
        shown = re.search(f"^{fence}\n(.*?){closing}", text, re.DOTALL | re.MULTILINE)
        assert shown
        (folder / name).write_text(shown[1], encoding="utf-8")
    assert check(tmp_path, is_run=False) == (1, [])
    assert build(tmp_path, tmp_path / "build")
