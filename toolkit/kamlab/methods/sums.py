"""Totals by group that do not depend on the order of the rows, not even in their last digit."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
DIGITS = 14
"""Digits of a total that stand; what comes after them is rounding of the computer's."""
CHUNK = 1 << 16
"""Rows split at a time, which keeps the memory needed small."""
_POWERS = np.array([float(f"1e{power}") for power in range(309)])


def steady_totals(values: Floats, *, places: Places, counts: npt.NDArray[np.int64]) -> Floats:
    """Total of each group to 14 digits, the same in whatever order the rows come.

    Each value is cut into a multiple of a step, coarse enough that such multiples add up exactly, and a small
    rest (Demmel & Nguyen 2013). Where values cancel out, the digits are those of the sum of their sizes.

    Parameters
    ----------
    values
        Finite numbers in one unit, none beyond 1e200.
    places
        Group of each value, 0 upwards.
    counts
        How many values each group has.

    Examples
    --------
    >>> steady_totals(np.array([0.1, 0.2, 0.3, 5.0]), places=np.array([0, 0, 0, 1]), counts=np.array([3, 1]))
    array([0.6, 5. ])
    """
    if not len(values):
        return np.zeros(len(counts))
    least, largest = float(values.min()), float(values.max())
    most = max(-least, largest)
    shift = 1.5 * math.ldexp(1.0, math.frexp(most * float(counts.max()))[1] + 1)
    exact, rest, size = np.zeros(len(counts)), np.zeros(len(counts)), np.zeros(len(counts))
    for start in range(0, len(values), CHUNK):
        part, group = values[start : start + CHUNK], places[start : start + CHUNK]
        coarse = (part + shift) - shift
        np.add.at(exact, group, coarse)
        np.add.at(rest, group, part - coarse)
        if least < 0:
            np.add.at(size, group, np.abs(part))
    totals = exact + rest
    return _rounded(totals, scale=size if least < 0 else totals)


def _rounded(totals: Floats, *, scale: Floats) -> Floats:
    """Totals to `DIGITS` digits of `scale`."""
    digits = DIGITS - 1 - np.floor(np.log10(np.clip(scale, 1e-290, 1e290))).astype(np.int64)
    power = _POWERS[np.abs(digits)]
    few, many = np.rint(totals * power) / power, np.rint(totals / power) * power
    return np.asarray(np.where(digits >= 0, few, many), dtype=np.float64)
