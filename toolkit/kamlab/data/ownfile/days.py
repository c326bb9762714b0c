"""Dates as people and systems write them, read as whole days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from kamlab.data.ownfile.cells import plain

SERIALS = (18264.0, 73415.0)
"""Day numbers of Excel that are read as dates: 1950-01-01 to 2100-12-31."""
_EXCEL_ZERO = date(1899, 12, 30)
_MONTHS = {
    name: place // 2 + 1
    for place, name in enumerate(
        "jan january feb february mar march apr april may may jun june jul july aug august sep september"
        " oct october nov november dec december".split()
    )
} | {"sept": 9}
_TIME = (
    r"(?:\s*日)?\s*\(?(?:(?:星期|周)[一二三四五六日天])?\)?"
    r"(?:[t\s]\s*(?:上午|下午|早上|晚上|凌晨|中午|am|pm)?\s*\d{1,2}(?:[:时点]\d{0,2}(?:[:分]\d{0,2}(?:[.,]\d+)?秒?)?)"
    r"\s*(?:am|pm)?\s*(?:z|utc|[+-]\d{2}:?\d{2})?)?\s*"
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})" + _TIME)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6}|\d{4})?(?:\.0+)?" + _TIME)
_MONTH_ONLY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?|(\d{4})(0[1-9]|1[0-2])")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + _TIME)
_SHORT = re.compile(r"(\d{1,2})[-/.年](\d{1,2})[-/.月](\d{1,2})" + _TIME)
_DAY_NAMED = re.compile(r"(\d{1,2})[-\s]([a-z]{3,9})\.?[-,\s]+(\d{4}|\d{2})" + _TIME)
_NAMED_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _TIME)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
LONGEST = 40


class Order(NamedTuple):
    """In which order day, month and year stand in texts that do not tell, such as 03/05/2024 and 24/3/5.

    `long` is for years of four digits at the end, `short` for years of two; `doubtful` is a text that another
    order would read as another day, empty where there is none.
    """

    long: str = "mdy"
    short: str = "ymd"
    doubtful: str = ""


USUAL = Order()


def read_day(text: str, *, order: Order = USUAL) -> date | None:
    """The day that a text names, None where it names none; a month alone is its first day.

    Examples
    --------
    >>> [str(read_day(text)) for text in ("2024年3月5日", "2024/3/5 10:30", "20240305", "45356", "5-Mar-24")]
    ['2024-03-05', '2024-03-05', '2024-03-05', '2024-03-05', '2024-03-05']
    >>> read_day("03/05/2024", order=Order(long="dmy")), read_day("2024-13-01")
    (datetime.date(2024, 5, 3), None)
    """
    if len(text) > LONGEST:
        return None
    text = plain(text)
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(match[1], match[2], match[3])
    for pattern, kind in ((_YEAR_LAST, order.long), (_SHORT, order.short)):
        if match := pattern.fullmatch(text):
            return _ordered(match.groups(), kind)
    if match := _MONTH_ONLY.fullmatch(text):
        return _day(match[1] or match[3], match[2] or match[4], "1")
    if match := _DAY_NAMED.fullmatch(text):
        return _day(match[3], _MONTHS.get(match[2], 0), match[1])
    if match := _NAMED_DAY.fullmatch(text):
        return _day(match[3], _MONTHS.get(match[1], 0), match[2])
    return day_of_serial(float(text)) if _SERIAL.fullmatch(text) else None


def day_of_serial(number: float) -> date | None:
    """The day of a number of Excel (45356 is 2024-03-05) or of a number such as 20240305; None for others.

    Examples
    --------
    >>> day_of_serial(45356.5) == day_of_serial(20240305.0) == date(2024, 3, 5)
    True
    """
    if SERIALS[0] <= number <= SERIALS[1]:
        return _EXCEL_ZERO + timedelta(days=int(number))
    if 1e7 <= number < 1e8 and number == int(number):
        return _day(int(number) // 10000, int(number) // 100 % 100, int(number) % 100)
    return None


def order_of(texts: Iterable[str]) -> Order:
    """The order of day, month and year that reads most of the texts of one column as dates.

    Examples
    --------
    >>> order_of(["13/05/2024", "03/05/2024"]).long
    'dmy'
    """
    long, short = [], []
    for text in map(plain, texts):
        if match := _YEAR_LAST.fullmatch(text):
            long.append((match.groups(), text))
        elif match := _SHORT.fullmatch(text):
            short.append((match.groups(), text))
    best_long, doubt_long = _best(long, ("mdy", "dmy"))
    best_short, doubt_short = _best(short, ("ymd", "mdy", "dmy"))
    return Order(best_long, best_short, doubt_long or doubt_short)


def _best(found: list[tuple[tuple[str, ...], str]], orders: tuple[str, ...]) -> tuple[str, str]:
    """The order that reads most, and a text that the next best would read as another day just as well."""
    counts = {order: sum(_ordered(parts, order) is not None for parts, _ in found) for order in orders}
    best = max(orders, key=lambda order: counts[order])
    rivals = [order for order in orders if order != best and counts[order] == counts[best] > 0]
    for parts, text in found:
        if any(_ordered(parts, best) != _ordered(parts, rival) for rival in rivals):
            return best, text
    return best, ""


def _ordered(parts: tuple[str, ...], order: str) -> date | None:
    by_name = dict(zip(order, parts, strict=False))
    return _day(by_name["y"], by_name["m"], by_name["d"])


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    whole = int(year)
    if whole < 100:
        whole += 2000 if whole < 70 else 1900
    try:
        return date(whole, int(month), int(day))
    except ValueError:
        return None
