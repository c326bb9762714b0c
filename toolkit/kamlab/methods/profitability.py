"""What a bank's client brings in a year after funding, cost, expected loss, tax and capital."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from kamlab.schema import numbers, one_row_each, require

_ANY = (-math.inf, math.inf)
_MONEY = (0.0, math.inf)
_SHARE = (0.0, 1.0)
MOST_RISK_WEIGHT = 12.5
"""Highest risk weight of the Basel rules, 1,250 %; a larger number is most likely a percentage."""

CLIENT_FACTS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "loan_balance_cny": _MONEY,
        "loan_rate": _SHARE,
        "loan_ftp_rate": _SHARE,
        "deposit_balance_cny": _MONEY,
        "deposit_rate": _SHARE,
        "deposit_ftp_rate": _SHARE,
        "fee_income_cny": _ANY,
        "cost_to_serve_cny": _MONEY,
        "exposure_cny": _MONEY,
        "pd_share": _SHARE,
        "lgd_share": _SHARE,
        "risk_weight": (0.0, MOST_RISK_WEIGHT),
    }
)
"""Column that `client_profit` reads -> least and most allowed."""


def client_profit(frame: pd.DataFrame, *, tax: float, capital_ratio: float, hurdle: float) -> pd.DataFrame:
    """Yearly profit of each bank client after funding, cost, expected loss, tax and capital.

    From one row a client with the columns of `CLIENT_FACTS`, all for one year: daily average balances
    `loan_balance_cny` and `deposit_balance_cny` (quarter-end ones mislead), the rates the client pays and
    gets and the internal transfer prices of the two (`loan_rate`, `loan_ftp_rate`, `deposit_rate`,
    `deposit_ftp_rate`, 0-1 a year), `fee_income_cny` (may be negative), `cost_to_serve_cny`, `exposure_cny`
    at default, `pd_share` (chance of default in the year) and `lgd_share` (lost of the exposure then),
    `risk_weight` (1 for 100 %). To the same frame with

    - `loan_spread_cny` = loan x (rate - FTP), `deposit_spread_cny` = deposit x (FTP - rate)
    - `expected_loss_cny` = exposure x default x loss
    - `pre_tax_cny` = spreads + fees - cost to serve - expected loss
    - `nopat_cny` = pre-tax x (1 - tax); a loss is relieved at the same rate
    - `capital_cny` = exposure x risk weight x capital ratio
    - `raroc_share` = NOPAT / capital; missing for a client who ties up no capital
    - `eva_cny` = NOPAT - hurdle x capital; the NOPAT itself where there is no capital

    (Risk-adjusted return on capital as introduced at Bankers Trust in the 1970s, Zaik, Walter, Kelling &
    James 1996; economic value added, Stewart 1991.) Any unit of money will do if it is one. An empty table
    gives an empty one.

    Parameters
    ----------
    tax
        Income tax 0-1; 0 gives the pre-tax variant that banks' own examinations use.
    capital_ratio
        Capital 0-1 held for one yuan of risk-weighted exposure.
    hurdle
        Return 0-1 a year that the owners ask of their capital.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a value is missing, infinite, no number (also text that looks like one) or out of
        range, such as a rate in per cent, or a client stands twice.

    Examples
    --------
    >>> book = pd.DataFrame({
    ...     "loan_balance_cny": [5e7], "loan_rate": [0.0435], "loan_ftp_rate": [0.0265],
    ...     "deposit_balance_cny": [3e7], "deposit_rate": [0.0115], "deposit_ftp_rate": [0.0215],
    ...     "fee_income_cny": [1.8e5], "cost_to_serve_cny": [2.5e5], "exposure_cny": [5.5e7],
    ...     "pd_share": [0.012], "lgd_share": [0.45], "risk_weight": [0.85]}, index=["K01"])
    >>> result = client_profit(book, tax=0.25, capital_ratio=0.08, hurdle=0.11)
    >>> result[["pre_tax_cny", "nopat_cny", "eva_cny"]].round(0).loc["K01"].tolist()
    [783000.0, 587250.0, 175850.0]
    >>> round(float(result["raroc_share"]["K01"]), 4)
    0.157
    """
    require(frame, *CLIENT_FACTS)
    one_row_each(frame.index)
    numbers(pd.Series({"tax": tax, "capital_ratio": capital_ratio, "hurdle": hurdle}), low=0, high=1)
    book = pd.DataFrame(
        {name: numbers(frame[name], low=low, high=high) for name, (low, high) in CLIENT_FACTS.items()}
    )
    loan = book["loan_balance_cny"] * (book["loan_rate"] - book["loan_ftp_rate"])
    deposit = book["deposit_balance_cny"] * (book["deposit_ftp_rate"] - book["deposit_rate"])
    loss = book["exposure_cny"] * book["pd_share"] * book["lgd_share"]
    pre_tax = loan + deposit + book["fee_income_cny"] - book["cost_to_serve_cny"] - loss
    capital = book["exposure_cny"] * book["risk_weight"] * capital_ratio
    after_tax = pre_tax * (1 - tax)
    return frame.assign(
        loan_spread_cny=loan,
        deposit_spread_cny=deposit,
        expected_loss_cny=loss,
        pre_tax_cny=pre_tax,
        nopat_cny=after_tax,
        capital_cny=capital,
        raroc_share=after_tax / capital.where(capital > 0),
        eva_cny=after_tax - hurdle * capital,
    )


def profit_steps(profit: pd.DataFrame) -> pd.DataFrame:
    """The way from income to economic value added, what is taken off as negative numbers.

    From a result of `client_profit` to, on the same index and in this order, `loan_spread_cny`,
    `deposit_spread_cny`, `fee_income_cny`, `cost_to_serve_cny`, `expected_loss_cny`, `tax_cny` and
    `capital_charge_cny` (hurdle x capital). Each row sums to `eva_cny`; a tax relief is positive.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, or a value is missing, infinite or no number.

    Examples
    --------
    >>> one = {"loan_spread_cny": 85, "deposit_spread_cny": 30, "fee_income_cny": 18, "cost_to_serve_cny": 25,
    ...        "expected_loss_cny": 29.7, "pre_tax_cny": 78.3, "nopat_cny": 58.725, "eva_cny": 17.585}
    >>> profit_steps(pd.DataFrame([one])).round(3).loc[0].tolist()
    [85.0, 30.0, 18.0, -25.0, -29.7, -19.575, -41.14]
    """
    earned = ("loan_spread_cny", "deposit_spread_cny", "fee_income_cny")
    spent = ("cost_to_serve_cny", "expected_loss_cny")
    require(profit, *earned, *spent, "pre_tax_cny", "nopat_cny", "eva_cny", table="profit")
    columns = {name: numbers(profit[name]) for name in earned} | {
        name: -numbers(profit[name]) for name in spent
    }
    after_tax = numbers(profit["nopat_cny"])
    return pd.DataFrame(columns).assign(
        tax_cny=after_tax - numbers(profit["pre_tax_cny"]),
        capital_charge_cny=numbers(profit["eva_cny"]) - after_tax,
    )
