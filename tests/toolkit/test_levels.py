import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import expected
from worked import given as worked

from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.segment import (
    Rule,
    classify,
    cut_table,
    five_levels,
    futures_classes,
    next_tiers,
    three_tiers,
    tiers,
)

COLUMNS = ["contribution_score", "potential_score", "has_veto"]
POINTS = st.integers(0, 1000).map(lambda tenth: tenth / 10)
BOOKS = st.lists(st.tuples(POINTS, POINTS, st.booleans()), max_size=30)
AMOUNTS = st.lists(st.integers(-100_000, 9_000_000).map(float), max_size=40)


def book(rows):
    """Clients by contribution, potential and veto."""
    return pd.DataFrame(rows, columns=COLUMNS).astype({"has_veto": bool})


def shuffle(frame, random):
    """The same rows in another order."""
    return frame.sample(frac=1, random_state=random.randrange(2**31))


def test_seven_worked_clients():
    """Scores, levels and the amber clients are as worked out, a veto is E."""
    result, wanted = five_levels(book(worked("e1_3"))), expected("e1_3")
    assert result["score"].tolist() == pytest.approx(wanted["scores"])
    assert result["level"].tolist() == wanted["levels"]
    assert result["other_level"].tolist() == wanted["other_levels"]


@given(BOOKS, st.floats(0, 1), st.randoms())
def test_levels_do_not_depend_on_row_order(rows, weight, random):
    """Shuffled clients keep their level, and the table is left alone."""
    frame = book(rows)
    kept, shuffled = frame.copy(), shuffle(frame, random)
    assert five_levels(shuffled, weight=weight).sort_index().equals(five_levels(frame, weight=weight))
    assert frame.equals(kept)


@given(BOOKS)
def test_a_veto_is_the_last_level_at_any_score(rows):
    """Every vetoed client is E and none of them is amber."""
    result = five_levels(book(rows))
    vetoed = result[book(rows)["has_veto"]]
    assert (vetoed["level"] == "E").all()
    assert not vetoed["is_borderline"].any()


@given(BOOKS)
def test_amber_is_within_two_points_of_a_cut(rows):
    """Clients near a cut and no others are amber, and their other level is a neighbour."""
    result = five_levels(book(rows))
    distance = result["score"].map(lambda score: min(abs(score - cut) for cut in (80, 65, 45, 25)))
    clear = ~book(rows)["has_veto"]
    near = distance[clear] <= 2 + 1e-9
    assert result.loc[clear, "is_borderline"].tolist() == near.tolist()
    for level, other in result.loc[result["is_borderline"], ["level", "other_level"]].to_numpy():
        assert abs(ord(level) - ord(other)) == 1


def test_every_score_has_a_level_and_every_level_is_reached():
    """Over all scores in tenths each has one level, falling from A to E, cuts belonging to the upper one."""
    scores = [tenth / 10 for tenth in range(1001)]
    levels = five_levels(book([(score, score, False) for score in scores]))["level"].astype(str)
    assert sorted(levels, reverse=True) == levels.tolist()
    assert levels.value_counts().to_dict() == {"A": 201, "B": 150, "C": 200, "D": 200, "E": 250}
    assert [levels[round(cut * 10)] for cut in (80, 65, 45, 25)] == ["A", "B", "C", "D"]


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_dealt_books_have_one_amber_client_below_a_cut(variant):
    """In every dealt book one client is just below a cut and could be one level better, one is vetoed."""
    dealt = table("level_book_12", variant)
    result = five_levels(dealt)
    assert (result["other_level"].ne("") & (result["other_level"] < result["level"].astype(str))).sum() == 1
    assert set(result["level"]) == set("ABCDE")


def test_weights_and_cuts_can_be_moved():
    """Contribution alone, or lower cuts, change the level."""
    frame = book([(90, 10, False)])
    assert five_levels(frame, weight=1.0)["level"][0] == "A"
    assert five_levels(frame, weight=0.0)["level"][0] == "E"
    assert five_levels(frame, cuts=cut_table((50, 40, 30, 20), labels="ABCDE"))["level"][0] == "A"


def test_empty_book_has_no_levels():
    """No clients give an empty table with the four columns."""
    result = five_levels(book([]))
    assert result.columns.tolist() == ["score", "level", "is_borderline", "other_level"]
    assert result.empty


@pytest.mark.parametrize("score", [101, -1, math.nan, math.inf, "80"], ids=str)
def test_five_levels_refuse_what_is_no_score(score):
    """Outside 0-100, missing, infinite and text are refused, and so is an unknown veto."""
    with pytest.raises(BadInput):
        five_levels(pd.DataFrame([(score, 5, False)], columns=COLUMNS))
    with pytest.raises(BadInput):
        five_levels(pd.DataFrame([(80, 5, None)], columns=COLUMNS))


