"""Live panels of value and tiers: what each tells at settings whose result is known."""

import re

import pytest

from kamlab.data.deals import VARIANT_COUNT
from kamlab.panels.client_profit import ClientProfitPanel
from kamlab.panels.lifetime_value import LifetimePanel
from kamlab.panels.panel import Memory
from kamlab.panels.tiers import LADDERS, TierLadderPanel


def typed(panel, **texts):
    """The panel after a reader typed numbers, chose options or turned switches."""
    for name, text in texts.items():
        control = panel.controls[name]
        if hasattr(control, "box"):
            control.box.value = text
        else:
            control.widget.value = text
    return panel


def test_three_conventions_stand_side_by_side():
    """At 55 % kept, 10 % and a cost of two thirds of the margin the textbook values are read, the chosen one in words."""
    panel = typed(LifetimePanel(Memory()), margin_cny="15", retention="55", acquisition_cost_cny="10")
    assert all(f">{value} 万元<" in panel.table.value for value in ("5", "17.3", "20"))
    assert "今天值 5 万元" in panel.sentence.value
    assert "今天值 20 万元" in typed(panel, timing="start").sentence.value
    assert "2.2 年" in panel.sentence.value


def test_a_cost_that_never_comes_back_is_told():
    """Where twenty years do not bring the cost back the table says so, and the value is negative."""
    panel = typed(LifetimePanel(Memory()), margin_cny="1", retention="10", acquisition_cost_cny="50")
    assert panel.table.value.count("20 年内收不回") == 3
    assert "−4" in panel.sentence.value
    assert typed(panel, acquisition_cost_cny="0").table.value.count(">当天<") == 3


def test_the_worked_client_earns_its_hurdle():
    """At the start the worked client's figures are read; before tax the return is higher by a third."""
    panel = ClientProfitPanel(Memory())
    for text in ("58.7 万元", "374 万元", "15.7%", "不低于", "17.6 万元"):
        assert text in panel.sentence.value
    assert "20.9%" in typed(panel, tax="0").sentence.value


def test_a_risky_client_uses_value_up():
    """At a chance of default of 4 % the client no longer earns what its capital costs."""
    panel = typed(ClientProfitPanel(Memory()), pd_share="4")
    assert "不到股东要求" in panel.sentence.value


def test_quarter_end_deposits_flatter():
    """With the quarter's last day the value added is higher by a fixed amount, and the sentence warns of it."""
    panel = ClientProfitPanel(Memory())
    assert "虚增 2.7 万元" in panel.sentence.value
    typed(panel, quarter_end=True)
    assert "20.3 万元" in panel.sentence.value
    assert "请用日均余额" in panel.sentence.value


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_nine_candidates_and_six_who_consent(variant):
    """In every variant nine clients are within 10 % of this course's thresholds, six of whom may be approached."""
    panel = TierLadderPanel(Memory(variant=variant))
    assert re.search(r"60 户里，9 户.*其中 6 户同意", panel.sentence.value)
    assert panel.table.value.count('scope="row"') == 9


def test_a_higher_line_moves_the_candidates():
    """With private banking from 8 million nobody is a candidate for it at 10 %; three rungs leave two thresholds."""
    panel = typed(TierLadderPanel(Memory()), ladder="private_8m")
    assert "8 户离上一级" in panel.sentence.value
    assert "6 户离上一级" in typed(panel, ladder="three").sentence.value
    assert set(LADDERS) == {name for _, name in panel.controls["ladder"].widget.options}
