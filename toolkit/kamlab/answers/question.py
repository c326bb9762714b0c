"""What is asked: kind, words in both languages, unit, and what makes an answer valid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kamlab.errors import CourseFault, nearest
from kamlab.language import pick

KINDS = ("number", "choice", "choices", "order", "labels", "table", "text", "plan")
UNITS = ("", "percent", "share", "count", "cny", "wan_cny", "points", "days")

LOOKS = ("", "board")

Text = Mapping[str, str]
_WORDS = "kind label points unit min max options rows fields hints help min_length max_length"
_FIELDS = frozenset((*_WORDS.split(), "look", "sections", "start"))


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen, sorted or given as a label; also a row or a field of a table."""

    id: str
    text: Text
    unit: str = ""

    def __str__(self) -> str:
        return pick(self.text)


@dataclass(frozen=True)
class Question:
    """A question as a page declares it. It holds no answer.

    Attributes
    ----------
    id
        Letters, digits and hyphens; also nbgrader's grade id.
    kind
        One of `KINDS`.
    label, help, hints
        Words in both languages.
    points
        What a right answer earns; 0 in practice pages where nothing is counted.
    unit
        One of `UNITS`; says how a typed number is read and shown.
    low, high
        Bounds outside which a number is not valid, in the question's unit.
    options
        For choice, choices, order and labels.
    rows
        For labels and table: ids and words of fixed rows.
    deal, columns
        For labels and table: rows are those of a dealt table; `columns` are shown beside each row.
    fields
        For table: the numbers asked of each row.
    look
        For labels: "board" shows the rows as cards that are sorted into lanes, one lane an option.
    sections
        For plan: which sections of the plan are asked, in the order to fill them in; none stands for all.
    start
        For plan: what stands in it at first, {section: records}, words in both languages.
    """

    id: str
    kind: str
    label: Text
    points: float = 0.0
    unit: str = ""
    low: float | None = None
    high: float | None = None
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    deal: str = ""
    columns: tuple[str, ...] = ()
    fields: tuple[Option, ...] = ()
    hints: tuple[Text, ...] = ()
    help: Text = field(default_factory=dict)
    min_length: int = 0
    max_length: int = 4000
    look: str = ""
    sections: tuple[str, ...] = ()
    start: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_spec(cls, name: str, spec: Mapping[str, Any]) -> Question:
        """Read a question from the page's declaration.

        Raises
        ------
        CourseFault
            A field is unknown, the kind or unit does not exist, or words are missing in a language.
        """
        _refuse_unknown(name, spec)
        rows = spec.get("rows", ())
        dealt = isinstance(rows, Mapping)
        question = cls(
            id=name,
            kind=spec["kind"],
            label=spec["label"],
            points=float(spec.get("points", 0)),
            unit=spec.get("unit", ""),
            low=spec.get("min"),
            high=spec.get("max"),
            options=_options(spec.get("options", ())),
            rows=() if dealt else _options(rows),
            deal=rows["deal"] if dealt else "",
            columns=tuple(rows.get("columns", ())) if dealt else (),
            fields=_options(spec.get("fields", ())),
            hints=tuple(spec.get("hints", ())),
            help=spec.get("help", {}),
            min_length=int(spec.get("min_length", 0)),
            max_length=int(spec.get("max_length", 4000)),
            look=spec.get("look", ""),
            sections=tuple(spec.get("sections", ())),
            start=spec.get("start", {}),
        )
        _refuse_incomplete(question)
        return question

    def option_ids(self) -> tuple[str, ...]:
        """Ids of the options, in the page's order."""
        return tuple(option.id for option in self.options)

    def option_text(self, name: object) -> str:
        """Words of an option in the current language; an unknown id is shown as it is."""
        return next((str(option) for option in self.options if option.id == name), str(name))

    @property
    def is_marked_by_hand(self) -> bool:
        """Whether a trainer marks the answer, since no rule can."""
        return self.kind == "text"


def _options(items: Sequence[Mapping[str, str]]) -> tuple[Option, ...]:
    return tuple(
        Option(str(item["id"]), {"zh": item["zh"], "en": item["en"]}, item.get("unit", "")) for item in items
    )


def _refuse_unknown(name: str, spec: Mapping[str, Any]) -> None:
    for key in spec:
        if key not in _FIELDS:
            raise CourseFault("answers.unknown_field", question=name, found=key, near=nearest(key, _FIELDS))
    for key in ("kind", "label"):
        if key not in spec:
            raise CourseFault("answers.field_missing", question=name, field=key)
    if spec["kind"] not in KINDS:
        raise CourseFault("answers.unknown_kind", question=name, found=spec["kind"], known=", ".join(KINDS))
    if spec.get("unit", "") not in UNITS:
        raise CourseFault("answers.unknown_unit", question=name, found=spec["unit"], known=", ".join(UNITS))
    if spec.get("look", "") not in LOOKS:
        raise CourseFault(
            "answers.unknown_look", question=name, found=spec["look"], known=", ".join(filter(None, LOOKS))
        )


def _refuse_incomplete(question: Question) -> None:
    texts = [question.label, *question.hints, *([question.help] if question.help else [])]
    texts += [option.text for option in (*question.options, *question.rows, *question.fields)]
    if any(not text.get(lang) for text in texts for lang in ("zh", "en")):
        raise CourseFault("answers.words_missing", question=question.id)
    needs = {
        "choice": "options",
        "choices": "options",
        "order": "options",
        "labels": "options",
        "table": "fields",
    }
    needed = needs.get(question.kind)
    if needed and not getattr(question, needed):
        raise CourseFault("answers.field_missing", question=question.id, field=needed)
    if question.kind in ("labels", "table") and not (question.rows or question.deal):
        raise CourseFault("answers.field_missing", question=question.id, field="rows")
