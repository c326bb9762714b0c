"""Pictures of a ladder of asset tiers: who stands on which rung, and how near the next one is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from kamlab.charts.drawing import in_percent, legend_above, themed
from kamlab.language import say
from kamlab.methods.rules import Cuts
from kamlab.style import COLOURS, money, number, short_money

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ENDS_CNY = (2.2e3, 4e7)
"""Assets at the left and the right edge."""
ROWS_OF_POINTS = 3
"""Points of one rung stand in so many rows, so that near ones can be told apart."""
MOST_BARS = 8
MOST_SHARE = 0.3
"""Right edge of the distances, as a share of the threshold."""


@themed
def plot_ladder(
    found: pd.DataFrame, *, ax: Axes, cuts: Cuts, near_share: float, names: Mapping[str, str]
) -> Axes:
    """Rungs of the ladder with the clients on them, and the stretch below each threshold that counts as near.

    Parameters
    ----------
    found
        A result of `next_tiers` with `aum_cny` (CNY) and `has_marketing_consent` beside it.
    cuts
        The ladder, highest rung first.
    near_share
        Part of a threshold that a candidate lacks at most, 0-1.
    names
        Tier -> words.
    """
    from matplotlib.ticker import NullLocator

    rungs = [label for _, label in reversed(cuts)]
    thresholds = [low for low, _ in reversed(cuts)][1:]
    ends = [ENDS_CNY[0], *thresholds, ENDS_CNY[1]]
    ax.set_xscale("log")
    for place, (low, high) in enumerate(zip(ends, ends[1:], strict=False)):
        ax.barh(place, high - low, left=low, height=0.84, color=COLOURS["light"], alpha=0.35, lw=0)
        if place < len(thresholds):
            near = near_share * high
            ax.barh(place, near, left=high - near, height=0.84, color=COLOURS["warm"], alpha=0.55, lw=0)
    _draw_clients(found, ax=ax, rungs=rungs)
    counts = found["tier"].value_counts()
    words = [say("charts.ladder_rung", tier=names[tier], count=number(counts.get(tier, 0))) for tier in rungs]
    ax.set_yticks(range(len(rungs)), words)
    ax.set_xticks(thresholds, [short_money(low) for low in thresholds])
    ax.xaxis.set_minor_locator(NullLocator())
    ax.tick_params(axis="y", length=0)
    ax.set(xlim=ENDS_CNY, ylim=(-0.6, len(rungs) - 0.4), xlabel=say("charts.ladder_x"))
    legend_above(ax, columns=3)
    return ax


def _draw_clients(found: pd.DataFrame, *, ax: Axes, rungs: list[str]) -> None:
    """A point a client; candidates as diamonds, hollow where the client does not consent to marketing."""
    is_near, consents = found["is_candidate"], found["has_marketing_consent"]
    row = found["aum_cny"].rank(method="first").astype(int) % ROWS_OF_POINTS
    height = found["tier"].map(rungs.index).astype(float) + 0.26 * (row - 1)
    looks: tuple[tuple[str, pd.Series[bool], dict[str, Any]], ...] = (
        ("other", ~is_near, {"marker": "o", "s": 26, "color": COLOURS["main"]}),
        ("ask", is_near & consents, {"marker": "D", "s": 46, "color": COLOURS["second"]}),
        (
            "silent",
            is_near & ~consents,
            {"marker": "D", "s": 42, "fc": "white", "ec": COLOURS["second"], "lw": 1.6},
        ),
    )
    for name, some, look in looks:
        ax.scatter(
            found.loc[some, "aum_cny"], height[some], label=say(f"charts.ladder_{name}"), zorder=3, **look
        )


@themed
def plot_distance(candidates: pd.DataFrame, *, ax: Axes, names: Mapping[str, str]) -> Axes:
    """How much the nearest candidates lack of the next threshold.

    Parameters
    ----------
    candidates
        Rows of `next_tiers`, the nearest first; the first eight are drawn.
    names
        Tier -> words.
    """
    shown = candidates.iloc[:MOST_BARS]
    places = range(len(shown))
    ax.barh(places, shown["missing_share"], height=0.62, color=COLOURS["warm"])
    rows = zip(shown["missing_share"], shown["missing_cny"], shown["next_tier"], strict=True)
    for place, (share, missing, tier) in enumerate(rows):
        text = say("charts.distance_missing", amount=money(missing), tier=names[str(tier)])
        ax.annotate(text, (share, place), (5, 0), textcoords="offset points", va="center", fontsize=9.5)
    ax.set_yticks(places, [str(client) for client in shown.index])
    ax.tick_params(axis="y", length=0, labelsize=9.5)
    ax.set(xlim=(0, MOST_SHARE), ylim=(MOST_BARS - 0.5, -0.5))
    ax.set(xlabel=say("charts.distance_x"), ylabel=say("charts.client"))
    in_percent(ax.xaxis, step=0.1)
    return ax
