"""From what a person typed or clicked to a plain, valid value; or one sentence on how to write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from kamlab.answers.limits import ITEMS, NUMBER_CHARACTERS, NUMBER_SIZE, ROWS
from kamlab.answers.question import Question
from kamlab.errors import BadInput
from kamlab.language import say

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.\d+)?")
_WRITTEN = re.compile(r"(?P<number>[+-]?[\d,.]+)(?P<word>[^\d]*)")
_MONEY = {"元": 1.0, "cny": 1.0, "yuan": 1.0, "万": 1e4, "万元": 1e4, "亿": 1e8, "亿元": 1e8, "wan": 1e4}
_WORDS: Mapping[str, Mapping[str, float]] = {
    "": {},
    "percent": {"%": 1.0},
    "share": {"%": 0.01},
    "count": dict.fromkeys(("户", "个", "人", "家", "位", "名", "client", "clients"), 1.0),
    "cny": _MONEY,
    "wan_cny": {word: factor / 1e4 for word, factor in _MONEY.items()},
    "points": dict.fromkeys(("分", "point", "points"), 1.0),
    "days": dict.fromkeys(("天", "日", "day", "days"), 1.0),
}


def is_empty(value: object) -> bool:
    """Whether nothing was answered: no value, blank text, an empty list or table, or one of empty cells."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(is_empty(part) for part in value.values())
    return value is None or (isinstance(value, Collection) and all(map(is_empty, value)))


def valid_value(question: Question, value: object, *, rows: Collection[str] = ()) -> Any:
    """The plain value an answer stands for.

    Parameters
    ----------
    question
        What was asked.
    value
        What the answer file or a control holds: number or typed text, option id, list of ids, mapping.
    rows
        For labels and table: ids of the rows that exist, when they are dealt.

    Returns
    -------
    float, str, list or dict
        Number in the question's unit; option id; list of ids; {row: option id}; {row: {field: number}}; text;
        for a plan {section: [record]}, a record being {field: text, number or list of ids}.

    Raises
    ------
    BadInput
        The answer is not written as asked; the message says how to write it. It costs the learner nothing.
    """
    rows = rows or [row.id for row in question.rows]
    if question.kind == "number":
        return number(value, unit=question.unit, low=question.low, high=question.high)
    if question.kind == "text":
        return _text(question, value)
    if question.kind == "choice":
        return _known(value, question.option_ids())
    if question.kind in ("choices", "order"):
        return _list(question, value)
    if not isinstance(value, Mapping) or len(value) > ROWS:
        raise BadInput("answers.not_a_table")
    if question.kind == "plan":
        return {
            str(section): _records(records) for section, records in value.items() if not is_empty(records)
        }
    if question.kind == "labels":
        labels = {row: label for row, label in value.items() if not is_empty(label)}
        return {_known(row, rows): _known(label, question.option_ids()) for row, label in labels.items()}
    return {_known(row, rows): _cells(question, cells) for row, cells in value.items() if not is_empty(cells)}


def number(value: object, *, unit: str = "", low: float | None = None, high: float | None = None) -> float:
    """A number as people write it: full-width digits, thousands separators, %, 万, a unit behind it.

    Raises
    ------
    BadInput
        It is not a number, has a comma where a point belongs, is a share where a percentage is asked (or the
        other way round), is not whole where things are counted, or lies outside `low` to `high`.

    Examples
    --------
    >>> number("１,２３４．５ 万元", unit="cny")
    12345000.0
    >>> number("80%", unit="percent")
    80.0
    >>> number("80%", unit="share")
    0.8
    """
    text = _plain(value)
    match = _WRITTEN.fullmatch(text)
    if match is None or len(text) > NUMBER_CHARACTERS:
        raise BadInput("answers.not_a_number", found=_short(value))
    digits, word = match["number"], match["word"]
    if not _NUMBER.fullmatch(digits):
        key = "answers.decimal_comma" if re.fullmatch(r"[+-]?\d+,\d+", digits) else "answers.not_a_number"
        raise BadInput(key, found=_short(value), point=digits.replace(",", "."))
    if word and word not in _WORDS[unit]:
        raise BadInput("answers.other_unit", found=word, wanted=say(f"answers.unit_{unit or 'none'}"))
    result = float(digits.replace(",", "")) * (_WORDS[unit][word] if word else 1.0)
    _refuse_other_scale(result, text=text, unit=unit, low=low)
    _refuse_outside(result, unit=unit, low=low, high=high)
    return result


