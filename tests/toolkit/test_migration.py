import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.errors import BadInput
from kamlab.methods.value import THIN_ROW, migration, migration_value

CLASSES = st.sampled_from(["A", "B", "C"])
BOOK = st.dictionaries(st.integers(0, 60).map("K{:02d}".format), CLASSES, min_size=1, max_size=60)


def column(book, *, order=None):
    """A column of classes from a dictionary."""
    classes = pd.Series(book, dtype=object)
    return classes.astype(pd.CategoricalDtype(order, ordered=True)) if order else classes


@given(BOOK, BOOK | st.just({}))
def test_every_client_of_the_start_is_somewhere_and_every_new_one_counted(before, after):
    """Rows hold the cohort, shares sum to 1, leavers and new clients are those of one list only."""
    found = migration(column(before), column(after))
    assert found.counts.to_numpy().sum() == len(before)
    assert found.counts["left"].sum() == len(set(before) - set(after))
    assert found.new_counts.sum() == len(set(after) - set(before))
    sums = found.shares.sum(axis="columns")[found.counts.sum(axis="columns") > 0]
    assert sums.tolist() == pytest.approx([1] * len(sums))
    for (old, new), count in found.counts.drop(columns="left").stack().items():
        assert count == sum(before[k] == old and after.get(k) == new for k in before)


@given(BOOK, BOOK, st.randoms())
def test_the_order_of_clients_does_not_matter_and_nothing_is_changed(before, after, random):
    """Shuffled columns give the same result, and both stay as they were."""
    first, second = column(before), column(after)
    kept = first.copy(), second.copy()
    found = migration(first, second)
    turned = migration(*(c.sample(frac=1, random_state=random.randrange(2**31)) for c in (first, second)))
    for name in ("counts", "shares", "new_counts", "is_thin", "stationary"):
        assert getattr(found, name).equals(getattr(turned, name))
    assert first.equals(kept[0])
    assert second.equals(kept[1])


@given(BOOK)
def test_who_does_not_move_has_no_mobility(before):
    """The same list twice: nobody left, nobody new, mobility 0 where every class holds somebody."""
    found = migration(column(before), column(before))
    assert (found.counts["left"].sum(), found.new_counts.sum()) == (0, 0)
    assert found.mobility == 0
    assert found.stationary.isna().all() == (len(set(before.values())) > 1)


def test_classes_keep_their_order_and_their_names():
    """A categorical column keeps its own order with classes nobody is in; other columns are sorted; text is text."""
    order = ["private", "wealth", "gold"]
    found = migration(column({"a": "gold", "b": "wealth"}, order=order), column({"a": "wealth"}, order=order))
    assert list(found.counts.index) == order
    assert list(found.counts.columns) == [*order, "left"]
    assert found.shares.loc["private"].isna().all()
    assert found.is_thin.all()
    mixed = migration(pd.Series({"a": 3, "b": 5}), pd.Series({"a": "3", "b": "1"}))
    assert list(mixed.counts.index) == ["3", "5", "1"]
    assert mixed.counts.loc["3", "3"] == 1


def test_thin_rows_are_marked():
    """A row of fewer than thirty clients is marked, one of thirty is not."""
    book = {f"a{n}": "A" for n in range(THIN_ROW)} | {f"b{n}": "B" for n in range(THIN_ROW - 1)}
    assert migration(column(book), column(book)).is_thin.to_dict() == {"A": False, "B": True}


def test_long_run_of_those_who_stayed():
    """Half of A's stayers move on and a fifth of B's come back: the long run is 2/7 and 5/7, leavers aside."""
    before = {f"a{n}": "A" for n in range(4)} | {f"b{n}": "B" for n in range(6)}
    after = {"a0": "A", "a1": "B", "b0": "A"} | {f"b{n}": "B" for n in range(1, 5)}
    found = migration(column(before), column(after))
    assert found.stationary.to_dict() == pytest.approx({"A": 2 / 7, "B": 5 / 7})
    assert found.mobility == pytest.approx(0.7)
    assert found.shares.loc["A"].to_dict() == {"A": 0.25, "B": 0.25, "left": 0.5}


def test_a_class_that_keeps_nobody_leaves_no_long_run():
    """Where all clients of a class left, mobility and long run are missing, and the shares still say so."""
    found = migration(column({"a": "A", "b": "B"}), column({"a": "A"}))
    assert math.isnan(found.mobility)
    assert found.stationary.isna().all()
    assert found.shares.loc["B", "left"] == 1
    assert math.isnan(migration(column({"a": "A"}), column({})).mobility)


def test_one_client_and_one_class():
    """A single client who stays: one cell, no mobility, everybody in the one class."""
    found = migration(column({"a": "A"}), column({"a": "A"}))
    assert found.shares.to_dict() == {"A": {"A": 1}, "left": {"A": 0}}
    assert (found.mobility, found.stationary.to_dict()) == (0, {"A": 1})


def test_shares_of_a_migration_can_be_valued():
    """The table with its leavers goes into the value of a client; who left is worth nothing more."""
    before = {f"a{n}": "A" for n in range(4)} | {f"b{n}": "B" for n in range(6)}
    after = {"a0": "A", "a1": "B", "b0": "A"} | {f"b{n}": "B" for n in range(1, 5)}
    shares = migration(column(before), column(after)).shares
    worth = migration_value(shares, rewards_cny={"A": 100, "B": 20, "left": 0}, discount=0.1)
    lasting = np.linalg.inv(np.eye(2) - shares[["A", "B"]].to_numpy() / 1.1) @ [100, 20]
    assert worth.tolist() == pytest.approx([*lasting, 0])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (pd.Series([], dtype=object), pd.Series({"a": "A"})),
        (pd.Series(["A", "B"], index=["a", "a"]), pd.Series({"a": "A"})),
        (pd.Series({"a": "A"}), pd.Series(["A", "B"], index=["a", "a"])),
        (pd.Series(["A"], index=[None]), pd.Series({"a": "A"})),
        (pd.Series({"a": None}), pd.Series({"a": "A"})),
        (pd.Series({"a": "A"}), pd.Series({"a": math.nan})),
        (pd.Series({"a": "left"}), pd.Series({"a": "A"})),
    ],
    ids=["empty", "twice", "twice after", "nameless", "gap", "gap after", "left"],
)
def test_what_is_no_list_of_classes_is_refused(before, after):
    """Nobody at the start, a client twice or without name or class, and a class called left are refused."""
    with pytest.raises(BadInput):
        migration(before, after)
