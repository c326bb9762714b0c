"""Keeping clients: everything of this family under one name, cut into modules by question."""

from kamlab.methods.adjustment import AdjustedDifference, adjusted_difference
from kamlab.methods.alert_work import alert_work
from kamlab.methods.alerts import ANY_RULE, Combined, Limit, alert_flags, alert_rules, all_of, any_of
from kamlab.methods.churn import CHURN_REASONS, ChurnReasons, churn_reasons, reasons_by_facts
from kamlab.methods.contacts import (
    ContactCapacity,
    DaysToReach,
    OnSiteYield,
    contact_capacity,
    days_to_reach,
    on_site_yield,
)
from kamlab.methods.coverage import (
    COVERAGE_CHURN,
    ChurnRate,
    ExpectedLoss,
    churn_rate_at,
    coverage_churn,
    expected_loss,
)
from kamlab.methods.economics import (
    SOURCE_AFFECTED,
    SOURCE_MULTIPLES,
    SOURCE_RANGES,
    SOURCE_REFERRAL_SHARE,
    Assumptions,
    KeepOrWin,
    RetentionEconomics,
    keep_or_win,
    retention_economics,
)
from kamlab.methods.like_for_like import LikeForLike, like_for_like

__all__ = [
    "ANY_RULE",
    "CHURN_REASONS",
    "COVERAGE_CHURN",
    "SOURCE_AFFECTED",
    "SOURCE_MULTIPLES",
    "SOURCE_RANGES",
    "SOURCE_REFERRAL_SHARE",
    "AdjustedDifference",
    "Assumptions",
    "ChurnRate",
    "ChurnReasons",
    "Combined",
    "ContactCapacity",
    "DaysToReach",
    "ExpectedLoss",
    "KeepOrWin",
    "LikeForLike",
    "Limit",
    "OnSiteYield",
    "RetentionEconomics",
    "adjusted_difference",
    "alert_flags",
    "alert_rules",
    "alert_work",
    "all_of",
    "any_of",
    "churn_rate_at",
    "churn_reasons",
    "contact_capacity",
    "coverage_churn",
    "days_to_reach",
    "expected_loss",
    "keep_or_win",
    "like_for_like",
    "on_site_yield",
    "reasons_by_facts",
    "retention_economics",
]
