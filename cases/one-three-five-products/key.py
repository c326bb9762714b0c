"""Expected answers of the case "One product, three, five"."""

from __future__ import annotations

import pandas as pd

from kamlab.answers import Expected
from kamlab.data.deals import table
from kamlab.data.deals.holders import LOSS_LINE, SILENT_DAYS
from kamlab.methods.like_for_like import like_for_like
from kamlab.methods.retention import Combined, Limit, alert_flags
from kamlab.methods.suitability import next_product

NO_NUMBER = ("八成", "1.2.3")
BANDS = {"tenure": "tenure_band", "assets": "asset_band", "age": "age_band"}
LINKS = {
    "one_card": "convenient",
    "one_page": "convenient",
    "plan_for_loan": "tied",
    "ticked_box": ("lock_in", "tied"),
    "slow_exit": "lock_in",
    "deposit_first": "tied",
}
STRANDS = {
    "opened": "account",
    "renewed": "contract",
    "hospital": "emotional",
    "bought": "contract",
    "updated": "account",
    "wedding": "emotional",
}
CLAIMS = ["fact", "like", "trial"]
PHRASES = ["recover", "not_sold", "swap", "watch"]


def expected(variant: int) -> dict[str, Expected]:
    """Expected answer of every question that a rule can judge; the texts are read by the learner."""
    return {
        **_split(table("coverage_split", variant)),
        **_alike(table("coverage_clients", variant)),
        **_next(table("need_book", variant)),
        **_links(),
        **_holders(table("fund_holders", variant)),
        **_class_one(table("class_one_asks", variant)),
        **_decision(),
    }


def _split(split: pd.DataFrame) -> dict[str, Expected]:
    """The two gaps of the small table, its clients unfolded so that the method can count them."""
    result = like_for_like(_unfolded(split), strata=["is_new"])
    raw, adjusted = (round(-100 * gap, 1) for gap in (result.raw, result.adjusted))
    gaps = 100 * (result.strata["few_churn_share"] - result.strata["many_churn_share"])
    few = 100 * split["churned_count"] / split["client_count"]
    slips = {
        "kept-to-one-group": round(float(gaps.loc[True]), 1),
        "groups-count-alike": round(float(gaps.mean()), 1),
        "raw-once-more": raw,
    }
    rates_mean = round(float(few.iloc[[0, 2]].mean() - few.iloc[[1, 3]].mean()), 1)
    return {
        "c11-raw": Expected(
            raw,
            tolerance=0.1,
            wrong={"mean-of-the-rates": rates_mean},
            invalid=(*NO_NUMBER, 120, -3),
        ),
        "c11-adjusted": Expected(
            adjusted,
            tolerance=0.1,
            wrong={name: gap for name, gap in slips.items() if abs(gap - adjusted) > 0.1},
            invalid=(*NO_NUMBER, 120, -3),
        ),
    }


def _unfolded(split: pd.DataFrame) -> pd.DataFrame:
    """One row a client of the small table."""
    rows = [
        {"product_count": held, "is_new": is_new, "has_churned": place < line["churned_count"]}
        for (held, is_new), line in zip(
            ((1, True), (3, True), (1, False), (3, False)), split.to_dict("records"), strict=True
        )
        for place in range(line["client_count"])
    ]
    return pd.DataFrame(rows)


def _alike(book: pd.DataFrame) -> dict[str, Expected]:
    single = {name: like_for_like(book, strata=[band]) for name, band in BANDS.items()}
    every = like_for_like(book, strata=list(BANDS.values()))
    left, raw = round(-100 * every.adjusted, 1), round(-100 * every.raw, 1)
    most = min(single, key=lambda name: abs(single[name].adjusted))
    return {
        "c11-left": Expected(
            left,
            tolerance=0.1,
            wrong={
                "raw-off-the-panel": raw,
                "what-went-away": round(raw - left, 1),
                "share-for-points": round(100 * every.remaining_share),
            },
            invalid=(*NO_NUMBER, 120, -3),
        ),
        "c11-removes": Expected(
            most,
            wrong={f"picked-{name}": name for name in ("assets", "age") if name != most},
            invalid=("products",),
        ),
        "c11-claims": Expected(
            CLAIMS,
            wrong={
                "remainder-as-cause": ["fact", "like", "cause", "trial"],
                "curve-as-promise": ["fact", "like", "lift", "trial"],
                "shy-of-facts": ["trial"],
            },
            invalid=("fact", ["proof"]),
        ),
    }


