"""A group client looked at as one: its wallet over the banks, and the cash that pooling sets free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.single import one_number
from kamlab.schema import not_empty, numbers, one_row_each, require


def wallet_shares(balances: pd.DataFrame, *, banks: Sequence[str]) -> pd.DataFrame:
    """Share of wallet of each bank, entity by entity and for the group.

    From one row an entity with a column of balances for each bank (CNY, 0 or more) to the same columns as
    shares 0-1 of the row, on the same index, and a last row `group`, which weighs entities by their money. An
    entity without money has missing shares.

    Raises
    ------
    MissingColumn, BadInput
        A bank's column is missing, a balance is missing, negative or no number, an entity stands twice, or
        nobody has any money.

    Examples
    --------
    >>> book = pd.DataFrame({"own_cny": [30, 10], "rival_cny": [10, 50]}, index=["G01", "G02"])
    >>> wallet_shares(book, banks=["own_cny", "rival_cny"])["own_cny"].tolist()
    [0.75, 0.16666666666666666, 0.4]
    """
    require(balances, *banks, table="balances")
    one_row_each(balances.index)
    clean = pd.DataFrame({bank: numbers(balances[bank], low=0) for bank in banks})
    if not clean.to_numpy().sum() > 0:
        raise BadInput("methods.nothing_positive")
    both = pd.concat([clean, clean.sum().to_frame("group").T])
    return both.div(both.sum(axis="columns").where(lambda total: total > 0), axis="index")


@dataclass(frozen=True, eq=False)
class Pooling:
    """Cash that entities must hold apart, and together.

    Attributes
    ----------
    needs
        Entity -> cash it must hold at the start so as never to fall below zero, CNY.
    separate_cny
        Sum of the needs: what the entities hold when each looks after itself.
    pooled_cny
        What they must hold as one.
    released_cny
        What pooling sets free, never below 0.
    path
        Cash position of the pool after each period, CNY, with nothing held at the start.
    """

    needs: pd.Series[float]
    separate_cny: float
    pooled_cny: float
    released_cny: float
    path: pd.Series[float]


def pooling(flows: pd.DataFrame, *, safety_share: float = 0.0) -> Pooling:
    """Cash set free when entities pool their cash: their low points do not fall into the same weeks.

    The need of an entity is the deepest fall of its running net flow below zero, times 1 + `safety_share`;
    the need of the pool is the same of the summed flows, so it is never larger than the sum of the needs.

    Parameters
    ----------
    flows
        One row a period in order of time, one column an entity; net flow in CNY, outflows negative.
    safety_share
        What is held on top of the deepest fall, as a share of it, 0 or more.

    Raises
    ------
    BadInput
        There is no period or no entity, a flow is missing, infinite or no number, or the share is negative.

    Examples
    --------
    >>> result = pooling(pd.DataFrame({"G01": [-30, 40], "G02": [20, -50]}))
    >>> result.separate_cny, result.pooled_cny, result.released_cny
    (60.0, 20.0, 40.0)
    """
    not_empty(flows)
    not_empty(flows.T)
    factor = 1 + one_number(safety_share, name="safety_share", low=0)
    clean = pd.DataFrame({entity: numbers(flows[entity]) for entity in flows})
    needs = factor * -clean.cumsum().min().clip(upper=0)
    path = clean.sum(axis="columns").cumsum()
    together = factor * -min(float(path.min()), 0.0)
    apart = float(needs.sum())
    return Pooling(needs, apart, together, max(apart - together, 0.0), path)
