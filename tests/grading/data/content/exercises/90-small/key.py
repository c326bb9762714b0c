"""Expected answers of the small exercise."""

from __future__ import annotations

from kamlab.answers import Expected
from kamlab.data.deals import table


def expected(variant: int) -> dict[str, Expected]:
    """What is right; the share and the totals depend on the variant."""
    clients = list(table("level_book_12", variant).index)
    levels = {client: "AB"[(place + variant) % 2] for place, client in enumerate(clients)}
    return {
        "share": Expected(
            50 + variant, tolerance=0.1, wrong={"counted-heads": 20 + variant}, invalid=("八成", 0.5)
        ),
        "why": Expected("few", wrong={"counted-heads": "many"}, invalid=("none",)),
        "stars": Expected(["K01", "K02"], wrong={"starred-all": ["K01", "K02", "K03"]}, invalid=("K01",)),
        "steps": Expected(["ask", "offer", "close"], invalid=(["ask"],)),
        "levels": Expected(levels, invalid=("A",)),
        "totals": Expected({"K01": {"total": 7 + variant}, "K02": {"total": 11}}, invalid=(5,)),
    }
