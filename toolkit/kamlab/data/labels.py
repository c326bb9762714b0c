"""What a value of a text column is called in the reader's language."""

from __future__ import annotations

from kamlab.language import catalogue, pick


def value_label(column: str, value: str) -> str:
    """Words for a value such as "one_product" in column `coverage`; a value without words is its own.

    Examples
    --------
    >>> from kamlab.language import speaking
    >>> with speaking("en"):
    ...     value_label("coverage", "one_product"), value_label("client_id", "K01")
    ('1 product', 'K01')
    """
    text = catalogue("data").get(f"{column}_{value}")
    return value if text is None else pick(text)
