"""An own list in the five schemes: the same classes as the methods give, said in words."""

import pandas as pd
import pytest

from kamlab.errors import BadInput
from kamlab.language import LANGUAGES, speaking
from kamlab.methods.levels import five_levels, futures_classes
from kamlab.methods.pareto import abc_classes
from kamlab.ownlist.schemes import SCHEMES, Wishes, sort_clients

IDS = pd.Index([f"K{number:02d}" for number in range(1, 11)], name="client_id")
AMOUNTS = pd.DataFrame({"aum_cny": [50.0, 20, 10, 5, 5, 4, 2, 2, 1, -1]}, index=IDS)
LOG = pd.DataFrame(
    {
        "client_id": ["K01", "K01", "K02", "K03", "K03"],
        "txn_date": pd.to_datetime(["2025-03-01", "2025-03-09", "2025-01-05", "2025-02-01", "2025-02-02"]),
        "txn_amount_cny": [100.0, 50.0, 900.0, 10.0, -40.0],
        "invoice_id": ["a", "b", "c", "d", "d"],
    }
)
POINTS = pd.DataFrame(
    {
        "contribution_score": [92.0, 70, 80],
        "potential_score": [80.0, 62, 78],
        "has_veto": [False, False, True],
    },
    index=IDS[:3],
)
BOOK = pd.DataFrame(
    {
        "equity_cny": [5e6, 4.9e6, -3.0],
        "is_corporate": [True, False, False],
        "has_spot_exposure": [True, False, False],
    },
    index=IDS[:3],
)
CRITERIA = pd.DataFrame({"score:余额": [9.0, 1, 4], "score:年限": [3.0, None, 8]}, index=IDS[:3])
LISTS = {"abc": AMOUNTS, "rfm": LOG, "score": CRITERIA, "levels": POINTS, "futures": BOOK}


def _sorted(scheme, frame=None, **wishes):
    return sort_clients(LISTS[scheme] if frame is None else frame, scheme=scheme, wishes=Wishes(**wishes))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_has_words_and_a_rule(scheme, language):
    """Each class of each scheme is named and explained, in both languages, and each client has one."""
    with speaking(language):
        result = _sorted(scheme)
        assert list(result.rules) == result.classes
        assert all(result.rules.values())
        assert len({result.words(name) for name in result.classes}) == len(result.classes)
    assert result.table[result.label].notna().all()
    assert result.told


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_order_of_the_file_does_not_matter(scheme):
    """A list in reverse order gives the same table, row by row."""
    one, other = _sorted(scheme), _sorted(scheme, LISTS[scheme].iloc[::-1])
    pd.testing.assert_frame_equal(one.table, other.table)
    assert dict(one.care) == dict(other.care)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_list_is_left_as_it_was(scheme):
    """Sorting does not write into the list it was given."""
    before = LISTS[scheme].copy(deep=True)
    _sorted(scheme)
    pd.testing.assert_frame_equal(LISTS[scheme], before)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_list_without_rows_is_refused(scheme):
    """Nothing left after cleaning is told as such."""
    with pytest.raises(BadInput) as refusal:
        _sorted(scheme, LISTS[scheme].iloc[:0])
    assert refusal.value.key == "ownlist.nothing_left"


def test_abc_is_the_method_and_marks_amounts_that_are_none():
    """Classes are those of the method; a client at or below zero is to be looked at."""
    result = _sorted("abc")
    assert result.table["abc_class"].to_dict() == abc_classes(AMOUNTS["aum_cny"]).to_dict()
    assert set(result.care) == {"K10"}


def test_abc_of_transactions_adds_up_by_client():
    """A list of transactions is ranked by each client's total."""
    assert _sorted("abc", LOG).table["amount_total"].to_dict() == {"K02": 900.0, "K01": 150.0, "K03": -30.0}


def test_abc_ranks_by_the_amount_that_is_asked_for():
    """Of two amounts the wish decides; one that is not there is refused with the nearest name."""
    book = AMOUNTS.assign(profit_cny=range(10, 0, -1))
    assert _sorted("abc", book).amount == "profit_cny"
    assert _sorted("abc", book, by="aum_cny").amount == "aum_cny"
    with pytest.raises(BadInput, match="aum_cny"):
        _sorted("abc", book, by="aum")


def test_rfm_counts_invoices_where_there_are_some():
    """Rows of one invoice are one transaction; without invoices each row is."""
    assert _sorted("rfm").table.loc["K03", "txn_count"] == 1
    assert _sorted("rfm", LOG.drop(columns="invoice_id")).table.loc["K03", "txn_count"] == 2
    assert "K03" in _sorted("rfm").care


def test_a_score_rests_on_what_is_filled_in():
    """A client with an empty criterion is scored on the others and marked; the mean draws the star."""
    result = _sorted("score")
    assert "K02" in result.care
    assert (result.table["score"] >= result.table["score"].mean()).eq(result.table["star"] == "yes").all()


def test_weights_go_by_the_owners_names():
    """Weights name the criteria as the file does; a name that is none, and a single criterion, are refused."""
    assert _sorted("score", weights={"余额": 1.0, "年限": 0.0}).table.index[0] == "K01"
    assert (
        _sorted("score", weights={"余额": 1.0, "年限": 0.0}, lower_is_better=("余额",)).table.index[0]
        == "K02"
    )
    with pytest.raises(BadInput, match="余额"):
        _sorted("score", weights={"余": 1.0})
    with pytest.raises(BadInput):
        _sorted("score", CRITERIA[["score:余额"]])


def test_levels_are_the_method_and_a_missing_veto_is_said_aloud():
    """Levels are those of the method; without a veto column nobody has one, and the owner is told."""
    result = _sorted("levels")
    assert result.table["level"].to_dict() == five_levels(POINTS)["level"].to_dict()
    assert set(result.care) == {"K02", "K03"}
    without = _sorted("levels", POINTS.drop(columns="has_veto"))
    assert without.table.loc["K03", "level"] == "B"
    assert len(without.told) == len(result.told) + 1


def test_futures_classes_are_the_method_and_absent_columns_are_said_aloud():
    """Classes are those of the method; without the two flags nobody hedges, and the owner is told twice."""
    result = _sorted("futures")
    assert result.table["futures_class"].to_dict() == futures_classes(BOOK).to_dict()
    assert {"K01", "K02", "K03"} == set(result.care)
    without = _sorted("futures", BOOK[["equity_cny"]])
    assert without.table.loc["K01", "futures_class"] == "large"
    assert len(without.told) == len(result.told) + 2


@pytest.mark.parametrize(
    ("scheme", "column"), [("rfm", "txn_date"), ("levels", "potential_score"), ("futures", "equity_cny")]
)
def test_what_a_scheme_needs_and_does_not_find_is_named(scheme, column):
    """The message names the scheme, the column in words, and how to point at it."""
    with speaking("en"), pytest.raises(BadInput, match=column):
        _sorted(scheme, LISTS[scheme].drop(columns=column))
    with pytest.raises(BadInput) as refusal:
        sort_clients(POINTS, scheme="abc", wishes=Wishes())
    assert refusal.value.key == "ownlist.no_amount"
