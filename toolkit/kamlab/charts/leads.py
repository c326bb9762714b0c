"""Picture of firms by their account flows: who is on the list, who is missed, who shows the risk signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kamlab.charts.drawing import in_money, in_percent, legend_above, themed
from kamlab.language import say
from kamlab.style import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOOKS: dict[str, dict[str, Any]] = {
    "other": {"marker": ".", "s": 38, "color": COLOURS["quiet"], "alpha": 0.4, "lw": 0, "zorder": 2},
    "missed": {"marker": "o", "s": 40, "fc": "white", "ec": COLOURS["main"], "lw": 1.5, "zorder": 3},
    "hit": {"marker": "o", "s": 46, "fc": COLOURS["main"], "ec": "white", "lw": 0.7, "zorder": 4},
    "false_alarm": {"marker": "s", "s": 34, "fc": COLOURS["quiet"], "ec": "white", "lw": 0.7, "zorder": 3},
    "risk_listed": {"marker": "^", "s": 90, "fc": COLOURS["second"], "ec": "white", "lw": 0.7, "zorder": 5},
    "risk_off": {"marker": "^", "s": 70, "fc": "white", "ec": COLOURS["second"], "lw": 1.5, "zorder": 5},
}
"""What became of a firm -> its mark."""


@themed
def plot_leads(
    flows: pd.DataFrame, *, outcomes: pd.Series[str], ax: Axes, usage_share: float, inflow_cny: float
) -> Axes:
    """Inflow a month (CNY, each mark ten times the last) against account usage (0-1), with the two lines.

    Parameters
    ----------
    flows
        `monthly_inflow_cny`, above 0, and `usage_share`; index the firms.
    outcomes
        What became of each firm, as `lead_outcomes` says, on the same index.
    usage_share, inflow_cny
        The two lines.
    """
    ax.set(xscale="log", xlim=(4.2e4, 9.5e6), ylim=(0, 1.03))
    handles = []
    for name, look in LOOKS.items():
        rows = flows[outcomes == name]
        label = say(f"charts.leads_{name}")
        handles.append(ax.scatter(rows["monthly_inflow_cny"], rows["usage_share"], label=label, **look))
    line: dict[str, Any] = {"color": COLOURS["quiet"], "lw": 1.2, "ls": (0, (4, 3)), "zorder": 1}
    ax.axvline(inflow_cny, **line)
    ax.axhline(usage_share, **line)
    ax.set(xlabel=say("charts.leads_x"), ylabel=say("charts.leads_y"))
    in_money(ax.xaxis)
    in_percent(ax.yaxis)
    legend_above(ax, columns=3, handles=handles)
    return ax