def _plain(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise BadInput("answers.not_a_number", found=_short(value))
    text = repr(value) if isinstance(value, float) else str(value)
    if isinstance(value, float) and "e" in text:
        text = f"{value:.12f}"
    plain = unicodedata.normalize("NFKC", text).strip().lower().replace("−", "-")
    return re.sub(r"\s+", "", plain).removeprefix("¥").removeprefix("约").removeprefix("=")


def _refuse_other_scale(result: float, *, text: str, unit: str, low: float | None) -> None:
    if unit == "percent" and 0 < abs(result) < 1 and "%" not in text and low is None:
        raise BadInput("answers.share_for_percent", found=text, percent=f"{result * 100:g}")
    if unit == "share" and abs(result) > 1:
        raise BadInput("answers.percent_for_share", found=text, share=f"{result / 100:g}")
    if unit == "count" and result != int(result):
        raise BadInput("answers.not_whole", found=text)


def _refuse_outside(result: float, *, unit: str, low: float | None, high: float | None) -> None:
    if unit in ("percent", "count") and low is None:
        low = 0.0
    if unit == "percent" and high is None:
        high = 100.0
    if abs(result) > NUMBER_SIZE:
        raise BadInput("answers.too_large")
    if low is not None and result < low:
        raise BadInput("answers.too_small", found=f"{result:g}", low=f"{low:g}")
    if high is not None and result > high:
        raise BadInput("answers.too_big", found=f"{result:g}", high=f"{high:g}")


def _text(question: Question, value: object) -> str:
    if not isinstance(value, str):
        raise BadInput("answers.not_a_text")
    text = value.strip()
    if len(text) > question.max_length:
        raise BadInput("answers.text_too_long", found=len(text), high=question.max_length)
    if len(text) < question.min_length:
        raise BadInput("answers.text_too_short", found=len(text), low=question.min_length)
    return text


def _known(value: object, known: Collection[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise BadInput("answers.unknown_option", found=_short(value))
    return value


def _list(question: Question, value: object) -> list[str]:
    if not isinstance(value, list) or len(value) > ITEMS:
        raise BadInput("answers.not_a_list")
    ids = question.option_ids()
    chosen = [_known(item, ids) for item in value]
    if len(set(chosen)) != len(chosen):
        raise BadInput("answers.chosen_twice")
    if question.kind == "order" and len(chosen) != len(ids):
        raise BadInput("answers.order_incomplete", found=len(chosen), wanted=len(ids))
    return chosen if question.kind == "order" else sorted(chosen, key=ids.index)


def _records(records: object) -> list[dict[str, Any]]:
    """Records of a plan that say something; what they say is judged by the plan's own checks."""
    if not isinstance(records, list) or len(records) > ITEMS:
        raise BadInput("answers.not_a_plan")
    if not all(isinstance(record, Mapping) and all(map(_is_plain, record.values())) for record in records):
        raise BadInput("answers.not_a_plan")
    return [dict(record) for record in records if not is_empty(record)]


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(part, str) for part in value)
    return value is None or (isinstance(value, (str, int, float)) and not isinstance(value, bool))


def _cells(question: Question, cells: object) -> dict[str, float]:
    if not isinstance(cells, Mapping):
        raise BadInput("answers.not_a_table")
    units = {asked.id: asked.unit for asked in question.fields}
    filled = {name: cell for name, cell in cells.items() if not is_empty(cell)}
    return {_known(name, units): number(cell, unit=units[name]) for name, cell in filled.items()}


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= NUMBER_CHARACTERS else text[: NUMBER_CHARACTERS - 1] + "…"