def test_five_levels_refuse_a_weight_outside_its_range_and_a_missing_column():
    """A weight is a share, and the veto column is needed."""
    with pytest.raises(BadInput):
        five_levels(book([(1, 1, False)]), weight=1.2)
    with pytest.raises(MissingColumn):
        five_levels(book([(1, 1, False)]).drop(columns="has_veto"))


@given(AMOUNTS, st.randoms())
def test_tiers_do_not_depend_on_row_order(amounts, random):
    """Shuffled clients keep their tier in both ladders."""
    column = pd.Series(amounts, dtype=float)
    for method in (tiers, three_tiers):
        assert method(shuffle(column, random)).sort_index().equals(method(column))


def test_every_amount_has_a_tier_and_every_tier_is_reached():
    """Tiers rise with assets, each lower end belongs to the upper tier, an overdraft is ordinary."""
    amounts = [-1e9, 0, 49_999.99, 5e4, 499_999.99, 5e5, 1_999_999.99, 2e6, 5_999_999.99, 6e6, 1e12]
    assert tiers(amounts).tolist() == [
        *["ordinary"] * 3, "gold", "gold", "platinum", "platinum", "wealth", "wealth", "private", "private"
    ]  # fmt: skip
    assert three_tiers(amounts).tolist() == ["low"] * 3 + ["mid"] * 2 + ["high"] * 6


@given(AMOUNTS)
def test_missing_amount_lifts_a_client_exactly_one_tier(amounts):
    """Who gets the missing amount is in the next tier; at the top nothing is missing."""
    result = next_tiers(amounts)
    lifted = tiers(np.array(amounts, dtype=float) + result["missing_cny"].to_numpy())
    goal = result["next_tier"].where(result["next_tier"] != "", "private")
    assert lifted.astype(str).tolist() == goal.tolist()


def test_upgrade_candidates_lack_at_most_a_tenth():
    """From 90 % of the next lower end a client is a candidate."""
    assert next_tiers([450_000, 449_999, 6e6])["is_candidate"].tolist() == [True, False, False]
    assert next_tiers([]).empty


@given(AMOUNTS)
def test_what_is_missing_is_a_share_of_the_next_threshold(amounts):
    """Assets and what is missing make up the threshold, of which the share is one; at the top both are 0."""
    result = next_tiers(amounts)
    ends = dict(zip(("gold", "platinum", "wealth", "private"), (5e4, 5e5, 2e6, 6e6), strict=True))
    for held, (goal, missing, share) in zip(
        amounts, result[["next_tier", "missing_cny", "missing_share"]].to_numpy(), strict=True
    ):
        end = ends.get(goal, 1.0)
        assert share == pytest.approx(missing / end)
        assert (held + missing == pytest.approx(end)) if goal else missing == 0


@pytest.mark.parametrize("amounts", [[math.nan], [math.inf], ["50000"], [True]], ids=str)
def test_tiers_refuse_what_is_no_amount(amounts):
    """Missing, infinite, text and true/false are refused."""
    with pytest.raises(BadInput):
        tiers(amounts)


def test_futures_class_of_every_kind_of_client():
    """Firms with a spot exposure are hedgers at any size, all others go by equity; each class is reached."""
    cases = [
        (firm, spot, equity) for firm in (True, False) for spot in (True, False)
        for equity in (-1.0, 499_999.99, 5e5, 4_999_999.99, 5e6)
    ]  # fmt: skip
    frame = pd.DataFrame(cases, columns=["is_corporate", "has_spot_exposure", "equity_cny"])
    sizes = ["retail", "retail", "mid", "mid", "large"]
    assert futures_classes(frame).tolist() == ["hedger"] * 5 + sizes * 3


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_dealt_futures_books_hold_all_four_classes(variant):
    """Every dealt book has the four classes, its hedgers being those the book calls so."""
    dealt = table("futures_book", variant)
    labels = futures_classes(dealt)
    assert set(labels) == {"hedger", "large", "mid", "retail"}
    assert (labels == "hedger").equals(dealt["is_corporate"] & dealt["has_spot_exposure"])


def test_futures_cuts_can_be_moved():
    """A firm may draw its own lines; the upper one must be above the lower."""
    frame = pd.DataFrame({"is_corporate": [False], "has_spot_exposure": [False], "equity_cny": [2e6]})
    assert futures_classes(frame, large_cny=2e6).tolist() == ["large"]
    with pytest.raises(BadInput):
        futures_classes(frame, large_cny=5e5, mid_cny=5e5)
    assert futures_classes(frame.iloc[:0]).empty


def test_first_rule_that_holds_decides():
    """Of two rules that hold the upper one counts, and the last one catches all."""
    rules = (
        Rule("big", lambda frame: frame["x"] > 10),
        Rule("some", lambda frame: frame["x"] > 0),
        Rule("none", lambda frame: frame["x"] <= 0),
    )
    frame = pd.DataFrame({"x": [50, 5, -5, math.nan]})
    assert classify(frame, rules=rules).tolist() == ["big", "some", "none", "none"]
    assert classify(frame, rules=rules[2:]).tolist() == ["none"] * 4
