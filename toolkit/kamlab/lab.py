"""What a page calls: `import kamlab.lab as lab`, then `lab.ask("…")`, `lab.pareto()` and the like.

Every name loads its module, and with it ipywidgets and matplotlib, when it is first used.
"""

from importlib import import_module
from typing import Any

_ROOMS = {
    "open_page": "opening",
    "ask": "ask",
    "table": "tables",
    "hand_in": "hand_in",
    "home": "home",
    "pareto": "pareto",
    "service_gap": "pareto",
    "indicators": "indicators",
    "five_levels": "levels",
    "scoring": "scoring",
    "printed_table": "scoring",
    "futures_classes": "futures",
    "coverage": "coverage",
    "keep_or_win": "keep_or_win",
    "churn_reasons": "churn_reasons",
    "alerts": "alerts",
    "contact_plan": "contact_plan",
    "schemes": "schemes",
    "rfm": "rfm",
    "weight_scales": "weight_scales",
    "lifetime_value": "lifetime_value",
    "client_profit": "client_profit",
    "tier_ladder": "tiers",
    "transfer_signals": "leads",
    "queue_log": "on_site",
    "referrals": "referrals",
    "account_fees": "account_fees",
    "buyers": "buyers",
    "futures_branch": "futures_branch",
    "coverage_gap": "coverage_gap",
    "group_pool": "group_client",
    "own_list": ".ownlist.panel",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(name)
    room = _ROOMS[name]
    return getattr(import_module(f"kamlab{room}" if room.startswith(".") else f"kamlab.panels.{room}"), name)


def __dir__() -> list[str]:
    return sorted(_ROOMS)
