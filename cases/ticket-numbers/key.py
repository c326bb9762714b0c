"""Expected answers of the case "The ticket in their hand", from the data of each variant."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kamlab.answers import Expected
from kamlab.answers.slips import expected_choices, told_apart
from kamlab.data.deals import table
from kamlab.methods.contacts import SOURCE_CALLS, SOURCE_VISITS, days_to_reach, on_site_yield
from kamlab.methods.on_site import CASH_CNY, on_site
from kamlab.methods.referrals import referrers, top_referrers

NO_NUMBER = ("八成", "1.2.3")
NO_PERCENT = (*NO_NUMBER, 120, 0.12)
NO_VISITORS = (*NO_NUMBER, -1, 6000)
VIP_SHARE, POTENTIAL_SHARE = 0.20, 0.05

Answers = dict[str, Expected]


def expected(variant: int) -> Answers:
    """Expected answer of every question that a rule can judge; the four texts are marked by the learner."""
    page, log = table("queue_page", variant), table("queue_log", variant)
    return {
        **_page(page),
        "c12-source": _source(page.attrs["visitor_count"]),
        **_log(log),
        **_words(),
        "c12-top": _top(table("referral_book", variant)),
        "c12-events": _events(table("event_book", variant)),
    }


def _page(page: pd.DataFrame) -> Answers:
    hour = page.assign(day=1, hour=10)
    found, without_consent = on_site(hour), on_site(hour, needs_consent=False)
    is_large = page["amount_cny"] >= 100_000
    flagged = _ids(found.is_candidate)
    share = {name: round(100 * count / len(page), 1) for name, count in found.steps["visitor_count"].items()}
    counts = found.steps["visitor_count"].to_dict()
    return {
        "c12-flagged": expected_choices(
            flagged,
            wrong={
                "consent-not-asked": _ids(without_consent.is_candidate),
                "line-left-out": _ids(found.is_candidate & (page["amount_cny"] > 100_000)),
                "vips-identified": _ids(is_large & page["has_marketing_consent"]),
                "amount-alone": _ids(is_large),
            },
            invalid=("T01", ["T99"], ["T01", "T01"]),
        ),
        "c12-cash": expected_choices(
            _ids(found.is_large_cash),
            wrong={
                "candidates-only": _ids(found.is_large_cash & found.is_candidate),
                "the-other-line": _ids(found.is_large_cash & is_large),
                "all-cash": _ids(page["is_cash"]),
                "cash-not-asked": _ids(page["amount_cny"] >= CASH_CNY),
            },
            invalid=("T01", ["T99"]),
        ),
        "c12-yield": _number(
            share["consent"],
            tolerance=0.1,
            wrong={
                "ordinary-tickets-as-base": 100 * counts["consent"] / counts["ordinary"],
                "large-as-base": 100 * counts["consent"] / counts["large"],
                "consent-not-asked": share["large"],
            },
            invalid=NO_PERCENT,
        ),
    }


def _source(visitors: int) -> Expected:
    given = on_site_yield(visitors, vip_share=VIP_SHARE, potential_share=POTENTIAL_SHARE)
    return _number(
        given.potential_count,
        wrong={
            "ordinary-tickets-as-base": (1 - VIP_SHARE) * given.potential_count,
            "vips-as-base": VIP_SHARE * given.potential_count,
            "counted-the-vips": given.vip_count,
        },
        invalid=NO_VISITORS,
        is_whole=True,
    )


def _log(log: pd.DataFrame) -> Answers:
    steps = on_site(log).steps.to_dict("index")
    candidates, large = (int(steps[name]["visitor_count"]) for name in ("consent", "large"))
    is_above = {name: steps[name]["visitor_share"] >= POTENTIAL_SHARE for name in ("large", "consent")}
    agrees = "above" if is_above["consent"] else "depends" if is_above["large"] else "below"
    days = days_to_reach(candidates, per_day=SOURCE_CALLS)
    slips = {"consent-as-detail": "above", "amount-overlooked": "below", "consent-without-effect": "same"}
    return {
        "c12-five-percent": Expected(
            agrees,
            wrong={name: option for name, option in slips.items() if option != agrees},
            invalid=("five",),
        ),
        "c12-days": _number(
            days.whole,
            wrong={
                "last-day-dropped": days.whole - 1,
                "meetings-for-calls": days_to_reach(candidates, per_day=SOURCE_VISITS).whole,
                "consent-not-asked": days_to_reach(large, per_day=SOURCE_CALLS).whole,
            },
            invalid=(*NO_NUMBER, 0, 6000),
        ),
    }


def _words() -> Answers:
    goals = {"stranger": "who", "known": "meet", "met": "trust", "trusting": "product"}
    return {
        "c12-say": Expected(
            "ask",
            wrong={
                "amount-spoken-aloud": "loud",
                "promise-of-returns": "promise",
                "diligence-skipped": "fast",
                "more-than-needed": "form",
            },
            invalid=("hello",),
        ),
        "c12-ask": Expected(
            "openly",
            wrong={
                "reward-in-secret": "voucher",
                "friend-not-asked": "numbers",
                "nobody-asks": "wait",
                "client-as-staff": "quota",
            },
            invalid=("reward",),
        ),
        "c12-goals": Expected(
            goals,
            wrong={
                "product-too-early": {"known": "product", "met": "product"},
                "one-step-behind": {"known": "who", "met": "meet", "trusting": "trust"},
            },
            invalid=("who", {"stranger": "sell"}, {"friend": "who"}),
        ),
    }


def _top(log: pd.DataFrame) -> Expected:
    made = referrers(log)
    best, most = top_referrers(made), top_referrers(made, by="referral_count")
    lowest = made["agreed_count"].sort_values(kind="stable").index[: len(best.ids)]
    return expected_choices(
        sorted(best.ids),
        wrong={"names-counted": sorted(most.ids), "counted-upside-down": sorted(map(str, lowest))},
        invalid=("K01", ["K99"], ["K01", "K01"]),
    )


def _events(book: pd.DataFrame) -> Expected:
    each = (book["cost_cny"] / book["agreed_count"]).sort_values()
    by_guest = (book["cost_cny"] / book["guest_count"]).sort_values()
    return expected_choices(
        sorted(map(str, each.index[:3])),
        wrong={
            "cheapest-events": sorted(map(str, book["cost_cny"].nsmallest(3).index)),
            "fullest-events": sorted(map(str, book["guest_count"].nlargest(3).index)),
            "guests-as-base": sorted(map(str, by_guest.index[:3])),
        },
        invalid=("E01", ["E99"]),
    )


def _ids(marks: pd.Series[bool]) -> list[str]:
    return [str(name) for name in marks.index[marks]]


def _number(
    right: float,
    *,
    wrong: Mapping[str, float],
    invalid: tuple[object, ...],
    tolerance: float = 0.0,
    is_whole: bool = False,
) -> Expected:
    """A number, with those slips that lead to another number, each to one of its own (whole where asked)."""
    near = tolerance + 0.01
    slips = {name: value for name, value in wrong.items() if not is_whole or round(value, 6) == round(value)}
    kept = told_apart(right, slips, same=lambda one, other: abs(one - other) <= near)
    kept = {name: round(value, 2) for name, value in kept.items()}
    return Expected(right, tolerance=tolerance, wrong=kept, invalid=invalid)
