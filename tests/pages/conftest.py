import pytest

PAGE = """\
---
kamlab:
  id: {id}
  kind: {kind}
  title: {{zh: 甲讲, en: Lecture A}}
  minutes: 20
  mode: {mode}
  variants: {variants}
---

+++ {{"lang": "zh", "step": "one", "minutes": 20}}

# 大客户

一段文字讲{{term}}`大客户`，见[首页](../00-home/home.md)。

+++ {{"lang": "en"}}

# Key accounts

Some prose on {{term}}`key accounts <key account (KA)>`, see [home](../00-home/home.md).

```{{code-cell}} ipython3
---
name: share
question:
  kind: number
  unit: percent
  points: 2
  label: {{zh: 份额是多少, en: What is the share}}
  hints:
    - {{zh: 先加总, en: Add up first}}
---
lab.ask("share")
```

+++ {{"lang": "zh", "role": "solution", "question": "share"}}

前两户合计占八成整，其余八户占两成。

+++ {{"lang": "en", "role": "solution", "question": "share"}}

The first two clients hold four fifths of the total.
"""

HOME = """\
---
kamlab: {id: home, kind: home, title: {zh: 首页, en: Home}}
---

+++ {"lang": "zh"}

# 首页

+++ {"lang": "en"}

# Home
"""

KEY = """\
from kamlab.answers import Expected


def expected(variant):
    return {"share": Expected(80.0, wrong={"heads": 20.0})}
"""

RUBRIC = "misconceptions:\n  heads: {zh: 您数的是人头而不是利润的份额。, en: You counted heads instead of profit.}\n"


class Content:
    """A small course in a temporary folder, whose files a test may spoil."""

    def __init__(self, root):
        self.root = root
        self.write("courses/00-home/home.md", HOME)
        self.add("courses/01-a")

    def add(self, folder, *, id="a", kind="lecture", mode="practice", variants=1):
        self.write(f"{folder}/{kind}.md", PAGE.format(id=id, kind=kind, mode=mode, variants=variants))
        self.write(f"{folder}/key.py", KEY)
        self.write(f"{folder}/rubric.yml", RUBRIC)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name, old, new):
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def content(tmp_path):
    return Content(tmp_path / "content")
