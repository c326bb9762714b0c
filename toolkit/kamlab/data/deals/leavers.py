"""Sixty clients who left a futures branch: the facts, and the reason that the branch wrote down."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import one_of, shuffled, stream

FIXED_COUNTS = {
    "given_up": 2, "forced": 4, "own_wish": 18, "loss_making": 17, "competitor": 10, "taken_along": 9,
}  # fmt: skip
"""Leavers by the reason that the facts speak for."""
START_COUNTS = range(400, 601, 20)
FIXED_START = 480
LEAVER_COUNT = 60
WRITTEN_FORCED, WRITTEN_OWN_WISH = 6, 3
"""Accidental leavers whom the branch wrote down as forced, and others whom it wrote down as own wish."""
LOST_HALF = 0.5
"""A client with at most this part of the equity left is loss-making (teaching value)."""
NEAR_COUNT = 3
"""Clients who left on their own wish with a little more than that."""


def leaver_log(variant: int) -> pd.DataFrame:
    """Sixty leavers in a shuffled order; `attrs["start_count"]` is the number of clients at the start.

    Columns: `is_closed_by_firm` (for risk), `life_event` (none, moved_away, money_needed), `left_with`
    (nobody, staff, intermediary), `has_rival_offer`, `equity_ratio` (equity at the end over that at the
    start), `contribution_cny` (yuan in the last year), `recorded_reason` (what the branch wrote).

    One ground holds for a leaver, or none: closed by the firm is given up; a life event is forced; having
    followed somebody is taken along; a rival's offer is competitor; half the equity gone or more is
    loss-making; no ground is own wish. 52 to 55 are accidental by the facts, six fewer by what was written:
    six of them stand there as forced, three more under the wrong accidental reason. Three left on their own
    wish with 51-58 % of their equity, which is not yet half lost.
    """
    rng = stream("leaver_log", variant)
    counts = FIXED_COUNTS if variant == 0 else _counts(rng)
    reasons = [reason for reason, count in counts.items() for _ in range(count)]
    rows = [_row(rng, reason) for reason in reasons]
    log = pd.DataFrame(rows)
    near = [place for place, reason in enumerate(reasons) if reason == "own_wish"][:NEAR_COUNT]
    log.loc[near, "equity_ratio"] = [round(0.51 + 0.07 * rng.random(), 2) for _ in near]
    log["recorded_reason"] = _written(rng, reasons)
    log = log.iloc[shuffled(rng, len(log))].set_axis(client_ids(len(log)))
    log.attrs["start_count"] = FIXED_START if variant == 0 else one_of(rng, START_COUNTS)
    return log


def _counts(rng: np.random.Generator) -> dict[str, int]:
    low = {"given_up": 2, "forced": 3, "loss_making": 16, "competitor": 9, "taken_along": 8}
    wide = {"given_up": 2, "forced": 3, "loss_making": 3, "competitor": 3, "taken_along": 3}
    drawn = {reason: least + int(rng.integers(wide[reason])) for reason, least in low.items()}
    return drawn | {"own_wish": LEAVER_COUNT - sum(drawn.values())}


def _row(rng: np.random.Generator, reason: str) -> dict[str, object]:
    lost = (0.08, 0.47) if reason == "loss_making" else (0.62, 1.25)
    return {
        "is_closed_by_firm": reason == "given_up",
        "life_event": _pick(rng, ("moved_away", "money_needed")) if reason == "forced" else "none",
        "left_with": _pick(rng, ("staff", "intermediary")) if reason == "taken_along" else "nobody",
        "has_rival_offer": reason == "competitor",
        "equity_ratio": round(lost[0] + (lost[1] - lost[0]) * rng.random(), 2),
        "contribution_cny": 100 * round(float(np.exp(3.0 + 0.9 * rng.normal()))),
    }


def _pick(rng: np.random.Generator, options: Sequence[str]) -> str:
    return options[int(rng.integers(len(options)))]


def _written(rng: np.random.Generator, reasons: Sequence[str]) -> list[str]:
    """What the branch wrote: the true reason but for nine leavers."""
    written = list(reasons)
    blamed = ("competitor", "taken_along", "loss_making")
    places = [place for place, reason in enumerate(reasons) if reason in blamed]
    wrong = [places[place] for place in shuffled(rng, len(places))[: WRITTEN_FORCED + WRITTEN_OWN_WISH]]
    for order, place in enumerate(wrong):
        written[place] = "forced" if order < WRITTEN_FORCED else "own_wish"
    return written
