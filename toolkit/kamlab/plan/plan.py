"""A plan as it was filled in, read leniently: what is not written as asked is a finding, never a crash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from kamlab.answers import is_empty
from kamlab.answers.reading import number
from kamlab.data.ownfile.days import read_day
from kamlab.errors import BadInput
from kamlab.language import say
from kamlab.plan.shape import CHOICE, DATE, NUMBER, REF, REFS, SECTION, SECTIONS, Field, Section

ROWS = 60
"""Records of a section that are read."""


@dataclass(frozen=True)
class Unread:
    """A value that is not written as its field asks: where it stands, and how to write it."""

    section: str
    record: str
    field: str
    found: str
    how: str


@dataclass(frozen=True)
class Record:
    """One record of a section. Values are read: text, number, `date`, choice id, tuple of ids; or missing."""

    section: Section
    id: str
    values: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Text or choice of a field, empty where there is none."""
        found = self.values.get(name, "")
        return found if isinstance(found, str) else ""

    def number(self, name: str) -> float | None:
        """Number of a field, None where there is none."""
        found = self.values.get(name)
        return found if isinstance(found, float) else None

    def day(self, name: str) -> date | None:
        """Day of a field, None where there is none."""
        found = self.values.get(name)
        return found if isinstance(found, date) else None

    def refs(self, name: str) -> tuple[str, ...]:
        """Ids that a field refers to; a single reference is a tuple of one."""
        found = self.values.get(name, ())
        return (found,) if isinstance(found, str) else tuple(found)

    def has(self, name: str) -> bool:
        """Whether the field says something."""
        return name in self.values


@dataclass(frozen=True)
class Plan:
    """A plan that was read: the records of every section, and what could not be read.

    Examples
    --------
    >>> plan = read_plan({"objectives": [{"id": "G1", "current": "1,200", "goal": "15００"}]})
    >>> plan["objectives"][0].number("goal")
    1500.0
    """

    sections: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()

    def __getitem__(self, section: str) -> tuple[Record, ...]:
        return self.sections.get(section, ())

    def single(self, section: str) -> Record:
        """The record of a section that has one; an empty one where nothing was filled in."""
        found = self[section]
        return found[0] if found else Record(SECTION[section], "", {})

    def record(self, section: str, name: str) -> Record | None:
        """Record `name` of a section, None where there is none."""
        return next((record for record in self[section] if record.id == name), None)

    def all(self) -> Iterator[Record]:
        """Every record, in the plan's order."""
        return (record for section in SECTIONS for record in self[section.id])

    @cached_property
    def factor_codes(self) -> Mapping[str, str]:
        """Factor id -> the code that readers see: its side and its number on that side, such as S1."""
        counts: dict[str, int] = {}
        codes = {}
        for record in self["factors"]:
            side = record.text("side") or "?"
            counts[side] = counts.get(side, 0) + 1
            codes[record.id] = f"{side}{counts[side]}"
        return codes

    def code(self, record: Record) -> str:
        """What a reader calls a record: its id, for a factor its code."""
        return self.factor_codes.get(record.id, record.id) if record.section.id == "factors" else record.id


def read_plan(value: object) -> Plan:
    """The plan in an answer's plain value; unknown sections and fields are passed over.

    Parameters
    ----------
    value
        `{section: [record]}`, as the answer file holds it; anything else is an empty plan.
    """
    plain = value if isinstance(value, Mapping) else {}
    unread: list[Unread] = []
    sections = {
        section.id: tuple(_records(section, plain[section.id], unread))
        for section in SECTIONS
        if isinstance(plain.get(section.id), Sequence) and not isinstance(plain[section.id], str)
    }
    return Plan({name: records for name, records in sections.items() if records}, tuple(unread))


def _records(section: Section, records: Sequence[Any], unread: list[Unread]) -> Iterator[Record]:
    seen: set[str] = set()
    limit = 1 if section.is_single else ROWS
    for given in records[:limit]:
        if not isinstance(given, Mapping):
            continue
        name = "" if section.is_single else str(given.get("id", ""))
        said = {each.id: given[each.id] for each in section.fields if not is_empty(given.get(each.id))}
        if not said or name in seen or (section.fixed and name not in section.fixed):
            continue
        seen.add(name)
        read = ((each, _read(each, said[each.id])) for each in section.fields if each.id in said)
        values = {}
        for each, (found, how) in read:
            if how:
                unread.append(Unread(section.id, name, each.id, str(said[each.id])[:40], how))
            else:
                values[each.id] = found
        yield Record(section, name, values)


def _read(asked: Field, value: Any) -> tuple[Any, str]:
    """What a value says, or how it should be written."""
    if asked.kind == NUMBER:
        try:
            return number(value, unit=asked.unit), ""
        except BadInput as fault:
            return None, str(fault)
    if asked.kind == DATE:
        day = read_day(str(value))
        return day, "" if day else say("plan.how_date")
    if asked.kind == REFS:
        if isinstance(value, list):
            return tuple(str(part) for part in value), ""
        return None, say("plan.how_choice")
    if asked.kind in (CHOICE, REF):
        known = not asked.choices or value in asked.choices
        return (value, "") if isinstance(value, str) and known else (None, say("plan.how_choice"))
    return str(value).strip(), ""
