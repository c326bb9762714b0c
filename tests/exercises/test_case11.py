"""Case 11: what the four rows and the 2,000 clients allow to be said, and the numbers that its texts quote."""

import re
from functools import cache
from pathlib import Path

import pytest

from kamlab.answers import State, check, load_key
from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.data.deals.coverage_gap import ASSET_BANDS, TENURE_BANDS
from kamlab.methods.like_for_like import like_for_like
from kamlab.methods.retention import COVERAGE_CHURN, coverage_churn
from kamlab.methods.suitability import SHELF, next_product
from kamlab.pages.source import read_page

FOLDER = Path(__file__).parents[2] / "cases" / "one-three-five-products"
PAGE = read_page(FOLDER / "case.md")
NOTE = read_page(FOLDER / "teaching-note.md")
QUESTIONS = {question.id: question for question in PAGE.questions()}
KEY = load_key(FOLDER)
SOLUTIONS = {block.question: block.text for block in PAGE.prose("solution")}
BANDS = ["tenure_band", "asset_band", "age_band"]
every_variant = pytest.mark.parametrize("variant", range(VARIANT_COUNT))


@cache
def expected(variant):
    """What the key expects in a variant."""
    return KEY.expected(variant)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("c11-raw", "31.1"),
        ("c11-adjusted", "15.3%"),
        ("c11-left", "12.1"),
        ("c11-removes", "tenure"),
        ("c11-claims", ["fact", "like", "trial"]),
        ("c11-follow", ["K01", "K04", "K08", "K10", "K11"]),
        ("c11-phrases", ["recover", "not_sold", "swap", "watch"]),
        ("c11-class-reading", "bank"),
        ("c11-class-set", ["K01", "K03", "K04"]),
        ("c11-plan", "hard"),
        ("c11-plan", "need"),
    ],
)
def test_the_case_has_the_answers_its_teaching_note_gives(name, answer):
    """On data set 0 each answer of the table in the teaching note is right."""
    assert check(QUESTIONS[name], expected(0)[name], answer).state is State.RIGHT


@every_variant
def test_the_gaps_of_four_rows_can_be_computed_by_hand(variant):
    """The key's two gaps are those of plain sums over the four rows, and one is about half of the other."""
    split = table("coverage_split", variant)
    rate = 100 * split["churned_count"] / split["client_count"]
    few, many = split.iloc[[0, 2]].sum(), split.iloc[[1, 3]].sum()
    raw = 100 * (few["churned_count"] / few["client_count"] - many["churned_count"] / many["client_count"])
    new, old = split["client_count"].iloc[:2].sum(), split["client_count"].iloc[2:].sum()
    inside = ((rate.iloc[0] - rate.iloc[1]) * new + (rate.iloc[2] - rate.iloc[3]) * old) / (new + old)
    assert expected(variant)["c11-raw"].right == pytest.approx(raw, abs=0.05)
    assert expected(variant)["c11-adjusted"].right == pytest.approx(inside, abs=0.05)
    assert 0.45 <= inside / raw <= 0.55
    assert (rate % 1).abs().max() < 1e-9


@every_variant
def test_the_clients_show_the_sources_rates(variant):
    """Churn at 1, 3, and 5 or more products is 62, 42 and 12 % to a tenth of a point or so."""
    book = table("coverage_clients", variant)
    found = coverage_churn(book)["churn_share"]
    assert {count: found[count] for count in COVERAGE_CHURN} == pytest.approx(COVERAGE_CHURN, abs=0.002)
    assert (len(book), book["product_count"].min(), book["product_count"].max()) == (2_000, 0, 8)


@every_variant
def test_about_half_of_the_gap_remains_between_like_and_like(variant):
    """Alike in all three, 35 to 65 % of the raw gap is left; years take most of it away, age least."""
    book = table("coverage_clients", variant)
    single = {band: like_for_like(book, strata=[band]).remaining_share for band in BANDS}
    every = like_for_like(book, strata=BANDS)
    assert 0.35 <= every.remaining_share <= 0.65
    assert single["tenure_band"] < single["asset_band"] < single["age_band"] < 1
    assert expected(variant)["c11-removes"].right == "tenure"


@pytest.mark.parametrize("variant", [0, 11, 23])
def test_the_panel_tells_what_the_key_expects(variant):
    """With three switches on the panel's sentence and the last row of its table hold the key's number."""
    from kamlab.language import speaking
    from kamlab.panels.coverage_gap import CoverageGapPanel
    from kamlab.panels.panel import Memory

    with speaking("en"):
        panel = CoverageGapPanel(Memory(variant=variant))
        assert "31.5 points" in panel.sentence.value
        for name in ("tenure", "assets", "age"):
            panel.controls[name].widget.value = True
        left = f"{expected(variant)['c11-left'].right:.1f}"
        assert f"it is {left} points" in panel.sentence.value
        assert f">{left}<" in panel.table.value.rpartition("<tr>")[2]


