import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.errors import BadInput
from kamlab.methods.segment import weighted_score

NUMBERS = st.lists(st.integers(-20, 20).map(float), min_size=2, max_size=30)
BOOK = {"aum_cny": [1e4, 5e4, 2e6, 3e5], "product_count": [1, 4, 2, 3], "visit_count": [9, 0, 2, 2]}
WEIGHTS = {"aum_cny": 0.5, "product_count": 0.3, "visit_count": 0.2}
every_scaling = pytest.mark.parametrize("scaling", ["percentile", "z", "minmax", "log_minmax"])


@every_scaling
def test_effective_weights_sum_to_one(scaling):
    """What the criteria carry of the score's variance adds up to all of it."""
    table = weighted_score(pd.DataFrame(BOOK), weights=WEIGHTS, scaling=scaling).weights
    assert table["effective_weight"].sum() == pytest.approx(1)
    assert table["nominal_weight"].to_dict() == WEIGHTS


@every_scaling
def test_turning_every_scale_turns_the_order(scaling):
    """If less is better everywhere the best client becomes the last."""
    book, turned = pd.DataFrame(BOOK), [*WEIGHTS]
    up = weighted_score(book, weights=WEIGHTS, scaling=scaling).scores
    down = weighted_score(book, weights=WEIGHTS, scaling=scaling, lower_is_better=turned).scores
    assert up.rank().tolist() == (-down).rank().tolist()


@given(NUMBERS, NUMBERS, st.sampled_from(["percentile", "z", "minmax"]), st.randoms())
def test_weighted_score_does_not_depend_on_row_order(first, second, scaling, random):
    """Shuffled clients keep their score, and the table is left alone."""
    count = min(len(first), len(second))
    book = pd.DataFrame({"a": first[:count], "b": second[:count]})
    kept, shuffled = book.copy(), book.sample(frac=1, random_state=random.randrange(2**31))
    weights = {"a": 0.75, "b": 0.25}
    one = weighted_score(book, weights=weights, scaling=scaling).scores
    two = weighted_score(shuffled, weights=weights, scaling=scaling).scores.sort_index()
    assert np.allclose(one, two, atol=1e-9)
    assert book.equals(kept)


@given(NUMBERS)
def test_percentile_scores_have_mean_one_half(values):
    """Places among the clients always average one half, ties or not: a mean cut then means the top half."""
    scores = weighted_score(pd.DataFrame({"a": values}), weights={"a": 1.0}).scores
    assert scores.mean() == pytest.approx(0.5)


@every_scaling
def test_equal_clients_have_equal_scores(scaling):
    """Where all clients are equal all scores are, and no effective weight can be told."""
    result = weighted_score(pd.DataFrame({"a": [5.0] * 4}), weights={"a": 1.0}, scaling=scaling)
    assert result.scores.nunique() == 1
    assert result.weights["effective_weight"].isna().all()


def test_minmax_lets_a_long_tail_lose_its_weight():
    """One huge client squeezes all others together: under min-max money carries less than it was given."""
    money = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 1000.0]
    book = pd.DataFrame({"money": money, "recent": [1.0, 5.0, 2.0, 6.0, 3.0, 7.0, 4.0, 5.0]})
    weights = {"money": 0.6, "recent": 0.4}
    carried = {
        scaling: weighted_score(book, weights=weights, scaling=scaling).weights["effective_weight"]["money"]
        for scaling in ("percentile", "minmax")
    }
    assert carried["percentile"] > 0.6
    assert carried["percentile"] != pytest.approx(carried["minmax"], abs=0.01)


def test_a_gap_is_refused_or_marked():
    """A gap is never a silent 0: it is refused, or the weights go to what is there and the row is marked."""
    book = pd.DataFrame({"a": [1.0, 2.0, math.nan], "b": [3.0, 1.0, 2.0]})
    with pytest.raises(BadInput):
        weighted_score(book, weights={"a": 0.5, "b": 0.5})
    result = weighted_score(book, weights={"a": 0.5, "b": 0.5}, may_miss=True)
    assert result.is_partial.tolist() == [False, False, True]
    assert result.scores[2] == pytest.approx(0.5)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_single_column_scores_like_itself(count):
    """With one criterion the score is its scaled value, for one client as well."""
    scores = weighted_score(pd.DataFrame({"a": range(count)}), weights={"a": 1.0}).scores
    assert scores.tolist() == pytest.approx([(place + 0.5) / count for place in range(count)])


@pytest.mark.parametrize(
    "call",
    [
        lambda: weighted_score(pd.DataFrame({"a": []}), weights={"a": 1.0}),
        lambda: weighted_score(pd.DataFrame({"a": [-1.0]}), weights={"a": 1.0}, scaling="log_minmax"),
        lambda: weighted_score(pd.DataFrame({"a": [math.inf]}), weights={"a": 1.0}),
        lambda: weighted_score(pd.DataFrame({"a": [1.0, 2.0]}, index=["K1", "K1"]), weights={"a": 1.0}),
    ],
    ids=["empty", "negative under log", "infinite", "client twice"],
)
def test_weighted_score_refuses_what_it_cannot_read(call):
    """Nothing is scored on an empty table, an unusable value or a client that stands twice."""
    with pytest.raises(BadInput):
        call()
