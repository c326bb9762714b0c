from __future__ import annotations

import pandas as pd
import pytest
from retention_deals import MILD, SIGNS, STRONG, good_sets, grounds, quality, signs, true_reasons

from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.methods import retention

every_variant = pytest.mark.parametrize("variant", range(VARIANT_COUNT))


@every_variant
def test_a_good_set_of_alert_rules_can_be_found(variant: int) -> None:
    """Silence, loss and complaints, each at a strong sign, reach precision 0.6 and recall 0.7."""
    assert ("days", "equity", "complaint") in good_sets(table("activity_book", variant), STRONG)


@every_variant
def test_naive_alert_rules_miss_a_goal(variant: int) -> None:
    """Every single sign, all signs together, mild or strong, and any set of mild ones miss 0.6 or 0.7."""
    book = table("activity_book", variant)
    assert good_sets(book, MILD) == []
    assert SIGNS not in good_sets(book, STRONG)
    assert min(map(len, good_sets(book, STRONG))) > 1


@every_variant
def test_alert_rules_agree_with_the_method(variant: int) -> None:
    """The method finds the precision and recall that are counted by hand."""
    book = table("activity_book", variant)
    rules = {
        "days": retention.Limit("days_since_last_txn", ">=", STRONG["days"]),
        "equity": retention.Limit("equity_ratio", "<=", STRONG["equity"]),
        "complaint": retention.Limit("has_complaint", "==", True),
    }
    found = retention.alert_rules(book, rules).loc["any", ["precision_share", "recall_share"]]
    wanted = quality(book, signs(book, STRONG)[list(rules)].any(axis="columns"))
    assert tuple(found) == pytest.approx(wanted)


@every_variant
def test_the_first_sign_is_seen_before_the_leaving(variant: int) -> None:
    """Every leaver with a sign has 4 to 75 days of warning; nobody who stayed has any, five leavers have none."""
    book = table("activity_book", variant)
    days = book["lead_days"].dropna()
    assert days.between(4, 75).all()
    assert book.loc[days.index, "has_churned"].all()
    assert len(days) == 55


@every_variant
def test_one_ground_at_most_holds_for_a_leaver(variant: int) -> None:
    """The order of the rules does not matter, all six reasons are there, and the method reads them so."""
    log = table("leaver_log", variant)
    assert grounds(log).sum(axis="columns").max() == 1
    assert set(true_reasons(log)) == set(retention.CHURN_REASONS)
    assert retention.reasons_by_facts(log).astype(str).tolist() == true_reasons(log).tolist()


@every_variant
def test_the_record_hides_avoidable_churn(variant: int) -> None:
    """By what was written six fewer leavers are avoidable than by the facts."""
    log = table("leaver_log", variant).assign(churn_reason=true_reasons)
    written = retention.churn_reasons(log, reason="recorded_reason")
    assert retention.churn_reasons(log).avoidable_count - written.avoidable_count == 6


def test_the_worked_leavers() -> None:
    """Variant 0: 60 of 480 left, 12.5 %, and 54 of them, 11.25 %, were avoidable."""
    log = table("leaver_log", 0).assign(churn_reason=true_reasons)
    result = retention.churn_reasons(log, client_count=log.attrs["start_count"])
    assert result.table["leaver_count"].tolist() == [2, 4, 18, 17, 10, 9]
    assert (result.churn_share, result.avoidable_churn_share) == (0.125, 0.1125)


@every_variant
def test_a_contact_book_fits_one_manager(variant: int) -> None:
    """300 clients, more at each step down; the plan takes part of both kinds of time and never all."""
    book = table("contact_book", variant)
    assert book["client_count"].sum() == 300
    assert book["client_count"].is_monotonic_increasing
    assert book["client_count"].is_unique
    result = retention.contact_capacity(book)
    assert result.table["utilisation"].between(0.4, 0.85).all()
    assert result.manager_count == 1


def test_the_worked_contact_book() -> None:
    """Variant 0 holds 30, 60, 90 and 120 clients."""
    expected = pd.Series([30, 60, 90, 120], index=list("ABCD"))
    assert table("contact_book", 0)["client_count"].eq(expected).all()
