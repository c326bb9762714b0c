"""Small tables that are dealt to learners: 24 variants of each, of equal difficulty.

Variant 0 is the fixed test set of the course; the others are drawn so that every condition which
makes a table easy or hard (clients near a cut, rows to add up, traps) is the same in all. The figures
are teaching values, the clients and firms invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from kamlab.data.deals.activity import activity_book
from kamlab.data.deals.budgets import keep_budget
from kamlab.data.deals.buyers import buyer_orders, dealers_12, dealers_80, deposit_terms, top_buyers
from kamlab.data.deals.contacts import contact_book
from kamlab.data.deals.coverage import coverage_book
from kamlab.data.deals.coverage_gap import coverage_clients, coverage_split
from kamlab.data.deals.crosstabs import crosstab_book
from kamlab.data.deals.departures import branch_leavers, keep_candidates, key_client_page
from kamlab.data.deals.fees import fee_plans, small_accounts
from kamlab.data.deals.firms import firm_book_20
from kamlab.data.deals.flows import firm_flows
from kamlab.data.deals.futures import futures_book
from kamlab.data.deals.futures_branch import futures_branch
from kamlab.data.deals.fx import fx_book
from kamlab.data.deals.group import group_book, group_flows, group_weeks, role_map
from kamlab.data.deals.hall import queue_log, queue_page
from kamlab.data.deals.holders import class_one_asks, fund_holders, need_book
from kamlab.data.deals.indicators import indicator_card, indicator_ranks
from kamlab.data.deals.key_accounts import key_accounts
from kamlab.data.deals.leads import flow_card, lead_findings, transfer_leads
from kamlab.data.deals.leavers import leaver_log
from kamlab.data.deals.levels import level_book_12, level_book_60
from kamlab.data.deals.logs import contact_log, receipt_log, trade_log
from kamlab.data.deals.profits import client_profits
from kamlab.data.deals.referrals import event_book, referral_book
from kamlab.data.deals.rfm import rfm_book
from kamlab.data.deals.schemes import scheme_book
from kamlab.data.deals.scoring import printed_table, scoring_grid
from kamlab.data.deals.tiers import tier_book
from kamlab.errors import BadInput, nearest

VARIANT_COUNT = 24

_DEALS: Mapping[str, Callable[[int], pd.DataFrame]] = {
    deal.__name__: deal
    for deal in (
        activity_book,
        branch_leavers,
        buyer_orders,
        class_one_asks,
        client_profits,
        contact_book,
        contact_log,
        coverage_book,
        coverage_clients,
        coverage_split,
        crosstab_book,
        event_book,
        dealers_12,
        dealers_80,
        deposit_terms,
        fee_plans,
        firm_book_20,
        firm_flows,
        flow_card,
        futures_book,
        fund_holders,
        futures_branch,
        fx_book,
        indicator_card,
        indicator_ranks,
        keep_budget,
        group_book,
        group_flows,
        group_weeks,
        keep_candidates,
        key_accounts,
        key_client_page,
        need_book,
        role_map,
        lead_findings,
        leaver_log,
        level_book_12,
        level_book_60,
        printed_table,
        queue_log,
        queue_page,
        receipt_log,
        referral_book,
        rfm_book,
        scheme_book,
        scoring_grid,
        small_accounts,
        tier_book,
        top_buyers,
        trade_log,
        transfer_leads,
    )
}


def names() -> list[str]:
    """Names of all deals, sorted."""
    return sorted(_DEALS)


def table(name: str, variant: int) -> pd.DataFrame:
    """Table `name` as dealt in `variant`; a new frame at each call, the same on every machine.

    Parameters
    ----------
    name
        One of `names()`.
    variant
        0 to `VARIANT_COUNT` - 1.

    Raises
    ------
    BadInput
        There is no such table, or no such variant.

    Examples
    --------
    >>> table("coverage_book", 0)["client_count"].tolist()
    [500, 300, 200]
    """
    if name not in _DEALS:
        near = nearest(name, names()) or names()[0]
        raise BadInput("data.unknown_deal", found=name, near=near, known=", ".join(names()))
    if variant not in range(VARIANT_COUNT):
        raise BadInput("data.unknown_variant", found=variant, last=VARIANT_COUNT - 1)
    return _DEALS[name](int(variant))
