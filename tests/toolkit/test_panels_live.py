"""Live panels: what moves when a control moves, what comes back, and what language is spoken."""

import itertools
import re

import pytest

from kamlab import lab, language
from kamlab.errors import CannotWrite
from kamlab.panels import coverage, futures, indicators, levels, pareto, schemes, scoring
from kamlab.panels.live_controls import ChoiceControl, StepControl, SwitchControl
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_weights import WeightsControl
from kamlab.panels.panel import Memory, Panel, shown

PANELS = {
    panel.name: panel
    for module in (coverage, futures, indicators, levels, pareto, schemes, scoring)
    for panel in vars(module).values()
    if isinstance(panel, type) and issubclass(panel, Panel) and panel is not Panel
}
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
ALLOWED_LETTERS = re.compile(r"K\d+|\b[A-E]\b")


def read_by(panel):
    """All that a person reads or hears of a panel, tags taken off."""
    texts = [panel.sentence.value, panel.table.value, *re.findall(r'alt="([^"]*)"', panel.picture.value)]
    texts += [child.value for child in panel.widget.children if hasattr(child, "value")]
    for control in panel.controls.values():
        texts += words_of(control)
    return re.sub("<[^>]*>|&[a-z]+;", " ", " ".join(texts))


def words_of(control):
    """Labels and options of a control."""
    if isinstance(control, WeightsControl):
        return [word for part in control.parts.values() for word in words_of(part)]
    if isinstance(control, NumberControl):
        return [control.box.description, control.slider.description]
    if isinstance(control, StepControl):
        return [control.back.description, control.forward.description, control.where.value]
    options = [text for text, _ in control.widget.options] if isinstance(control, ChoiceControl) else []
    return [control.widget.description, *options]


def moved(control):
    """Move a control as a reader does, to somewhere else."""
    if isinstance(control, WeightsControl):
        moved(next(iter(control.parts.values())))
    elif isinstance(control, NumberControl):
        shown, scale = control.value / control.scale.factor, control.scale
        way = 1 if shown < (scale.low + scale.high) / 2 else -1
        control.slider.value = shown * 1.5 if scale.is_log else shown + way * scale.step
    elif isinstance(control, StepControl):
        control.forward.click()
    elif isinstance(control, SwitchControl):
        control.widget.value = not control.widget.value
    else:
        control.widget.value = next(n for _, n in control.widget.options if n != control.value)


def far(control):
    """Move a number to the end of its range that is farther away, so that something else is shown for certain."""
    if not isinstance(control, NumberControl):
        moved(control)
        return
    shown, scale = control.value / control.scale.factor, control.scale
    control.slider.value = scale.low if shown - scale.low > scale.high - shown else scale.high


def test_every_live_name_of_the_lab_has_its_panel():
    """What a page may call is what there is: nine panels, each under its own name."""
    assert set(PANELS) == {
        "pareto",
        "service_gap",
        "indicators",
        "five_levels",
        "scoring",
        "printed_table",
        "futures_classes",
        "coverage",
        "schemes",
    }
    for name in PANELS:
        assert callable(getattr(lab, name))


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


def number(**more):
    """A number control from 0 to 100 and what it reported."""
    heard = []
    scale = Scale(**({"low": 0, "high": 100, "factor": 0.01, "unit": "percent"} | more))
    control = NumberControl("x", scale=scale, start=0.2, changed=lambda: heard.append(control.value))
    return control, heard


@pytest.mark.parametrize("typed", ["800", "-3", "many", "", "1,5", "0.2.1"])
def test_what_cannot_be_used_is_told_and_never_bent(typed):
    """A number out of range, or no number, stays in its box, changes nothing and is explained."""
    control, heard = number()
    control.box.value = typed
    assert (control.value, heard) == (0.2, [])
    assert control.box.value == typed
    assert "role=" in control.said.value


def test_a_good_number_after_a_bad_one_ends_the_complaint():
    """Once the box holds a usable number the message goes."""
    control, heard = number()
    control.box.value = "800"
    control.box.value = "８０％"
    assert (control.value, heard, control.said.value) == (0.8, [0.8], "")
    assert control.slider.value == 80


def test_the_old_number_typed_again_ends_the_complaint():
    """The number that still holds may be typed after a bad one; nothing is reported, the message goes."""
    control, heard = number()
    control.box.value = "800"
    control.box.value = "20"
    assert (control.value, heard, control.said.value) == (0.2, [], "")


def test_a_typed_number_between_two_steps_of_the_slider_stays():
    """The slider stands at the nearest step and does not push the typed number there."""
    control, heard = number()
    control.box.value = "33.3"
    control.slider.notify_change(
        {"name": "value", "old": 20, "new": 33.0, "type": "change", "owner": control.slider}
    )
    assert control.value == pytest.approx(0.333)
    assert control.slider.value == 33
    assert len(heard) == 1


def test_a_stepped_number_takes_no_number_between():
    """Points of an odd scale cannot be even, and the message says which are allowed."""
    control, heard = number(low=1, high=9, step=2, factor=1.0, unit="points", is_stepped=True)
    control.box.value = "8"
    assert heard == []
    assert "1, 3, 5, 7, 9" in control.said.value


