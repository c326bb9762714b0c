"""An own list from the file to its classes: opened, its columns named, cleaned and sorted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike

import pandas as pd

from kamlab.data.ownfile import (
    CRITERION,
    KEPT,
    OTHER,
    ROLES,
    CleanList,
    Note,
    RawTable,
    clean,
    find_table,
    guess_columns,
    personal_columns,
    read_sheets,
)
from kamlab.data.ownfile.looks import looks_of
from kamlab.errors import BadInput, nearest
from kamlab.language import say
from kamlab.ownlist.permission import require_allowed
from kamlab.ownlist.scheme import AMOUNTS, Classified, Wishes
from kamlab.ownlist.schemes import SCHEMES, sort_clients
from kamlab.terms import column_label

WHOM = ("client_id", "client_name")
DEALINGS = ("txn_date", "txn_amount_cny")
CRITERIA_MOST = 200
"""More criteria than this are no scoring but a mistake in pointing at columns."""
CELLS_LOOKED_AT = 1000
MOSTLY = 0.8
"""A column with this share of figures counts as one of figures."""


@dataclass(frozen=True, eq=False)
class OwnList:
    """A list as it was read.

    Attributes
    ----------
    table
        The table that was found in the file.
    roles
        Column -> what it was taken for.
    reasons
        Column -> why, in words.
    personal
        Column -> why it looks like a person's data and is left out.
    notes
        What was noticed while reading.
    """

    table: RawTable
    roles: Mapping[str, str]
    reasons: Mapping[str, str]
    personal: Mapping[str, str]
    notes: tuple[Note, ...]


def open_list(path: str | PathLike[str], *, sheet: str | None = None) -> OwnList:
    """The list in a file, its columns recognised.

    Raises
    ------
    BadInput, DamagedFile
        The file cannot be read, holds no table, or own lists are off on this server.
    """
    require_allowed()
    source = read_sheets(path)
    table = find_table(source, sheet)
    guessed = guess_columns(table)
    return OwnList(
        table=table,
        roles=guessed.roles,
        reasons={column: str(why) for column, why in guessed.reasons.items()},
        personal={column: str(why) for column, why in personal_columns(table).items()},
        notes=(*source.notes, *table.notes),
    )


def corrected(own: OwnList, corrections: Mapping[str, str]) -> dict[str, str]:
    """Column -> role after the owner's corrections; a role that was corrected leaves its former column.

    Raises
    ------
    BadInput
        A heading or a role is not known; the nearest is named.
    """
    roles = dict(own.roles)
    for heading, role in corrections.items():
        if heading not in roles:
            near = nearest(heading, roles) or next(iter(roles))
            raise BadInput("ownlist.no_such_heading", found=heading, known=", ".join(roles), near=near)
        if role == CRITERION:
            role = f"{CRITERION}{heading}"
        if role not in (*ROLES, OTHER) and not role.startswith(CRITERION):
            raise BadInput("ownlist.no_such_role", found=role, known=", ".join(ROLES))
        if role != OTHER:
            roles = {name: OTHER if told == role else told for name, told in roles.items()}
        roles[heading] = role
    return roles


def classify_list(
    own: OwnList,
    *,
    scheme: str,
    used: Mapping[str, str],
    wishes: Wishes,
    keep: Sequence[str] = (),
) -> tuple[Classified, CleanList]:
    """The classes of a list, and the clean list they rest on.

    Parameters
    ----------
    used
        Column -> role as the scheme reads it: what `for_scheme` gives.

    Raises
    ------
    BadInput
        The list lacks what the scheme needs, or no row is left of it.
    """
    cleaned = clean(own.table, used, keep_personal=keep)
    if scheme == "score":
        cleaned = _without_unscored(cleaned, used, weights=wishes.weights)
    if len(cleaned.frame) == 0 and len(cleaned.dropped):
        row, column, found, why = cleaned.dropped.iloc[0]
        raise BadInput("ownlist.nothing_left_why", row=row, column=column, found=found, why=why)
    kept = [f"{KEPT}{name}" for name in dict.fromkeys(keep) if used[name] == OTHER]
    result = sort_clients(cleaned.frame.drop(columns=kept), scheme=scheme, wishes=wishes)
    return _with_kept(result, cleaned.frame, kept), cleaned


def _without_unscored(
    cleaned: CleanList, known: Mapping[str, str], *, weights: Mapping[str, float]
) -> CleanList:
    """The list without clients who have no figure under any criterion with a weight; each is named."""
    columns = {
        role: heading
        for heading, role in known.items()
        if role.startswith(CRITERION) and weights.get(role.removeprefix(CRITERION), not weights) > 0
    }
    is_empty = cleaned.frame[list(columns)].isna().all(axis="columns")
    if not columns or not is_empty.any():
        return cleaned
    rows = cleaned.rows[is_empty]
    told = {"column": next(iter(columns.values())), "found": "", "why": say("ownlist.nothing_to_score")}
    lines = pd.DataFrame({"row": rows.to_numpy(), **told}, columns=cleaned.dropped.columns)
    dropped = pd.concat([cleaned.dropped, lines]).sort_values("row", kind="stable", ignore_index=True)
    return replace(cleaned, frame=cleaned.frame[~is_empty], dropped=dropped, rows=cleaned.rows[~is_empty])


def _with_kept(result: Classified, frame: pd.DataFrame, kept: Sequence[str]) -> Classified:
    """The result with the columns that the owner keeps; of a client's rows the first filled one counts."""
    named = [name for name in ("client_name",) if name in frame and name not in result.table]
    extra = frame[[*named, *kept]]
    if not len(extra.columns):
        return result
    if "client_id" in frame:
        extra = extra.replace("", None).groupby(frame["client_id"], sort=False).first()
    return replace(result, table=extra.reindex(result.table.index).join(result.table))


