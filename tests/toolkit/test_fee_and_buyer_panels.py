"""The panels of small accounts and of few large buyers: what they tell where the result is known."""

import pytest

from kamlab.data import deals
from kamlab.data.account_book import account_book
from kamlab.language import speaking
from kamlab.methods.buyers import buyer_loss
from kamlab.methods.small_accounts import FeePlan, fee_scenario
from kamlab.panels.account_fees import AccountFeesPanel
from kamlab.panels.buyers import BuyersPanel
from kamlab.panels.panel import Memory
from kamlab.style import money, number


def fees(variant=3, **settings):
    """The panel of fees at these settings."""
    return AccountFeesPanel(Memory(variant=variant, values={"panel:account_fees": settings}))


def test_the_first_sight_of_fees_is_the_fee_of_the_course():
    """At the start the fee is 12, nobody is exempt, the net effect is a loss and all vulnerable are hurt."""
    panel = fees()
    result = fee_scenario(account_book(3), plan=FeePlan(12))
    assert result.effect.net_cny < 0
    assert money(result.effect.net_cny) in panel.sentence.value
    assert number(result.hurt_count) in panel.sentence.value
    assert "该免的没免" in panel.sentence.value


def test_the_exemption_takes_the_hurt_away():
    """With the switch on, nobody vulnerable is hurt and only the money is left to talk about."""
    panel = fees()
    panel.controls["has_exemption"].widget.value = True
    assert "受伤害的弱势账户 0 户" in panel.sentence.value
    assert "违反的规矩：没有" in panel.sentence.value


def test_a_dear_fee_earns_and_breaks_a_rule():
    """A fee of 36 with the exemption has a positive net effect and is told to be above the cost."""
    with speaking("en"):
        panel = fees(fee_cny=36.0, has_exemption=True)
        assert "CNY −" not in panel.sentence.value
        assert "fee above cost" in panel.sentence.value


def test_three_fees_stand_side_by_side():
    """The comparison holds the course's three fees, whatever the slider says."""
    table = fees(fee_cny=20.0).table.value
    last = table[table.rindex("<table") :]
    assert [f'<th scope="row">{fee}</th>' in last for fee in (0, 12, 36)] == [True] * 3


@pytest.mark.parametrize("text", ["-1", "61", "十二"])
def test_a_fee_that_cannot_be_is_told(text):
    """What is typed outside 0 to 60 stays in its box and is told; the picture stays."""
    panel = fees()
    before = panel.picture.value
    panel.controls["fee_cny"].box.value = text
    assert panel.controls["fee_cny"].said.value
    assert panel.picture.value == before


def test_the_first_buyer_leaves_at_first_sight():
    """At the start the largest buyer is gone with all its orders, as the questions of the case have it."""
    panel = BuyersPanel(Memory(variant=5))
    loss = buyer_loss(deals.table("buyer_orders", 5))
    for amount in (loss.lost_order_cny, loss.lost_income_cny, loss.advanced_cny):
        assert money(amount) in panel.sentence.value


def test_all_ten_and_a_late_payment_can_be_moved():
    """With ten gone and sixty days' delay the sentence tells that loss, and the table what remains."""
    panel = BuyersPanel(Memory(variant=5))
    panel.controls["leaving"].box.value = "10"
    panel.controls["delay_days"].box.value = "60"
    loss = buyer_loss(deals.table("buyer_orders", 5), leaving=10, delay_days=60)
    assert money(loss.advanced_cny) in panel.sentence.value
    assert ">50<" in panel.table.value


def test_half_a_buyer_cannot_leave():
    """A number of buyers that is not whole is told, and nothing moves."""
    panel = BuyersPanel(Memory(variant=5))
    before = panel.sentence.value
    panel.controls["leaving"].box.value = "2.5"
    assert panel.controls["leaving"].said.value
    assert panel.sentence.value == before
