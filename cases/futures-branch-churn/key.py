"""Expected answers of the case "Why clients leave: a futures branch"."""

from __future__ import annotations

import pandas as pd

from kamlab.answers import Expected
from kamlab.data.deals import table
from kamlab.data.deals.departures import LINES, NOT_TO_PERSUADE, exit_facts
from kamlab.methods.alert_work import ALL_CLASSES, alert_work
from kamlab.methods.retention import (
    Combined,
    Limit,
    alert_flags,
    alert_rules,
    churn_reasons,
    reasons_by_facts,
)

NO_NUMBER = ("八成", "1.2.3")
GOALS = {"precision_share": 0.6, "recall_share": 0.7}
SETTINGS = {"wide": (30, 0.75), "middle": (60, 0.5), "narrow": (90, 0.3), "quiet": (60, 0.5)}
"""Days of silence and equity left; complaints count in all but "quiet"."""
SAVED_SHARE = 0.3
SERVICES = {
    "statement": "every",
    "test": "every",
    "delivery": "hedger",
    "basis": "hedger",
    "system": "large",
    "review": "mid",
    "class": "retail",
}
LETTER = ["successor", "unchanged", "choice", "mandate", "intermediary"]


def expected(variant: int) -> dict[str, Expected]:
    """Expected answer of every question that a rule can judge; the texts are read by the learner."""
    leavers = table("branch_leavers", variant)
    return {
        **_reasons(leavers),
        **_rate(leavers),
        **_services(),
        **_alerts(table("futures_branch", variant)),
        **_keep(table("keep_candidates", variant)),
        **_keepers(table("key_client_page", variant)),
        **_letter(),
    }


def _reasons(leavers: pd.DataFrame) -> dict[str, Expected]:
    right = reasons_by_facts(exit_facts(leavers)).astype(str)
    low = leavers.index[(leavers["equity_ratio"] <= 0.5) & (right != "loss_making")]
    near = leavers.index[(right == "own_wish") & (leavers["equity_ratio"] < 0.6)]
    return {
        "c07-reasons": Expected(
            {str(client): str(reason) for client, reason in right.items()},
            wrong={
                "loss-before-the-note": {str(client): "loss_making" for client in low},
                "nearly-half-is-half": {str(client): "loss_making" for client in near},
            },
            invalid=({"K99": "forced"}, {"K01": "fees"}, "forced"),
        )
    }


def _rate(leavers: pd.DataFrame) -> dict[str, Expected]:
    book = leavers.assign(churn_reason=reasons_by_facts(exit_facts(leavers)).astype(str))
    value = "annual_commission_cny"
    start = float(leavers.attrs["start_count"])
    result = churn_reasons(book, client_count=start, value=value)
    loss = int(result.table.loc["loss_making", "leaver_count"])
    paid = float(leavers[value].sum())
    return {
        "c07-avoidable-rate": Expected(
            round(100 * result.avoidable_churn_share, 2),
            tolerance=0.05,
            wrong={
                "all-leavers-counted": round(100 * result.churn_share, 2),
                "share-of-leavers": round(100 * result.avoidable_share, 2),
                "loss-taken-as-inevitable": round(100 * (result.avoidable_count - loss) / start, 2),
            },
            invalid=(*NO_NUMBER, 120, -3),
        ),
        "c07-avoidable-commission": Expected(
            result.avoidable_cny,
            tolerance=50,
            wrong={
                "all-commission-counted": paid,
                "inevitable-commission": paid - result.avoidable_cny,
            },
            invalid=(*NO_NUMBER, -100, 2_000_000),
        ),
    }


def _services() -> dict[str, Expected]:
    return {
        "c07-services": Expected(
            SERVICES,
            wrong={
                "floor-as-a-favour": {"statement": "large", "test": "large"},
                "hedgers-as-traders": {"delivery": "large", "basis": "large"},
            },
            invalid=({"statement": "all"}, {"gift": "large"}, "every"),
        )
    }


