import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import expected
from worked import given as worked

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.segment import RFM_SCORES, empty_levels, mean_amount, rfm_grid, rfm_scores

TABLES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 5), st.integers(-3, 9)), min_size=1, max_size=30
)
ALIKE = {"r_score": 5, "f_score": 1, "m_score": 1, "rfm_code": "511"}


def table(rows):
    """An RFM table: days, count, total of each client."""
    return pd.DataFrame(rows, columns=["days_since_last_txn", "txn_count", "amount_total"])


def test_worked_example_of_ties():
    """Ties share a score and leave level 2 of F empty; few days are good."""
    data, wanted = worked("rfm_quintile_ties"), expected("rfm_quintile_ties")
    money = range(10, 20)
    scores = rfm_scores(table(list(zip(data["R_days"], data["F"], money, strict=True))))
    assert scores["f_score"].tolist() == wanted["F"]
    assert scores["r_score"].tolist() == wanted["R"]
    assert scores["rfm_code"].tolist()[0] == "511"
    assert empty_levels(scores) == {"r_score": [], "f_score": [2], "m_score": []}


@given(TABLES, st.integers(2, 9), st.randoms())
def test_scores_do_not_depend_on_row_order_and_keep_the_order_of_values(rows, bins, random):
    """Shuffled clients keep their scores; more is never scored lower, more days never higher."""
    given_table = table(rows)
    scores = rfm_scores(given_table, bins)
    shuffled = rfm_scores(given_table.sample(frac=1, random_state=random.randrange(2**31)), bins)
    assert shuffled.sort_index().equals(scores)
    for name, column in zip(RFM_SCORES, given_table, strict=True):
        values = -given_table[column] if name == "r_score" else given_table[column]
        assert scores[name].between(1, bins).all()
        assert (np.diff(scores[name].to_numpy()[np.argsort(values.to_numpy(), kind="stable")]) >= 0).all()


@given(TABLES, st.integers(2, 9))
def test_a_score_is_one_plus_the_edges_below(rows, bins):
    """Held against quantiles in exact fractions: score = 1 + how many lie strictly below the value."""
    scores, count = rfm_scores(table(rows), bins)["m_score"].tolist(), len(rows)
    ordered = sorted(total for _, _, total in rows)
    edges = []
    for step in range(1, bins):
        whole, rest = divmod(Fraction((count - 1) * step, bins), 1)
        low, high = ordered[int(whole)], ordered[min(int(whole) + 1, count - 1)]
        edges.append(low + (high - low) * rest)
    assert scores == [1 + sum(edge < total for edge in edges) for _, _, total in rows]


@given(TABLES, st.integers(2, 9))
def test_a_code_is_the_three_digits(rows, bins):
    """The code reads R, F, M; codes differ exactly where a score does."""
    scores = rfm_scores(table(rows), bins)
    digits = [list(map(int, code)) for code in scores["rfm_code"]]
    assert digits == scores[list(RFM_SCORES)].to_numpy().tolist()


@pytest.mark.parametrize("count", [1, 2, 30])
def test_equal_clients_share_one_code(count):
    """Where nobody differs nobody is late and nobody stands out: R is the best score, F and M are 1."""
    scores = rfm_scores(table([(9, 2, 50.0)] * count))
    assert scores.drop_duplicates().to_dict("records") == [ALIKE]
    assert empty_levels(scores)["f_score"] == [2, 3, 4, 5]


@pytest.mark.parametrize("bins", [0, 1, 10, 2.5, "5"])
def test_a_number_of_levels_that_is_no_digit_is_refused(bins):
    """With one level nothing is told apart, with ten a code could be read two ways."""
    for call in (rfm_scores, empty_levels, rfm_grid):
        with pytest.raises(BadInput) as refusal:
            call(rfm_scores(table([(9, 2, 50.0)])).join(table([(9, 2, 50.0)])), bins)
        assert refusal.value.key == "methods.bins_not_a_digit"


@pytest.mark.parametrize(
    "row", [(-1, 2, 50.0), (9, -2, 50.0), (9, 2, math.nan), (9, 2, math.inf), ("9", 2, 50.0)], ids=str
)
def test_scores_refuse_what_is_no_table_of_theirs(row):
    """Negative days or counts, gaps, infinity and text are refused, and so is a client that stands twice."""
    with pytest.raises(BadInput):
        rfm_scores(table([row, (5, 1, 1.0)]))
    with pytest.raises(BadInput):
        rfm_scores(table([(5, 1, 1.0)] * 2).set_axis(["K01", "K01"]))
    with pytest.raises(MissingColumn):
        rfm_scores(table([(5, 1, 1.0)]).drop(columns="txn_count"))


@given(TABLES.filter(lambda rows: all(count for _, count, _ in rows)))
def test_money_may_be_the_mean(rows):
    """M can be read from another column, such as the mean amount; mean times count is the total."""
    given_table = table(rows)
    mean = mean_amount(given_table)
    assert np.allclose(mean * given_table["txn_count"], given_table["amount_total"])
    by_mean = rfm_scores(given_table.assign(amount_mean=mean), money="amount_mean")
    assert (
        by_mean["m_score"].tolist() == rfm_scores(table([(0, 0, each) for each in mean]))["m_score"].tolist()
    )
    with pytest.raises(BadInput):
        mean_amount(table([(5, 0, 1.0)]))


@given(TABLES, st.integers(2, 9))
def test_the_grid_holds_every_client_once(rows, bins):
    """Counts sum to the clients, an empty level is an empty row, and cell means average to the mean of all."""
    scores = rfm_scores(table(rows), bins)
    counts, money = rfm_grid(scores, bins), table(rows)["amount_total"]
    means = rfm_grid(scores, bins, values=money)
    assert counts.to_numpy().sum() == len(rows)
    assert counts.index.tolist() == list(range(bins, 0, -1))
    empty = counts.index[counts.sum(axis="columns") == 0]
    assert sorted(empty) == empty_levels(scores, bins)["r_score"]
    assert means.isna().equals(counts == 0)
    assert (means * counts).sum().sum() == pytest.approx(money.sum())
