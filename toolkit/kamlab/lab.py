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
    "schemes": "schemes",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(name)
    return getattr(import_module(f"kamlab.panels.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_ROOMS)
