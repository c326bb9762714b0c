"""A value as it stands in a field."""

from __future__ import annotations

from typing import Any

from kamlab.language import say


def number_text(value: Any) -> str:
    """A number as it is shown in a field: no needless zeros, no exponent."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value if isinstance(value, str) else ""
    return f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def unit_text(name: str) -> str:
    """What stands behind a field whose unit is `name`; a share needs no word."""
    return say(f"panels.unit_{name}") if name and name != "share" else ""
