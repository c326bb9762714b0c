"""Weights that always make up the whole: when one is moved, the others share what is left."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from kamlab.panels.frame import box
from kamlab.panels.live_controls import Changed
from kamlab.panels.live_numbers import NumberControl, Scale

PERCENT = Scale(0, 100, unit="percent", factor=0.01)


class WeightsControl:
    """One number a criterion, 0-1, together 1; the others keep their proportions when one is moved.

    Where all others are nought they share evenly.
    """

    def __init__(self, labels: Mapping[str, str], *, changed: Changed) -> None:
        self._changed = changed
        self.value = dict.fromkeys(labels, 1 / len(labels))
        self.parts = {
            name: NumberControl(label, scale=PERCENT, start=self.value[name], changed=self._moved(name))
            for name, label in labels.items()
        }
        self.widget = box([part.widget for part in self.parts.values()], "kamlab-weights")

    @property
    def is_equal(self) -> bool:
        """Whether all weights are the same."""
        return max(self.value.values()) - min(self.value.values()) < 1e-9

    def show(self, value: Any) -> bool:
        """Show weights that cover exactly our criteria and make up the whole."""
        if not isinstance(value, dict) or set(value) != set(self.parts) or not _is_whole(value):
            return False
        self.value = {name: float(value[name]) for name in self.parts}
        for name, part in self.parts.items():
            part.show(self.value[name])
        return True

    def _moved(self, name: str) -> Changed:
        def share() -> None:
            mine = self.parts[name].value
            others = {other: weight for other, weight in self.value.items() if other != name}
            held = math.fsum(others.values())
            even = dict.fromkeys(others, 1 / len(others))
            parts = {other: weight / held for other, weight in others.items()} if held > 1e-9 else even
            rest = {other: part * (1 - mine) for other, part in parts.items()}
            self.show({each: mine if each == name else rest[each] for each in self.value})
            self._changed()

        return share


def _is_whole(weights: dict[str, Any]) -> bool:
    plain = [weight for weight in weights.values() if isinstance(weight, (int, float))]
    usable = len(plain) == len(weights) and all(0 <= weight <= 1 for weight in plain)
    return usable and abs(math.fsum(plain) - 1) < 1e-9
