"""The five schemes for an own list, and the one way to call them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kamlab.errors import BadInput
from kamlab.ownlist.amounts import abc, rfm
from kamlab.ownlist.futures import futures
from kamlab.ownlist.points import levels, score
from kamlab.ownlist.scheme import Classified, Scheme, Wishes, require_columns

SCHEMES: Mapping[str, Scheme] = {
    "abc": Scheme(needs=(), uses=("profit_cny", "contribution_cny", "aum_cny", "equity_cny"), sort=abc),
    "rfm": Scheme(
        needs=("txn_date", "txn_amount_cny"), uses=("invoice_id",), sort=rfm, is_of_transactions=True
    ),
    "score": Scheme(needs=(), uses=(), sort=score),
    "levels": Scheme(needs=("contribution_score", "potential_score"), uses=("has_veto",), sort=levels),
    "futures": Scheme(needs=("equity_cny",), uses=("is_corporate", "has_spot_exposure"), sort=futures),
}
"""Scheme -> what it needs and how it sorts."""


def sort_clients(frame: pd.DataFrame, *, scheme: str, wishes: Wishes) -> Classified:
    """The clients of a clean list in the classes of a scheme.

    Raises
    ------
    BadInput
        The list lacks what the scheme needs, or no row is left of it.
    """
    chosen = SCHEMES[scheme]
    require_columns(frame, chosen.needs, scheme=scheme)
    if len(frame) == 0:
        raise BadInput("ownlist.nothing_left")
    return chosen.sort(frame, wishes)
