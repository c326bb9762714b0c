import math
import tomllib
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kamlab import schema
from kamlab.errors import BadInput
from kamlab.language import catalogue, speaking
from kamlab.methods import fees, referrals, retention, segment, value

K = ["K01", "K02"]
SCORES = pd.DataFrame({"a": [1.0, 3.0], "b": [5.0, 7.0]}, index=K)
MONEY = pd.DataFrame({"client_id": K, "amount_cny": 5.0})
LOG = MONEY.assign(date="2025-01-01", margin_cny=1.0, is_return=False)
UNPAID = MONEY.assign(invoice_date="2025-01-01", due_date="2025-02-01", paid_date=None)
BOOK = pd.DataFrame({"tier": K, "product_count": 1.5, "has_many": [1, 0], "has_churned": True}, index=K)
RFM = pd.DataFrame({"days_since_last_txn": [5], "txn_count": [2], "amount_total": [80.0]}, index=K[:1])
GAP = SCORES.replace(3.0, math.nan)
BOOK["why"] = ["forced", "competitors"]
ALL_REFERRED = retention.Assumptions(referral_share=1)
STAY = pd.DataFrame([[1.0, 0.0], [0.0, 1.0]])
THREE_OF_TWO = retention.Combined((retention.Limit("tier", "==", "K01"),) * 2, needed=3)
FEE = pd.DataFrame({"account_count": 8, "closed_count": [1, 9], "complaint_count": 0, "fee_cny": 12}, index=K)
FEE = FEE.assign(cost_to_serve_cny=18, account_margin_cny=25)
OWN = pd.DataFrame({"referrer_id": ["K01", "K02"], "referred_id": "K02", "has_agreed": True})
SENTENCES = tomllib.loads(Path(__file__).with_name("refusals.toml").read_text(encoding="utf-8"))


def empty(*columns):
    """A table without rows."""
    return pd.DataFrame(columns=list(columns))


def column(*values):
    """Assets of two clients."""
    return pd.Series(values, index=K[: len(values)], name="aum_cny", dtype=object)


def moves(*rows):
    """A table of transitions."""
    return pd.DataFrame(rows)


def read(log, **more):
    """Indicators at the end of 2025."""
    return segment.indicators(log, as_of=date(2025, 12, 31), **more)


def flag(column, comparison, threshold):
    """Clients flagged by a rule that is called like its column."""
    return retention.alert_flags(BOOK, {column: retention.Limit(column, comparison, threshold)})


def rfm(log):
    """RFM table of a log."""
    return segment.rfm_table(log, client="client_id", date="date", amount="amount_cny")


