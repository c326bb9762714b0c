"""Eighteen single indicators of a client, from the logs of trades, receipts and contacts."""

from __future__ import annotations

from datetime import date

import pandas as pd

from kamlab.errors import BadInput, nearest
from kamlab.schema import dates, flags, named, numbers, require

TRADE_INDICATORS = (
    "trade_count",
    "amount_cny",
    "margin_cny",
    "mean_amount_cny",
    "largest_amount_cny",
    "return_count",
    "return_amount_cny",
    "days_since_first_trade",
    "mean_trade_cycle_days",
)
RECEIPT_INDICATORS = (
    "largest_receipt_cny",
    "mean_receipt_cny",
    "mean_collection_days",
    "mean_arrears_cny",
    "arrears_share",
)
CONTACT_INDICATORS = ("task_count", "process_count", "complaint_count", "complaint_share")
INDICATORS = {"trade": TRADE_INDICATORS, "receipt": RECEIPT_INDICATORS, "contact": CONTACT_INDICATORS}
"""Family -> its indicators, in the order of the columns."""
CONTACT_KINDS = ("task", "process", "praise", "complaint", "suggestion")
FEEDBACK_KINDS = ("praise", "complaint", "suggestion")
_ZERO_WITHOUT_ROWS = (
    "trade_count",
    "amount_cny",
    "margin_cny",
    "return_count",
    "return_amount_cny",
    "task_count",
    "process_count",
    "complaint_count",
)


