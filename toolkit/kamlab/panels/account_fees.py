"""Live panel of fees on small accounts: money, closures and complaints, who is hurt, which rules break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from kamlab.charts.fees import plot_fee_effect
from kamlab.data.account_book import account_book
from kamlab.language import say
from kamlab.methods.small_accounts import FeePlan, FeeScenario, fee_scenario
from kamlab.panels.live_controls import Control, SwitchControl
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import money, number

FEE = Scale(0, 60, unit="cny")
MOVED = Scale(0, 100, unit="percent", factor=0.01)
COMPARED_FEES_CNY = (0.0, 12.0, 36.0)


def account_fees() -> Any:
    """Twenty thousand small accounts with a fee, business moved to machines, and an exemption to try."""
    return shown(AccountFeesPanel)


@cache
def _book(variant: int) -> pd.DataFrame:
    return account_book(variant)


class AccountFeesPanel(Panel):
    """A fee, a share of counter business that is moved, and a switch for the exemption."""

    name = "account_fees"
    margins = ((0.95, 0.2, 0.45, 0.2),)
    table_height = 450

    def make_controls(self) -> Mapping[str, Control]:
        """Fee, moved share, exemption."""
        self.book = _book(self.store.variant)
        numbers = {"fee_cny": (FEE, 12.0), "moved_share": (MOVED, 0.0)}
        controls: dict[str, Control] = {
            name: NumberControl(
                say(f"panels_live.account_fees_{name}"), scale=scale, start=start, changed=self.changed
            )
            for name, (scale, start) in numbers.items()
        }
        label = say("panels_live.account_fees_has_exemption")
        return controls | {"has_exemption": SwitchControl(label, start=False, changed=self.changed)}

    def view(self, settings: Mapping[str, Any]) -> View:
        """What the plan does, and what the course's three fees would do with the same two other settings."""
        plan = FeePlan(settings["fee_cny"], settings["moved_share"], settings["has_exemption"])
        result = fee_scenario(self.book, plan=plan)
        others = {
            fee: fee_scenario(self.book, plan=FeePlan(fee, plan.moved_share, plan.has_exemption))
            for fee in COMPARED_FEES_CNY
        }
        sentence = say(
            "panels_live.account_fees_sentence",
            net=money(result.effect.net_cny),
            closed=number(result.effect.closed_count),
            complaints=number(result.effect.complaint_count),
            hurt=number(result.hurt_count),
            rules=_rules(result.broken),
        )
        return View(
            sentence,
            _readings(result) + _comparison(others),
            (lambda ax: plot_fee_effect(result.effect, ax=ax),),
        )


def _rules(broken: Sequence[str]) -> str:
    names = [say(f"panels_live.account_fees_rule_{name}") for name in broken]
    return say("panels_live.list_comma").join(names) or say("panels_live.account_fees_no_rule")


def _readings(result: FeeScenario) -> str:
    effect = result.effect
    rows = [
        ("income", money(effect.fee_income_cny)),
        ("saved", money(effect.saved_cost_cny)),
        ("lost", money(effect.lost_margin_cny)),
        ("complained", money(effect.complaint_cost_cny)),
        ("net", money(effect.net_cny)),
        ("closed", number(effect.closed_count)),
        ("young", number(result.young_closed_count)),
        ("complaints", number(effect.complaint_count)),
        ("hurt", number(result.hurt_count)),
    ]
    heads = [say("panels_live.reading"), say("panels_live.value")]
    cells = [[say(f"panels_live.account_fees_{name}"), text] for name, text in rows]
    caption = say("panels_live.account_fees_caption", accounts=number(effect.account_count))
    return table_html(heads, cells, caption=caption)


def _comparison(results: Mapping[float, FeeScenario]) -> str:
    heads = [say(f"panels_live.account_fees_{part}") for part in ("fee", "net", "hurt", "broken")]
    rows = [
        [number(fee), money(result.effect.net_cny), number(result.hurt_count), _rules(result.broken)]
        for fee, result in results.items()
    ]
    caption = say("panels_live.account_fees_compared")
    return table_html(heads, rows, caption=caption, text_columns=(0, 3))
