"""Leads in account flows: firms worth a visit, firms for anti-money laundering, and how good a list is."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.alerts import ANY_RULE, Condition, Limit, alert_flags, alert_rules, all_of
from kamlab.methods.rules import Rule, classify
from kamlab.schema import flags, numbers, one_row_each, require, same_clients

ROUTES = ("aml", "list", "leave")
"""Where a firm goes: to those in charge of anti-money laundering, on the list of visits, or nowhere now."""
LIST = "list"
SIGNS: Mapping[str, Limit] = {
    "usage_share": Limit("usage_share", ">=", 0.60),
    "monthly_inflow_cny": Limit("monthly_inflow_cny", ">=", 500_000),
    "goods_share": Limit("goods_share", ">=", 0.50),
}
"""Signs of a firm worth a visit: an account in use, with large flows, for goods (lines: teaching values)."""
RISK_SIGNS = all_of(Limit("same_day_share", ">=", 0.90), Limit("round_share", ">=", 0.50))
"""Money that leaves on the day it comes, in round amounts: both together are no matter for sales (teaching
values)."""
WORKING_DAYS, MONTHS = 250, 12
_ROUTE_RULES = (
    Rule("aml", lambda found: found["aml"]),
    Rule(LIST, lambda found: found[LIST]),
    Rule("leave", lambda found: ~found[ANY_RULE]),
)
OUTCOMES = ("risk_listed", "risk_off", "hit", "false_alarm", "missed", "other")
"""Risk signs on the list or off it; on the list with a need or without one; off it with one or without."""
_OUTCOME_RULES = (
    Rule("risk_listed", lambda firms: firms["risk"] & firms["is_listed"]),
    Rule("risk_off", lambda firms: firms["risk"]),
    Rule("hit", lambda firms: firms["is_listed"] & firms["found"]),
    Rule("false_alarm", lambda firms: firms["is_listed"]),
    Rule("missed", lambda firms: firms["found"]),
    Rule("other", lambda firms: ~firms["found"]),
)


def flow_features(accounts: pd.DataFrame) -> pd.DataFrame:
    """What a year of an account's flows tells, one row a firm.

    From `active_day_count` (working days with a movement), `inflow_cny` and `goods_cny` (yuan in twelve
    months, of which for goods) to `usage_share` (of 250 working days, 0-1), `monthly_inflow_cny` (yuan a
    month) and `goods_share` (0-1; missing where nothing came in).

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a firm stands twice, a number is negative, missing, infinite or a text, there are
        more than 250 active days, or more came in for goods than in all.

    Examples
    --------
    >>> flow_features(pd.DataFrame({"active_day_count": [200], "inflow_cny": [12e6], "goods_cny": [9e6]}))
       usage_share  monthly_inflow_cny  goods_share
    0          0.8           1000000.0         0.75
    """
    require(accounts, "active_day_count", "inflow_cny", "goods_cny", table="accounts")
    one_row_each(accounts.index)
    days = numbers(accounts["active_day_count"], low=0, high=WORKING_DAYS)
    inflow, goods = (numbers(accounts[name], low=0) for name in ("inflow_cny", "goods_cny"))
    beyond = goods.index[goods > inflow]
    if len(beyond):
        row = beyond[0]
        raise BadInput(
            "methods.more_than_all",
            row=row,
            column="goods_cny",
            of="inflow_cny",
            found=goods[row],
            whole=inflow[row],
        )
    return pd.DataFrame(
        {
            "usage_share": days / WORKING_DAYS,
            "monthly_inflow_cny": inflow / MONTHS,
            "goods_share": goods / inflow,
        }
    )


def lead_routes(
    flows: pd.DataFrame, *, signs: Mapping[str, Condition] = SIGNS, risk: Condition | None = RISK_SIGNS
) -> pd.Series[str]:
    """Where each firm goes: "aml" if it shows the risk signs, else "list" if every sign holds, else "leave".

    The risk comes first: a firm that shows it is on no list, however good its other signs. It is passed on to
    the people in charge of anti-money laundering, who judge it; it is not thereby found guilty of anything.

    Parameters
    ----------
    flows
        One row a firm, with the columns that the conditions name.
    signs
        Name -> condition; all must hold.
    risk
        Condition, or None to leave the risk out of account, which only serves to show what then happens.

    Raises
    ------
    MissingColumn, BadInput
        As for `alert_flags`; or there is no sign.

    Examples
    --------
    >>> flows = pd.DataFrame({"usage_share": [0.8, 0.8, 0.3], "monthly_inflow_cny": [9e5, 3e6, 2e6],
    ...     "goods_share": [0.7, 0.8, 0.9], "same_day_share": [0.1, 0.97, 0.2],
    ...     "round_share": [0.1, 0.8, 0.1]})
    >>> lead_routes(flows).tolist()
    ['list', 'aml', 'leave']
    """
    asked = {LIST: all_of(*signs.values())} | ({} if risk is None else {"aml": risk})
    found = alert_flags(flows, asked)
    return classify(found.assign(aml=found.get("aml", False)), rules=_ROUTE_RULES).rename("route")


def lead_quality(
    flows: pd.DataFrame,
    *,
    signs: Mapping[str, Condition] = SIGNS,
    is_screened: bool = True,
    found: str = "is_prospect",
    risk: Condition = RISK_SIGNS,
) -> pd.DataFrame:
    """How good each sign is alone, and the list that asks for all of them (row `list`).

    From a table as for `lead_routes` with the true/false column `found` to `flagged_count`, `hit_count`,
    `precision_share`, `recall_share`, `false_alarm_count` and `missed_count` as in `alert_rules`, and
    `risk_count`, how many of the flagged show the risk signs.

    Parameters
    ----------
    is_screened
        Whether firms with the risk signs are taken off the list first; single signs are never screened.
    found
        Column that says what the visits found out later.

    Raises
    ------
    MissingColumn, BadInput
        As for `lead_routes`; or a mark of `found` is neither true nor false, or a sign is called "list".

    Examples
    --------
    >>> flows = pd.DataFrame({"usage_share": [0.8, 0.8], "monthly_inflow_cny": [9e5, 3e6],
    ...     "goods_share": [0.7, 0.8], "same_day_share": [0.1, 0.97], "round_share": [0.1, 0.8],
    ...     "is_prospect": [True, False]})
    >>> lead_quality(flows)["risk_count"].to_dict()
    {'usage_share': 1, 'monthly_inflow_cny': 1, 'goods_share': 1, 'list': 0}
    """
    if LIST in signs:
        raise BadInput("methods.rule_called_any", name=LIST)
    routes = lead_routes(flows, signs=signs, risk=risk if is_screened else None)
    is_risky = alert_flags(flows, {"risk": risk})["risk"]
    marked = flows.assign(route=routes.astype(str), has_risk_signs=is_risky)
    rules: dict[str, Condition] = {**signs, LIST: Limit("route", "==", LIST)}
    table = alert_rules(marked, rules, happened=found)
    table["risk_count"] = alert_rules(marked, rules, happened="has_risk_signs")["hit_count"]
    return table.drop(index=ANY_RULE)


def lead_outcomes(
    flows: pd.DataFrame, *, routes: pd.Series[str], found: str = "is_prospect", risk: Condition = RISK_SIGNS
) -> pd.Series[str]:
    """What became of each firm, one of `OUTCOMES`, from its route and from what the visits found later.

    Raises
    ------
    MissingColumn, BadInput
        As for `lead_quality`; or the routes are not those of the same firms.

    Examples
    --------
    >>> flows = pd.DataFrame({"same_day_share": [0.1, 0.97], "round_share": [0.1, 0.8],
    ...     "is_prospect": [True, False]})
    >>> lead_outcomes(flows, routes=pd.Series(["list", "aml"])).tolist()
    ['hit', 'risk_off']
    """
    require(flows, found)
    same_clients(flows.index, routes.index)
    firms = alert_flags(flows, {"risk": risk})
    is_listed = routes.astype(str).reindex(flows.index) == LIST
    return classify(firms.assign(found=flags(flows[found]), is_listed=is_listed), rules=_OUTCOME_RULES)
