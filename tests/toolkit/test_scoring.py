import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import expected
from worked import given as worked

from kamlab.errors import BadInput
from kamlab.methods.segment import (
    off_scale,
    printed_star_errors,
    quantile_scores,
    score_matrix,
    weight_for_star,
)

CRITERIA = ["volume_score", "relation_score", "policy_score", "growth_score", "credit_score", "fit_score"]
ODD = st.sampled_from((1, 3, 5, 7, 9))
GRIDS = st.lists(st.tuples(ODD, ODD, ODD), min_size=1, max_size=12)
NUMBERS = st.lists(st.integers(-20, 20).map(float), min_size=2, max_size=30)


def nine():
    """The reconstructed sheet, clients 1 to 9."""
    return pd.DataFrame(worked("e1_4")["grid"], columns=CRITERIA, index=range(1, 10))


def sheet(rows):
    """A sheet of three criteria."""
    return pd.DataFrame(rows, columns=["a", "b", "c"])


def printed():
    """The seven rows as they were printed, all starred."""
    totals = worked("e1_4")["printed_totals"]
    return pd.DataFrame({"total": totals, "is_printed_star": True}, index=range(1, 8))


def test_nine_names_six_criteria():
    """Totals, mean and stars of the reconstructed sheet are as printed."""
    result, wanted = score_matrix(nine()), expected("e1_4")
    assert result.totals.tolist() == wanted["totals"]
    assert result.mean == pytest.approx(wanted["mean"], abs=1e-4)
    assert result.stars.index[result.stars].tolist() == wanted["starred"]


def test_printed_table_has_four_wrong_stars():
    """Held against the printed mean, the four low totals should have none; the mean of the seven differs."""
    wrong = printed_star_errors(printed(), mean=worked("e1_4")["printed_mean"])
    assert wrong["total"].tolist() == expected("e1_4")["wrong_totals"]
    assert not wrong["is_star"].any()
    assert printed()["total"].mean() == pytest.approx(expected("e1_4")["visible_mean"], abs=1e-4)


def test_a_missing_star_is_an_error_too():
    """A total at the mean without a star breaks the rule as well as one below with a star."""
    table = pd.DataFrame({"total": [5, 3], "is_printed_star": [False, False]})
    assert printed_star_errors(table, mean=5).index.tolist() == [0]


@given(GRIDS, st.floats(0, 50))
def test_a_table_starred_by_the_rule_has_no_errors(rows, mean):
    """What the rule itself stars is never reported."""
    totals = sheet(rows).sum(axis="columns")
    table = pd.DataFrame({"total": totals, "is_printed_star": totals >= mean})
    assert printed_star_errors(table, mean=mean).empty


@given(GRIDS, st.randoms())
def test_stars_do_not_depend_on_row_order(rows, random):
    """Shuffled rows give every client the same star and the same mean, and the sheet is left alone."""
    grid = sheet(rows)
    kept, shuffled = grid.copy(), grid.sample(frac=1, random_state=random.randrange(2**31))
    weights = {"a": 0.1, "b": 0.2, "c": 0.7}
    for chosen in (None, weights):
        first, second = score_matrix(grid, weights=chosen), score_matrix(shuffled, weights=chosen)
        assert first.stars.equals(second.stars.sort_index())
        assert first.mean == second.mean
    assert grid.equals(kept)


@given(GRIDS)
def test_somebody_always_has_a_star(rows):
    """The mean cut is relative: the best always reaches it, and equal totals are treated alike."""
    result = score_matrix(sheet(rows))
    assert result.stars[result.totals == result.totals.max()].all()
    assert (result.stars.groupby(result.totals).nunique() == 1).all()
    assert result.mean * len(rows) == pytest.approx(result.totals.sum())


@given(GRIDS)
def test_equal_weights_star_the_same_clients(rows):
    """One third for each of three criteria changes the scale and no star."""
    third = {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}
    assert score_matrix(sheet(rows), weights=third).stars.equals(score_matrix(sheet(rows)).stars)


