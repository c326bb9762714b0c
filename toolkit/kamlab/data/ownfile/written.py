"""Numbers as people write them: separators, units, currencies, brackets, per cent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kamlab.data.ownfile.cells import plain

FACTORS = {
    "": 1.0,
    "元": 1.0,
    "圆": 1.0,
    "块": 1.0,
    "yuan": 1.0,
    "千": 1e3,
    "千元": 1e3,
    "k": 1e3,
    "thousand": 1e3,
    "万": 1e4,
    "万元": 1e4,
    "w": 1e4,
    "wan": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "百万元": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "mm": 1e6,
    "million": 1e6,
    "千万": 1e7,
    "千万元": 1e7,
    "亿": 1e8,
    "亿元": 1e8,
    "bn": 1e9,
    "billion": 1e9,
    "十亿": 1e9,
}
"""Word of a unit -> how many yuan."""
PIECES = ("个", "种", "项", "款", "户", "笔", "次", "分", "件", "家", "天", "points", "pts")
CURRENCIES = {
    "CNY": ("人民币", "rmb", "cny", "¥"),
    "USD": ("us$", "usd", "美元", "$"),
    "HKD": ("hk$", "hkd", "港元", "港币"),
    "EUR": ("eur", "欧元", "€"),
    "GBP": ("gbp", "英镑", "£"),
    "JPY": ("jpy", "日元"),
}
_CODES = {word: code for code, words in CURRENCIES.items() for word in words}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)


_CURRENCY = _any_of(_CODES)
_UNIT = _any_of([*FACTORS, *PIECES])
_DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,4}(?:,\d{4})+(?:\.\d*)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d*)?"
    r"|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?"
)
_NUMBER = re.compile(
    rf"(?P<open>\()?(?P<sign>[+-])?(?P<before>{_CURRENCY})?(?P<inner>[+-])?(?P<digits>{_DIGITS})"
    rf"(?:(?P<percent>%)|(?P<unit>{_UNIT}))?(?P<after>{_CURRENCY})?(?P<last>-)?(?P<close>\))?"
)
_SIMPLE = re.compile(r"-?\d{1,3}(?:,\d{3})*(?:\.\d+)?")
_TWO_UNITS = re.compile(r"(-)?(\d+(?:\.\d+)?)亿(\d+(?:\.\d+)?)万元?")
_SWAPPED = str.maketrans(",.", ".,")
LONGEST = 60


class Written(NamedTuple):
    """A number with what was written beside it: the word of its unit, the code of its currency, per cent."""

    value: float
    unit: str = ""
    currency: str = ""
    is_percent: bool = False


def read_number(text: str, *, is_comma_decimal: bool = False) -> Written | None:
    """The number that a text is, in the unit written beside it; None where it is none or could be two.

    The value of "12.5万" is 125000, that of "45%" is 0.45, and "(1,200)" is negative.

    Parameters
    ----------
    is_comma_decimal
        Whether the comma stands before the decimals and the point between thousands.

    Examples
    --------
    >>> [read_number(text).value for text in ("￥１，２３４．５０", "12.5万", "(1,200)", "1亿2000万")]
    [1234.5, 125000.0, -1200.0, 120000000.0]
    >>> read_number("50-100万") is None
    True
    """
    if len(text) > LONGEST:
        return None
    if not is_comma_decimal and _SIMPLE.fullmatch(text):
        return Written(float(text.replace(",", "")))
    compact = "".join(plain(text).split()).removeprefix("约")
    if is_comma_decimal:
        compact = compact.translate(_SWAPPED)
    match = _NUMBER.fullmatch(compact)
    return _written(match) if match else _added(compact)


def _written(match: re.Match[str]) -> Written | None:
    signs = [match["sign"], match["inner"], match["last"]]
    if sum(map(bool, signs)) > 1 or bool(match["open"]) != bool(match["close"]):
        return None
    if match["open"] and any(signs):
        return None
    value = float(match["digits"].replace(",", ""))
    unit, percent = match["unit"] or "", bool(match["percent"])
    value *= 0.01 if percent else FACTORS.get(unit, 1.0)
    currency = _CODES.get(match["before"] or match["after"] or "", "")
    is_negative = "-" in signs or bool(match["open"])
    return Written(-value if is_negative else value, "" if unit in PIECES else unit, currency, percent)


def _added(text: str) -> Written | None:
    """A number in two units, such as 1亿2000万."""
    match = _TWO_UNITS.fullmatch(text)
    if match is None:
        return None
    value = float(match[2]) * 1e8 + float(match[3]) * 1e4
    return Written(-value if match[1] else value, "亿")
