"""What is measured of a generated broker, and between which bounds it must lie."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.broker import Broker

BOUNDS = {
    "hedgers' share of clients": (0.039, 0.041),
    "hedgers' share of equity": (0.50, 0.68),
    "hedgers' share of contribution": (0.35, 0.53),
    "hedgers' share of net fee": (0.04, 0.095),
    "retail share of clients": (0.749, 0.751),
    "retail share of contribution": (0.05, 0.11),
    "active after 24 months, hedger": (0.76, 0.95),
    "active after 24 months, large": (0.70, 0.95),
    "active after 24 months, mid": (0.52, 0.70),
    "active after 24 months, retail": (0.24, 0.33),
    "top-20 % share of contribution": (0.87, 0.95),
    "client-months with risk above 1": (0.018, 0.028),
    "correlation of fee rate and volatility": (0.75, 1.0),
    "retail equity of those who stay, last over first": (0.2, 0.7),
    "February and October turnover over the rest": (0.6, 0.95),
}


def measured(broker: Broker) -> dict[str, float]:
    """Every measure of `BOUNDS` for one broker."""
    clients, monthly = broker.clients, broker.monthly
    kind = clients["client_class"].reindex(monthly["client_id"]).to_numpy()
    money = monthly[["equity_cny", "net_fee_cny", "contribution_cny"]].groupby(kind, observed=True).sum()
    shares = money / money.sum()
    active = 1 - clients.groupby("client_class", observed=True)["has_churned"].mean()
    by_client = monthly.groupby("client_id", observed=True)["contribution_cny"].sum().clip(lower=0)
    top = by_client.nlargest(int(np.ceil(0.2 * len(by_client)))).sum() / by_client.sum()
    return {
        "hedgers' share of clients": clients["is_hedger"].mean(),
        "hedgers' share of equity": shares.loc["hedger", "equity_cny"],
        "hedgers' share of contribution": shares.loc["hedger", "contribution_cny"],
        "hedgers' share of net fee": shares.loc["hedger", "net_fee_cny"],
        "retail share of clients": (clients["client_class"] == "retail").mean(),
        "retail share of contribution": shares.loc["retail", "contribution_cny"],
        **{f"active after 24 months, {name}": active[name] for name in ("hedger", "large", "mid", "retail")},
        "top-20 % share of contribution": top,
        "client-months with risk above 1": (monthly.loc[monthly["is_active"], "risk_ratio"] > 1).mean(),
        **_market(broker),
        "retail equity of those who stay, last over first": _retail_fall(broker),
    }


def _market(broker: Broker) -> dict[str, float]:
    months = broker.monthly.groupby("month")[["equity_cny", "turnover_cny", "commission_cny"]].sum()
    rates = months.div(months["equity_cny"], axis="index")
    volatility = broker.market.set_index("month")["volatility"]
    calm = rates["turnover_cny"] / volatility
    is_low = pd.Series(calm.index % 12, index=calm.index).isin([2, 10])
    return {
        "correlation of fee rate and volatility": rates["commission_cny"].corr(volatility),
        "February and October turnover over the rest": calm[is_low].mean() / calm[~is_low].mean(),
    }


def _retail_fall(broker: Broker) -> float:
    stays = broker.clients.query("client_class == 'retail' and not has_churned")
    last = broker.monthly.query("month == 24").set_index("client_id")["equity_cny"].reindex(stays.index)
    return float((last / stays["equity_cny"]).median())
