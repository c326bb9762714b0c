"""Case 7: what the facts of the leavers say on every variant, and the numbers that its texts quote."""

import itertools
import re
from functools import cache
from pathlib import Path

import pytest

from kamlab.answers import State, check, load_key
from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.data.deals.departures import EXIT_NOTES, LINES, exit_facts
from kamlab.data.labels import value_label
from kamlab.language import catalogue, speaking
from kamlab.methods.alert_work import alert_work
from kamlab.methods.retention import CHURN_REASONS, reasons_by_facts
from kamlab.methods.segment import futures_classes
from kamlab.pages.source import read_page

FOLDER = Path(__file__).parents[2] / "cases" / "futures-branch-churn"
PAGE = read_page(FOLDER / "case.md")
NOTE = read_page(FOLDER / "teaching-note.md")
QUESTIONS = {question.id: question for question in PAGE.questions()}
KEY = load_key(FOLDER)
SOLUTIONS = {block.question: block.text for block in PAGE.prose("solution")}
INEVITABLE = ("given_up", "forced")
every_variant = pytest.mark.parametrize("variant", range(VARIANT_COUNT))


@cache
def expected(variant):
    """What the key expects in a variant."""
    return KEY.expected(variant)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("c07-avoidable-rate", "9.17%"),
        ("c07-avoidable-commission", "4.68 万元"),
        ("c07-settings", ["middle"]),
        ("c07-false-alarms", "53 户"),
        ("c07-best-hour", "retail"),
        ("c07-keep", ["K02", "K05", "K07"]),
        ("c07-keepers", ["K01", "K06", "K07", "K10"]),
        ("c07-letter", ["successor", "unchanged", "choice", "mandate", "intermediary"]),
    ],
)
def test_the_case_has_the_answers_its_teaching_note_gives(name, answer):
    """On data set 0 each answer of the table in the teaching note is right."""
    assert check(QUESTIONS[name], expected(0)[name], answer).state is State.RIGHT


@every_variant
def test_the_facts_leave_one_reason_for_each_leaver(variant):
    """All six reasons are there, and the key's labels are what a reader of the notes finds by hand."""
    book = table("branch_leavers", variant)
    found = expected(variant)["c07-reasons"].right
    assert set(found.values()) == set(CHURN_REASONS)
    for client, line in book.iterrows():
        facts = EXIT_NOTES[line["exit_note"]]
        by_hand = (
            "given_up" if facts.is_closed_by_firm
            else "forced" if facts.life_event != "none"
            else "taken_along" if facts.left_with != "nobody"
            else "competitor" if facts.has_rival_offer
            else "loss_making" if line["equity_ratio"] <= 0.5
            else "own_wish"
        )  # fmt: skip
        assert found[client] == by_hand


@every_variant
def test_the_rate_is_of_all_clients_and_leaves_out_the_inevitable(variant):
    """The rate times the clients at the start gives the accidental leavers; commission is theirs alone."""
    book = table("branch_leavers", variant)
    accidental = ~reasons_by_facts(exit_facts(book)).astype(str).isin(INEVITABLE)
    rate = expected(variant)["c07-avoidable-rate"].right
    assert round(rate / 100 * book.attrs["start_count"]) == accidental.sum()
    paid = book.loc[accidental, "annual_commission_cny"].sum()
    assert expected(variant)["c07-avoidable-commission"].right == paid


@every_variant
def test_the_branch_is_made_as_the_case_says(variant):
    """800 clients, 8 % of them hedgers, 176 leavers; classes by the rule; reasons for leavers only."""
    book = table("futures_branch", variant)
    left = book[book["has_churned"]]
    assert (len(book), len(left)) == (800, 176)
    assert futures_classes(book).astype(str).tolist() == book["client_class"].astype(str).tolist()
    assert (book["client_class"] == "hedger").sum() == 64
    assert set(left["churn_reason"]) == set(CHURN_REASONS)
    assert (book.loc[~book["has_churned"], "churn_reason"] == "none").all()


def test_clients_of_an_intermediary_leave_oftener():
    """Over all variants the leavers hold more clients won by an intermediary than the branch does."""
    books = [table("futures_branch", variant) for variant in range(VARIANT_COUNT)]
    from_one = [(book["source"] == "intermediary").mean() for book in books]
    left = [(book.loc[book["has_churned"], "source"] == "intermediary").mean() for book in books]
    assert sum(left) / len(left) > 1.1 * sum(from_one) / len(from_one)


@every_variant
def test_only_the_middle_setting_reaches_both_goals(variant):
    """The answer to the four settings is the same for every learner, and the classes are of the reader's data."""
    assert expected(variant)["c07-settings"].right == ["middle"]


