"""What a cell looks like, and what most cells of a column look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from kamlab.data.ownfile.cells import is_blank, is_error, is_nothing, key_of, text_in
from kamlab.data.ownfile.days import Order, day_of_serial, read_day
from kamlab.data.ownfile.synonyms import words
from kamlab.data.ownfile.written import read_number

SAMPLE = 1000
_OTHER_ORDER = Order("dmy", "dmy")


def kind_of(value: object) -> str:
    """ "blank", "number", "date" or "text"; an error of Excel counts as blank.

    Examples
    --------
    >>> [kind_of(value) for value in ("", "12.5万", "2024/3/5", "松岚饲料", 3.0, "#REF!")]
    ['blank', 'number', 'date', 'text', 'number', 'blank']
    """
    if is_blank(value):
        return "blank"
    if not isinstance(value, str):
        return "date" if isinstance(value, date) else "number"
    text = text_in(value)
    if is_nothing(text) or is_error(text):
        return "blank"
    if read_number(text) is not None:
        return "number"
    if _day(text) is not None:
        return "date"
    is_number = "," in text and read_number(text, is_comma_decimal=True) is not None
    return "number" if is_number else "text"


def is_label(value: object) -> bool:
    """Whether a cell could stand in a row of headings."""
    return isinstance(value, str) and kind_of(value) == "text"


def is_data(value: object) -> bool:
    """Whether a cell holds a figure or a date; a year such as 2024 may also be a heading."""
    kind = kind_of(value)
    if kind == "number":
        number = read_number(text_in(value))
        return number is None or number.value not in range(1990, 2101)
    return kind == "date"


@dataclass(frozen=True)
class Looks:
    """What the filled cells of a column look like, in shares of them.

    Attributes
    ----------
    count
        How many cells were looked at that are not empty.
    day_share
        Cells that name a day, numbers such as 20240305 and day numbers of Excel included.
    whole_share
        Whole numbers.
    distinct_share
        Distinct values.
    """

    count: int
    number_share: float
    date_share: float
    day_share: float
    flag_share: float
    whole_share: float
    distinct_share: float
    distinct_count: int


def looks_of(values: Sequence[object], *, count: int = SAMPLE) -> Looks:
    """What a column looks like, by at most `count` of its cells, evenly taken.

    Examples
    --------
    >>> looks_of(["是", "否", "否", ""]).flag_share
    1.0
    """
    filled = [value for value in spread(values, count) if kind_of(value) != "blank" or is_flag(value)]
    kinds = Counter(map(kind_of, filled))
    size = max(len(filled), 1)
    distinct = len({key_of(text_in(value)) for value in filled})
    return Looks(
        count=len(filled),
        number_share=kinds["number"] / size,
        date_share=kinds["date"] / size,
        day_share=sum(map(_is_day, filled)) / size,
        flag_share=sum(map(is_flag, filled)) / size,
        whole_share=sum(map(_is_whole, filled)) / size,
        distinct_share=distinct / size,
        distinct_count=distinct,
    )


def spread(values: Sequence[object], count: int) -> list[object]:
    """At most about `count` values, evenly taken from the first to the last.

    Examples
    --------
    >>> spread(list(range(10)), 4)
    [0, 3, 6, 9]
    """
    step = max(1, -(-len(values) // count))
    return list(islice(values, 0, None, step))


def is_flag(value: object) -> bool:
    """Whether a cell says yes or no, in any of the ways the word list knows."""
    return isinstance(value, bool) or key_of(text_in(value)) in _flags()


@cache
def _flags() -> frozenset[str]:
    kinds = ("yes", "no", "is_corporate_yes", "is_corporate_no")
    return frozenset().union(*(words("values", kind) for kind in kinds))


def _is_day(value: object) -> bool:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return day_of_serial(value) is not None
    return kind_of(value) == "date" or (isinstance(value, str) and _day(text_in(value)) is not None)


def _day(text: str) -> date | None:
    """The day that a text names in any order of day and month."""
    return read_day(text) or read_day(text, order=_OTHER_ORDER)


def _is_whole(value: object) -> bool:
    number = read_number(text_in(value))
    return number is not None and number.value.is_integer()