def test_half_remains_over_all_variants():
    """The mean of what remains is half of the gap, to five points."""
    shares = [
        like_for_like(table("coverage_clients", variant), strata=BANDS).remaining_share
        for variant in range(VARIANT_COUNT)
    ]
    assert sum(shares) / len(shares) == pytest.approx(0.5, abs=0.05)


@every_variant
def test_the_bands_are_those_of_months_and_assets(variant):
    """A client's bands follow from months and assets, each lower end in the upper band."""
    book = table("coverage_clients", variant)
    for column, bands, values in (
        ("tenure_band", TENURE_BANDS, book["tenure_month"]),
        ("asset_band", ASSET_BANDS, book["aum_cny"]),
    ):
        names, ends = list(bands), list(bands.values())
        for name, low, high in zip(names, ends, [*ends[1:], float("inf")], strict=True):
            assert values[book[column] == name].between(low, high, inclusive="left").all()


@every_variant
def test_each_client_gets_the_next_product_that_the_gates_allow(variant):
    """Five different products and two times nothing; both savers step by their rating, the other by the date."""
    book = table("need_book", variant)
    offered = next_product(book).astype(str)
    assert expected(variant)["c11-next"].right == offered.to_dict()
    counts = offered.value_counts()
    assert counts["none"] == 2
    assert counts.drop("none").to_dict() == dict.fromkeys(
        ("auto_repayment", "mobile_bank", "custody", "regular_plan", "wealth_r2", "term_deposit"), 1
    )
    assert len(expected(variant)["c11-next"].wrong["by-need-alone"]) == 2


def test_the_page_shows_the_shelf_as_the_method_asks_it():
    """Risk levels and locks in the page's table are those of the method, in both languages."""
    shelf = [(product.risk_level, product.lock_month) for product in SHELF]
    for language in ("zh", "en"):
        text = next(block.text[language] for block in PAGE.prose("") if block.step == "next")
        rows = re.findall(r"^\| [^|]+ \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", text, flags=re.MULTILINE)[1:]
        told = [tuple(int(n) if (n := re.sub(r"\D", "", cell)) else 0 for cell in row) for row in rows]
        assert told == [(0, 0)] * 3 + shelf[3:]


@every_variant
def test_five_holders_are_called_today(variant):
    """A loss of more than a tenth and more than 30 days of silence: five, the one at -18 % among them."""
    book = table("fund_holders", variant)
    right = book[(book["pnl_share"] < -0.10) & (book["days_since_contact"] > 30)]
    assert expected(variant)["c11-follow"].right == right.index.tolist()
    assert len(right) == 5
    assert (right["pnl_share"] == -0.18).sum() == 1
    assert right.loc[right["pnl_share"] == -0.18, "days_since_contact"].between(61, 140).all()
    assert (right["product_risk_level"] > right["risk_rating"]).sum() == 2


@every_variant
def test_a_class_one_account_elsewhere_in_the_bank_counts(variant):
    """Three may open one: nobody who holds one at this or another outlet of the bank."""
    asks = table("class_one_asks", variant)
    may = asks.loc[expected(variant)["c11-class-set"].right, "class_one_at"]
    assert sorted(may) == ["none", "other_bank", "other_bank"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_texts_quote_what_the_key_computes(language):
    """The solutions' and the note's numbers of data set 0 are the key's."""
    quoted = {
        "c11-raw": [f"{expected(0)['c11-raw'].right:.1f}"],
        "c11-adjusted": [f"{expected(0)['c11-adjusted'].right:.1f}"],
        "c11-left": [f"{expected(0)['c11-left'].right:.1f}", "31.5"],
        "c11-follow": expected(0)["c11-follow"].right,
        "c11-class-set": expected(0)["c11-class-set"].right,
    }
    note = next(NOTE.prose("")).text[language]
    for name, numbers in quoted.items():
        assert all(number in SOLUTIONS[name][language] for number in numbers), name
        assert numbers[0] in note, name
    raw, adjusted = quoted["c11-raw"][0], quoted["c11-adjusted"][0]
    assert raw in SOLUTIONS["c11-why"][language]
    assert adjusted in SOLUTIONS["c11-why"][language]


def test_the_steps_fit_into_the_minutes_announced():
    """Core and drop-first steps take the minutes that the head of the page promises; extensions come on top."""
    planned = sum(block.minutes for block in PAGE.prose("") if block.track in ("core", "drop-first"))
    assert planned == PAGE.minutes
    assert 25 <= PAGE.minutes <= 35
