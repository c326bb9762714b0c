"""Charts of leads, of visitors and of referrers with data that are hard on them."""

from collections.abc import Callable, Iterator

from kamlab.charts.leads import plot_leads
from kamlab.charts.on_site import plot_hours, plot_yield
from kamlab.charts.referrals import plot_referrers
from kamlab.data import deals
from kamlab.methods.leads import RISK_SIGNS, lead_outcomes, lead_routes
from kamlab.methods.on_site import on_site, yield_curve
from kamlab.methods.referrals import referrers, top_referrers

LEAD_AND_HALL_SIZES = {"leads": (7.2, 4.4), "yield": (7.2, 2.9), "hours": (7.2, 2.6), "referrers": (7.2, 5.4)}
LEAD_AND_HALL_MARGINS = {
    "leads": (0.9, 0.25, 0.65, 0.75),
    "yield": (0.85, 0.3, 0.65, 0.45),
    "hours": (0.85, 0.3, 0.45, 0.45),
    "referrers": (0.95, 0.3, 0.65, 0.45),
}


def lead_and_hall_scenes() -> Iterator[tuple[str, Callable]]:
    """Name and what draws the scene on an Axes."""
    for variant in (0, 9, 23):
        for risk in (None, RISK_SIGNS):
            name = f"leads-{variant}-{'plain' if risk is None else 'screened'}"
            yield name, lambda ax, v=variant, r=risk: _leads(ax, v, r)
    log = deals.table("queue_log", 4)
    curve = yield_curve(log, lines_cny=[30_000 * (100 / 3) ** (step / 24) for step in range(25)])
    for line in (3e4, 1e5, 3e5, 1e6):
        share = on_site(log, large_cny=line).candidate_share
        yield (
            f"yield-{line:g}",
            lambda ax, x=line, y=share: plot_yield(curve, ax=ax, line_cny=x, share=y, source_share=0.05),
        )
        hours = on_site(log, large_cny=line).by_hour
        yield f"hours-{line:g}", lambda ax, h=hours: plot_hours(h, ax=ax, needs_consent=True)
    yield "hours-any", lambda ax: plot_hours(on_site(log).by_hour, ax=ax, needs_consent=False)
    for count in (1, 10, 19):
        yield f"referrers-{count}", lambda ax, n=count: _referrers(ax, n)


def _leads(ax: object, variant: int, risk: object) -> object:
    flows = deals.table("firm_flows", variant)
    outcomes = lead_outcomes(flows, routes=lead_routes(flows, risk=risk))
    return plot_leads(flows, outcomes=outcomes, ax=ax, usage_share=0.6, inflow_cny=5e5)


def _referrers(ax: object, count: int) -> object:
    made = referrers(deals.table("referral_book", count))
    top = top_referrers(made, count=count)
    return plot_referrers(made, ax=ax, chosen=top.ids, place=len(top.ids), counts_all=count == 1)
