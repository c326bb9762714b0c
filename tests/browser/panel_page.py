"""A learner's page with one panel, in both languages, and a notebook that is none of ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TEXT = {
    "zh": """# 大客户思维：先看清，再行动

**目标** 读完本页，您能用一张图说清：少数客户带来了多少业务量，并据此决定时间花在谁身上。约 **40 分钟**。

## 一、二八不是定律，是结果

王经理管着 60 位客户。他每周给每人打一个电话，觉得很公平。可年底一算，业务量的八成来自其中 14 位。

- 先按业务量从大到小排好；
- 再看累计到八成用了多少客户；
- 最后问自己：这些人知道自己重要吗？

| 等级 | 客户数 | 管理资产（万元） | 每月联系 |
|---|--:|--:|:-:|
| A | 14 | 8,200 | 4 次 |
| B | 18 | 1,450 | 2 次 |
| C | 28 | 350 | 1 次 |

> **练一练** 拖动下面的滑块，看看数字怎么变。""",
    "en": """# Key-account thinking: see first, then act

**Goal** After this page you can say with one picture how much of the business a few clients bring, and
decide who gets your time. About **40 minutes**.

## 1. Eighty-twenty is a result, not a law

Mr Wang looks after 60 clients. He calls each of them once a week and thinks it fair. At the end of the
year, four fifths of the business came from 14 of them.

- Sort by volume first;
- then see how many clients reach 80 %;
- and ask: do these people know that they matter?

| Class | Clients | AUM (10k CNY) | Contacts a month |
|---|--:|--:|:-:|
| A | 14 | 8,200 | 4 |
| B | 18 | 1,450 | 2 |
| C | 28 | 350 | 1 |

> **Try it** Move the slider below and watch the number.""",
}

PANEL = """import ipywidgets as widgets
slider = widgets.IntSlider(value=3, min=0, max=10, description="n")
radio = widgets.RadioButtons(options=["a", "b", "c"], description="r")
button = widgets.Button(description="Go")
said = widgets.HTML("<b class='said'>waiting</b>")
button.on_click(lambda _: setattr(said, "value", f"<b class='said'>clicked {slider.value}</b>"))
widgets.VBox([slider, radio, button, said])"""

LINKS = {
    "zh": """import ipywidgets as widgets
widgets.HTML('<a href="#" data-kamlab-open="courses/00-home/en/home.ipynb" class="marked">en</a>')""",
    "en": """import ipywidgets as widgets
widgets.HTML('<a href="#" data-kamlab-open="courses/00-home/zh/home.ipynb" class="marked">zh</a>')""",
}

MORE = {
    "zh": "## 二、接着看\n\n[另一页](../en/home.ipynb)",
    "en": "## 2. Read on\n\n[other page](../zh/home.ipynb)",
}


def cell(kind: str, source: str, **about: object) -> dict[str, Any]:
    """One cell as the build makes it."""
    made = {"cell_type": kind, "metadata": {"deletable": False, "editable": False}, "source": source}
    made["id"] = f"cell-{abs(hash((kind, source))) % 10**8}"
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
        made["metadata"] |= {"jupyter": {"source_hidden": True}}
    made["metadata"] |= {"kamlab": about} if about else {}
    return made


def notebook(*cells: dict[str, Any], **about: object) -> str:
    """A notebook as the build makes it; `about` is what it says of itself."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    metadata |= {"kamlab": about} if about else {}
    return json.dumps(
        {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False
    )


def home(language: str) -> str:
    """The home page in one language."""
    return f"courses/00-home/{language}/home.ipynb"


PLAIN = "courses/00-home/zh/plain.ipynb"


def write_pages(folder: Path) -> Path:
    """Write the pages as a build would, and return their folder."""
    pages = {PLAIN: notebook(cell("markdown", "# plain"), cell("code", PANEL))}
    for language in ("zh", "en"):
        cells = (
            cell("code", "import sys", setup=True),
            cell("markdown", TEXT[language]),
            cell("code", PANEL, name="panel"),
            cell("markdown", MORE[language]),
            cell("code", LINKS[language], name="links"),
        )
        about = {"page": "home", "kind": "home", "language": language, "edition": "learner"}
        pages[home(language)] = notebook(*cells, **about)
    for name, text in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "catalogue.json").write_text("[]")
    return folder
