"""Controls of the live panels: what is typed is taken or told, never bent; weights make up the whole."""

import itertools

import pytest

from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_weights import WeightsControl


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
