"""What a single cell holds: blank or not, its text without marks that cannot be seen, its key."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

INVISIBLE = "".join(
    map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFE0F, 0xFEFF))
)
"""Marks of no width that come with text copied from web pages and chats."""
BLANK = INVISIBLE + "".join(map(chr, (*range(33), 0x7F, 0x85, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000)))
"""What a cell may hold and still be empty."""
_GONE = str.maketrans(dict.fromkeys([*INVISIBLE, *map(chr, (*range(9), *range(14, 32), 0x7F))]))
_NARROW = str.maketrans(
    {
        wide: wide - 0xFEE0
        for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0D)
    }
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_KEPT_AS_TEXT = re.compile(r'="(.*)"')
LOST = 1e15
"""A number from which on Excel has dropped digits: it keeps fifteen."""
EMPTY_WORDS = frozenset("- -- / \\ 无 暂无 空 缺 未知 null none nan n/a na <na> nil".split())
"""What people and systems write where they have nothing to write."""
ERRORS = frozenset(
    "#n/a #ref! #value! #div/0! #name? #num! #null! #error! #spill! #calc! #getting_data".split()
)
"""What Excel shows in a cell whose formula went wrong."""


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing that can be seen.

    Examples
    --------
    >>> [is_blank(value) for value in ("", " \\u3000\\u200b", None, math.nan, 0)]
    [True, True, True, True, False]
    """
    if isinstance(value, str):
        return not value.strip(BLANK)
    return value is None or (isinstance(value, float) and math.isnan(value))


def text_in(value: object) -> str:
    """The text of a cell as a person reads it.

    Marks that cannot be seen are taken out, blanks at the ends too, several in a row become one;
    `="00123"` and `'00123`, by which systems keep Excel from dropping zeros, give 00123. A whole number has
    no decimals.

    Examples
    --------
    >>> text_in(' ="000123" '), text_in(123.0), text_in("a\\u00a0\\n b\\u200b")
    ('000123', '123', 'a b')
    """
    if not isinstance(value, str):
        return _shown(value)
    if value.isascii() and value.isalnum():
        return value
    text = " ".join(_visible(value).split())
    if text.startswith("=") and (kept := _KEPT_AS_TEXT.fullmatch(text)):
        return kept[1].strip()
    return text[1:] if text.startswith("'") and text[1:2].isdigit() else text


def _visible(text: str) -> str:
    """The text without marks of no width; nearly all texts have none, which is quickly seen."""
    return text if text.isprintable() else text.translate(_GONE)


def _shown(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).upper()
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        if abs(value) >= LOST:
            return format(Decimal(repr(value)), "f") if math.isfinite(value) else repr(value)
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return (
            value.strftime("%Y-%m-%d %H:%M:%S").removesuffix(" 00:00:00") if value.year > 999 else str(value)
        )
    return value.isoformat() if isinstance(value, date) else str(value)


def narrow(text: str) -> str:
    """Full-width letters and digits as half-width ones; Chinese marks stay.

    Examples
    --------
    >>> narrow("Ｋ０１（总部）")
    'K01（总部）'
    """
    return text if text.isascii() else text.translate(_NARROW)


def key_of(text: str) -> str:
    """What two names of one client have in common: width, case and blanks make no difference (Unicode NFKC).

    Examples
    --------
    >>> key_of("Ｋ 01") == key_of("k01 ")
    True
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return "".join(text.split()).casefold()


def plain(text: str) -> str:
    """A text ready to be read as a number, a date or a word: half-width, small letters, one kind of minus.

    Examples
    --------
    >>> plain(" （１，２００） ")
    '(1,200)'
    """
    if not text.isascii():
        text = _DASHES.sub("-", unicodedata.normalize("NFKC", _visible(text)))
    return text.strip(BLANK).removeprefix("'").lower()


def is_error(text: str) -> bool:
    """Whether the text is an error of Excel, such as #REF!."""
    return text.startswith("#") and text.lower() in ERRORS


def is_nothing(text: str) -> bool:
    """Whether the text is one of the ways to write that there is nothing.

    Examples
    --------
    >>> is_nothing("N/A"), is_nothing("0")
    (True, False)
    """
    return not text or plain(text) in EMPTY_WORDS
