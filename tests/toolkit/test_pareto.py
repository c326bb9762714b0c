import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import expected
from worked import given as worked

from kamlab.errors import BadInput
from kamlab.methods.segment import abc_classes, pareto, service_gap

AMOUNTS = st.lists(st.integers(-50, 200).map(lambda tenth: tenth / 10), min_size=1, max_size=40)
POSITIVE = st.lists(st.integers(1, 200).map(lambda tenth: tenth / 10), min_size=1, max_size=40)


def test_worked_example_of_abc():
    """Ten clients fall into the published classes, and equal clients share one."""
    assert list(abc_classes(worked("abc_10")["values"])) == expected("abc_10")


@given(AMOUNTS, st.randoms())
def test_classes_do_not_depend_on_row_order(amounts, random):
    """A client's class is the same wherever its row stands, and the input is left alone."""
    column = pd.Series(amounts, dtype=float)
    kept, shuffled = column.copy(), column.sample(frac=1, random_state=random.randrange(2**31))
    assert abc_classes(shuffled).sort_index().equals(abc_classes(column))
    assert column.equals(kept)


@given(AMOUNTS)
def test_class_never_rises_as_value_falls(amounts):
    """A larger value never has a worse class, and equal values share one."""
    by_value = pd.DataFrame({"value": amounts, "label": list(abc_classes(amounts))}).sort_values("value")
    assert (by_value.groupby("value")["label"].nunique() == 1).all()
    assert by_value["label"].tolist() == sorted(by_value["label"], reverse=True)


@given(POSITIVE, st.integers(1, 1000))
def test_classes_do_not_depend_on_the_unit(amounts, factor):
    """Yuan and ten thousand yuan give the same classes."""
    assert list(abc_classes([amount * factor for amount in amounts])) == list(abc_classes(amounts))


@given(POSITIVE)
def test_largest_client_is_always_in_the_first_class(amounts):
    """Whoever is largest crosses the first line and belongs above it."""
    assert abc_classes(amounts)[int(np.argmax(amounts))] == "A"


def test_nothing_or_less_is_in_the_last_class():
    """Zero and negative values are last and take no part in the total."""
    assert list(abc_classes([80, 20, 0, -500])) == ["A", "B", "C", "C"]


def test_all_below_zero_are_in_the_last_class():
    """Without a positive value everybody is in the last class."""
    assert list(abc_classes([0, -3])) == ["C", "C"]


def test_equal_clients_are_all_in_the_first_class():
    """Nobody is split off from equals by the place of a row."""
    assert set(abc_classes([7.0] * 30)) == {"A"}


def test_empty_column_has_no_classes():
    """No clients give no classes, and the scheme keeps its labels."""
    assert list(abc_classes([]).cat.categories) == ["A", "B", "C"]
    assert abc_classes([]).empty


def test_every_class_is_reached():
    """Over a long-tailed book all three classes have clients."""
    assert set(abc_classes([1 / rank for rank in range(1, 200)])) == {"A", "B", "C"}


def test_more_cuts_give_more_classes():
    """Three cuts give four classes."""
    assert list(abc_classes([50, 25, 15, 10], cuts=(0.5, 0.75, 0.9))) == ["A", "B", "C", "D"]


@given(AMOUNTS.filter(lambda amounts: max(amounts) > 0))
def test_curve_runs_from_nothing_to_everything(amounts):
    """The curve starts at (0, 0), ends at (1, 1), never falls and never bends upwards."""
    curve = pareto(amounts).curve
    assert curve.iloc[0].tolist() == [0, 0]
    assert curve.iloc[-1].tolist() == [1, 1]
    steps = np.diff(curve["value_share"])
    assert (steps >= 0).all()
    assert (np.diff(steps) <= 1e-12).all()


@given(AMOUNTS.filter(lambda amounts: max(amounts) > 0), st.randoms())
def test_pareto_does_not_depend_on_row_order(amounts, random):
    """Shuffled clients give the same figures to the last digit, and the input is left alone."""
    column = pd.Series(amounts, dtype=float)
    kept, shuffled = column.copy(), column.sample(frac=1, random_state=random.randrange(2**31))
    first, second = pareto(column), pareto(shuffled)
    assert first.curve.equals(second.curve)
    assert (first.total, first.gini, first.top20_share) == (second.total, second.gini, second.top20_share)
    assert column.equals(kept)


