"""What is written under a marked question: for the learner without any right answer, for the trainer with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kamlab.answers import Expected, State, is_empty, valid_value
from kamlab.classroom.marking import Marked
from kamlab.classroom.text import shown
from kamlab.classroom.words import answer_words, cells, facts, heads, html_table, value_words
from kamlab.errors import BadInput
from kamlab.language import pick, say

_SIGNS = {True: "✓", False: "✗"}


def for_learner(marked: Marked, *, variant: int, highest: float) -> str:
    """HTML: what became of the answer, the answer in words, and what to look at again."""
    parts = [f"<p><b>{shown(_state(marked, highest=highest))}</b></p>"]
    if not is_empty(marked.value):
        parts.append(answer_words(marked.question, marked.value, variant=variant))
    for sentence in (marked.outcome.message, marked.explanation):
        if sentence:
            parts.append(f"<p>{shown(sentence)}</p>")
    if marked.outcome.notes:
        parts.append(f"<ul>{''.join(f'<li>{shown(each)}</li>' for each in marked.outcome.notes)}</ul>")
    return f'<div class="kamlab-answer">{"".join(parts)}</div>'


def for_trainer(marked: Marked, *, variant: int, rubric: Mapping[str, Any]) -> str:
    """HTML: what is right, row by row where there are rows; for a text the rubric. Never for a learner."""
    if marked.question.is_marked_by_hand:
        body = _rubric(rubric)
    elif marked.expected is not None and isinstance(marked.expected.right, Mapping):
        body = _compared(marked, marked.expected, variant=variant)
    else:
        body = "".join(_right(marked, variant=variant))
    state = " open" if marked.waits_for_trainer else ""
    return f"<details{state}><summary>{shown(say('classroom.for_trainer'))}</summary>{body}</details>"


def _state(marked: Marked, *, highest: float) -> str:
    outcome = marked.outcome
    points = f"{marked.points(highest):g}"
    if marked.waits_for_trainer:
        return say("classroom.state_to_mark", highest=f"{highest:g}")
    if outcome.state is State.TO_MARK:
        return say("classroom.state_not_valid", highest=f"{highest:g}")
    is_over = outcome.state is State.PARTLY_RIGHT and outcome.extra_count
    return say(
        "classroom.state_with_extra" if is_over else f"classroom.state_{outcome.state.value}",
        points=points,
        highest=f"{highest:g}",
        right=outcome.right_count,
        count=outcome.part_count,
        extra=outcome.extra_count,
    )


def _right(marked: Marked, *, variant: int) -> Iterator[str]:
    if marked.expected is None:
        return
    yield f"<p>{shown(say('classroom.right_answer'))}</p>"
    for right in (marked.expected.reference(), *marked.expected.also):
        yield answer_words(marked.question, right, variant=variant)
    if marked.expected.tolerance:
        yield f"<p>± {value_words(marked.expected.tolerance, unit=marked.question.unit)}</p>"


def _compared(marked: Marked, expected: Expected, *, variant: int) -> str:
    question = marked.question
    names, known = facts(question, variant)
    given = marked.value if isinstance(marked.value, Mapping) else {}
    read = _read(marked, expected)
    lines = [
        [
            _SIGNS[_agrees(right, read.get(row), tolerance=expected.tolerance)],
            known.get(row, [shown(row)])[0],
            *cells(question, given.get(row)),
            *_accepted(marked, right),
        ]
        for row, right in expected.right.items()
    ]
    wanted = [f"{shown(say('classroom.right_answer'))} {shown(each)}".strip() for each in _fields(marked)]
    return html_table(["", names[0], *heads(question), *wanted], lines)


def _read(marked: Marked, expected: Expected) -> Mapping[str, Any]:
    try:
        return dict(valid_value(marked.question, marked.value, rows=expected.right))
    except (BadInput, TypeError, ValueError):
        return {}


def _agrees(right: Any, given: Any, *, tolerance: float) -> bool:
    if not isinstance(right, Mapping):
        return given == right if isinstance(right, str) else given in right
    return isinstance(given, Mapping) and all(
        name in given and abs(given[name] - cell) <= tolerance + 1e-9 for name, cell in right.items()
    )


def _fields(marked: Marked) -> list[str]:
    return [""] if marked.question.kind == "labels" else [str(each) for each in marked.question.fields]


def _accepted(marked: Marked, right: Any) -> list[str]:
    if marked.question.kind == "labels" and not isinstance(right, str):
        return [" / ".join(cells(marked.question, label)[0] for label in right)]
    return cells(marked.question, right)


def _rubric(rubric: Mapping[str, Any]) -> str:
    tables = [("criterion", rubric.get("items", ())), ("sample", rubric.get("levels", ()))]
    made = [_pointed(heading, lines) for heading, lines in tables if lines]
    return "".join(made) or f"<p>{shown(say('classroom.no_rubric'))}</p>"


def _pointed(heading: str, lines: Sequence[Mapping[str, Any]]) -> str:
    named = [shown(say("classroom.points")), shown(say(f"classroom.{heading}"))]
    return html_table(named, [[shown(line.get("points", "")), shown(pick(line))] for line in lines])
