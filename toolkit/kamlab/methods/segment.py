"""Telling clients apart: everything of this family under one name, cut into modules by question."""

from kamlab.methods.compare import changes, rank_shift, schemes_crosstab
from kamlab.methods.indicators import INDICATORS, indicators
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
    "THREE_TIER_CUTS",
    "TIER_CUTS",
    "Cuts",
    "Pareto",
    "Rule",
    "ScoreMatrix",
    "ServiceGap",
    "WeightedScore",
    "abc_classes",
    "changes",
    "classify",
    "cut_table",
    "five_levels",
    "futures_classes",
    "indicators",
    "next_tiers",
    "off_scale",
    "pareto",
    "printed_star_errors",
    "quantile_scores",
    "rank_shift",
    "schemes_crosstab",
    "score_matrix",
    "service_gap",
    "three_tiers",
    "tiers",
    "weight_for_star",
    "weighted_score",
]
