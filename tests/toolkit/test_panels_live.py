"""Live panels: what moves when a control moves, what comes back, and what language is spoken."""

import re

import pytest
from live_panels import ALLOWED_LETTERS, CHINESE, PANELS, far, moved, read_by, words_of

from kamlab import lab, language
from kamlab.panels.panel import Memory


def test_every_live_name_of_the_lab_has_its_panel():
    """What a page may call is what there is: each panel under its own name, and no name without its panel."""
    rooms = {panel.__module__ for panel in PANELS.values()}
    assert {name for name in dir(lab) if getattr(lab, name).__module__ in rooms} == set(PANELS)


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_stands_in_a_notebook_that_is_no_page(name):
    """Without an open page a panel shows itself, look included."""
    look, panel = getattr(lab, name)().children
    assert "<style>" in look.value
    assert panel.children


@pytest.mark.parametrize("name", PANELS)
def test_every_moved_control_is_kept_and_comes_back(name):
    """Each control's setting is put on record under the panel's name and is there again in a new panel."""
    store = Memory()
    panel = PANELS[name](store)
    for control in panel.controls.values():
        before = panel.settings()
        moved(control)
        assert panel.settings() != before
        assert store.get(f"panel:{name}") == panel.settings()
    again = PANELS[name](store)
    assert again.settings() == panel.settings()
    assert again.picture.value == panel.picture.value
    assert again.table.value == panel.table.value


@pytest.mark.parametrize("name", PANELS)
def test_moving_controls_changes_table_sentence_and_picture(name):
    """Each of the three speaks of the new setting; none is left behind."""
    changed = set()
    for control in PANELS[name](Memory()).controls:
        panel = PANELS[name](Memory())
        for _ in range(4):
            before = panel.table.value, panel.sentence.value, panel.picture.value
            far(panel.controls[control])
            after = panel.table.value, panel.sentence.value, panel.picture.value
            changed |= {part for part in range(3) if before[part] != after[part]}
    assert changed == {0, 1, 2}


@pytest.mark.parametrize("name", PANELS)
def test_reset_brings_the_first_sight_back(name):
    """After any moves the reset button shows exactly what stood there at first, and records it."""
    store = Memory()
    panel = PANELS[name](store)
    before = (panel.settings(), panel.table.value, panel.sentence.value, panel.picture.value)
    for control in panel.controls.values():
        moved(control)
    panel.reset()
    assert (panel.settings(), panel.table.value, panel.sentence.value, panel.picture.value) == before
    assert store.get(f"panel:{name}") == before[0]


@pytest.mark.parametrize(
    "rubbish",
    [
        None,
        7,
        [],
        {"strange": 1},
        dict.fromkeys(["top_share", "weight", "points", "step"], "x"),
        {"step": 99},
    ],
)
@pytest.mark.parametrize("name", PANELS)
def test_strange_settings_on_record_are_passed_over(name, rubbish):
    """A panel whose record is of another release or damaged starts as if there were none."""
    fresh = PANELS[name](Memory())
    panel = PANELS[name](Memory(values={f"panel:{name}": rubbish}))
    assert panel.settings() == fresh.settings()


@pytest.mark.parametrize("variant", [0, 7, 23])
@pytest.mark.parametrize("name", PANELS)
def test_english_speaks_no_chinese(name, variant):
    """In the English edition no Chinese character is read anywhere in a panel, at the start or later."""
    with language.speaking("en"):
        panel = PANELS[name](Memory(variant=variant))
        first = read_by(panel)
        for control in panel.controls.values():
            far(control)
        assert CHINESE.findall(first + read_by(panel)) == []


@pytest.mark.parametrize("variant", [0, 7, 23])
@pytest.mark.parametrize("name", PANELS)
def test_chinese_speaks_no_english(name, variant):
    """In the Chinese edition no Latin word is read, codes of clients and levels apart."""
    panel = PANELS[name](Memory(variant=variant))
    first = read_by(panel)
    for control in panel.controls.values():
        far(control)
    words = re.findall("[A-Za-z_]+", ALLOWED_LETTERS.sub("", first + read_by(panel)))
    assert words == []


@pytest.mark.parametrize("name", PANELS)
def test_a_picture_has_words_a_fixed_size_and_a_table(name):
    """The picture has alternative text and a size; the sentence is a status; the table can be reached."""
    panel = PANELS[name](Memory())
    width, height = re.search(r'width="(\d+)" height="(\d+)"', panel.picture.value).groups()
    for control in panel.controls.values():
        far(control)
    assert f'width="{width}" height="{height}"' in panel.picture.value
    assert re.search(r'alt="[^"]{20,}"', panel.picture.value)
    assert 'role="status"' in panel.sentence.value
    assert 'tabindex="0"' in panel.table.value
    assert "aria-label=" in panel.table.value


@pytest.mark.parametrize("name", PANELS)
def test_every_field_has_a_label(name):
    """No control is without words: box, slider, list and switch all carry their description."""
    panel = PANELS[name](Memory())
    assert all(word.strip() for control in panel.controls.values() for word in words_of(control))
