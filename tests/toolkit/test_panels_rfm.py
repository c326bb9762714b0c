"""Live panels of RFM and of scales: what each tells at settings whose result is known."""

import re

import pytest
from rfm_deals import counted, scores, top_ten

from kamlab.data import deals
from kamlab.language import speaking
from kamlab.panels.panel import Memory
from kamlab.panels.rfm import RfmPanel
from kamlab.panels.weight_scales import WeightScalesPanel

VARIANTS = [0, 7, 23]


def told(panel):
    """The sentence without tags."""
    return re.sub("<[^>]*>", "", panel.sentence.value)


def rows(panel):
    """Cells of every body row of the panel's tables."""
    bodies = "".join(re.findall("<tbody>(.*?)</tbody>", panel.table.value))
    return [re.findall("<t[hd][^>]*>(.*?)</t[hd]>", line) for line in re.findall("<tr>(.*?)</tr>", bodies)]


@pytest.mark.parametrize("variant", VARIANTS)
def test_those_who_change_code_are_counted_and_listed(variant):
    """Thirty days earlier as many clients have another code as a count without the method finds."""
    book = deals.table("rfm_book", variant)
    changed = (scores(counted(book)) != scores(counted(book, days_earlier=30))).any(axis="columns")
    panel = RfmPanel(Memory(variant=variant))
    assert not re.search(r"\d 位客户换了代码", told(panel))
    panel.controls["days"].box.value = "30"
    assert f"{changed.sum()} 位客户换了代码" in told(panel)
    listed = {line[0] for line in rows(panel) if line[0].startswith("K")}
    assert listed == set(changed.index[changed])


def test_a_level_that_nobody_has_is_said_aloud():
    """Level 2 of F has nobody with five levels; with three every level has somebody."""
    panel = RfmPanel(Memory())
    with speaking("en"):
        panel.controls["bins"].widget.value = "4"
        panel.controls["bins"].widget.value = "5"
        assert "Levels without a client: F 2." in told(panel)
        panel.controls["bins"].widget.value = "3"
        assert "Every level has clients." in told(panel)


def test_other_levels_are_held_against_the_same_number_of_levels():
    """Codes of three levels are not held against codes of five: by itself the number of levels changes nobody."""
    panel = RfmPanel(Memory())
    panel.controls["bins"].widget.value = "3"
    assert "换了代码的客户：0 户" in panel.table.value


def test_the_grid_of_money_is_another_picture():
    """What the grid shows changes the picture only."""
    panel = RfmPanel(Memory())
    before = panel.picture.value, panel.table.value, told(panel)
    panel.controls["cells"].widget.value = "money"
    assert panel.picture.value != before[0]
    assert (panel.table.value, told(panel)) == before[1:]


def test_the_mean_amount_changes_m_only():
    """With the mean amount, codes change in their last digit and nowhere else."""
    panel = RfmPanel(Memory())
    panel.controls["money"].widget.value = "amount_mean"
    moved = [line for line in rows(panel) if line[0].startswith("K")]
    assert moved
    assert all(before[:2] == now[:2] for _, before, now, *_ in moved)


@pytest.mark.parametrize("variant", VARIANTS)
def test_minmax_against_ranks_is_seen_at_once(variant):
    """At first sight R carries twice its weight, and those who enter and leave the ten best are named."""
    book = counted(deals.table("rfm_book", variant))
    panel = WeightScalesPanel(Memory(variant=variant))
    carried = int(re.search(r"实际占得分差别的 (\d+)%", told(panel))[1])
    assert "R 最近一次" in told(panel)
    assert carried > 55
    by_rank, by_size = (top_ten(book, by_rank=is_rank) for is_rank in (True, False))
    marked = {line[1] for line in rows(panel) if line[3]}, {line[4] for line in rows(panel) if line[6]}
    assert marked == (by_size - by_rank, by_rank - by_size)


def test_on_ranks_nothing_is_held_against_itself():
    """With ranks chosen nobody comes or goes, and the two halves of the table are alike."""
    panel = WeightScalesPanel(Memory())
    panel.controls["scale"].widget.value = "rank"
    assert "前十名还是名次法的那十位" in told(panel)
    assert all(line[1:3] == line[4:6] for line in rows(panel))


@pytest.mark.parametrize("scale", ["minmax", "log_minmax", "zscore", "rank"])
def test_one_criterion_alone_carries_everything(scale):
    """When money has all the weight, every scale carries it as given."""
    panel = WeightScalesPanel(Memory())
    panel.controls["scale"].widget.value = scale
    panel.controls["weights"].parts["amount_total"].box.value = "100"
    assert "每项的实际权重都和名义权重一样" in told(panel)
