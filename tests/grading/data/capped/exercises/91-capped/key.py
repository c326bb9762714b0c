"""Expected answers of the capped exercise."""

from __future__ import annotations

from typing import Any

from kamlab.answers import Expected, Judgement

GOOD = {"risks": [{"id": "K1", "text": "客户临时改期", "response": "另约一天"}]}


def expected(variant: int) -> dict[str, Expected]:
    """A risk needs a response; a promise is a red breach."""
    return {
        "plan": Expected(GOOD, judge=_judge, wrong={"no-response": {"risks": [{"id": "K1", "text": "改期"}]}})
    }


def _judge(plan: Any) -> Judgement:
    risks = plan.get("risks", [])
    met = sum("response" in risk for risk in risks)
    is_red = any("保证收益" in str(risk.get("response")) for risk in risks)
    slip = None if met else "no-response"
    return Judgement(met, 1, 1.0 if met else 0.0, slip, is_red=is_red)
