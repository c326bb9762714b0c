"""Schemes that go by points: a weighted score with a star, and the five client levels."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from kamlab.data.ownfile import CRITERION
from kamlab.errors import BadInput, nearest
from kamlab.language import say
from kamlab.methods.levels import FIVE_LEVEL_CUTS, five_levels
from kamlab.methods.rules import reaches
from kamlab.methods.scoring import fitting_weights
from kamlab.methods.weighting import weighted_score
from kamlab.ownlist.scheme import Classified, Wishes, best_first
from kamlab.style import number, percent

NEAR_SPREAD = 0.05
"""A score this near the mean, as a share of the scores' standard deviation, is looked at again."""
STARS = ("yes", "no")


def score(frame: pd.DataFrame, wishes: Wishes) -> Classified:
    """Weighted score of the owner's criteria by rank, and a star at or above the mean."""
    criteria = [name for name in map(str, frame) if name.startswith(CRITERION)]
    if len(criteria) < 2:
        raise BadInput("ownlist.too_few_criteria", found=len(criteria))
    weights = _weights(criteria, wishes.weights)
    turned = tuple(_criterion(criteria, name) for name in wishes.lower_is_better)
    result = weighted_score(frame, weights, lower_is_better=turned, may_miss=True)
    mean = float(result.scores.mean())
    is_star = reaches(result.scores, low=mean)
    stars = pd.Series(
        pd.Categorical(is_star.map({True: "yes", False: "no"}), categories=STARS), index=frame.index
    )
    facts = frame.copy().assign(score=result.scores, star=stars)
    return Classified(
        scheme="score",
        family="star",
        table=best_first(facts, label="star", by="score"),
        label="star",
        amount="",
        rules={name: say(f"ownlist.rule_star_{name}", mean=number(mean, digits=3)) for name in STARS},
        care=_score_care(result.scores, result.is_partial, mean),
        told=(say("ownlist.told_score"), *_weights_told(result.weights)),
    )


def _weights(criteria: list[str], asked: Mapping[str, float]) -> dict[str, float]:
    if not asked:
        return {name: 1 / len(criteria) for name in criteria}
    for name, weight in asked.items():
        _criterion(criteria, name)
        if not 0 <= weight < math.inf:
            raise BadInput("ownlist.bad_weight", criterion=name, found=weight)
    fitting_weights(asked, criteria=list(asked))
    return {_criterion(criteria, name): weight for name, weight in asked.items()}


def _criterion(criteria: list[str], asked: str) -> str:
    known = {name.removeprefix(CRITERION): name for name in criteria}
    if asked not in known:
        near = nearest(asked, known) or next(iter(known))
        raise BadInput("ownlist.no_such_criterion", found=asked, known=", ".join(known), near=near)
    return known[asked]


def _score_care(scores: pd.Series[float], partial: pd.Series[bool], mean: float) -> dict[object, str]:
    spread = float(scores.std(ddof=0))
    near = scores.index[(scores - mean).abs() <= NEAR_SPREAD * spread]
    care = {client: say("ownlist.care_near_mean") for client in near}
    return care | {client: say("ownlist.care_partial") for client in partial.index[partial]}


def _weights_told(weights: pd.DataFrame) -> list[str]:
    rows = zip(weights.index, weights["nominal_weight"], weights["effective_weight"], strict=True)
    return [
        say(
            "ownlist.told_weight",
            criterion=str(name).removeprefix(CRITERION),
            nominal=percent(nominal),
            effective="-" if math.isnan(effective) else percent(effective),
        )
        for name, nominal, effective in rows
    ]


def levels(frame: pd.DataFrame, wishes: Wishes) -> Classified:
    """Five client levels from contribution, potential and veto."""
    has_veto = "has_veto" in frame
    book = frame if has_veto else frame.assign(has_veto=False)
    result = five_levels(book)
    told = (say("ownlist.told_levels"), *(() if has_veto else (say("ownlist.told_no_veto"),)))
    care = {
        client: say("ownlist.care_borderline", other=other)
        for client, other in result["other_level"].items()
        if other
    }
    vetoed = say("ownlist.care_veto")
    ends = [number(low) for low, _ in FIVE_LEVEL_CUTS[:-1]]
    rules = {
        name: say("ownlist.rule_level", low=low)
        for (_, name), low in zip(FIVE_LEVEL_CUTS, ends, strict=False)
    }
    return Classified(
        scheme="levels",
        family="level",
        table=best_first(frame.join(result[["score", "level"]]), label="level", by="score"),
        label="level",
        amount="",
        rules=rules | {FIVE_LEVEL_CUTS[-1][1]: say("ownlist.rule_level_last", low=ends[-1])},
        care=care | dict.fromkeys(book.index[book["has_veto"]], vetoed),
        told=told,
    )
