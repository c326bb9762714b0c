"""The panels of keeping, leaving, alerts and contacts: what each one tells where the result is known."""

import re

import pytest

from kamlab.data.deals import VARIANT_COUNT
from kamlab.language import speaking
from kamlab.panels.alerts import AlertsPanel
from kamlab.panels.churn_reasons import ChurnReasonsPanel
from kamlab.panels.contact_plan import ContactPlanPanel
from kamlab.panels.keep_or_win import KeepOrWinPanel
from kamlab.panels.panel import Memory

SIGNS = ("days", "equity", "drop", "complaint", "source")


def typed(panel, **texts):
    """The panel after a reader has typed into its boxes."""
    for name, text in texts.items():
        panel.controls[name].box.value = text
    return panel


def cells(panel):
    """Texts of the panel's tables, in order."""
    return re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", panel.table.value)


@pytest.mark.parametrize(
    ("multiple", "won"), [("4", "150"), ("5", "120"), ("6", "100"), ("7", "85"), ("5.5", "109")]
)
def test_a_multiple_between_the_source_s_is_allowed(multiple, won):
    """600,000 yuan win 150, 120, 100 or 85, and 109 at five and a half times; 600 are kept throughout."""
    panel = typed(KeepOrWinPanel(Memory()), multiple=multiple)
    assert f"花钱争取 {won} 户" in panel.sentence.value
    assert "维护 600 户" in panel.sentence.value


def test_a_multiple_outside_the_source_s_ranges_is_told():
    """3 and 8 lie in neither range: the reader is told which may be entered, and the picture stays."""
    panel = KeepOrWinPanel(Memory())
    before = panel.picture.value
    for multiple in ("3", "8"):
        assert typed(panel, multiple=multiple).controls["multiple"].said.value
    assert panel.picture.value == before


def test_no_break_even_is_said_in_words():
    """Where nobody would leave, or nearly all new clients come by themselves, no number is made up."""
    none = typed(KeepOrWinPanel(Memory()), churn_share="0")
    never = typed(KeepOrWinPanel(Memory()), referral_share="90")
    for panel in (none, never):
        assert "nan" not in panel.sentence.value + panel.table.value
    assert "没有持平的倍数" in none.sentence.value
    assert "达不到" in never.table.value


def test_unhappy_clients_reach_twenty_five_each():
    """Four unhappy clients reach up to 100 prospects, none reach none."""
    assert "100 位" in KeepOrWinPanel(Memory()).sentence.value
    assert "最多影响 0 位" in typed(KeepOrWinPanel(Memory()), unhappy_count="0").sentence.value


def test_the_panel_says_that_no_study_is_named():
    """In both languages the panel says that the source credits nobody by name and contradicts itself."""
    with speaking("en"):
        heading = KeepOrWinPanel(Memory()).widget.children[0].value
    assert "unnamed experts" in heading
    assert "4 to 6" in heading
    assert "5 to 7" in heading
    chinese = KeepOrWinPanel(Memory()).widget.children[0].value
    assert "没有出处" in chinese


def test_reading_the_facts_finds_more_that_could_be_avoided():
    """Variant 0: by the record 48 of 60 are accidental, by the facts 54; 9 clients are listed as misread."""
    panel = ChurnReasonsPanel(Memory())
    assert "偶然流失 48 户" in panel.sentence.value
    panel.controls["by_facts"].widget.value = True
    assert "偶然流失 54 户" in panel.sentence.value
    assert "11.25%" in panel.sentence.value
    assert sum(cell.startswith("K") for cell in cells(panel)) == 9


def test_saving_all_that_can_be_avoided_leaves_the_inevitable():
    """With all accidental leavers saved only the inevitable are left, with none saved nothing changes."""
    panel = ChurnReasonsPanel(Memory())
    panel.controls["by_facts"].widget.value = True
    assert "降到 1.25%" in typed(panel, saved_share="100").sentence.value
    assert "降到 12.50%" in typed(panel, saved_share="0").sentence.value


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_both_goals_of_the_alerts_can_be_reached(variant):
    """Whatever a reader is dealt, the first sight misses a goal, and there is a setting that reaches both."""
    panel = AlertsPanel(Memory(variant=variant))
    assert "查全率达标，查准率没有达标" in panel.sentence.value
    typed(panel, days="60", equity="50")
    for sign in ("drop", "source"):
        panel.controls[f"use_{sign}"].widget.value = False
    assert "两个目标都达到了" in panel.sentence.value


def test_false_alarms_are_counted_in_hours():
    """Variant 0 at first sight: 106 false alarms at half an hour are 53 hours, at an hour 106."""
    panel = AlertsPanel(Memory())
    assert "白花 53.0 小时" in panel.sentence.value
    assert "白花 106.0 小时" in typed(panel, minutes="60").sentence.value


def test_two_signs_need_two_switches():
    """Asking for two signs with one in use is told and the picture stays; no sign in use flags nobody."""
    panel = AlertsPanel(Memory())
    for sign in SIGNS[:-1]:
        panel.controls[f"use_{sign}"].widget.value = False
    before = panel.picture.value
    panel.controls["needed"].widget.value = "two"
    assert panel.said.value
    assert panel.picture.value == before
    panel.controls["needed"].widget.value = "one"
    panel.controls["use_source"].widget.value = False
    assert "没有一户报警" in panel.sentence.value
    assert "nan" not in panel.table.value


def test_days_to_reach_everybody_are_told_by_level():
    """30 clients take a day and a half of calls, so two, or six days of meetings; all 300 take 15 or 60."""
    panel = ContactPlanPanel(Memory())
    found = cells(panel)
    assert "1.5 天，要 2 个工作日" in found
    assert "6 天，要 6 个工作日" in found
    assert "15 天，要 15 个工作日" in found
    assert "只打电话要 15 天，只面谈要 60 天" in panel.sentence.value
    assert "只打电话要 8 天" in typed(panel, calls_day="40").sentence.value


def test_the_limit_of_one_manager():
    """The worked book takes 72 % and 44 % and would fit up to 416 clients; in 120 days it needs two managers."""
    panel = ContactPlanPanel(Memory())
    assert all(text in panel.sentence.value for text in ("72%", "44%", "416 户"))
    assert "要 2 位客户经理" in typed(panel, days="120").sentence.value


def test_meetings_of_a_level_change_the_plan():
    """One more meeting with each of 30 clients of level A takes 30 more a year."""
    panel = ContactPlanPanel(Memory())
    assert "900" in cells(panel)
    assert "930" in cells(typed(panel, visits_A="13"))
