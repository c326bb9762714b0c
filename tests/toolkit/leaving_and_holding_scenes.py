"""Charts of cases 7 and 11 with data that are hard on them."""

from collections.abc import Callable, Iterator

import pandas as pd

from kamlab.charts.alert_work import plot_kept, plot_work
from kamlab.charts.like_for_like import plot_gap, plot_strata
from kamlab.data import deals
from kamlab.data.deals.futures_branch import CONTACT_HOURS
from kamlab.data.labels import value_label
from kamlab.methods.like_for_like import LikeForLike, like_for_like

CASE_SIZES = {"work": (3.85, 3.1), "kept": (3.4, 3.1), "strata": (7.2, 3.4), "remains": (7.2, 1.6)}
CASE_MARGINS = {
    "work": (1.25, 0.2, 0.65, 0.15),
    "kept": (0.2, 0.25, 0.65, 0.15),
    "strata": (0.85, 0.3, 0.65, 0.4),
    "remains": (1.7, 0.3, 0.6, 0.1),
}
BANDS = ["tenure_band", "asset_band", "age_band"]


def case_scenes() -> Iterator[tuple[str, Callable]]:
    """Nobody called, a few, everybody; groups from one to forty; gaps small, large and turned round."""
    for name, hours, kept in (
        ("none", (0, 0, 0, 0), (0, 0, 0, 0)),
        ("few", (96, 4, 30, 72.5), (22_439, 999.6, 27_356, 34_920)),
        ("many", (384, 44, 172.0, 319.5), (1_234_567, 98_765, 0, 5)),
    ):
        work = pd.DataFrame({"work_hours": hours, "kept_cny": kept}, index=list(CONTACT_HOURS)).astype(float)
        yield f"work-{name}", lambda ax, w=work: _work(ax, w)
        yield f"kept-{name}", lambda ax, w=work: plot_kept(w, ax=ax, reach=40_000)
    for variant in (0, 5, 10):
        for count, many_from in ((0, 3), (1, 3), (3, 3), (3, 5)):
            book = deals.table("coverage_clients", variant)
            found = like_for_like(book, strata=BANDS[:count], many_from=many_from)
            name = f"{variant}-{count}-{many_from}"
            yield f"strata-{name}", lambda ax, r=found, m=many_from: plot_strata(r, ax=ax, many_from=m)
    for place, (raw, adjusted) in enumerate(((-0.315, -0.158), (-0.396, -0.25), (-0.3, 0.01))):
        for is_on in (True, False):
            both = LikeForLike(raw, adjusted, pd.DataFrame(), 0, adjusted / raw)
            yield (
                f"remains-{place}-{is_on}",
                lambda ax, r=both, o=is_on: plot_gap(r, ax=ax, many_from=5, is_adjusted=o),
            )


def _work(ax: object, work: pd.DataFrame) -> object:
    labels = {name: value_label("client_class", name) for name in work.index}
    return plot_work(work, ax=ax, labels=labels, reach=200)
