"""Books of clients to sort into five levels by contribution and potential.

Scores are built backwards: a place on the composite scale first, then two whole numbers that give it,
so that every book has the same number of clients in each level and near a cut. Six tenths of the score
come from contribution, four from potential.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import one_of, shuffled, stream

CUTS = (25, 45, 65, 80)
"""Lower ends of the levels D, C, B, A on the composite scale 0-100."""
NEAR_POINTS = 2.0
"""A client less than this below a cut is amber: the level above is accepted too."""

SAFE = {"A": (82.6, 96.0), "B": (67.6, 77.4), "C": (47.6, 62.4), "D": (27.6, 42.4), "E": (6.0, 22.4)}
BELOW = {"B": 80, "C": 65, "D": 45, "E": 25}
ABOVE = {"A": 80, "B": 65, "C": 45, "D": 25}

FIXED_12 = (
    (92, 80, False), (70, 62, False), (40, 78, False), (35, 20, False), (15, 20, False), (80, 78, False),
    (95, 90, True), (86, 84, False), (74, 70, False), (48, 60, False), (40, 30, False), (12, 24, False),
)  # fmt: skip
Zone = tuple[float, float]
Card = tuple[int, int, bool]


def level_book_12(variant: int) -> pd.DataFrame:
    """Twelve clients: `contribution_score`, `potential_score` (0-100, whole), `has_veto`.

    Two A, three B, two C, two D, two E by score and one vetoed client that would be A or B. One client
    is less than 2 points below a cut, one less than 2 above; all others are at least 2.5 away.
    Variant 0 begins with the seven worked clients.
    """
    if variant == 0:
        return _book(FIXED_12)
    rng = stream("level_book_12", variant)
    return _book(_shuffled_cards(rng, "AABBBCCDDEE", vetoed=(_one_zone(rng, "AB"),)))


def level_book_60(variant: int) -> pd.DataFrame:
    """Sixty clients: as `level_book_12`, and `score` = 0.6 contribution + 0.4 potential (0-100).

    By score 6 A, 12 B, 20 C, 13 D, 6 E; three more are vetoed, one of which would be A or B. One client
    is amber, one just above a cut; all others are at least 2.5 points away.
    """
    rng = stream("level_book_60", variant)
    levels = "A" * 6 + "B" * 12 + "C" * 20 + "D" * 13 + "E" * 6
    book = _book(_shuffled_cards(rng, levels, vetoed=(_one_zone(rng, "AB"), SAFE["C"], SAFE["D"])))
    tenths = 6 * book["contribution_score"] + 4 * book["potential_score"]
    return book.assign(score=tenths / 10)


def scored_cards(rng: np.random.Generator, zones: Sequence[Zone]) -> list[tuple[int, int]]:
    """Contribution and potential, whole 0-100, whose composite score lies in each zone."""
    return [_pair(rng, zone) for zone in zones]


def _pair(rng: np.random.Generator, zone: Zone) -> tuple[int, int]:
    low, high = zone
    while True:
        score = low + (high - low) * rng.random()
        gap = 28.0 * rng.normal()
        contribution, potential = round(score + 0.4 * gap), round(score - 0.6 * gap)
        is_in_zone = low <= (6 * contribution + 4 * potential) / 10 <= high
        if is_in_zone and min(contribution, potential) >= 2 and max(contribution, potential) <= 98:
            return contribution, potential


def _one_zone(rng: np.random.Generator, levels: str) -> Zone:
    return SAFE[levels[int(rng.integers(len(levels)))]]


def _shuffled_cards(rng: np.random.Generator, levels: str, *, vetoed: Sequence[Zone]) -> list[Card]:
    """A client for each level letter, one of them amber and one just above a cut, and the vetoed ones."""
    places = list(levels)
    amber_cut, above_cut = one_of(rng, CUTS), one_of(rng, CUTS)
    places.remove(next(level for level, cut in BELOW.items() if cut == amber_cut))
    places.remove(next(level for level, cut in ABOVE.items() if cut == above_cut))
    zones = [SAFE[level] for level in places]
    zones += [(amber_cut - 1.8, amber_cut - 0.2), (above_cut + 0.2, above_cut + 1.8)]
    pairs = scored_cards(rng, [*zones, *vetoed])
    cards = [(*pair, number >= len(zones)) for number, pair in enumerate(pairs)]
    return [cards[place] for place in shuffled(rng, len(cards))]


def _book(cards: Sequence[Card]) -> pd.DataFrame:
    columns = ["contribution_score", "potential_score", "has_veto"]
    return pd.DataFrame(cards, columns=columns, index=client_ids(len(cards)))
