"""What clients say when asked: recommendation, satisfaction, and 22 service items."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.draws import Floats, Integers, stream

DIMENSIONS = {"tangibles": 4, "reliability": 5, "responsiveness": 4, "assurance": 4, "empathy": 5}
"""Items of each dimension in questionnaire order (SERVQUAL: Parasuraman, Zeithaml & Berry 1988)."""
DIMENSION_MEANS = (5.1, 4.9, 4.5, 5.0, 4.4)
CSAT_CUTS = (-1.9, -1.1, -0.2, 0.9)


def satisfaction_of(seed: int, count: int) -> Floats:
    """Latent satisfaction of each client, standard normal; unseen, but answers and churn lean on it."""
    return stream("branch", seed, "satisfaction").normal(size=count)


def survey_table(seed: int, clients: pd.DataFrame, satisfaction: Floats) -> pd.DataFrame:
    """Every client's answers, index `client_id`, so that samples can be drawn and compared with the whole.

    `nps_score` (0-10, NPS about +20), `csat_score` (1-5), `item_01_score` ... `item_22_score` (1-7): one
    latent satisfaction, five dimension factors, noise.
    """
    rng = stream("branch", seed, "survey")
    count = len(clients)
    recommends = 0.8 * satisfaction + 0.6 * rng.normal(size=count)
    content = 0.8 * satisfaction + 0.6 * rng.normal(size=count)
    answers = pd.DataFrame(
        {
            "nps_score": _scale(8.05 + 1.85 * recommends, 0, 10),
            "csat_score": 1 + np.searchsorted(CSAT_CUTS, content),
        },
        index=clients.index,
    )
    items = pd.DataFrame(_items(rng, satisfaction), columns=item_names(), index=clients.index)
    return pd.concat([answers, items], axis="columns")


def item_names() -> list[str]:
    """Columns of the 22 service items, in order.

    Examples
    --------
    >>> item_names()[0], len(item_names())
    ('item_01_score', 22)
    """
    return [f"item_{number:02d}_score" for number in range(1, 1 + sum(DIMENSIONS.values()))]


def _items(rng: np.random.Generator, satisfaction: Floats) -> Integers:
    dimension = np.repeat(np.arange(len(DIMENSIONS)), list(DIMENSIONS.values()))
    factors = rng.normal(size=(len(satisfaction), len(DIMENSIONS)))
    noise = rng.normal(size=(len(satisfaction), len(dimension)))
    felt = 0.75 * satisfaction[:, None] + 0.45 * factors[:, dimension] + 0.7 * noise
    return _scale(np.array(DIMENSION_MEANS)[dimension] + felt, 1, 7)


def _scale(felt: Floats, low: int, high: int) -> Integers:
    return np.clip(np.rint(felt), low, high).astype(np.int64)
