"""Case 12: what tickets, log, referrals and events teach in every variant, and the numbers its texts quote."""

from pathlib import Path

import pytest

from kamlab.answers import State, check, load_key
from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.methods.contacts import days_to_reach
from kamlab.methods.on_site import on_site
from kamlab.methods.referrals import referrers
from kamlab.pages.source import read_page

FOLDER = Path(__file__).parents[2] / "cases" / "ticket-numbers"
PAGE = read_page(FOLDER / "case.md")
NOTE = read_page(FOLDER / "teaching-note.md")
QUESTIONS = {question.id: question for question in PAGE.questions()}
KEY = load_key(FOLDER)
FIXED = KEY.expected(0)
SOLUTIONS = {block.question: block.text for block in PAGE.prose("solution")}
ALL = {variant: KEY.expected(variant) for variant in range(VARIANT_COUNT)}
every_variant = pytest.mark.parametrize("variant", range(VARIANT_COUNT))
every_language = pytest.mark.parametrize("language", ["zh", "en"])
TOP = ["K02", "K03", "K04", "K09", "K13", "K14", "K15", "K16", "K17", "K20"]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("c12-flagged", ["T03", "T06", "T22"]),
        ("c12-cash", ["T01", "T06", "T18", "T24"]),
        ("c12-yield", "12%"),
        ("c12-source", "15"),
        ("c12-five-percent", "depends"),
        ("c12-days", "12"),
        ("c12-say", "ask"),
        ("c12-top", TOP),
        ("c12-ask", "openly"),
        ("c12-events", ["E02", "E10", "E11"]),
    ],
)
def test_the_case_has_the_answers_its_teaching_note_gives(name, answer):
    """Each answer of the table in the teaching note is right for data set 0."""
    assert check(QUESTIONS[name], FIXED[name], answer).state is State.RIGHT


def test_three_hundred_visitors_are_fifteen_prospects_of_all_and_three_of_the_vips():
    """The vector of the source: 60 VIPs and 15 who could become one; the wrong bases give 12 and 3."""
    source = FIXED["c12-source"]
    assert source.right == 15
    assert source.wrong == {"ordinary-tickets-as-base": 12, "vips-as-base": 3, "counted-the-vips": 60}


@every_variant
def test_every_candidate_has_all_three_and_nobody_else(variant):
    """The set of the key is an ordinary ticket, 100,000 or more and consent, and no row besides."""
    page = table("queue_page", variant)
    flagged = page.loc[ALL[variant]["c12-flagged"].right]
    assert (flagged["ticket"] == "ordinary").all()
    assert (flagged["amount_cny"] >= 100_000).all()
    assert flagged["has_marketing_consent"].all()
    rest = page.drop(index=flagged.index).query("ticket == 'ordinary' and has_marketing_consent")
    assert (rest["amount_cny"] < 100_000).all()


@every_variant
def test_large_cash_does_not_ask_who_it_is(variant):
    """Among those due for due diligence are a candidate, a VIP and somebody without consent."""
    page, answers = table("queue_page", variant), ALL[variant]
    due = page.loc[answers["c12-cash"].right]
    assert set(due.index) & set(answers["c12-flagged"].right)
    assert (due["ticket"] == "vip").any()
    assert (~due["has_marketing_consent"]).any()


@every_variant
def test_the_five_per_cent_depend_on_consent_for_everybody(variant):
    """In every set of data the answer to "at least 5 %" is: it depends on whether consent is asked."""
    assert ALL[variant]["c12-five-percent"].right == "depends"


@every_variant
def test_a_round_of_calls_ends_on_a_broken_or_a_full_day(variant):
    """The days are those of the candidates in the panel, rounded up, and dropping the last day is a slip."""
    candidates = on_site(table("queue_log", variant)).steps.loc["consent", "visitor_count"]
    days = ALL[variant]["c12-days"]
    assert days.right == days_to_reach(int(candidates), per_day=20).whole
    assert 20 * (days.right - 1) < candidates <= 20 * days.right
    assert days.wrong["last-day-dropped"] == days.right - 1


@every_variant
def test_counting_names_gives_two_other_referrers(variant):
    """The list by names differs from the right one in two, who hardly ever ask first."""
    top, made = ALL[variant]["c12-top"], referrers(table("referral_book", variant))
    pushy = sorted(set(top.wrong["names-counted"]) - set(top.right))
    assert len(pushy) == 2
    assert (made.loc[pushy, "agreed_count"] <= 1).all()


def test_learners_of_different_variants_cannot_copy():
    """No two sets of data have the same tickets, log, referrals or events."""
    for name in ("queue_page", "queue_log", "referral_book", "event_book"):
        dealt = {table(name, variant).to_csv() for variant in range(VARIANT_COUNT)}
        assert len(dealt) == VARIANT_COUNT


def test_every_ticket_referrer_and_event_can_be_chosen():
    """The options are the rows of the tables, in every variant."""
    made = referrers(table("referral_book", 7))
    wanted = {
        "c12-flagged": set(table("queue_page", 7).index),
        "c12-cash": set(table("queue_page", 7).index),
        "c12-top": set(made.index),
        "c12-events": set(table("event_book", 7).index),
    }
    for name, ids in wanted.items():
        assert set(QUESTIONS[name].option_ids()) == ids


@every_language
def test_the_solutions_quote_what_the_key_computes(language):
    """Every number and name that a solution gives for data set 0 is the key's."""
    steps = on_site(table("queue_log", 0)).steps
    shares = [f"{100 * steps.loc[name, 'visitor_share']:.1f}" for name in ("large", "consent")]
    counts = [str(steps.loc[name, "visitor_count"]) for name in ("large", "consent")]
    quoted = {
        "c12-flagged": FIXED["c12-flagged"].right,
        "c12-cash": FIXED["c12-cash"].right,
        "c12-yield": [f"{FIXED['c12-yield'].right:.1f}"],
        "c12-source": [f"{FIXED['c12-source'].right:.0f}", "12", "3", "60"],
        "c12-five-percent": [*shares, *counts],
        "c12-days": [counts[1], f"{FIXED['c12-days'].right:.0f}", "45"],
        "c12-top": [*TOP, "K05", "K12"],
        "c12-events": FIXED["c12-events"].right,
    }
    for name, numbers in quoted.items():
        missing = [number for number in numbers if number not in SOLUTIONS[name][language]]
        assert not missing, (name, missing)


@every_language
def test_the_teaching_note_quotes_the_days_of_the_plan(language):
    """The whole days for 989 and 7,383 clients stand in the note as computed."""
    text = next(NOTE.prose("")).text[language]
    for clients, per_day in ((989, 20), (989, 5), (7_383, 20)):
        assert f"{days_to_reach(clients, per_day=per_day).whole}" in text
    separator = {"zh": "、", "en": ", "}[language]
    for name in ("c12-flagged", "c12-cash", "c12-top", "c12-events"):
        assert separator.join(FIXED[name].right) in text


def test_the_texts_are_left_to_a_person():
    """Greeting, asking, review and compliance are not judged by a rule."""
    texts = {question.id for question in PAGE.questions() if question.is_marked_by_hand}
    assert texts == {"c12-greeting", "c12-ask-why", "c12-review", "c12-compliance"} == set(KEY.rubric)
