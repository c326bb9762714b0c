"""Prints what the generators of branch and broker give over 30 seeds beside what is asked of them.

Run as `python tests/bench/generator_checks.py [seeds]`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "toolkit"))

import branch_checks  # noqa: E402
import broker_checks  # noqa: E402

from kamlab.data.branch import branch  # noqa: E402
from kamlab.data.broker import broker  # noqa: E402

Measure = Callable[[int], Mapping[str, float]]


def acceptance(measure: Measure, bounds: Mapping[str, tuple[float, float]], seeds: int) -> pd.DataFrame:
    """Mean, spread and range of each measure over the seeds 0, 1, ..., and whether all are within bounds."""
    found = pd.DataFrame([measure(seed) for seed in range(seeds)])
    low, high = (pd.Series({name: bound[side] for name, bound in bounds.items()}) for side in (0, 1))
    table = found[list(bounds)].agg(["mean", "std", "min", "max"]).T
    return table.assign(low=low, high=high, is_kept=(table["min"] >= low) & (table["max"] <= high))


def main(seeds: int) -> None:
    """Print both tables."""
    books = (
        (lambda seed: branch_checks.measured(branch(seed)), branch_checks.BOUNDS),
        (lambda seed: broker_checks.measured(broker(seed)), broker_checks.BOUNDS),
    )
    for measure, bounds in books:
        print(acceptance(measure, bounds, seeds).round(4).to_string(), end="\n\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
