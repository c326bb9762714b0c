import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.alerts import (
    ANY_RULE,
    COMPARISONS,
    Combined,
    Limit,
    alert_flags,
    alert_rules,
    all_of,
    any_of,
)

ROWS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from("xyz"), st.booleans()),
    min_size=1,
    max_size=30,
)
SILENT, LOST, FROM_X = Limit("days", ">=", 5), Limit("ratio", "<", 3), Limit("source", "==", "x")


def book(rows):
    """Clients with days of silence, equity ratio, source and whether they left."""
    return pd.DataFrame(rows, columns=["days", "ratio", "source", "has_churned"])


def test_the_worked_score_of_a_rule():
    """28 hits, 14 false alarms and 12 missed: precision 66.7 %, recall 70 %."""
    flagged = np.repeat([1, 1, 0, 0], [28, 14, 12, 46])
    left = np.repeat([True, False, True, False], [28, 14, 12, 46])
    result = alert_rules(
        pd.DataFrame({"sign": flagged, "has_churned": left}), {"rule": Limit("sign", ">", 0)}
    )
    line = result.loc["rule"]
    assert line[["flagged_count", "hit_count", "false_alarm_count", "missed_count"]].tolist() == [
        42,
        28,
        14,
        12,
    ]
    assert line[["precision_share", "recall_share"]].round(3).tolist() == [0.667, 0.7]


@given(ROWS, st.randoms())
def test_hits_and_false_alarms_are_all_alerts(rows, random):
    """Counts add up in every row, shares lie in 0-1, and row order and input do not matter."""
    frame = book(rows)
    kept, shuffled = frame.copy(), frame.sample(frac=1, random_state=random.randrange(2**31))
    rules = {"silent": SILENT, "lost": LOST, "both": all_of(SILENT, LOST)}
    result = alert_rules(frame, rules)
    assert result.index.tolist() == ["silent", "lost", "both", ANY_RULE]
    assert (result["hit_count"] + result["false_alarm_count"] == result["flagged_count"]).all()
    assert (result["hit_count"] + result["missed_count"] == frame["has_churned"].sum()).all()
    assert result[["precision_share", "recall_share"]].stack().dropna().between(0, 1).all()
    pd.testing.assert_frame_equal(alert_rules(shuffled, rules), result)
    assert frame.equals(kept)


@given(ROWS)
def test_any_rule_finds_at_least_what_each_finds(rows):
    """`any` flags the union: no rule has a higher recall, and with one rule it is that rule."""
    result = alert_rules(book(rows), {"silent": SILENT, "lost": LOST, "x": FROM_X})
    assert (result["hit_count"] <= result.loc[ANY_RULE, "hit_count"]).all()
    alone = alert_rules(book(rows), {"silent": SILENT})
    assert alone.loc["silent"].equals(alone.loc[ANY_RULE].rename("silent"))


@given(ROWS)
def test_and_narrows_and_or_widens(rows):
    """AND is where every part holds, OR where some part does, two of three between them."""
    parts = (SILENT, LOST, FROM_X)
    rules = {"every": all_of(*parts), "two": Combined(parts, 2), "some": any_of(*parts)}
    found = alert_flags(book(rows), rules)
    single = alert_flags(book(rows), {str(place): part for place, part in enumerate(parts)}).drop(
        columns=ANY_RULE
    )
    assert found["every"].equals(single.all(axis="columns"))
    assert found["some"].equals(single.any(axis="columns"))
    assert found["two"].equals(single.sum(axis="columns") >= 2)


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=20),
    st.integers(0, 9),
    st.sampled_from(list(COMPARISONS)),
)
def test_a_comparison_means_what_its_sign_means(values, threshold, sign):
    """On whole numbers each sign flags what Python's own comparison flags."""
    found = alert_flags(pd.DataFrame({"n": values}), {"rule": Limit("n", sign, threshold)})["rule"]
    assert found.tolist() == [eval(f"{value} {sign} {threshold}") for value in values]


def test_a_rounding_error_does_not_decide():
    """0.1 + 0.2 reaches 0.3, and is neither above nor below it."""
    frame = pd.DataFrame({"ratio": [0.1 + 0.2]})
    found = {
        sign: alert_flags(frame, {"r": Limit("ratio", sign, 0.3)})["r"].iloc[0]
        for sign in list(COMPARISONS)[:4]
    }
    assert found == {">=": True, ">": False, "<=": True, "<": False}


def test_marks_and_texts_are_held_against_marks_and_texts():
    """Yes/no columns and texts can be asked to be, or not to be, something."""
    frame = pd.DataFrame({"has_complaint": [True, False, 1], "source": ["staff", "walk_in", "staff"]})
    rules = {"told": Limit("has_complaint", "==", True), "not_staff": Limit("source", "!=", "staff")}
    found = alert_flags(frame, rules)
    assert found["told"].tolist() == [True, False, True]
    assert found["not_staff"].tolist() == [False, True, False]