def test_all_equal_totals_are_all_starred():
    """Ties at the mean have a star, however the weights round."""
    weights = {"a": 0.1, "b": 0.2, "c": 0.7}
    assert score_matrix(sheet([[3, 3, 3]] * 7), weights=weights).stars.all()


def test_weight_at_which_the_fourth_client_is_starred():
    """At the found weight on policy support client 4 has a star, a little below it none."""
    least = weight_for_star(nine(), client=4, criterion="policy_score")
    assert least == pytest.approx(0.268, abs=1e-3)
    for weight, is_starred in ((least, True), (least - 0.001, False)):
        others = {name: (1 - weight) / 5 for name in CRITERIA if name != "policy_score"}
        assert score_matrix(nine(), weights={"policy_score": weight, **others}).stars[4] == is_starred


@given(GRIDS.filter(lambda rows: len(rows) > 1))
def test_weight_for_star_agrees_with_the_sheet(rows):
    """The found weight stars the client, and where none is found neither end of the scale does."""
    least = weight_for_star(sheet(rows), client=0, criterion="a")
    ends = {"a": 0.0, "b": 0.5, "c": 0.5}, {"a": 1.0, "b": 0.0, "c": 0.0}
    if least is None:
        assert not any(score_matrix(sheet(rows), weights=end).stars[0] for end in ends)
    else:
        rest = (1 - least) / 2
        assert score_matrix(sheet(rows), weights={"a": least, "b": rest, "c": rest}).stars[0]


def test_cells_off_the_odd_scale_are_listed():
    """An even score is found; the reconstructed sheet has none."""
    assert off_scale(nine()).empty
    assert off_scale(nine().replace({"fit_score": {1: 2}})).to_numpy().tolist() == [[6, "fit_score", 2.0]]


@pytest.mark.parametrize(
    "rows", [[], [[1, 3, math.nan]], [[1, 3, math.inf]], [[1, 3, -5]], [["1", "3", "5"]]], ids=str
)
def test_sheet_refuses_what_is_no_score(rows):
    """Empty, missing, infinite, negative and text scores are refused."""
    with pytest.raises(BadInput):
        score_matrix(sheet(rows))


@pytest.mark.parametrize(
    "weights",
    [{"a": 0.5, "b": 0.6, "c": 0}, {"a": 1.5, "b": -0.5, "c": 0}, {"a": 1}, {"a": 0, "b": 0, "c": 0}, {}],
    ids=str,
)
def test_weights_that_do_not_fit_are_refused(weights):
    """Weights must cover the criteria, not be negative, and sum to 1."""
    with pytest.raises(BadInput):
        score_matrix(sheet([[1, 3, 5]]), weights=weights)


def test_sheet_of_one_client_stars_it():
    """A single client is its own mean."""
    assert score_matrix(sheet([[1, 1, 1]])).stars.tolist() == [True]


def test_quintile_scores_of_the_worked_example():
    """Ties share a score and leave a level empty; days since the last trade are turned round."""
    data, wanted = worked("rfm_quintile_ties"), expected("rfm_quintile_ties")
    assert quantile_scores(data["F"]).tolist() == wanted["F"]
    assert quantile_scores(data["R_days"], lower_is_better=True).tolist() == wanted["R"]


@given(NUMBERS, st.integers(2, 7), st.randoms())
def test_quantile_scores_do_not_depend_on_row_order(values, levels, random):
    """Shuffled clients keep their score; scores rise with values and stay between 1 and the last level."""
    column = pd.Series(values)
    scores = quantile_scores(column, levels=levels)
    shuffled = column.sample(frac=1, random_state=random.randrange(2**31))
    assert quantile_scores(shuffled, levels=levels).sort_index().equals(scores)
    assert scores.between(1, levels).all()
    assert (np.diff(scores.iloc[np.argsort(values, kind="stable")]) >= 0).all()


def test_every_quantile_score_is_reached():
    """Distinct values fill every level alike."""
    assert quantile_scores(range(100)).value_counts().to_dict() == dict.fromkeys(range(1, 6), 20)
    assert quantile_scores([]).empty
    assert quantile_scores([4.0, 4.0]).tolist() == [1, 1]
