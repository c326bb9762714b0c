"""What a plan holds: its sections, the fields of each, and what refers to what.

A plan is a plain value, `{section: [record]}`, a record `{field: text, number or list of ids}`. A section
with an `initial` has numbered records, whose ids (`G1`, `A2`) other sections refer to; one with `fixed` ids
has exactly those; any other is a single record. Words stand in the catalogue as `plan.<section>` and
`plan.<section>_<field>`, those of choices as `plan.choice_<id>`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kamlab.language import say

TEXT, LONG, NUMBER, DATE, CHOICE, REF, REFS = "text", "long", "number", "date", "choice", "ref", "refs"

SIDES = ("S", "W", "O", "T")
KINDS = ("SO", "WO", "ST", "WT")
WINDOWS = ("30", "60", "90")
YES_NO = ("yes", "no")
PRODUCT_RISKS = ("R1", "R2", "R3", "R4", "R5")
CLIENT_RISKS = ("C1", "C2", "C3", "C4", "C5")
SHEET = (
    "lawful_basis",
    "consent",
    "suitability",
    "risks_stated",
    "benefits",
    "approval",
    "conflicts",
    "aml",
    "vulnerable",
    "records",
)
"""The ten points of the compliance sheet."""


@dataclass(frozen=True)
class Field:
    """A field of a record.

    Attributes
    ----------
    id
        Name under which the value stands in the record.
    kind
        `TEXT`, `LONG`, `NUMBER`, `DATE` (ISO 8601 once it is read), `CHOICE`, `REF` or `REFS`.
    choices
        Ids of a choice, in their order.
    to
        Section that a reference points to.
    unit
        Unit of a number, as in `answers.question.UNITS`.
    """

    id: str
    kind: str = TEXT
    choices: tuple[str, ...] = ()
    to: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Section:
    """A section of the plan."""

    id: str
    fields: tuple[Field, ...]
    initial: str = ""
    fixed: tuple[str, ...] = ()

    @property
    def is_single(self) -> bool:
        """Whether the section is one record without an id."""
        return not (self.initial or self.fixed)

    def __str__(self) -> str:
        return say(f"plan.{self.id}")

    def label(self, field: Field) -> str:
        """Words of a field in the current language."""
        return say(f"plan.{self.id}_{field.id}")

    def field(self, name: str) -> Field:
        """Field `name` of this section; KeyError where there is none."""
        return {field.id: field for field in self.fields}[name]


def choice_text(choice: str) -> str:
    """Words of a choice in the current language."""
    return say(f"plan.choice_{choice}")


def _choice(name: str, *choices: str) -> Field:
    return Field(name, CHOICE, choices)


def _number(name: str, unit: str = "") -> Field:
    return Field(name, NUMBER, unit=unit)


SECTIONS = (
    Section(
        "about",
        (
            _choice("subject", "client", "branch"),
            Field("name"),
            Field("planner"),
            Field("start", DATE),
            Field("data_date", DATE),
            _number("budget_cny", "cny"),
            _choice("client_risk", *CLIENT_RISKS, "corporate"),
            _choice("data_basis", "contract", "agreed", "public", "none"),
            _choice("contact_consent", "given", "not_asked", "refused"),
            Field("summary", LONG),
        ),
    ),
    Section(
        "facts",
        (Field("text", LONG), Field("source"), Field("as_of", DATE), _choice("is_personal", *YES_NO)),
        initial="D",
    ),
    Section(
        "classification",
        (
            _choice("scheme", "five_levels", "aum_tiers", "account_types", "futures_classes", "own_scheme"),
            Field("result"),
            Field("reason", LONG),
            Field("as_of", DATE),
        ),
    ),
    Section(
        "factors",
        (
            _choice("side", *SIDES),
            Field("text", LONG),
            Field("evidence", REFS, to="facts"),
            _number("weight", "share"),
            _number("rating"),
        ),
        initial="F",
    ),
    Section(
        "strategies",
        (
            _choice("kind", *KINDS),
            Field("text", LONG),
            Field("factors", REFS, to="factors"),
            _choice("is_chosen", *YES_NO),
        ),
        initial="X",
    ),
    Section(
        "scores",
        (Field("factor", REF, to="factors"), Field("strategy", REF, to="strategies"), _number("score")),
        initial="Q",
    ),
    Section(
        "needs",
        (Field("goal", LONG), Field("problem", LONG), Field("need", LONG), Field("facts", REFS, to="facts")),
        initial="N",
    ),
    Section(
        "roles",
        (
            _choice("role", "decider", "money", "user", "guide"),
            _number("influence"),
            _number("attitude"),
            _number("contact_count", "count"),
            Field("concern"),
            Field("next_step"),
        ),
        initial="P",
    ),
    Section(
        "objectives",
        (
            Field("text", LONG),
            _number("current"),
            _number("goal"),
            _number("gap"),
            Field("unit"),
            Field("due", DATE),
            Field("need", REF, to="needs"),
        ),
        initial="G",
    ),
    Section(
        "owners",
        (
            Field("post"),
            _number("days", "days"),
            _number("visits_a_day"),
            _number("calls_a_day"),
        ),
        initial="R",
    ),
    Section(
        "products",
        (
            Field("text"),
            _choice("risk", *PRODUCT_RISKS, "none"),
            Field("need", REF, to="needs"),
        ),
        initial="E",
    ),
    Section(
        "actions",
        (
            Field("text", LONG),
            Field("objective", REF, to="objectives"),
            Field("strategy", REF, to="strategies"),
            _choice("window", *WINDOWS),
            Field("date", DATE),
            Field("owner", REF, to="owners"),
            Field("kpi"),
            _number("kpi_target"),
            Field("kpi_unit"),
            _number("cost_cny", "cny"),
            _number("visits", "count"),
            _number("calls", "count"),
            Field("product", REF, to="products"),
            _number("gift_cny", "cny"),
            _choice("gift_to", "private", "company", "official"),
            Field("resources"),
        ),
        initial="A",
    ),
    Section(
        "budget",
        (Field("text"), Field("actions", REFS, to="actions"), _number("amount_cny", "cny")),
        initial="B",
    ),
    Section(
        "risks",
        (Field("text", LONG), Field("response", LONG), Field("owner", REF, to="owners")),
        initial="K",
    ),
    Section("compliance", (_choice("state", "done", "open", "not_needed"), Field("note", LONG)), fixed=SHEET),
    Section("review", (Field("date", DATE), Field("measure"), Field("owner", REF, to="owners"))),
)
"""All sections, in the order in which a plan is made."""

SECTION = {section.id: section for section in SECTIONS}
