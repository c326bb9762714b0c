"""What is measured of a generated branch, and between which bounds it must lie."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.branch import Branch
from kamlab.data.branch_balances import MONTH_COUNT
from kamlab.methods.retention import adjusted_difference

BOUNDS = {
    "three-star clients": (989, 989),
    "districts that do not add up": (0, 0),
    "top-20 % share of assets": (0.78, 0.83),
    "Gini of assets": (0.75, 0.80),
    "churn at 1 product": (0.618, 0.622),
    "churn at 3 products": (0.418, 0.422),
    "churn at 5 or more": (0.118, 0.122),
    "churn of all": (0.47, 0.485),
    "mean products": (2.30, 2.42),
    "Spearman assets-products": (0.38, 0.44),
    "NPS": (17, 24),
    "quarter-end bump": (0.08, 0.12),
    "leavers' last balance over first": (0, 0.01),
    "corporate share": (0.11, 0.14),
    "churn with complaint over without": (1.3, 2.0),
    "churn with rival's offer over without": (1.3, 2.0),
    "AUC of a churn model": (0.68, 0.75),
    "share of the gap by products left among like clients": (0.25, 0.65),
    "top-20 % share of contribution": (0.65, 0.85),
    "correlation contribution-potential score": (0.31, 0.39),
}


def measured(branch: Branch) -> dict[str, float]:
    """Every measure of `BOUNDS` for one branch."""
    clients, churned = branch.clients, branch.clients["has_churned"]
    scores = clients[["contribution_score", "potential_score"]]
    by_products = churned.groupby(clients["product_count"].clip(upper=5)).mean()
    answers = branch.survey["nps_score"]
    return {
        "three-star clients": int((clients["star"] >= 3).sum()),
        "districts that do not add up": _district_faults(branch),
        "top-20 % share of assets": top_share(clients["aum_cny"].to_numpy()),
        "Gini of assets": _gini(clients["aum_cny"].to_numpy()),
        "churn at 1 product": by_products[1],
        "churn at 3 products": by_products[3],
        "churn at 5 or more": by_products[5],
        "churn of all": churned.mean(),
        "mean products": clients["product_count"].mean(),
        "Spearman assets-products": clients["aum_cny"].rank().corr(clients["product_count"].rank()),
        "NPS": 100 * float((answers >= 9).mean() - (answers <= 6).mean()),
        "quarter-end bump": _quarter_end_bump(branch),
        "leavers' last balance over first": _left_over(branch),
        "corporate share": clients["is_corporate"].mean(),
        "churn with complaint over without": _ratio(churned, clients["complaint_count"] > 0),
        "churn with rival's offer over without": _ratio(churned, clients["has_rival_offer"]),
        "AUC of a churn model": _auc(_fitted(_columns(branch), churned.to_numpy()), churned.to_numpy()),
        "share of the gap by products left among like clients": _left(clients),
        "top-20 % share of contribution": top_share(clients["contribution_cny"].clip(lower=0).to_numpy()),
        "correlation contribution-potential score": scores.corr().iloc[0, 1],
    }


def _left(clients: pd.DataFrame) -> float:
    """Adjusted over raw difference in churn of three and more products, like in star and length of stay."""
    alike = clients.assign(
        has_many=clients["product_count"] >= 3,
        is_vip=clients["star"] >= 3,
        band=pd.cut(clients["tenure_month"], [0, 12, 36, 84, 400]).astype(str),
    )
    found = adjusted_difference(alike, marked="has_many", strata=["is_vip", "band"])
    return found.adjusted / found.raw


def top_share(values: np.ndarray) -> float:
    """Share of the total held by the largest fifth."""
    return float(np.sort(values)[::-1][: int(np.ceil(len(values) / 5))].sum() / values.sum())


def _gini(values: np.ndarray) -> float:
    count = len(values)
    return float(((2 * np.arange(1, count + 1) - count - 1) * np.sort(values)).sum() / (count * values.sum()))


def _district_faults(branch: Branch) -> int:
    star = branch.clients.groupby("district")["star"]
    found = star.agg(client_count="size", three_star_count=_stars)
    return int((found.reindex(branch.districts.index) != branch.districts).to_numpy().sum())


def _stars(star: pd.Series) -> int:
    return int((star >= 3).sum())


def _quarter_end_bump(branch: Branch) -> float:
    """Quarter-ends of those who stay over the mean of the months beside them, less 1."""
    staying = ~np.repeat(branch.clients["has_churned"].to_numpy(), MONTH_COUNT)
    total = branch.monthly[staying].groupby("month")["balance_cny"].sum().to_numpy()
    ends = np.array([2, 5, 8, 11, 14, 17, 20])
    return float((total[ends] / ((total[ends - 1] + total[ends + 1]) / 2)).mean() - 1)


def _left_over(branch: Branch) -> float:
    leaver = np.repeat(branch.clients["has_churned"].to_numpy(), MONTH_COUNT)
    months = branch.monthly[leaver].groupby("client_id", observed=True)["balance_cny"]
    return float((months.last() / months.first()).mean())


def _ratio(churned: pd.Series, flag: pd.Series) -> float:
    return float(churned[flag].mean() / churned[~flag].mean())


def _columns(branch: Branch) -> np.ndarray:
    """All that is known before a client leaves, standardised; products as classes."""
    clients, survey = branch.clients, branch.survey
    known = clients.filter(regex="is_corporate|star|risk_rating|has_marketing|has_rival").astype(float)
    products = pd.get_dummies(clients["product_count"].clip(upper=5)).iloc[:, 1:]
    known = known.assign(
        aum=np.log(clients["aum_cny"]),
        tenure=np.log(clients["tenure_month"]),
        visits=np.log1p(clients["visit_count"]),
        calls=np.log1p(clients["call_count"]),
        complaint=clients["complaint_count"] > 0,
        potential=clients["potential_score"],
        nps=survey["nps_score"],
        csat=survey["csat_score"],
        items=survey.filter(like="item_").mean(axis="columns"),
    )
    table = known.join(products.add_prefix("products_")).to_numpy(dtype=float)
    return (table - table.mean(axis=0)) / table.std(axis=0)


def _fitted(table: np.ndarray, churned: np.ndarray) -> np.ndarray:
    """Linear predictor of a logistic regression: eight steps of Newton."""
    design = np.column_stack([np.ones(len(table)), table])
    weights = np.zeros(design.shape[1])
    for _ in range(8):
        share = 1 / (1 + np.exp(-design @ weights))
        curvature = design.T @ (design * (share * (1 - share))[:, None]) + 1e-6 * np.eye(design.shape[1])
        weights += np.linalg.solve(curvature, design.T @ (churned - share))
    return design @ weights


def _auc(score: np.ndarray, churned: np.ndarray) -> float:
    rank = pd.Series(score).rank().to_numpy()
    leavers = churned.sum()
    return float((rank[churned].sum() - leavers * (leavers + 1) / 2) / (leavers * (len(churned) - leavers)))
