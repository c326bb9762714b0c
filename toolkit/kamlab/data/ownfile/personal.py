"""Columns that hold what belongs to a person: recognised by heading and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from kamlab.data.ownfile.cells import plain, text_in
from kamlab.data.ownfile.looks import spread
from kamlab.data.ownfile.notes import Note, note
from kamlab.data.ownfile.synonyms import heading_key, personal_headings
from kamlab.data.ownfile.table import RawTable

CELLS_LOOKED_AT = 4000
_PHONE = re.compile(r"(?:\+?0{0,2}86)?1[3-9]\d{9}|0\d{2,3}\d{7,8}|\+\d{9,14}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}")
_ADDRESS = re.compile(r"(?:省|市|自治区|区|县|镇|乡|村|街道|大道|路|街|巷|弄|号|栋|幢|单元|室)")
_CARD = re.compile(r"\d{16,19}")
_ID_18 = re.compile(r"[1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dx]")
_ID_15 = re.compile(r"[1-9]\d{5}(\d{2})(\d{2})(\d{2})\d{3}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10x98765432"
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾"
    "夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAMES_FIRM = re.compile(r"[厂店司行部社院校局所团馆站会坊村中心处公]$")
_NAMES_PERSON = re.compile(r"名|人|客户|name|client|customer|contact")


def personal_columns(table: RawTable) -> dict[str, Note]:
    """Column -> why it holds personal data; such a column is left out unless the owner asks for it.

    Names of persons, telephone numbers, identity numbers (eighteen digits with a right check digit, GB
    11643-1999, and the older fifteen), bank card and account numbers (sixteen to nineteen digits with a
    right check digit, Luhn), e-mail, addresses, days of birth. A column whose heading says so counts, and
    one that says nothing but holds them.
    """
    found = {}
    count = max(30, CELLS_LOOKED_AT // max(len(table.columns), 1))
    for name in table.columns:
        values = [text_in(value) for value in spread(table.frame[name].dropna().tolist(), count)]
        if kind := _by_heading(name):
            found[name] = note("ownfile.personal_by_heading", kind=_kind(kind), name=kind)
        elif kind := _by_content(name, [text for text in values if text]):
            found[name] = note("ownfile.personal_by_content", kind=_kind(kind), name=kind)
    return found


def _kind(kind: str) -> Note:
    return note(f"ownfile.personal_{kind}")


def _by_heading(name: str) -> str:
    """Kind of personal data that a heading names, empty where it names none."""
    known, key = personal_headings(), heading_key(name.rpartition(" / ")[2])
    if key in known:
        return known[key]
    inside = [word for word in known if _stands_in(word, key)]
    return known[max(inside, key=len)] if inside else ""


def _stands_in(word: str, key: str) -> bool:
    """Whether a word is part of a heading; an English one must begin or end it."""
    if word.isascii():
        return len(word) >= 5 and (key.startswith(word) or key.endswith(word))
    return len(word) >= 2 and word in key


def _by_content(name: str, texts: Sequence[str]) -> str:
    if not texts:
        return ""
    for kind, (holds, least) in _CONTENT.items():
        if sum(map(holds, texts)) > least * len(texts):
            return kind
    is_of_names = bool(_NAMES_PERSON.search(plain(name))) and len(set(texts)) > 2
    return "name" if is_of_names and sum(map(is_person, texts)) * 2 > len(texts) else ""


def is_identity_number(text: str) -> bool:
    """Whether a text is an identity number: a real day of birth and, of eighteen digits, a right last one.

    Examples
    --------
    >>> is_identity_number("11010519491231002X"), is_identity_number("110105194912310021")
    (True, False)
    """
    compact = _digits(text)
    if match := _ID_18.fullmatch(compact):
        total = sum(int(digit) * weight for digit, weight in zip(compact, _WEIGHTS, strict=False))
        return _is_day(match[1], match[2], match[3]) and compact[-1] == _CHECKS[total % 11]
    match = _ID_15.fullmatch(compact)
    return match is not None and _is_day("19" + match[1], match[2], match[3])


def _digits(text: str) -> str:
    return re.sub(r"[\s\-()]", "", plain(text))


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        return 1900 <= date(int(year), int(month), int(day)).year <= 2100
    except ValueError:
        return False


def is_card_number(text: str) -> bool:
    """Whether a text is a number of sixteen to nineteen digits with a right check digit (Luhn).

    Examples
    --------
    >>> is_card_number("6222 0212 3456 7894"), is_card_number("6222021234567890")
    (True, False)
    """
    compact = _digits(text)
    if not _CARD.fullmatch(compact) or len(set(compact)) < 3:
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(compact))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def is_phone(text: str) -> bool:
    """Whether a text is a telephone number, mobile or fixed.

    Examples
    --------
    >>> is_phone("+86 138-0013-8000"), is_phone("13800"), is_phone("0571-88886666")
    (True, False, True)
    """
    return _PHONE.fullmatch(_digits(text)) is not None


def is_person(text: str) -> bool:
    """Whether a text is most likely the name of a Chinese person: a frequent surname and one or two more.

    Examples
    --------
    >>> is_person("王小明"), is_person("松岚饲料厂"), is_person("金岸店")
    (True, False, False)
    """
    name = re.sub(r"[\s·*＊x某]|先生|女士|小姐", "", text)
    is_short = 2 <= len(name) <= 3 or (len(name) == 1 and len(text) > 1)
    return is_short and name[0] in _SURNAMES and not _NAMES_FIRM.search(name)


_CONTENT: Mapping[str, tuple[Callable[[str], bool], float]] = {
    "id_number": (is_identity_number, 0.02),
    "email": (lambda text: _EMAIL.fullmatch(plain(text)) is not None, 0.3),
    "phone": (is_phone, 0.5),
    "account": (is_card_number, 0.5),
    "address": (lambda text: len(text) > 6 and len(set(_ADDRESS.findall(text))) >= 2, 0.5),
}
"""Kind -> how one is recognised, and the share of the cells above which the column counts."""
