"""One manager's book at a futures branch: fourteen who left, eight who may leave, ten who want a keeper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import one_of, shuffled, stream


class Exit(NamedTuple):
    """What a note on a leaver says, as the facts from which the reason follows."""

    is_closed_by_firm: bool = False
    life_event: str = "none"
    left_with: str = "nobody"
    has_rival_offer: bool = False


EXIT_NOTES: Mapping[str, Exit] = MappingProxyType(
    {
        "papers_refused": Exit(is_closed_by_firm=True),
        "borrowed_account": Exit(is_closed_by_firm=True),
        "moved_abroad": Exit(life_event="moved_away"),
        "hospital_bill": Exit(life_event="money_needed"),
        "flat_bought": Exit(life_event="money_needed"),
        "plant_stopped": Exit(life_event="money_needed"),
        "followed_manager": Exit(left_with="staff"),
        "group_of_seven": Exit(left_with="staff"),
        "followed_intermediary": Exit(left_with="intermediary"),
        "half_the_fee": Exit(has_rival_offer=True),
        "faster_line": Exit(has_rival_offer=True),
        "rival_research": Exit(has_rival_offer=True),
        "no_word": Exit(),
        "no_time": Exit(),
        "nobody_called": Exit(),
        "enough_now": Exit(),
    }
)
"""Note of the desk -> its facts; the words are `data.exit_note_<name>` in the message catalogue."""
_CLOSED = ("papers_refused", "borrowed_account")
_EVENTS = ("moved_abroad", "hospital_bill", "flat_bought", "plant_stopped")
_FOLLOWED = ("followed_manager", "group_of_seven", "followed_intermediary")
_RIVALS = ("half_the_fee", "faster_line", "rival_research")
_SILENT = ("no_word", "no_time", "nobody_called", "enough_now")
_LOST, _KEPT, _NEAR = (0.12, 0.46), (0.64, 1.20), (0.52, 0.58)
"""Bands of the equity left: more than half of it lost, most of it kept, nearly half of it lost."""
FIXED_START = 120
START_COUNTS = range(90, 161, 5)

HOUR_BUDGET = 12
NOT_TO_PERSUADE = ("test_expired", "pension_money", "asked_to_close")
"""Notes on clients whom nobody may talk into staying: unsuited to futures, or decided and in writing."""
_MAY_STAY = (
    "quiet_two_months", "complaint_open", "rival_quote", "manager_left", "reports_stopped", "system_trouble",
)  # fmt: skip
_WORTH_IT = ((2, 4, 6), (3, 4, 5))
"""Hours of the three clients who fill the budget and bring most an hour."""
_CLASS_BY_HOURS = {2: "retail", 3: "mid", 4: "mid", 5: "large", 6: "large", 10: "hedger"}

LINES = {
    "monthly_trade_count": 40,
    "monthly_turnover_cny": 20_000_000,
    "account_count": 2,
    "equity_cny": 1_000_000,
}
"""From these figures on a client trades often, trades much, runs several accounts, holds much (teaching)."""
_HELD = ("1111", "1110", "1011", "0111", "1100", "0011", "1001", "0001", "1000", "0000")
"""Which of the four lines each of ten clients reaches."""


def branch_leavers(variant: int) -> pd.DataFrame:
    """Fourteen leavers of a year in a shuffled order; `attrs["start_count"]` is the number at the start.

    Columns: `exit_note` (what the desk wrote, see `exit_facts`), `equity_ratio` (equity at the end over that
    at the start), `annual_commission_cny` (yuan in the last year).

    One is given up, two or three forced, two drawn by a rival, three or two taken along. A note with a ground
    settles the reason; three such leavers have lost more than half all the same. Six notes give no ground and
    leave it to the equity: half or more lost is loss-making. One who left on their own wish lost 42-48 %.
    """
    rng = stream("branch_leavers", variant)
    forced, loss = int(rng.integers(2, 4)), int(rng.integers(2, 4))
    notes = _some(rng, _CLOSED, 1) + _some(rng, _EVENTS, forced) + _some(rng, _RIVALS, 2)
    notes += _some(rng, _FOLLOWED, 5 - forced)
    grounded = [_LOST if place in (1, forced + 1, 7) else _KEPT for place in range(len(notes))]
    bands = [*grounded, _NEAR, *[_KEPT] * (5 - loss), *[_LOST] * loss]
    notes += _some(rng, _SILENT * 2, 6)
    rows = [
        {
            "exit_note": note,
            "equity_ratio": round(low + (high - low) * rng.random(), 2),
            "annual_commission_cny": 100 * round(12 + 130 * rng.random() ** 2),
        }
        for note, (low, high) in zip(notes, bands, strict=True)
    ]
    book = pd.DataFrame([rows[place] for place in shuffled(rng, len(rows))], index=client_ids(len(rows)))
    book.attrs["start_count"] = FIXED_START if variant == 0 else one_of(rng, START_COUNTS)
    return book


def exit_facts(leavers: pd.DataFrame) -> pd.DataFrame:
    """What the notes say, in the columns from which a method reads the reason.

    From `exit_note` and `equity_ratio` to `is_closed_by_firm`, `life_event`, `left_with`, `has_rival_offer`
    and `equity_ratio`, on the same index.

    Examples
    --------
    >>> book = pd.DataFrame({"exit_note": ["half_the_fee"], "equity_ratio": [0.9]})
    >>> exit_facts(book)[["has_rival_offer", "left_with"]].to_dict("records")
    [{'has_rival_offer': True, 'left_with': 'nobody'}]
    """
    facts = pd.DataFrame([EXIT_NOTES[note]._asdict() for note in leavers["exit_note"]], index=leavers.index)
    return facts.assign(equity_ratio=leavers["equity_ratio"])


def keep_candidates(variant: int) -> pd.DataFrame:
    """Eight clients who may leave, in a shuffled order; `attrs["hour_budget"]` is what the desk can spend.

    Columns: `client_class`, `stay_note` (what the desk heard), `annual_commission_cny` (yuan),
    `contact_hours` (work that a serious attempt takes).

    Two are not to be persuaded and would bring most an hour. Of the six others three fill the budget exactly
    and bring 2,000-2,600 yuan an hour, so that no other choice within the budget brings as much; the other
    three bring at most 1,800, and one of them is the largest of all by commission.
    """
    rng = stream("keep_candidates", variant)
    worth = [(hours, 2000, 2600, "") for hours in _WORTH_IT[int(rng.integers(2))]]
    others = [(10, 1700, 1800, ""), (3, 700, 1300, ""), (5, 800, 1400, "")]
    barred = [
        (hours, 2900, 3500, note) for hours, note in zip((2, 3), _some(rng, NOT_TO_PERSUADE, 2), strict=True)
    ]
    notes = _some(rng, _MAY_STAY, 6)
    rows = []
    for hours, low, high, bar in [*worth, *others, *barred]:
        each = 100 * int(rng.integers(low // 100, high // 100 + 1))
        rows.append(
            {
                "client_class": _CLASS_BY_HOURS[hours],
                "stay_note": bar or notes.pop(),
                "annual_commission_cny": hours * each,
                "contact_hours": hours,
            }
        )
    book = pd.DataFrame([rows[place] for place in shuffled(rng, len(rows))], index=client_ids(len(rows)))
    book.attrs["hour_budget"] = HOUR_BUDGET
    return book


def key_client_page(variant: int) -> pd.DataFrame:
    """Ten clients who ask for a named person, in a shuffled order.

    Columns: `monthly_trade_count`, `monthly_turnover_cny` (yuan), `account_count`, `equity_cny` (yuan). Four
    reach at least three of the four `LINES`, one of them all four; three reach two, two reach one, one none.
    """
    rng = stream("key_client_page", variant)
    rows = [_page_row(rng, held) for held in _HELD]
    return pd.DataFrame([rows[place] for place in shuffled(rng, len(rows))], index=client_ids(len(rows)))


def _page_row(rng: np.random.Generator, held: str) -> dict[str, int]:
    reached = dict(zip(LINES, (flag == "1" for flag in held), strict=True))
    return {
        "monthly_trade_count": int(rng.integers(*((42, 121) if reached["monthly_trade_count"] else (4, 37)))),
        "monthly_turnover_cny": _millions(rng, (21, 90) if reached["monthly_turnover_cny"] else (1, 19)),
        "account_count": int(rng.integers(2, 5)) if reached["account_count"] else 1,
        "equity_cny": _tens(rng, (105, 900) if reached["equity_cny"] else (6, 95)),
    }


def _millions(rng: np.random.Generator, ends: tuple[int, int]) -> int:
    return 1_000_000 * int(rng.integers(ends[0], ends[1] + 1))


def _tens(rng: np.random.Generator, ends: tuple[int, int]) -> int:
    return 10_000 * int(rng.integers(ends[0], ends[1] + 1))


def _some(rng: np.random.Generator, pool: Sequence[str], count: int) -> list[str]:
    """Different notes of a pool, in random order."""
    return [pool[place] for place in shuffled(rng, len(pool))[:count]]
