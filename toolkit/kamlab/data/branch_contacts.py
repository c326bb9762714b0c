"""What happens between the bank and a client in a year: visits, calls, complaints, rivals' offers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.draws import Flags, Floats, Integers, stream

VISITS_A_YEAR = (0.3, 0.6, 2.0, 4.0, 6.0, 8.0, 12.0)
CALLS_A_YEAR = (1.0, 2.0, 6.0, 10.0, 14.0, 18.0, 24.0)
"""Mean visits and calls a year for 1 to 7 stars."""
OFFER_SHARES = (0.10, 0.16, 0.22, 0.28, 0.34, 0.40, 0.45)
"""Share of clients courted by a rival, for 1 to 7 stars."""
FIRST_DAY = np.datetime64("2024-01-01")


def contacted(seed: int, clients: pd.DataFrame, satisfaction: Floats) -> pd.DataFrame:
    """Adds a client's last year with us, up to its leaving or the end of the panel.

    `visit_count` and `call_count` (Poisson, mixed by a gamma law of shape 2, mean by star),
    `complaint_count` (Poisson, mean exp(-2.2 - .6 satisfaction)), `has_rival_offer` (.10 to .45 by star).
    """
    rng = stream("branch", seed, "contacts")
    star = clients["star"].to_numpy() - 1
    warmth = rng.gamma(2.0, 0.5, len(clients))
    return clients.assign(
        visit_count=rng.poisson(np.array(VISITS_A_YEAR)[star] * warmth),
        call_count=rng.poisson(np.array(CALLS_A_YEAR)[star] * warmth),
        complaint_count=rng.poisson(np.exp(-2.2 - 0.6 * satisfaction)),
        has_rival_offer=rng.random(len(clients)) < np.array(OFFER_SHARES)[star],
    )


def event_table(seed: int, clients: pd.DataFrame) -> pd.DataFrame:
    """One row an event: `client_id`, `event_date`, `kind` ("visit", "call", "complaint" or "rival_offer").

    Every event counted in the client table lies in the year before the client left, or before the end
    of the panel. Sorted by client and date.
    """
    rng = stream("branch", seed, "events")
    last_month = clients["churn_month"].fillna(24).to_numpy(dtype=np.int64)
    last_day = FIRST_DAY.astype("datetime64[M]") + last_month
    kinds = {
        "visit": clients["visit_count"].to_numpy(),
        "call": clients["call_count"].to_numpy(),
        "complaint": clients["complaint_count"].to_numpy(),
        "rival_offer": _once(clients["has_rival_offer"].to_numpy()),
    }
    place = np.concatenate([np.repeat(np.arange(len(clients)), count) for count in kinds.values()])
    kind = np.repeat(np.arange(len(kinds)), [int(count.sum()) for count in kinds.values()])
    days = 1 + np.floor(365 * rng.random(len(place))).astype(np.int64)
    dates = last_day[place].astype("datetime64[D]") - days
    order = np.lexsort((kind, dates, place))
    return pd.DataFrame(
        {
            "client_id": pd.Categorical.from_codes(place[order], categories=clients.index),
            "event_date": dates[order].astype("datetime64[s]"),
            "kind": pd.Categorical.from_codes(kind[order], categories=pd.Index(list(kinds))),
        }
    )


def _once(flags: Flags) -> Integers:
    return flags.astype(np.int64)
