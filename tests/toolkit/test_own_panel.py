"""The panel for an own list, as a manager uses it on the page."""

import re
from pathlib import Path
from tempfile import gettempdir

import pytest

from kamlab.language import LANGUAGES, speaking
from kamlab.ownlist import permission
from kamlab.ownlist.panel import FILE_MB, OwnListPanel

LIST = "客户号,客户姓名,日均余额(万元),年限\n0001,王某,620,3\n0002,李某,12.5,1\n0003,张某,8,9\n"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@pytest.fixture(autouse=True)
def _own_machine(monkeypatch):
    for name in permission.SHARED:
        monkeypatch.delenv(name, raising=False)


def _given(panel, text, name="list.csv"):
    panel._chosen(({"name": name, "content": memoryview(text.encode("utf-8"))},))
    return panel


def _press(panel):
    panel.settings.children[-1].children[0].click()


def _books(folder):
    return sorted(folder.rglob("*.xlsx"))


def test_a_file_is_read_shown_and_written_as_a_workbook(tmp_path):
    """The roles are proposed, the personal column is off, and pressing the button writes one workbook."""
    panel = _given(OwnListPanel(tmp_path), LIST)
    assert {name: control.value for name, control in panel.roles.items()}["日均余额(万元)"] == "aum_cny"
    assert [control.value for control in panel.keep.values()] == [False]
    _press(panel)
    assert len(_books(tmp_path)) == 1
    assert _books(tmp_path)[0].name in panel.result.value
    assert not panel.said.value


def test_a_role_can_be_changed_on_the_page(tmp_path):
    """A column that the owner gives another role is read as that, and the former one is left alone."""
    panel = _given(OwnListPanel(tmp_path), LIST)
    panel.scheme.value = "futures"
    _press(panel)
    assert "kamlab-bad" in panel.said.value
    panel.roles["日均余额(万元)"].value = "equity_cny"
    _press(panel)
    assert not panel.said.value
    assert len(_books(tmp_path)) == 1


@pytest.mark.parametrize("text", ["", "只有表头,没有数据\n", "\x00\x01\x02PK"])
def test_a_file_that_is_no_list_is_told_and_the_next_one_is_read(tmp_path, text):
    """A refusal is one sentence; another file can be chosen at once."""
    panel = _given(OwnListPanel(tmp_path), text)
    assert "kamlab-bad" in panel.said.value
    assert not panel.settings.children
    assert _given(panel, LIST).settings.children


def test_a_file_too_large_for_the_page_is_sent_to_the_command(tmp_path):
    """Beyond the limit the page names the command instead of hanging."""
    panel = OwnListPanel(tmp_path)
    panel._chosen(({"name": "big.csv", "content": memoryview(bytes((FILE_MB << 20) + 1))},))
    assert "kamlab classify" in panel.said.value


def test_nothing_of_the_list_stays_behind(tmp_path):
    """The upload is emptied, no copy is left in the temporary folder, and nothing but the workbook is written."""
    before = set(Path(gettempdir()).glob("kamlab-*"))
    panel = _given(OwnListPanel(tmp_path), LIST)
    _press(panel)
    assert panel.upload.value == ()
    assert set(Path(gettempdir()).glob("kamlab-*")) == before
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".xlsx"]


def test_a_hostile_name_is_shown_as_text_and_stays_in_its_folder(tmp_path):
    """Markup in the file's name or headings is no markup on the page, and a path in the name leads nowhere."""
    text = "client,<img src=x onerror=alert(1)>\na,1\nb,2\n"
    panel = _given(OwnListPanel(tmp_path), text, name="../../<b>x</b>.csv")
    panel.roles["<img src=x onerror=alert(1)>"].value = "aum_cny"
    _press(panel)
    assert "<img" not in panel.found.value + panel.result.value + panel.said.value
    assert "<b>" not in panel.found.value + panel.result.value
    assert all(path.is_relative_to(tmp_path) for path in _books(tmp_path))


def test_on_a_shared_server_there_is_only_the_reason(tmp_path, monkeypatch):
    """Under a hub the panel has no control at all, and names the setting."""
    monkeypatch.setenv("JUPYTERHUB_USER", "x")
    panel = OwnListPanel(tmp_path)
    assert not hasattr(panel, "upload")
    assert permission.SETTING in str([child.value for child in panel.widget.children])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_speaks_one_language(tmp_path, language):
    """In English no Chinese stands on the panel but the owner's own words, in Chinese no role keeps its code."""
    with speaking(language):
        panel = _given(OwnListPanel(tmp_path), LIST.replace("年限", "years"))
        _press(panel)
        options = [text for control in panel.roles.values() for text, _ in control.options]
    own = ("客户号", "客户姓名", "日均余额(万元)", "万")
    text = re.sub("|".join(map(re.escape, own)), "", panel.found.value + panel.result.value + str(options))
    if language == "en":
        assert not CHINESE.search(text)
    else:
        assert not re.search(r"\b[a-z]+_[a-z]+\b", str(options))
