import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.data.deals import table
from kamlab.errors import BadInput
from kamlab.methods.segment import changes, five_levels, rank_shift, schemes_crosstab, tiers

POINTS = st.integers(0, 1000).map(lambda tenth: tenth / 10)
BOOKS = st.lists(st.tuples(POINTS, POINTS, st.booleans()), max_size=30)


def book(rows):
    """Clients by contribution, potential and veto."""
    frame = pd.DataFrame(rows, columns=["contribution_score", "potential_score", "has_veto"])
    return frame.astype({"has_veto": bool})


def shuffle(frame, random):
    """The same rows in another order."""
    return frame.sample(frac=1, random_state=random.randrange(2**31))


@given(BOOKS, st.randoms())
def test_crosstab_keeps_every_client(rows, random):
    """Cells sum to the clients, rows and columns to the schemes' counts, whatever the order of rows."""
    frame = book(rows)
    levels, assets = five_levels(frame)["level"], tiers(frame["contribution_score"] * 1e5)
    table = schemes_crosstab(levels, shuffle(assets, random))
    assert table.to_numpy().sum() == len(rows)
    assert table.index.tolist() == list("ABCDE")
    assert table.columns.tolist() == ["private", "wealth", "platinum", "gold", "ordinary"]
    assert table.sum(axis="columns").to_dict() == levels.value_counts().reindex(list("ABCDE")).to_dict()
    assert table.T.equals(schemes_crosstab(assets, levels))


def test_crosstab_of_the_dealt_book():
    """The sixty clients stand where the deal put them: 5, 9, 12, 18 and 16 by tier."""
    dealt = table("scheme_book", 0)
    counts = schemes_crosstab(five_levels(dealt)["level"], tiers(dealt["aum_cny"]))
    assert counts.sum().tolist() == [5, 9, 12, 18, 16]


@given(BOOKS, st.randoms())
def test_changes_lists_those_and_only_those_that_moved(rows, random):
    """Clients outside the list have the same class, those inside another, from and to are the two classes."""
    frame = book(rows)
    before, after = five_levels(frame)["level"], five_levels(frame, weight=0.2)["level"]
    moved = changes(before, shuffle(after, random))
    assert moved.index.tolist() == [row for row in frame.index if before[row] != after[row]]
    assert moved["from"].tolist() == [before[row] for row in moved.index]
    assert moved["to"].tolist() == [after[row] for row in moved.index]
    assert changes(before, before).empty


def test_rank_shift_puts_the_largest_move_first():
    """Ties share the better rank, a gain is positive, a client without a value has no rank and is last."""
    first = pd.Series({"K1": 30.0, "K2": 20.0, "K3": 20.0, "K4": 5.0, "K5": math.nan})
    second = pd.Series({"K5": 9.0, "K4": 8.0, "K3": 7.0, "K2": 6.0, "K1": 5.0})
    table = rank_shift(first, second)
    assert table.index.tolist() == ["K1", "K2", "K4", "K3", "K5"]
    assert table["first_rank"].tolist()[:4] == [1, 2, 4, 2]
    assert table["shift"].tolist()[:4] == [-4, -2, 2, -1]
    assert math.isnan(table["shift"]["K5"])


@given(st.lists(st.integers(0, 9).map(float), min_size=1, max_size=20), st.randoms())
def test_rank_shift_does_not_depend_on_row_order(values, random):
    """Shuffled clients give the same table; against itself nobody moves."""
    column = pd.Series(values)
    other = pd.Series(values[::-1])
    assert rank_shift(shuffle(column, random), shuffle(other, random)).equals(rank_shift(column, other))
    assert (rank_shift(column, column)["shift"] == 0).all()


@pytest.mark.parametrize("method", [schemes_crosstab, changes, rank_shift])
def test_comparisons_refuse_different_clients(method):
    """Two schemes are compared on the same clients only, each standing once."""
    column = pd.Series([1, 2], index=["K1", "K2"])
    for other in (pd.Series([1, 2], index=["K1", "K3"]), pd.Series([1, 2], index=["K1", "K1"])):
        with pytest.raises(BadInput):
            method(column, other)


@pytest.mark.parametrize("method", [schemes_crosstab, changes])
def test_comparisons_refuse_a_client_without_class(method):
    """A missing class is refused, not dropped."""
    with pytest.raises(BadInput):
        method(pd.Series(["A", None]), pd.Series(["A", "B"]))
