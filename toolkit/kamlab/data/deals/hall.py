"""Visitors to the hall: one hour on a page, and a log of twenty days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.draws import Floats, apportioned, even_shares, normal_quantile, one_of, shuffled, stream

PAGE_DAY_COUNTS = (300, 240, 260, 280, 320, 340, 360, 380, 400)
"""Visitors of the whole day: the first is the worked one; a fifth and a twentieth of each are whole."""
LARGE_CNY = 100_000
PAGE_KINDS = {
    "large": ("ordinary", (118, 460), False, True),
    "exactly": ("ordinary", (100, 100), False, True),
    "cash": ("ordinary", (105, 240), True, True),
    "no consent": ("ordinary", (112, 520), False, False),
    "no consent, cash": ("ordinary", (101, 190), True, False),
    "near": ("ordinary", (90, 99), False, True),
    "cash below": ("ordinary", (55, 86), True, True),
    "small cash": ("ordinary", (1, 46), True, True),
    "vip": ("vip", (130, 620), False, True),
    "vip cash": ("vip", (60, 88), True, True),
    "vip small": ("vip", (4, 80), False, False),
    "small": ("ordinary", (1, 70), False, True),
    "small, no consent": ("ordinary", (1, 70), False, False),
}
"""Kind of visitor -> ticket, thousand yuan from and to, cash, consent."""
PAGE_COUNTS = {
    "exactly": 1, "cash": 1, "no consent": 1, "no consent, cash": 1, "near": 2, "cash below": 1,
    "small cash": 2, "vip": 2, "vip cash": 1, "vip small": 2, "small, no consent": 3,
}  # fmt: skip
PAGE_COUNT = 25
LOG_COUNT, DAY_COUNT, HOURS = 5_000, 20, range(9, 17)
HOUR_WEIGHTS = (15, 18, 14, 8, 7, 13, 15, 10)
VIP_SHARE, LARGE_SHARE, CONSENT_SHARE = 0.20, 0.09, 0.70
LARGE_VIPS = range(120, 186, 3)
"""How many of the large transactions are those of clients with a VIP ticket."""
VIP_TIERS = ("gold", "platinum", "wealth", "private")
VIP_TIER_STEPS = (0.58, 0.85, 0.96)


def queue_page(variant: int) -> pd.DataFrame:
    """Twenty-five visitors of one hour, by ticket number; `attrs["visitor_count"]` counts the whole day.

    Columns: `ticket` ("ordinary" or "vip"), `amount_cny` (yuan, whole thousands), `is_cash`,
    `has_marketing_consent` (teaching values).

    A fifth hold a VIP ticket. Three to five have an ordinary one, a transaction of 100,000 or more and agree
    to marketing: one of them at exactly 100,000, one in cash. Traps: as large without consent, just below the
    line, VIPs with large amounts, cash below the line of the source but above that of due diligence.
    """
    rng = stream("queue_page", variant)
    large = one_of(rng, (1, 2, 3))
    counts = PAGE_COUNTS | {"large": large, "small": PAGE_COUNT - large - sum(PAGE_COUNTS.values())}
    kinds = [PAGE_KINDS[kind] for kind, count in counts.items() for _ in range(count)]
    rows = [_visitor(rng, *kinds[place]) for place in shuffled(rng, len(kinds))]
    page = pd.DataFrame(rows, index=_tickets(len(rows), digits=2))
    page.attrs["visitor_count"] = PAGE_DAY_COUNTS[variant % len(PAGE_DAY_COUNTS)]
    return page


def queue_log(variant: int) -> pd.DataFrame:
    """Five thousand visitors of twenty days, by day and hour (teaching values).

    Columns: `day` (1-20), `hour` (9-16, whole), `ticket`, `tier`, `amount_cny` (yuan), `is_cash`,
    `has_marketing_consent`.

    A fifth hold a VIP ticket, 450 have a transaction of 100,000 or more, 70 % agree to marketing. Of the 450,
    120 to 183 hold a VIP ticket: so 5.3 to 6.6 % of all visitors have an ordinary ticket and a large
    transaction, and about seven in ten of these may be spoken to about products.
    """
    rng = stream("queue_log", variant)
    ticket, amounts = _ticketed_amounts(rng)
    order = shuffled(rng, LOG_COUNT)
    log = pd.DataFrame(
        {
            "day": 1 + np.arange(LOG_COUNT) * DAY_COUNT // LOG_COUNT,
            "hour": _hours(rng),
            "ticket": ticket[order],
            "tier": _tiers(rng, ticket[order]),
            "amount_cny": amounts[order].astype(np.int64),
            "is_cash": rng.random(LOG_COUNT) < np.where(amounts[order] < LARGE_CNY, 0.35, 0.15),
            "has_marketing_consent": rng.random(LOG_COUNT) < CONSENT_SHARE,
        }
    )
    log = log.sort_values(["day", "hour"], kind="stable")
    return log.set_axis(_tickets(LOG_COUNT, digits=4))


def _tickets(count: int, *, digits: int) -> pd.Index[str]:
    return pd.Index([f"T{number:0{digits}d}" for number in range(1, count + 1)], name="ticket_number")


def _visitor(
    rng: np.random.Generator, ticket: str, thousand: tuple[int, int], is_cash: bool, agrees: bool
) -> dict[str, object]:
    amount = 1_000 * int(rng.integers(thousand[0], thousand[1] + 1))
    return {"ticket": ticket, "amount_cny": amount, "is_cash": is_cash, "has_marketing_consent": agrees}


def _ticketed_amounts(rng: np.random.Generator) -> tuple[np.ndarray, Floats]:
    """Ticket and amount of every visitor: exact numbers of VIPs and of large transactions."""
    vips, large = round(VIP_SHARE * LOG_COUNT), round(LARGE_SHARE * LOG_COUNT)
    large_vips = one_of(rng, LARGE_VIPS)
    tickets, amounts = [], []
    for name, count, over in (
        ("ordinary", LOG_COUNT - vips, large - large_vips),
        ("vip", vips, large_vips),
    ):
        tickets += [name] * count
        amounts.append(_amounts(rng, count, over))
    return np.array(tickets, dtype=object), np.concatenate(amounts)


def _amounts(rng: np.random.Generator, count: int, over: int) -> Floats:
    """Lognormal amounts, of which exactly `over` reach the line, in whole hundreds of yuan."""
    cut = 1 - over / count
    below, above = even_shares(rng, count - over), even_shares(rng, over)
    shares = np.concatenate([cut * below, cut + (1 - cut) * above])
    spread, line = 1.6, float(normal_quantile(np.array([cut]))[0])
    amounts = LARGE_CNY * np.exp(spread * (normal_quantile(np.clip(shares, 1e-9, 1 - 1e-9)) - line))
    rounded = np.maximum(100 * np.round(amounts / 100), 100)
    rounded[: count - over] = np.minimum(rounded[: count - over], LARGE_CNY - 100)
    return np.asarray(rounded, dtype=np.float64)


def _hours(rng: np.random.Generator) -> np.ndarray:
    """Hours of the visitors, day by day in the same proportions."""
    counts = apportioned(LOG_COUNT // DAY_COUNT, HOUR_WEIGHTS)
    return np.tile(np.repeat(np.array(HOURS), counts), DAY_COUNT)


def _tiers(rng: np.random.Generator, ticket: np.ndarray) -> np.ndarray:
    tier = np.array(VIP_TIERS, dtype=object)[np.searchsorted(VIP_TIER_STEPS, rng.random(len(ticket)))]
    return np.where(ticket == "vip", tier, "ordinary")