def _next(book: pd.DataFrame) -> dict[str, Expected]:
    right = {str(client): str(name) for client, name in next_product(book).items()}
    unsuited = book.assign(risk_rating=5, horizon_month=60)
    pushed = next_product(unsuited).astype(str)
    asked = next_product(book.assign(has_marketing_consent=True)).astype(str)
    lacking = book.index[book["need"] == "nothing_missing"]
    return {
        "c11-next": Expected(
            right,
            wrong={
                "by-need-alone": {str(c): n for c, n in pushed.items() if n != right[str(c)]},
                "without-consent": {str(c): n for c, n in asked.items() if n != right[str(c)]},
                "made-up-a-need": {str(client): "regular_plan" for client in lacking},
            },
            invalid=({"K99": "none"}, {"K01": "gold"}, "none"),
        )
    }


def _links() -> dict[str, Expected]:
    return {
        "c11-links": Expected(
            LINKS,
            wrong={
                "all-ties-are-bad": {"one_card": "lock_in", "one_page": "lock_in"},
                "conditions-as-benefits": {"plan_for_loan": "convenient", "deposit_first": "convenient"},
            },
            invalid=({"one_card": "fine"}, {"gift": "tied"}, "tied"),
        ),
        "c11-strands": Expected(
            STRANDS,
            wrong={
                "renewal-is-an-account": {"renewed": "account"},
                "signature-is-warmth": {"bought": "emotional"},
            },
            invalid=({"opened": "card"}, {"gift": "account"}, "account"),
        ),
    }


def _holders(book: pd.DataFrame) -> dict[str, Expected]:
    deep = Limit("pnl_share", "<", -LOSS_LINE)
    silent = Limit("days_since_contact", ">", SILENT_DAYS)
    rules = {"both": Combined((deep, silent), 2), "either": Combined((deep, silent)), "deep": deep}
    found = alert_flags(book, {**rules, "silent": silent})
    named = {name: [str(client) for client in found.index[found[name]]] for name in found}
    return {
        "c11-follow": Expected(
            named["both"],
            wrong={
                "loss-alone": named["deep"],
                "silence-alone": named["silent"],
                "either-will-do": named["either"],
            },
            invalid=("K01", ["K13"]),
        ),
        "c11-phrases": Expected(
            PHRASES,
            wrong={
                "blunt-promises-only": ["recover", "swap"],
                "bad-news-forbidden": ["plain", *PHRASES],
                "left-the-deciding": ["recover", "not_sold", "swap"],
            },
            invalid=("swap", ["gift"]),
        ),
    }


def _class_one(book: pd.DataFrame) -> dict[str, Expected]:
    held = book["class_one_at"]

    def clients(*places: str) -> list[str]:
        return [str(client) for client in book.index[held.isin(places)]]

    return {
        "c11-class-reading": Expected(
            "bank",
            wrong={"read-for-the-country": "country", "read-for-the-outlet": "outlet"},
            invalid=("person",),
        ),
        "c11-class-set": Expected(
            clients("other_bank", "none"),
            wrong={
                "set-for-the-country": clients("none"),
                "set-for-the-outlet": clients("other_bank", "other_outlet", "none"),
            },
            invalid=("K01", ["K07"]),
        ),
    }


def _decision() -> dict[str, Expected]:
    return {
        "c11-plan": Expected("hard", also=("need",), wrong={"contest-first": "five"}, invalid=("both",)),
    }