def for_scheme(own: OwnList, *, scheme: str, roles: Mapping[str, str], wishes: Wishes) -> dict[str, str]:
    """Only the roles that a scheme reads, so that an empty cell elsewhere keeps no row out.

    ABC takes one amount, or dates and amounts of transactions where the list has no other; scoring takes
    the criteria that the owner named or weighed, else those that the headings name if there are two, else
    every column of figures.
    """
    if scheme == "score":
        named = _with_criteria(own, roles, weighed=wishes.weights)
        if (count := sum(role.startswith(CRITERION) for role in named.values())) > CRITERIA_MOST:
            raise BadInput("ownlist.too_many_criteria", found=count, most=CRITERIA_MOST)
        return {
            name: role if role in WHOM or role.startswith(CRITERION) else OTHER
            for name, role in named.items()
        }
    wanted = {*WHOM, *SCHEMES[scheme].needs, *SCHEMES[scheme].uses}
    if scheme == "abc":
        amounts = [name for name in AMOUNTS if name in roles.values()]
        wanted = {*WHOM, *([wishes.by] if wishes.by in amounts else amounts[:1] or DEALINGS)}
    return {name: role if role in wanted else OTHER for name, role in roles.items()}


def _with_criteria(own: OwnList, roles: Mapping[str, str], *, weighed: Collection[str]) -> dict[str, str]:
    """The roles with all criteria of a score among them."""
    named = {name: role for name, role in roles.items() if role.startswith(CRITERION)}
    wanted = [name for name in roles if name in weighed and f"{CRITERION}{name}" not in named.values()]
    is_by_owner = any(role != own.roles[name] for name, role in named.items())
    if not (wanted or is_by_owner or len(named) > 1):
        wanted = list(roles)
    return {name: _as_criterion(own, name, role) if name in wanted else role for name, role in roles.items()}


def _as_criterion(own: OwnList, column: str, role: str) -> str:
    is_figure = looks_of(own.table.frame[column].tolist(), count=CELLS_LOOKED_AT).number_share >= MOSTLY
    return (
        f"{CRITERION}{column}"
        if is_figure and role not in WHOM and not role.startswith(CRITERION) and column not in own.personal
        else role
    )


def role_words(role: str) -> str:
    """What a role is called."""
    if role.startswith(CRITERION):
        return say("ownlist.role_criterion")
    return say("ownlist.role_ignore") if role == OTHER else column_label(role)
