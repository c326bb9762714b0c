"""Case 02: what its three sets of data teach in every variant, and the numbers its texts quote."""

import re
from pathlib import Path

import pytest

from kamlab.answers import State, check, load_key
from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.methods.leads import LIST, lead_quality, lead_routes
from kamlab.pages.source import read_page

FOLDER = Path(__file__).parents[2] / "cases" / "unknown-name-on-the-list"
PAGE = read_page(FOLDER / "case.md")
NOTE = read_page(FOLDER / "teaching-note.md")
QUESTIONS = {question.id: question for question in PAGE.questions()}
KEY = load_key(FOLDER)
FIXED = KEY.expected(0)
SOLUTIONS = {block.question: block.text for block in PAGE.prose("solution")}
ALL = {variant: KEY.expected(variant) for variant in range(VARIANT_COUNT)}
every_variant = pytest.mark.parametrize("variant", range(VARIANT_COUNT))
every_language = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("c02-uses", ["aml", "service"]),
        ("c02-mixed-in", "7 家"),
        ("c02-best-mark", "debit"),
        ("c02-precision", "60"),
        ("c02-recall", "75%"),
        ("c02-loan-share", "1.25"),
        ("c02-first-offer", "treasury"),
        ("c02-steps", ["authority", "screen", "infer", "call", "visit", "note"]),
    ],
)
def test_the_case_has_the_answers_its_teaching_note_gives(name, answer):
    """Each answer of the table in the teaching note is right for data set 0."""
    assert check(QUESTIONS[name], FIXED[name], answer).state is State.RIGHT


def test_the_worked_firm_has_its_three_figures():
    """K01 of data set 0 is used 79.2 %, takes in 900,000 yuan a month, and 78 % of it is for goods."""
    assert FIXED["c02-features"].right["K01"] == {"usage": 79.2, "inflow": 90.0, "goods": 78.0}


@every_variant
def test_every_set_asks_for_every_route_and_rewards_the_order_of_the_rules(variant):
    """All three routes occur, and who does not ask about risk first lists two firms that go to AML."""
    routes = ALL[variant]["c02-routes"]
    assert set(routes.right.values()) == {"aml", "list", "leave"}
    assert list(routes.wrong["risk-not-first"].values()) == ["list", "list"]
    assert len(routes.wrong["one-risk-sign-enough"]) == 2
    assert len(routes.wrong["no-loan-no-prospect"]) >= 3


@every_variant
def test_the_best_condition_is_the_same_for_everybody(variant):
    """In every set of data the tax or utility debit drives out most firms with risk signs."""
    assert ALL[variant]["c02-best-mark"].right == "debit"


@every_variant
def test_the_card_agrees_with_the_table_of_twelve(variant):
    """A learner who works the card out meets the same figures again in the table."""
    leads = table("transfer_leads", variant)
    for firm, cells in ALL[variant]["c02-features"].right.items():
        line = leads.loc[firm]
        assert cells["usage"] == pytest.approx(100 * line["usage_share"])
        assert cells["inflow"] == line["monthly_inflow_cny"] / 1e4
        assert cells["goods"] == pytest.approx(100 * line["goods_share"])


def test_learners_of_different_variants_cannot_copy():
    """No two sets of data have the same card, the same twelve firms or the same three hundred."""
    for name in ("flow_card", "transfer_leads", "firm_flows"):
        assert len({table(name, variant).to_csv() for variant in range(VARIANT_COUNT)}) == VARIANT_COUNT


def test_the_routes_of_the_key_follow_the_sentence_on_the_page():
    """The lines that the page states are those by which the key routes."""
    text = next(block.text for block in PAGE.prose("") if block.step == "route")
    assert all(number in text["zh"] for number in ("90%", "50%", "60%", "50 万元"))
    assert all(number in text["en"] for number in ("90 %", "50 %", "60 %", "500,000"))
    leads = table("transfer_leads", 0)
    by_hand = {
        firm: "aml"
        if line["same_day_share"] >= 0.9 and line["round_share"] >= 0.5
        else "list"
        if line["usage_share"] >= 0.6 and line["monthly_inflow_cny"] >= 5e5 and line["goods_share"] >= 0.5
        else "leave"
        for firm, line in leads.to_dict("index").items()
    }
    assert by_hand == lead_routes(leads).astype(str).to_dict() == FIXED["c02-routes"].right


@every_language
def test_the_solutions_quote_what_the_key_computes(language):
    """Every number that a solution gives for data set 0 is the key's."""
    shares = {name: FIXED[f"c02-{name}"].right for name in ("precision", "recall")}
    quoted = {
        "c02-features": ["198", "79.2", "90", "78.0"],
        "c02-mixed-in": [str(FIXED["c02-mixed-in"].right)],
        "c02-precision": [f"{shares['precision']:.1f}"],
        "c02-recall": [f"{shares['recall']:.1f}"],
        "c02-loan-share": [f"{FIXED['c02-loan-share'].right:.2f}"],
    }
    for name, numbers in quoted.items():
        assert all(number in SOLUTIONS[name][language] for number in numbers), name
    low, high = (f(answers["c02-mixed-in"].right for answers in ALL.values()) for f in (min, max))
    assert {str(low), str(high)} <= set(re.findall(r"\d+", SOLUTIONS["c02-mixed-in"][language]))


@every_language
def test_the_teaching_note_quotes_what_the_toolkit_computes(language):
    """The lengths of the list, its precision with and without screening, and the counts of routes are right."""
    flows, text = table("firm_flows", 0), next(NOTE.prose("")).text[language]
    for is_screened in (False, True):
        line = lead_quality(flows, is_screened=is_screened).loc[LIST]
        sign = "%" if language == "zh" else " %"
        assert f"{line['flagged_count']:.0f}" in text
        assert f"{100 * line['precision_share']:.0f}{sign}" in text
    counts = lead_routes(table("transfer_leads", 0)).value_counts()
    wanted = {
        "zh": "走访名单 {} 家，转反洗钱岗位 {} 家，暂不动 {} 家",
        "en": "list of visits {}, AML {}, leave for now {}",
    }
    assert wanted[language].format(counts["list"], counts["aml"], counts["leave"]) in text


@every_language
def test_a_plan_is_never_told_as_a_loan(language):
    """The source's loan is planned only: the story and the note both say so."""
    story = next(block.text[language] for block in PAGE.prose("") if block.step == "story")
    note = next(NOTE.prose("")).text[language]
    word = {"zh": "打算", "en": "plan"}[language]
    assert word in story
    assert word in note


def test_the_texts_are_left_to_a_person():
    """Reason, opening, review and compliance are not judged by a rule."""
    texts = {question.id for question in PAGE.questions() if question.is_marked_by_hand}
    assert texts == {"c02-why", "c02-opening", "c02-review", "c02-compliance"} == set(KEY.rubric)
