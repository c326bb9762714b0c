"""Telling clients apart: everything of this family under one name, cut into modules by question."""

from kamlab.methods.compare import changes, rank_shift, schemes_crosstab
from kamlab.methods.indicators import INDICATORS, indicators
from kamlab.methods.key_accounts import account_types, business_focus
from kamlab.methods.levels import (
    BORDER_POINTS,
    FIVE_LEVEL_CUTS,
    THREE_TIER_CUTS,
    TIER_CUTS,
    five_levels,
    futures_classes,
    next_tiers,
    three_tiers,
    tiers,
)
from kamlab.methods.pareto import ABC_CUTS, Pareto, ServiceGap, abc_classes, pareto, service_gap
from kamlab.methods.rfm import RFM_SCORES, mean_amount, rfm_scores, rfm_table
from kamlab.methods.rfm_groups import rfm_groups
from kamlab.methods.rfm_levels import empty_levels, rfm_grid
from kamlab.methods.rules import Cuts, Rule, classify, cut_table
from kamlab.methods.scoring import (
    ODD_SCALE,
    ScoreMatrix,
    off_scale,
    printed_star_errors,
    quantile_scores,
    score_matrix,
    weight_for_star,
)
from kamlab.methods.weighting import WeightedScore, weighted_score

__all__ = [
    "ABC_CUTS",
    "BORDER_POINTS",
    "FIVE_LEVEL_CUTS",
    "INDICATORS",
    "ODD_SCALE",
    "RFM_SCORES",
    "THREE_TIER_CUTS",
    "TIER_CUTS",
    "Cuts",
    "Pareto",
    "Rule",
    "ScoreMatrix",
    "ServiceGap",
    "WeightedScore",
    "abc_classes",
    "account_types",
    "business_focus",
    "changes",
    "classify",
    "cut_table",
    "empty_levels",
    "five_levels",
    "futures_classes",
    "indicators",
    "mean_amount",
    "next_tiers",
    "off_scale",
    "pareto",
    "printed_star_errors",
    "quantile_scores",
    "rank_shift",
    "rfm_grid",
    "rfm_groups",
    "rfm_scores",
    "rfm_table",
    "schemes_crosstab",
    "score_matrix",
    "service_gap",
    "three_tiers",
    "tiers",
    "weight_for_star",
    "weighted_score",
]