def _limits(name: str) -> dict[str, Limit]:
    days, ratio = SETTINGS[name]
    rules = {
        "days": Limit("days_since_last_txn", ">=", days),
        "equity": Limit("equity_ratio", "<=", ratio),
    }
    return rules if name == "quiet" else rules | {"complaint": Limit("has_complaint", "==", True)}


def _alerts(book: pd.DataFrame) -> dict[str, Expected]:
    found = {name: alert_rules(book, _limits(name)).loc["any"] for name in SETTINGS}
    good = [name for name, line in found.items() if all(line[share] >= goal for share, goal in GOALS.items())]
    precise = [name for name, line in found.items() if line["precision_share"] >= GOALS["precision_share"]]
    false = int(found["middle"]["false_alarm_count"])
    counts = {
        "counted-all-alerts": int(found["middle"]["flagged_count"]),
        "counted-the-missed": int(found["middle"]["missed_count"]),
    }
    work = alert_work(book, rules=_limits("middle"), saved_share=SAVED_SHARE).drop(index=ALL_CLASSES)
    best = str(work["kept_hour_cny"].idxmax())
    slips = {
        "most-kept-in-total": str(work["kept_cny"].idxmax()),
        "most-hours": str(work["work_hours"].idxmax()),
    }
    return {
        "c07-settings": Expected(
            good,
            wrong={"recall-alone": ["wide"], "precision-alone": precise},
            invalid=("middle", ["loose"]),
        ),
        "c07-false-alarms": Expected(
            false,
            wrong={slip: count for slip, count in counts.items() if count != false},
            invalid=(*NO_NUMBER, 900, 3.5),
        ),
        "c07-best-hour": Expected(
            best,
            wrong={slip: name for slip, name in slips.items() if name != best},
            invalid=("all",),
        ),
    }


def _keep(book: pd.DataFrame) -> dict[str, Expected]:
    value, hours = book["annual_commission_cny"], book["contact_hours"]
    free = book[~book["stay_note"].isin(NOT_TO_PERSUADE)]
    right = _filled(free, by=value / hours)
    return {
        "c07-keep": Expected(
            right,
            wrong={
                "largest-first": _filled(free, by=value),
                "persuaded-the-unsuited": _filled(book, by=value / hours),
            },
            invalid=("K01", ["K09"]),
        )
    }


def _filled(book: pd.DataFrame, *, by: pd.Series[float]) -> list[str]:
    """Clients taken in falling order of `by` as long as their hours fit into the budget, sorted by id."""
    left, chosen = book.attrs["hour_budget"], []
    for client in by.loc[book.index].sort_values(ascending=False, kind="stable").index:
        if book.loc[client, "contact_hours"] <= left:
            left -= book.loc[client, "contact_hours"]
            chosen.append(str(client))
    return sorted(chosen)


def _keepers(page: pd.DataFrame) -> dict[str, Expected]:
    lines = tuple(Limit(column, ">=", line) for column, line in LINES.items())
    rules = {f"at-least-{needed}": Combined(lines, needed) for needed in (2, 3, 4)}
    found = alert_flags(page, {**rules, "money": Limit("equity_cny", ">=", LINES["equity_cny"])})
    named = {name: [str(client) for client in found.index[found[name]]] for name in found}
    return {
        "c07-keepers": Expected(
            named["at-least-3"],
            wrong={
                "all-four-wanted": named["at-least-4"],
                "two-are-enough": named["at-least-2"],
                "money-alone": named["money"],
            },
            invalid=("K01", ["K11"]),
        )
    }


def _letter() -> dict[str, Expected]:
    return {
        "c07-letter": Expected(
            LETTER,
            wrong={
                "pay-left-unsaid": [name for name in LETTER if name != "intermediary"],
                "promise-as-service": [*LETTER, "promise"],
                "barred-the-door": [*LETTER, "penalty"],
            },
            invalid=("choice", ["gift"]),
        )
    }
