"""Where every invented number comes from: one named, reproducible stream for each part.

A stream is opened by its name, so adding a part to a generator leaves all others as they were. Only
draws whose values have not changed between numpy versions are used where a key depends on them:
`random`, `normal`, `integers`.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_STANDARD = NormalDist()
_BETA_GRID = np.linspace(0.0, 1.0, 2001)
_BETA_CDF = _BETA_GRID**2 * (6 - 8 * _BETA_GRID + 3 * _BETA_GRID**2)


def stream(*name: object) -> np.random.Generator:
    """Generator of the stream with this name; the same name always starts at the same place.

    Examples
    --------
    >>> bool(stream("deal", 3).random() == stream("deal", 3).random())
    True
    """
    digest = hashlib.sha256("/".join(str(part) for part in name).encode("utf-8")).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def normal_quantile(shares: Floats) -> Floats:
    """Standard normal quantile of each share, each strictly between 0 and 1.

    Examples
    --------
    >>> normal_quantile(np.array([0.5, 0.8])).round(4).tolist()
    [0.0, 0.8416]
    """
    return np.array([_STANDARD.inv_cdf(share) for share in shares.tolist()], dtype=np.float64)


def normal_share(values: Floats) -> Floats:
    """Share of a standard normal below each value, 0-1.

    Examples
    --------
    >>> normal_share(np.array([0.0, 1.96])).round(3).tolist()
    [0.5, 0.975]
    """
    return np.array([0.5 * math.erfc(-value / math.sqrt(2)) for value in values.tolist()], dtype=np.float64)


def beta_2_3(shares: Floats) -> Floats:
    """Quantile of the Beta(2, 3) law for each share 0-1, to about 1e-6.

    Examples
    --------
    >>> beta_2_3(np.array([0.0, 0.6875, 1.0])).round(4).tolist()
    [0.0, 0.5, 1.0]
    """
    return np.interp(shares, _BETA_CDF, _BETA_GRID)


def shuffled(rng: np.random.Generator, count: int) -> Integers:
    """Positions 0..count-1 in a random order."""
    return np.argsort(rng.random(count), kind="stable").astype(np.int64)


def even_shares(rng: np.random.Generator, count: int) -> Floats:
    """Systematic sample of 0-1, ascending: one random start, then even steps.

    Examples
    --------
    >>> np.diff(even_shares(stream("example"), 4)).round(9).tolist()
    [0.25, 0.25, 0.25]
    """
    return np.asarray((np.arange(count) + rng.random()) / max(count, 1), dtype=np.float64)


def one_of(rng: np.random.Generator, options: Sequence[int]) -> int:
    """One of the options, each as likely."""
    return options[int(rng.integers(len(options)))]


def apportioned(total: int, weights: Sequence[float]) -> Integers:
    """Whole numbers in proportion to the weights that add up to `total` (largest remainder, Hamilton 1792).

    Examples
    --------
    >>> apportioned(10, [1, 1, 1]).tolist()
    [4, 3, 3]
    """
    exact = total * np.asarray(weights, dtype=np.float64) / float(np.sum(weights))
    whole = np.floor(exact + 1e-9).astype(np.int64)
    largest = np.argsort(-(exact - whole), kind="stable")[: total - int(whole.sum())]
    whole[largest] += 1
    return whole