CALLS = {
    "schema.missing_column": lambda: schema.require(empty("clientid", "aum_cny"), "client_id"),
    "schema.missing_column_no_near": lambda: schema.require(empty("x"), "aum_cny", table="book"),
    "schema.not_a_number": lambda: schema.numbers(column(1, "1,234.00")),
    "schema.missing_value": lambda: schema.numbers(column(1, None)),
    "schema.infinite": lambda: schema.numbers(column(1, math.inf)),
    "schema.too_low": lambda: schema.numbers(column(1, -2.5), low=0),
    "schema.too_high": lambda: schema.numbers(column(1, 101), high=100),
    "schema.not_a_flag": lambda: schema.flags(column(True, "yes")),
    "schema.not_a_date": lambda: schema.dates(column("2025-01-01", "31/12/2025")),
    "schema.duplicate_client": lambda: schema.one_row_each(pd.Index(["K01", "K01"])),
    "schema.client_without_name": lambda: schema.named(pd.Series(["K01", None])),
    "schema.client_in_one_only": lambda: schema.same_clients(pd.Index(K), pd.Index(["K01"])),
    "schema.empty": lambda: schema.not_empty(SCORES.iloc[:0]),
    "methods.nothing_positive": lambda: segment.pareto([0, -1]),
    "methods.weights_not_one": lambda: segment.score_matrix(SCORES, weights={"a": 1, "b": 0.5}),
    "methods.weights_all_zero": lambda: value.hhi([0, 0]),
    "methods.weights_do_not_fit": lambda: segment.score_matrix(SCORES, weights={"a": 0.5, "c": 0.5}),
    "methods.cuts_not_rising": lambda: segment.abc_classes([1], cuts=(0.95, 0.8)),
    "methods.cuts_not_falling": lambda: segment.cut_table((25, 80), labels="ABC"),
    "methods.cuts_and_labels": lambda: segment.cut_table((80,), labels="ABC"),
    "methods.share_not_inside": lambda: segment.service_gap(20),
    "methods.no_such_client": lambda: segment.weight_for_star(SCORES, client="K09", criterion="a"),
    "methods.one_criterion": lambda: segment.weight_for_star(SCORES[["a"]], client="K01", criterion="a"),
    "methods.too_few_levels": lambda: segment.quantile_scores([1], levels=1),
    "methods.no_such_scale": lambda: segment.weighted_score(SCORES, {"a": 1}, scale="min-max"),
    "methods.bins_not_a_digit": lambda: segment.rfm_scores(RFM, 10),
    "methods.too_few_bins": lambda: segment.rfm_groups(segment.rfm_scores(RFM, 2), bins=2),
    "methods.clients_of_several_kinds": lambda: rfm(LOG.assign(client_id=[305, date(2025, 3, 5)])),
    "methods.nothing_to_score": lambda: segment.weighted_score(GAP, {"a": 1}, may_miss=True),
    "methods.class_missing": lambda: segment.changes(column("A", None), column("A", "B")),
    "methods.no_rate": lambda: retention.expected_loss({2: 10}, rates={1: 0.6, 3: 0.4}),
    "methods.not_whole": lambda: retention.coverage_churn(BOOK),
    "methods.must_be_positive": lambda: retention.keep_or_win(1000, keep_cost_cny=0, multiple=5),
    "methods.all_referred": lambda: retention.retention_economics(
        1, keep_cost_cny=1, assumptions=ALL_REFERRED
    ),
    "methods.unknown_reason": lambda: retention.churn_reasons(BOOK, reason="why"),
    "methods.rule_called_any": lambda: flag("any", ">=", 1),
    "methods.rule_parts": lambda: retention.alert_flags(BOOK, {"three": THREE_OF_TWO}),
    "methods.no_such_comparison": lambda: flag("tier", "=>", 1),
    "methods.not_in_order": lambda: flag("tier", ">=", "K01"),
    "methods.not_a_text": lambda: flag("product_count", "==", "1.5"),
    "methods.no_such_timing": lambda: value.lifetime_multiple(0.8, discount=0.1, timing="certain"),
    "methods.value_never_ends": lambda: value.lifetime_multiple(1, discount=0, timing="start"),
    "methods.class_named_left": lambda: value.migration(column("left"), column("A")),
    "methods.states_differ": lambda: value.mobility(SCORES),
    "methods.row_not_one": lambda: value.mobility(moves((1.0, 0.0), (0.5, 0.4))),
    "methods.no_single_distribution": lambda: value.stationary(STAY),
    "methods.rewards_do_not_fit": lambda: value.migration_value(STAY, rewards_cny={0: 5}, discount=0.1),
    "methods.value_without_end": lambda: value.migration_value(STAY, rewards_cny={0: 5, 1: 0}, discount=0),
    "methods.no_comparison": lambda: retention.adjusted_difference(BOOK, marked="has_many", strata=["tier"]),
    "methods.payment_without_date": lambda: read(LOG, receipts=UNPAID.assign(paid_cny=[0.0, 9.0])),
    "methods.more_than_all": lambda: fees.fee_effect(FEE),
    "methods.refers_to_self": lambda: referrals.referrers(OWN),
    "methods.unknown_kind": lambda: read(LOG, contacts=LOG.assign(kind=["task", "complain"])),
}


@pytest.mark.parametrize("key", sorted(CALLS))
def test_a_refusal_says_what_was_wanted_found_and_to_do(key):
    """Each refusal has its whole sentence in Chinese and in English."""
    with pytest.raises(BadInput) as refusal:
        CALLS[key]()
    assert refusal.value.key == key
    for language, sentence in SENTENCES[key].items():
        with speaking(language):
            assert str(refusal.value) == sentence


def test_every_sentence_is_tried():
    """No sentence of these two rooms is without a case here."""
    assert set(CALLS) == {f"{room}.{name}" for room in ("schema", "methods") for name in catalogue(room)}