def indicators(
    trades: pd.DataFrame,
    *,
    as_of: date | str,
    receipts: pd.DataFrame | None = None,
    contacts: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Single indicators of each client in three families: trade, receipt, contact.

    The families are the source's (单一指标分类法). Of its list these are left out: expected sales, which no
    log holds, and the numbers and shares of praise and suggestions, which are counted as complaints are.

    From the logs to one row a client (index `client_id`, sorted). For a bank read returns as early
    redemptions or failed payments, receipts as deposit inflow, arrears as overdue loans:

    - trades without returns: `trade_count`, `amount_cny`, `margin_cny` (CNY in all), `mean_amount_cny`,
      `largest_amount_cny` (CNY a trade), `days_since_first_trade`, `mean_trade_cycle_days` (days from one
      trade to the next); returns: `return_count`, `return_amount_cny` (CNY in all);
    - `largest_receipt_cny`, `mean_receipt_cny` (CNY a payment), `mean_collection_days` (invoice to payment),
      `mean_arrears_cny` (CNY unpaid an invoice past due), `arrears_share` (0-1, unpaid of all that was due);
    - `task_count`, `process_count`, `complaint_count`, `complaint_share` (0-1, of praise, complaints and
      suggestions together).

    Counts and sums are 0 for a client without such rows, all else is missing. A family whose log is not given
    is left out. What is dated after `as_of` has not happened yet: such trades and invoices are passed over,
    such payments are still open. Contacts carry no date and all count.

    Parameters
    ----------
    trades
        `client_id`, `date`, `amount_cny`, `margin_cny`, `is_return`: one row a trade; a return is a row of
        its own with a positive amount.
    as_of
        Last day that counts, a date or an ISO text.
    receipts
        `client_id`, `invoice_date`, `due_date`, `paid_date` (empty while unpaid), `amount_cny`, `paid_cny`
        (0 while unpaid): one row an invoice.
    contacts
        `client_id`, `kind` (task, process, praise, complaint or suggestion): one row a contact.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a row names no client, a date or an amount is missing or cannot be read, an
        amount is negative, a payment has no date, or a contact is of an unknown kind.

    Examples
    --------
    >>> trades = pd.DataFrame({"client_id": "K01", "date": ["2025-01-01", "2025-01-11"], "margin_cny": 90.0,
    ...                        "amount_cny": [8e3, 3e4], "is_return": False})
    >>> table = indicators(trades, as_of="2025-01-31")
    >>> table.loc["K01", ["trade_count", "mean_amount_cny", "mean_trade_cycle_days"]].tolist()
    [2.0, 19000.0, 10.0]
    """
    day = dates([as_of]).iloc[0]
    families = [_of_trades(trades, day)]
    if receipts is not None:
        families.append(_of_receipts(receipts, day))
    if contacts is not None:
        families.append(_of_contacts(contacts))
    clients = {client for family in families for client in family.index}
    index = pd.Index(sorted(clients, key=lambda client: (isinstance(client, str), client)), name="client_id")
    table = pd.concat([family.reindex(index) for family in families], axis="columns")
    return table.fillna({name: 0.0 for name in _ZERO_WITHOUT_ROWS if name in table})


def _of_trades(trades: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    require(trades, "client_id", "date", "amount_cny", "margin_cny", "is_return", table="trades")
    named(trades["client_id"])
    clean = pd.DataFrame(
        {
            "client_id": trades["client_id"],
            "date": dates(trades["date"]),
            "amount": numbers(trades["amount_cny"], low=0),
            "margin": numbers(trades["margin_cny"]),
            "is_return": flags(trades["is_return"]),
        }
    )
    known = clean[clean["date"] <= day]
    sold = known[~known["is_return"]].groupby("client_id")
    back = known[known["is_return"]].groupby("client_id")["amount"]
    first, span = sold["date"].min(), (sold["date"].max() - sold["date"].min()).dt.days
    columns = {
        "trade_count": sold.size(),
        "amount_cny": sold["amount"].sum(),
        "margin_cny": sold["margin"].sum(),
        "mean_amount_cny": sold["amount"].mean(),
        "largest_amount_cny": sold["amount"].max(),
        "return_count": back.size(),
        "return_amount_cny": back.sum(),
        "days_since_first_trade": (day - first).dt.days,
        "mean_trade_cycle_days": span / (sold.size() - 1).where(sold.size() > 1),
    }
    return pd.DataFrame(columns, columns=list(TRADE_INDICATORS), dtype=float)


def _of_receipts(receipts: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    clean = _clean_receipts(receipts, day)
    paid = clean[clean["paid"] > 0].groupby("client_id")
    due = clean[clean["due_date"] < day].groupby("client_id")
    columns = {
        "largest_receipt_cny": paid["paid"].max(),
        "mean_receipt_cny": paid["paid"].mean(),
        "mean_collection_days": paid["days"].mean(),
        "mean_arrears_cny": due["open"].mean(),
        "arrears_share": due["open"].sum() / due["amount"].sum(),
    }
    clients = clean["client_id"].unique()
    return pd.DataFrame(columns, columns=list(RECEIPT_INDICATORS), dtype=float).reindex(clients)


def _clean_receipts(receipts: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Invoices known on `day`: client_id, due_date; amount, paid, open in CNY; days, invoice to payment."""
    days = ("invoice_date", "due_date", "paid_date")
    require(receipts, "client_id", *days, "amount_cny", "paid_cny", table="receipts")
    named(receipts["client_id"])
    when = pd.DataFrame({name: dates(receipts[name], may_miss=name == "paid_date") for name in days})
    amount, given = numbers(receipts["amount_cny"], low=0), numbers(receipts["paid_cny"], low=0)
    undated = receipts.loc[(given > 0) & when["paid_date"].isna(), "client_id"]
    if len(undated):
        raise BadInput("methods.payment_without_date", row=undated.index[0], client=undated.iloc[0])
    paid = given.where(when["paid_date"] <= day, 0.0)
    clean = pd.DataFrame({"client_id": receipts["client_id"], "due_date": when["due_date"], "amount": amount})
    clean = clean.assign(
        paid=paid, open=(amount - paid).clip(lower=0), days=(when["paid_date"] - when["invoice_date"]).dt.days
    )
    return clean[when["invoice_date"] <= day]


def _of_contacts(contacts: pd.DataFrame) -> pd.DataFrame:
    require(contacts, "client_id", "kind", table="contacts")
    named(contacts["client_id"])
    unknown = contacts.loc[~contacts["kind"].isin(CONTACT_KINDS), "kind"]
    if len(unknown):
        found = str(unknown.iloc[0])
        near = nearest(found, CONTACT_KINDS) or CONTACT_KINDS[0]
        kinds = ", ".join(CONTACT_KINDS)
        raise BadInput("methods.unknown_kind", row=unknown.index[0], found=found, known=kinds, near=near)
    counts = pd.crosstab(contacts["client_id"], contacts["kind"]).reindex(columns=CONTACT_KINDS, fill_value=0)
    feedback = counts[list(FEEDBACK_KINDS)].sum(axis="columns")
    columns = {
        "task_count": counts["task"],
        "process_count": counts["process"],
        "complaint_count": counts["complaint"],
        "complaint_share": counts["complaint"] / feedback.where(feedback > 0),
    }
    return pd.DataFrame(columns, columns=list(CONTACT_INDICATORS), dtype=float)
