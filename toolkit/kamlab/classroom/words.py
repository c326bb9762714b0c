"""An answer in words: option labels, class names, units and tables instead of ids and JSON.

Everything here returns HTML and takes any value, however it is shaped: what cannot be read as an answer
is shown as the text it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kamlab.answers import Question
from kamlab.classroom.text import shortened, shown
from kamlab.data import deals
from kamlab.language import say
from kamlab.panels.tables import cell_text, frame_html
from kamlab.terms import column_label

_RAW_LIMIT = 2000
_ITEMS_SHOWN = 500
_QUOTE = 'style="white-space:pre-wrap;border-left:3px solid #888;padding:.3em .8em;margin:.4em 0"'


def answer_words(question: Question, value: Any, *, variant: int) -> str:
    """HTML of `value` as an answer to `question`."""
    if value is None:
        return f"<p>{shown(say('classroom.nothing'))}</p>"
    if question.kind in ("labels", "table") and isinstance(value, Mapping):
        return _table(question, value, variant=variant)
    if question.kind in ("choices", "order") and isinstance(value, list):
        return _list(question, value)
    if question.kind == "choice" and isinstance(value, str):
        return f"<p>{shown(question.option_text(value))}</p>"
    if question.kind == "text" and isinstance(value, str):
        return f'<div class="kamlab-text" {_QUOTE}>{shown(value)}</div>'
    return f"<p>{value_words(value, unit=question.unit)}</p>"


def value_words(value: Any, *, unit: str = "") -> str:
    """HTML of one number with its unit, or of whatever else was written, as text.

    Examples
    --------
    >>> value_words(1234.5, unit="percent")
    '1,234.5%'
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return shown(shortened(value, limit=_RAW_LIMIT))
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    if unit in ("", "share"):
        return text
    word = say(f"panels.unit_{unit}")
    return text + (word if word == "%" else f" {shown(word)}")


def html_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """HTML table of cells that are HTML already."""
    head = "".join(f'<th scope="col">{cell}</th>' for cell in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def facts(question: Question, variant: int) -> tuple[list[str], dict[str, list[str]]]:
    """Headings of the facts of each row, and row id -> those facts, all as HTML."""
    if not question.deal:
        return [shown(say("panels.row"))], {row.id: [shown(row)] for row in question.rows}
    frame = deals.table(question.deal, variant)
    columns = [name for name in question.columns if name in frame.columns]
    heads = [str(frame.index.name or "row"), *columns]
    rows = {
        str(index): [shown(index), *(shown(cell_text(line[name], name)) for name in columns)]
        for index, line in zip(frame.index, frame[columns].to_dict("records"), strict=True)
    }
    return [shown(say("panels.row") if name == "row" else column_label(name)) for name in heads], rows


def dealt_table(name: str, variant: int) -> str:
    """HTML of a table as it was dealt to the learner."""
    return frame_html(deals.table(name, variant))


def cells(question: Question, part: Any) -> list[str]:
    """HTML of what was answered in one row: a label, or one number for each field."""
    if question.kind == "labels":
        return [shown(shortened(question.option_text(part))) if part is not None else "–"]
    given = part if isinstance(part, Mapping) else {}
    asked = ((given.get(each.id), each.unit) for each in question.fields)
    return [value_words(number, unit=unit) if number is not None else "–" for number, unit in asked]


def heads(question: Question) -> list[str]:
    """Headings above `cells`."""
    if question.kind == "labels":
        return [shown(say("classroom.answer"))]
    return [shown(each) for each in question.fields]


def _table(question: Question, value: Mapping[str, Any], *, variant: int) -> str:
    names, known = facts(question, variant)
    strange = [row for row in list(value)[:_ITEMS_SHOWN] if row not in known]
    blank = [""] * (len(names) - 1)
    lines = [[*fact, *cells(question, value.get(row))] for row, fact in known.items()]
    lines += [[shown(shortened(row)), *blank, *cells(question, value[row])] for row in strange]
    return html_table([*names, *heads(question)], lines)


def _list(question: Question, value: Sequence[Any]) -> str:
    tag = "ol" if question.kind == "order" else "ul"
    if not value:
        return f"<p>{shown(say('classroom.nothing'))}</p>"
    items = (f"<li>{shown(shortened(question.option_text(item)))}</li>" for item in value[:_ITEMS_SHOWN])
    return f"<{tag}>{''.join(items)}</{tag}>"