def test_weights_always_make_up_the_whole():
    """Whatever is moved, and in what order, six weights sum to 1 and none is negative."""
    control = WeightsControl({name: name for name in "abcdef"}, changed=lambda: None)
    for name, value in itertools.product("abcdef", ("100", "0", "35", "12.5")):
        control.parts[name].box.value = value
        assert sum(control.value.values()) == pytest.approx(1, abs=1e-9)
        assert min(control.value.values()) >= 0
        assert control.value[name] == pytest.approx(float(value) / 100)


def test_one_weight_raised_alone_leaves_the_others_even():
    """From equal weights, one at 35 % leaves 13 % to each of the other five."""
    control = WeightsControl({name: name for name in "abcdef"}, changed=lambda: None)
    control.parts["c"].box.value = "35"
    assert control.value["c"] == pytest.approx(0.35)
    assert [control.value[name] for name in "abdef"] == pytest.approx([0.13] * 5)


def test_client_six_gets_its_star_where_the_case_says():
    """In the printed grid client 6 has no star at 30 % for policy support and has one at 35 %."""
    panel = scoring.ScoringPanel(Memory())
    policy = panel.weights.parts["policy_score"].box
    policy.value = "30"
    assert "K06" not in panel.sentence.value
    policy.value = "35"
    assert "K06" in panel.sentence.value


def test_raising_client_fours_points_lifts_the_mean():
    """With policy support 9 for client 4 the mean is 29.33 and client 4 has a star."""
    panel = scoring.ScoringPanel(Memory())
    panel.controls["points"].box.value = "9"
    assert "29.33" in panel.sentence.value
    assert "K04" in panel.sentence.value


def test_cuts_out_of_order_are_told_and_the_picture_stays():
    """When a cut passes the next one the reader is told and the last good picture stays."""
    panel = levels.FiveLevelsPanel(Memory())
    before = panel.picture.value
    panel.controls["cut_B"].box.value = "95"
    assert panel.said.value
    assert panel.picture.value == before
    panel.controls["cut_B"].box.value = "50"
    assert panel.said.value == ""
    assert panel.picture.value != before


def test_steps_end_at_both_ends():
    """There is no step before the first nor after the last; the last one names the four wrong stars."""
    panel = scoring.PrintedTablePanel(Memory())
    step = panel.controls["step"]
    assert step.back.disabled
    for _ in range(9):
        step.forward.click()
    assert step.forward.disabled
    assert step.value == 4
    assert all(name in panel.sentence.value for name in ("K04", "K05", "K06", "K07"))


def test_hedgers_keep_their_class_wherever_the_lines_are():
    """However the two lines are moved, no hedging firm is in the list of those who change."""
    panel = futures.FuturesPanel(Memory())
    hedgers = panel.book.index[panel.book["is_corporate"] & panel.book["has_spot_exposure"]]
    panel.controls["large_cny"].box.value = "4000"
    panel.controls["mid_cny"].box.value = "1"
    assert "K" in panel.table.value
    assert not [name for name in hedgers if f">{name}<" in panel.table.value]


def test_moving_a_hundred_clients_saves_what_the_source_says():
    """A hundred clients from one product to three save 20, from three to five or more another 30."""
    panel = coverage.CoveragePanel(Memory())
    one, three, five = (panel.controls[f"clients_{products}"].box for products in (1, 3, 5))
    assert "460" in panel.sentence.value
    one.value, three.value = "400", "400"
    assert "440" in panel.sentence.value
    three.value, five.value = "300", "300"
    assert "410" in panel.sentence.value


def test_a_portfolio_without_clients_is_told():
    """Where all three groups are empty there is nothing to lose, and the reader is told so."""
    panel = coverage.CoveragePanel(Memory())
    for products in (1, 3, 5):
        panel.controls[f"clients_{products}"].box.value = "0"
    assert panel.said.value


def test_a_full_disk_is_told_and_the_panel_goes_on():
    """When settings cannot be written the picture is still the new one, and the reader is told."""

    class Full(Memory):
        def put(self, name, value):
            raise CannotWrite("answers.cannot_write", file="answers.json", reason="full")

    panel = pareto.ParetoPanel(Full())
    before = panel.picture.value
    panel.controls["top_share"].box.value = "40"
    assert panel.picture.value != before
    assert "answers.json" in panel.said.value


def test_a_dealt_panel_waits_for_the_reader():
    """While nobody has said who they are no data are shown; they come as soon as the name is known."""

    class Later(Memory):
        def when_known(self, show):
            self.show = show

    store = Later(variant=5)
    widget = shown(levels.FiveLevelsPanel, store)
    assert len(widget.children) == 1
    store.show()
    assert len(widget.children) > 1


def test_another_variant_shows_other_data():
    """Two readers with different variants look at different clients."""
    first, second = (futures.FuturesPanel(Memory(variant=variant)) for variant in (1, 2))
    assert first.picture.value != second.picture.value
