"""What clients are worth: everything of this family under one name, cut into modules by question."""

from kamlab.methods.brokerage import futures_contribution, risk_ratio
from kamlab.methods.concentration import TOLERANCE, Concentration, gini, hhi, require_sum_one
from kamlab.methods.lifetime import (
    TIMINGS,
    LifetimeTerms,
    TimingsCompared,
    compare_timings,
    lifetime_multiple,
    lifetime_value,
)
from kamlab.methods.migration import LEFT, THIN_ROW, Migration, migration
from kamlab.methods.profitability import client_profit, profit_steps
from kamlab.methods.transitions import migration_value, mobility, stationary

__all__ = [
    "LEFT",
    "THIN_ROW",
    "TIMINGS",
    "TOLERANCE",
    "Concentration",
    "LifetimeTerms",
    "Migration",
    "TimingsCompared",
    "client_profit",
    "compare_timings",
    "futures_contribution",
    "gini",
    "hhi",
    "lifetime_multiple",
    "lifetime_value",
    "migration",
    "migration_value",
    "mobility",
    "profit_steps",
    "require_sum_one",
    "risk_ratio",
    "stationary",
]
