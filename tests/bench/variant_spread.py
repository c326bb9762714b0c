"""Prints how much the difficulty of each dealt table differs between its 24 variants.

Run as `python tests/bench/variant_spread.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "toolkit"))

from deal_checks import spread  # noqa: E402

from kamlab.data.deals import VARIANT_COUNT, names  # noqa: E402


def spreads() -> pd.DataFrame:
    """All measures of all tables, one row each."""
    tables = {name: spread(name, range(VARIANT_COUNT)) for name in names()}
    return pd.concat(tables, names=["table", "measure"])


if __name__ == "__main__":
    print(spreads().round(3).to_string())
