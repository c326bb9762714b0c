"""Short client ids for tables that are read by eye."""

from __future__ import annotations

import pandas as pd


def client_ids(count: int, *, first: int = 1) -> pd.Index[str]:
    """Ids K01, K02, ... as an index named client_id.

    Examples
    --------
    >>> client_ids(2, first=8).tolist()
    ['K08', 'K09']
    """
    return pd.Index([f"K{number:02d}" for number in range(first, first + count)], name="client_id")
