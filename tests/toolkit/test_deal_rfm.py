from __future__ import annotations

import pandas as pd
import pytest
from rfm_deals import counted, scores, top_ten

from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.methods import segment

every_variant = pytest.mark.parametrize("variant", range(VARIANT_COUNT))
NAMES = {"client": "client_id", "date": "txn_date", "amount": "amount_cny", "invoice": "txn_id"}


@every_variant
def test_the_method_counts_what_we_count(variant: int) -> None:
    """Days, transactions and money, and the scores by them, are those of a count without the method."""
    book = table("rfm_book", variant)
    for days_earlier in (0, 45, 90):
        as_of = pd.Timestamp(book.attrs["as_of"]) - pd.Timedelta(days=days_earlier)
        found, wanted = (
            segment.rfm_table(book, **NAMES, as_of=as_of.date()),
            counted(book, days_earlier=days_earlier),
        )
        assert (found.to_numpy() == wanted.to_numpy()).all()
        assert found.index.equals(wanted.index)
        codes = segment.rfm_scores(found)["rfm_code"]
        assert codes.tolist() == scores(wanted).astype(str).agg("".join, axis="columns").tolist()


@every_variant
def test_some_transactions_stand_in_two_lines(variant: int) -> None:
    """41 transactions have two lines of one client and one day; counting lines gives some clients another F."""
    book = table("rfm_book", variant)
    lines = book.groupby("txn_id")
    assert lines.size().value_counts().to_dict() == {1: 304, 2: 41}
    assert (lines[["client_id", "txn_date"]].nunique() == 1).all(axis=None)
    by_lines = segment.rfm_table(book, **{name: NAMES[name] for name in ("client", "date", "amount")})
    f_score = segment.rfm_scores(by_lines)["f_score"]
    assert (f_score.to_numpy() != scores(counted(book))["count"].to_numpy()).any()


@every_variant
def test_one_client_holds_most_and_one_comes_most(variant: int) -> None:
    """The largest client has 5-6 times the money of the next; the busiest comes 110 times for small sums."""
    found = counted(table("rfm_book", variant))
    largest, second = found["money"].nlargest(2)
    assert 4.9 < largest / second < 6.1
    busiest = found["count"].idxmax()
    assert found["count"][busiest] == 110
    assert (found["money"] / found["count"]).rank()[busiest] <= 6
    assert found["money"].idxmax() != busiest


@every_variant
def test_the_scale_decides_who_is_among_the_ten_best(variant: int) -> None:
    """Stretched between least and largest, money and frequency hardly count, and other clients come out on top."""
    found = counted(table("rfm_book", variant))
    assert 1 <= len(top_ten(found, by_rank=True) - top_ten(found, by_rank=False)) <= 5
    nominal = dict.fromkeys(["days", "count", "money"], 1 / 3)
    carried = {
        scale: segment.weighted_score(found, nominal, scale=scale, lower_is_better=["days"]).weights
        for scale in ("minmax", "rank")
    }
    assert carried["minmax"]["effective_weight"]["days"] > 0.6
    assert carried["rank"]["effective_weight"].between(0.28, 0.40).all()


@every_variant
def test_amounts_are_whole_hundreds_inside_the_year(variant: int) -> None:
    """Amounts are positive hundreds, dates lie in 2025, rows are sorted by client and transaction."""
    book = table("rfm_book", variant)
    assert (book["amount_cny"] % 100 == 0).all()
    assert book["amount_cny"].min() >= 100
    assert book["txn_date"].between("2025-01-01", book.attrs["as_of"]).all()
    assert book.sort_values(["client_id", "txn_id"]).index.is_monotonic_increasing
