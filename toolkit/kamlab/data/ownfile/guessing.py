"""What each column is likely to hold: by words of the field, by likeness, and by what stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from kamlab.data.ownfile.looks import Looks, looks_of
from kamlab.data.ownfile.notes import Note, RoleName, note
from kamlab.data.ownfile.personal import personal_columns
from kamlab.data.ownfile.synonyms import CRITERION, OTHER, heading_key, heading_roles, roles, words
from kamlab.data.ownfile.table import RawTable

ROLES = roles()
"""Every role a column may have, besides "score:" and the name of an own criterion; "ignore" is the last."""
CELLS_LOOKED_AT = 8000
LIKELY = 0.5
"""A guess less sure than this is not proposed."""
_SURE, _ALIKE = 0.95, 0.8
_FITTING = 0.5
TELLING = ("account", "id_number", "phone", "name", "email")
"""Kinds of personal data that tell clients apart, the best first."""


@dataclass(frozen=True)
class Guess:
    """What one column is taken for, how sure that is from 0 to 1, and why."""

    role: str
    confidence: float
    why: Note


@dataclass(frozen=True)
class ColumnMapping:
    """What the columns of a table are taken for.

    Attributes
    ----------
    guesses
        Column -> guess, in the order of the table.
    """

    guesses: Mapping[str, Guess]

    @property
    def roles(self) -> dict[str, str]:
        """Column -> role; "ignore" where it is left alone."""
        return {column: guess.role for column, guess in self.guesses.items()}

    @property
    def confidence(self) -> dict[str, float]:
        """Column -> how sure the role is, from 0 to 1."""
        return {column: guess.confidence for column, guess in self.guesses.items()}

    @property
    def reasons(self) -> dict[str, Note]:
        """Column -> why it is taken for that."""
        return {column: guess.why for column, guess in self.guesses.items()}


def guess_columns(table: RawTable) -> ColumnMapping:
    """What each column is likely to hold, for the owner of the list to correct.

    A heading that the lab knows in Chinese or English decides, then one that holds such a word, then one that
    is like it; what stands in the column must fit. A role other than a criterion goes to one column. Where
    nothing names the client, a name does, then a number that belongs to a person, then the first column that
    tells rows apart.
    """
    count = max(30, CELLS_LOOKED_AT // max(len(table.columns), 1))
    looks = {name: looks_of(table.frame[name].tolist(), count=count) for name in table.columns}
    personal = personal_columns(table)
    guesses = {name: _by_heading(name, looks[name]) for name in table.columns}
    _one_column_a_role(guesses)
    for name, why in personal.items():
        if guesses[name].why.key == "ownfile.why_unknown":
            guesses[name] = Guess(OTHER, _SURE, why)
    _by_content(guesses, looks, has_headings=table.header_row is not None)
    if not any(guess.role == "client_id" for guess in guesses.values()):
        _find_client(guesses, looks, personal)
    return ColumnMapping(guesses)


def _by_heading(name: str, looks: Looks) -> Guess:
    if not looks.count:
        return Guess(OTHER, _SURE, note("ownfile.why_empty"))
    role, confidence, why = _named(name)
    if role != OTHER and not _fits(role, looks):
        return Guess(OTHER, LIKELY, note("ownfile.why_misfit", role=RoleName(role)))
    if confidence < _SURE and (role == OTHER or confidence < _ALIKE) and _is_criterion(name, looks):
        return Guess(f"{CRITERION}{name}", 0.7, note("ownfile.why_criterion"))
    if confidence < LIKELY:
        return Guess(OTHER, LIKELY, note("ownfile.why_unknown"))
    return Guess(role, confidence, why)


def _named(name: str) -> tuple[str, float, Note]:
    """The role that a heading names, how sure, and why; of a heading in two rows the lower one first."""
    tries = dict.fromkeys((name.rpartition(" / ")[2], name))
    return max((_match(heading_key(text)) for text in tries), key=lambda found: found[1])


@lru_cache(maxsize=4096)
def _match(key: str) -> tuple[str, float, Note]:
    known = heading_roles()
    if key in known:
        why = "ownfile.why_other" if known[key] == OTHER else "ownfile.why_heading"
        return known[key], _SURE, note(why, role=RoleName(known[key]))
    inside = [word for word in known if _stands_in(word, key)]
    if inside:
        word = max(inside, key=len)
        why = "ownfile.why_other" if known[word] == OTHER else "ownfile.why_contains"
        return (
            known[word],
            0.55 + 0.35 * len(word) / len(key),
            note(why, role=RoleName(known[word]), word=word),
        )
    is_long_enough = (5 if key.isascii() else 3) <= len(key) <= 40
    near = get_close_matches(key, known, n=1, cutoff=_ALIKE) if is_long_enough else []
    if near:
        why = "ownfile.why_other" if known[near[0]] == OTHER else "ownfile.why_alike"
        return known[near[0]], 0.6, note(why, role=RoleName(known[near[0]]), word=near[0])
    return OTHER, 0.0, note("ownfile.why_unknown")


def _stands_in(word: str, key: str) -> bool:
    """Whether a known word is part of a heading; an English one must begin or end it."""
    if word.isascii():
        is_telling = len(word) >= 5 or (len(word) == 4 and len(key) <= 8)
        return is_telling and (key.startswith(word) or key.endswith(word))
    return len(word) >= 2 and word in key


def _is_criterion(name: str, looks: Looks) -> bool:
    key = heading_key(name)
    return looks.number_share >= _FITTING and key.endswith(tuple(words("criterion")))


def _fits(role: str, looks: Looks) -> bool:
    """Whether what stands in a column can be what its heading says."""
    if role.endswith(("_cny", "_score")):
        return looks.number_share >= _FITTING
    if role.endswith("_count"):
        return looks.number_share >= _FITTING and looks.whole_share >= _FITTING
    if role.endswith("_date"):
        return looks.day_share >= _FITTING
    if role.startswith(("is_", "has_")):
        return looks.flag_share >= _FITTING or looks.distinct_count <= 2
    return looks.date_share < 1 - _FITTING


def _one_column_a_role(guesses: dict[str, Guess]) -> None:
    """Leave each role to the column that is surest of it, the first of equals."""
    taken: dict[str, str] = {}
    for name in sorted(guesses, key=lambda each: -guesses[each].confidence):
        role = guesses[name].role
        if role == OTHER:
            continue
        if role in taken:
            why = note("ownfile.why_taken", role=RoleName(role), column=taken[role])
            guesses[name] = Guess(OTHER, LIKELY, why)
        taken.setdefault(role, name)


def _by_content(guesses: dict[str, Guess], looks: Mapping[str, Looks], *, has_headings: bool) -> None:
    """Take the only column of dates for the day, and without headings the last of decimals for the amount."""
    roles_found = {guess.role for guess in guesses.values()}
    open_columns = [name for name, guess in guesses.items() if guess.why.key == "ownfile.why_unknown"]
    days = [name for name in open_columns if _is_of_days(looks[name], has_headings)]
    if "txn_date" not in roles_found and len(days) == 1:
        guesses[days[0]] = Guess("txn_date", 0.6, note("ownfile.why_dates"))
        amounts = [name for name in open_columns if name not in days and looks[name].number_share >= 0.9]
        amounts = [name for name in amounts if looks[name].whole_share < 1] or amounts
        if not has_headings and amounts and "txn_amount_cny" not in roles_found:
            guesses[amounts[-1]] = Guess("txn_amount_cny", 0.5, note("ownfile.why_amounts"))


def _is_of_days(looks: Looks, has_headings: bool) -> bool:
    share = looks.date_share if has_headings else looks.day_share
    return share >= 0.9


def _find_client(guesses: dict[str, Guess], looks: Mapping[str, Looks], personal: Mapping[str, Note]) -> None:
    """Find a column that tells clients apart where no heading says so."""
    named = [name for name, guess in guesses.items() if guess.role == "client_name"]
    firms = [name for name in named if name not in personal]
    kinds = {name: why.values["name"] for name, why in personal.items() if guesses[name].role == OTHER}
    persons = [name for kind in TELLING for name in kinds if kinds[name] == kind]
    open_columns = [name for name, guess in guesses.items() if guess.why.key == "ownfile.why_unknown"]
    is_log = any(guess.role == "txn_date" for guess in guesses.values())
    telling = [name for name in open_columns if _tells_apart(looks[name], is_log=is_log)]
    for columns, why in (
        (firms, "ownfile.why_names"),
        ([*persons, *named], "ownfile.why_personal"),
        (telling, "ownfile.why_first"),
    ):
        if columns:
            guesses[columns[0]] = Guess("client_id", LIKELY, note(why))
            return


def _tells_apart(looks: Looks, *, is_log: bool) -> bool:
    """Whether a column may name clients: hardly a value comes again, or, among transactions, no figures."""
    if looks.count < 2 or looks.date_share >= 0.5:
        return False
    is_figure = looks.number_share > 0.5 and looks.whole_share < 1
    return not is_figure and (is_log or looks.distinct_share >= 0.9)