@given(AMOUNTS.filter(lambda amounts: max(amounts) > 0))
def test_clients_for_80_are_enough_and_no_more(amounts):
    """That many clients hold 80 %, one fewer does not."""
    result = pareto(amounts)
    held = result.curve["value_share"]
    assert held[result.clients_for_80] >= 0.8 - 1e-12
    assert held[result.clients_for_80 - 1] < 0.8


@given(AMOUNTS.filter(lambda amounts: max(amounts) > 0))
def test_totals_are_kept(amounts):
    """The total is that of the positive values and every client is counted."""
    result = pareto(amounts)
    assert result.total == pytest.approx(math.fsum(max(amount, 0) for amount in amounts))
    assert result.client_count == len(amounts)
    assert result.top20_count == math.ceil(len(amounts) / 5)


def test_fixed_data_of_the_first_question():
    """Ten clients: the top two hold 80 % and two are enough."""
    result = pareto(worked("e1_1")["profits"])
    assert result.top20_share == pytest.approx(expected("e1_1")["top20_share"], abs=1e-12)
    assert result.clients_for_80 == expected("e1_1")["clients_for_80"]


def test_pareto_law_with_the_80_20_exponent_gives_80_20():
    """Means of equal slices of a Pareto law with exponent ln 5 / ln 4 give 80 % to the top fifth."""
    power = 1 - 1 / expected("pareto_8020")["pareto_alpha"]
    edges = np.linspace(0, 1, 1001)
    result = pareto(np.diff(edges**power))
    assert result.top20_share == pytest.approx(0.8, abs=1e-6)
    assert result.gini == pytest.approx(expected("pareto_8020")["pareto_gini"], abs=1e-3)


def test_one_client_holds_everything():
    """A single client is the top fifth, holds all, and nothing is uneven."""
    result = pareto([5.0])
    assert (result.top20_count, result.top20_share, result.clients_for_80, result.gini) == (1, 1.0, 1, 0.0)


def test_equal_clients_show_no_80_20():
    """With ten equal clients the top fifth holds a fifth and eight are needed."""
    result = pareto([3.0] * 10)
    assert result.top20_share == pytest.approx(0.2)
    assert result.clients_for_80 == 8


@pytest.mark.parametrize("values", [[], [1.0, math.nan], [1.0, math.inf], ["12"], [0, -1]])
def test_pareto_refuses_what_has_no_shares(values):
    """Empty, missing, infinite, text and never positive are each refused."""
    with pytest.raises(BadInput):
        pareto(values)


def test_a_client_standing_twice_is_refused():
    """Two rows of one client would be counted as two clients."""
    twice = pd.Series([1.0, 2.0], index=["K01", "K01"])
    for method in (pareto, abc_classes):
        with pytest.raises(BadInput, match="duplicate_client|K01"):
            method(twice)


@pytest.mark.parametrize("cuts", [(0.95, 0.8), (0.0, 0.8), (0.8, 1.0), (0.8, 0.8)])
def test_cuts_must_rise_inside_0_and_1(cuts):
    """Cuts that do not rise strictly between 0 and 1 are refused."""
    with pytest.raises(BadInput):
        abc_classes([1.0], cuts=cuts)


def test_service_gap_of_the_source():
    """With 80 % of the profit and 20 % of the service the gap is 1 to 16, while heads are served alike."""
    gap, wanted = service_gap(), expected("service_gap")
    assert gap.top_per_value == pytest.approx(wanted["top_per_value"])
    assert gap.rest_per_value == pytest.approx(wanted["rest_per_value"])
    assert (gap.top_per_head, gap.rest_per_head) == pytest.approx((wanted["per_head"],) * 2)
    assert gap.ratio == pytest.approx(wanted["ratio"])


@given(st.floats(0.01, 0.99))
def test_service_that_follows_value_leaves_no_gap(share):
    """When service is shared out like value a yuan of value gets the same everywhere."""
    assert service_gap(share, value_share=share).ratio == pytest.approx(1)