@every_variant
def test_hedgers_stand_behind_by_commission(variant):
    """By commission an hour hedgers come after mid-size and retail clients, as the solution says."""
    from kamlab.methods.retention import Limit

    rules = {
        "days": Limit("days_since_last_txn", ">=", 60),
        "equity": Limit("equity_ratio", "<=", 0.5),
        "complaint": Limit("has_complaint", "==", True),
    }
    work = alert_work(table("futures_branch", variant), rules=rules, saved_share=0.3)
    hour = work["kept_hour_cny"]
    assert hour["hedger"] < min(hour["mid"], hour["retail"])
    assert work.loc["large", "client_count"] <= 12


@every_variant
def test_no_other_choice_within_the_hours_keeps_as_much(variant):
    """Among all sets that may be persuaded and fit into twelve hours the key's keeps most, using them up."""
    book = table("keep_candidates", variant)
    barred = book["stay_note"].isin(["test_expired", "pension_money", "asked_to_close"])
    free = book[~barred]
    sets = [list(some) for size in range(7) for some in itertools.combinations(free.index, size)]
    fitting = [some for some in sets if free.loc[some, "contact_hours"].sum() <= book.attrs["hour_budget"]]
    best = max(fitting, key=lambda some: free.loc[some, "annual_commission_cny"].sum())
    assert sorted(best) == expected(variant)["c07-keep"].right
    assert free.loc[best, "contact_hours"].sum() == 12
    hour = book["annual_commission_cny"] / book["contact_hours"]
    assert hour[barred].min() > hour[~barred].max()


@every_variant
def test_three_lines_of_four_make_a_key_client(variant):
    """Four clients reach three lines or all, and money alone would choose others."""
    page = table("key_client_page", variant)
    reached = sum((page[column] >= line).astype(int) for column, line in LINES.items())
    right = [str(client) for client in page.index[reached >= 3]]
    assert expected(variant)["c07-keepers"].right == right
    assert len(right) == 4
    assert expected(variant)["c07-keepers"].wrong["money-alone"] != right


@pytest.mark.parametrize("variant", [0, 11, 23])
def test_the_panel_tells_what_the_key_expects(variant):
    """Set to the middle limits the panel names the false alarms, and its best hour is the key's class."""
    from kamlab.panels.futures_branch import FuturesBranchPanel
    from kamlab.panels.panel import Memory

    with speaking("en"):
        panel = FuturesBranchPanel(Memory(variant=variant))
        panel.controls["days"].box.value = "60"
        panel.controls["equity"].box.value = "50%"
        false = expected(variant)["c07-false-alarms"].right
        assert f"and {false} are false alarms" in panel.sentence.value
        rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>.*?>([\d,–]+)</td></tr>", panel.table.value)
        hours = {name: float(hour.replace(",", "").replace("–", "-1")) for name, hour in rows[:-1]}
        best = value_label("client_class", expected(variant)["c07-best-hour"].right)
    assert max(hours, key=hours.__getitem__) == best


def test_every_note_has_words_of_its_own():
    """No two notes read alike, and none is left without a sentence."""
    for prefix, names in (("exit_note", EXIT_NOTES),):
        told = [catalogue("data")[f"{prefix}_{name}"]["zh"] for name in names]
        assert len(set(told)) == len(told)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_texts_quote_what_the_key_computes(language):
    """The solutions' and the note's numbers of data set 0 are the key's."""
    book = table("branch_leavers", 0)
    quoted = {
        "c07-avoidable-rate": [
            f"{expected(0)['c07-avoidable-rate'].right:.2f}",
            str(book.attrs["start_count"]),
        ],
        "c07-avoidable-commission": [f"{expected(0)['c07-avoidable-commission'].right:,.0f}"],
        "c07-false-alarms": [str(expected(0)["c07-false-alarms"].right)],
        "c07-keep": expected(0)["c07-keep"].right,
        "c07-keepers": expected(0)["c07-keepers"].right,
    }
    note = next(NOTE.prose("")).text[language]
    for name, numbers in quoted.items():
        assert all(number in SOLUTIONS[name][language] for number in numbers), name
        assert numbers[0] in note, name


def test_the_panel_texts_know_the_hours_of_the_data():
    """The hours that the panel tells are those with which it counts."""
    from kamlab.data.deals.futures_branch import CONTACT_HOURS

    for language, half in (("zh", "半小时"), ("en", "half an hour")):
        told = catalogue("panels_live")["futures_branch_about"][language]
        assert half in told
        assert {int(found) for found in re.findall(r"\d+", told)} >= {
            int(hours) for hours in CONTACT_HOURS.values() if hours >= 1
        }


def test_the_steps_fit_into_the_minutes_announced():
    """Core and drop-first steps take the minutes that the head of the page promises; extensions come on top."""
    planned = sum(block.minutes for block in PAGE.prose("") if block.track in ("core", "drop-first"))
    assert planned == PAGE.minutes
    assert 25 <= PAGE.minutes <= 35
