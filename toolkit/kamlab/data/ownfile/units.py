"""The unit that a heading or a title line gives for the figures below it."""

from __future__ import annotations

import re

from kamlab.data.ownfile.cells import plain
from kamlab.data.ownfile.written import CURRENCIES, FACTORS

_WORD = r"(千万|百万|十亿|亿|十万|万|千)?(?:元|圆)|(千万|百万|十亿|亿|万|千)"
_BRACKETS = re.compile(r"[(\[{【<「]([^)\]}】>」]*)[)\]}】>」]")
_TOLD = re.compile(rf"单位[:]?\s*(?:人民币)?\s*(?:{_WORD})")
_LAST = re.compile(r"(千万|百万|十亿|亿|万|千)元$|[/_,\s-](亿|万|千)$")
_INSIDE = re.compile(rf"(?:^|[^\d])(?:{_WORD})(?:$|[^\w])")
_ENGLISH = re.compile(r"\b(thousand|million|billion|mn|bn|wan|yuan|k|m)s?\b|'?000s?\b|\b10k\b")


def unit_in(heading: str) -> str:
    """Word of the unit in a heading or a line such as "单位：万元", empty where it gives none.

    Examples
    --------
    >>> [unit_in(text) for text in ("AUM（万元）", "日均余额/亿", "单位:千元", "Balance (CNY m)", "余额")]
    ['万', '亿', '千', 'm', '']
    """
    text = plain(heading)
    if match := _TOLD.search(text) or _LAST.search(text):
        return _found(match)
    for inside in _BRACKETS.findall(text):
        if match := _INSIDE.search(inside):
            return _found(match)
        if match := _ENGLISH.search(inside):
            return match[1] or ("万" if match[0] == "10k" else "thousand")
    return "元" if re.search(r"[(\[]\s*(?:元|cny|rmb|¥|yuan)\s*[)\]]|_cny$", text) else ""


def unit_told(line: str) -> str:
    """Word of the unit that a line above a table gives for all of it, empty where it gives none.

    Examples
    --------
    >>> unit_told("单位：万元"), unit_told("CNY in thousands"), unit_told("千万级客户（千万）")
    ('万', 'thousand', '')
    """
    text = plain(line)
    if match := _TOLD.search(text):
        return _found(match)
    match = re.search(r"\bin (thousand|million|billion)s?\b", text)
    return match[1] if match else ""


def _found(match: re.Match[str]) -> str:
    return next((word for word in match.groups() if word), "元")


def currency_in(heading: str) -> str:
    """Code of a currency other than yuan that a heading names, empty where it names none.

    Examples
    --------
    >>> currency_in("Balance (USD)"), currency_in("余额（元）")
    ('USD', '')
    """
    text = plain(heading)
    for code, words in CURRENCIES.items():
        if code != "CNY" and any(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) for word in words):
            return code
    return ""


def factor_of(unit: str) -> float:
    """How many yuan one of a unit is; 1 where there is none.

    Examples
    --------
    >>> factor_of("万"), factor_of("")
    (10000.0, 1.0)
    """
    return FACTORS.get(unit, 1.0)


def without_unit(heading: str) -> str:
    """A heading without what stands in brackets and without the word of a unit at its end.

    Examples
    --------
    >>> [without_unit(text) for text in ("AUM（万元）", "日均余额/亿", "存款余额万元", "aum_cny")]
    ['aum', '日均余额', '存款余额', 'aum']
    """
    text = _BRACKETS.sub("", plain(heading)).strip()
    return re.sub(r"_cny$", "", _LAST.sub("", text)).strip(" :/_-,") or plain(heading)
