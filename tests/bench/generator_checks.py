"""Prints what the branch generator gives over 30 seeds beside what is asked of it.

Run as `python tests/bench/generator_checks.py [seeds]`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "toolkit"))

from branch_checks import BOUNDS, measured  # noqa: E402

from kamlab.data.branch import branch  # noqa: E402


def acceptance(seeds: int) -> pd.DataFrame:
    """Mean, spread and range of each measure over the seeds 0, 1, ..., and whether all are within bounds."""
    found = pd.DataFrame([measured(branch(seed)) for seed in range(seeds)])
    low, high = (pd.Series({name: bound[side] for name, bound in BOUNDS.items()}) for side in (0, 1))
    table = found.agg(["mean", "std", "min", "max"]).T
    return table.assign(low=low, high=high, is_kept=(table["min"] >= low) & (table["max"] <= high))


if __name__ == "__main__":
    print(acceptance(int(sys.argv[1]) if len(sys.argv) > 1 else 30).round(4).to_string())