def test_a_share_of_nothing_is_missing():
    """Nobody flagged: no precision; nobody left: no recall; no rules: nobody is flagged; no rows: no shares."""
    frame = book([(1, 1, "x", True), (2, 2, "y", False)])
    nobody = alert_rules(frame, {"rule": Limit("days", ">", 99)}).loc["rule"]
    assert math.isnan(nobody["precision_share"])
    assert nobody["recall_share"] == 0
    assert alert_rules(frame.assign(has_churned=False), {"rule": SILENT})["recall_share"].isna().all()
    assert alert_rules(frame, {}).loc[ANY_RULE, "flagged_count"] == 0
    empty = alert_rules(frame.iloc[:0], {"rule": SILENT, "x": FROM_X})
    assert empty[["flagged_count", "hit_count", "false_alarm_count"]].to_numpy().sum() == 0
    assert empty[["precision_share", "recall_share"]].isna().all().all()


def test_one_client_and_all_alike():
    """One client is a table; where all clients are alike all are flagged or none."""
    assert alert_rules(book([(9, 9, "x", True)]), {"rule": SILENT}).loc["rule", "precision_share"] == 1
    alike = alert_rules(book([(9, 9, "x", True)] * 4), {"yes": SILENT, "no": LOST})
    assert alike["flagged_count"].tolist() == [4, 0, 4]


def test_lead_time_is_the_middle_of_the_hits():
    """The middle of the hits' days; hits without one, false alarms and the missed do not count."""
    frame = book(
        [(9, 1, "x", True), (9, 1, "x", True), (9, 1, "x", True), (9, 1, "x", False), (1, 1, "x", True)]
    )
    frame["lead"] = [10.0, 40.0, math.nan, 99.0, 99.0]
    assert alert_rules(frame, {"rule": SILENT}, lead="lead").loc["rule", "median_lead_days"] == 25
    frame["signal"] = ["2025-01-01", "2025-03-01", None, "2025-01-01", None]
    frame["left"] = ["2025-01-31", "2025-02-27", "2025-05-01", None, "2025-05-01"]
    found = alert_rules(frame, {"rule": SILENT, "none": Limit("days", ">", 99)}, lead=("signal", "left"))
    assert found.loc["rule", "median_lead_days"] == (30 - 2) / 2
    assert math.isnan(found.loc["none", "median_lead_days"])


@pytest.mark.parametrize("value", [None, math.nan, math.inf, "5", "1,234.00", True], ids=str)
def test_a_number_column_holds_numbers(value):
    """Missing, infinite, text and true/false in a column of numbers are refused; negative ones are numbers."""
    frame = pd.DataFrame({"days": pd.Series([3, value], dtype=object)})
    with pytest.raises(BadInput):
        alert_flags(frame, {"rule": SILENT})
    assert alert_flags(pd.DataFrame({"days": [-3]}), {"rule": Limit("days", "<", 0)})["rule"].all()


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        (Limit("weeks", ">=", 5), MissingColumn),
        (Limit("days", "=>", 5), BadInput),
        (Limit("days", ">=", math.nan), BadInput),
        (Limit("days", ">=", math.inf), BadInput),
        (Limit("days", "==", "5"), BadInput),
        (Limit("source", ">=", "x"), BadInput),
        (Limit("source", "==", 5), BadInput),
        (Limit("source", "==", True), BadInput),
        (Limit("has_churned", "<", True), BadInput),
        (Combined(()), BadInput),
        (Combined((SILENT,), 2), BadInput),
        (Combined((SILENT,), 0), BadInput),
        (all_of(), BadInput),
    ],
    ids=str,
)  # fmt: skip
def test_a_rule_that_cannot_be_asked_is_refused(rule, error):
    """An unknown column or sign, a threshold of another kind, and a combination that cannot hold are refused."""
    with pytest.raises(error):
        alert_flags(book([(1, 1, "x", True)]), {"rule": rule})


def test_tables_that_cannot_be_read_are_refused():
    """A client who stands twice, a rule called any, a missing text, an unknown leaver and wrong days are refused."""
    frame = book([(1, 1, "x", True), (2, 2, "y", False)])
    refused = [
        lambda: alert_flags(frame.set_axis(["K01", "K01"]), {"rule": SILENT}),
        lambda: alert_flags(frame, {ANY_RULE: SILENT}),
        lambda: alert_flags(frame.assign(source=["x", None]), {"rule": FROM_X}),
        lambda: alert_rules(frame.assign(has_churned=["yes", "no"]), {"rule": SILENT}),
        lambda: alert_rules(frame.assign(lead="x"), {"rule": SILENT}, lead="lead"),
        lambda: alert_rules(frame.assign(a="x", b="y"), {"rule": SILENT}, lead=("a", "b")),
        lambda: alert_rules(frame, {"rule": SILENT}, happened="left"),
    ]
    for call in refused:
        with pytest.raises(BadInput):
            call()
