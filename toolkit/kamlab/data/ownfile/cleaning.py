"""From the table of a file to a clean list: every figure in its unit, every bad row named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from kamlab.data.ownfile.cells import text_in
from kamlab.data.ownfile.clients import clients, later_rows
from kamlab.data.ownfile.column import Cleaned, Mask
from kamlab.data.ownfile.figures import POINTS, counts, criterion, money, points
from kamlab.data.ownfile.guessing import ROLES
from kamlab.data.ownfile.moments import days
from kamlab.data.ownfile.notes import HIDDEN, Note, Texts, note, shortened
from kamlab.data.ownfile.personal import personal_columns
from kamlab.data.ownfile.synonyms import CRITERION, OTHER
from kamlab.data.ownfile.table import RawTable, SetAside
from kamlab.data.ownfile.yes_no import flags
from kamlab.errors import BadInput, nearest

LOG_ROLES = ("txn_date", "txn_amount_cny")
"""A list with one of these has one row a transaction, else one row a client."""
_DROPPED = ["row", "column", "found", "why"]
KEPT = "keep:"
"""What a column that the owner keeps begins with, before its heading, so that none is taken for a role."""


@dataclass(frozen=True, eq=False)
class CleanList:
    """A list that the methods can read.

    Attributes
    ----------
    frame
        Columns named by role, amounts in yuan (float), days (datetime64[s]), counts (int), yes and no (bool),
        texts. Index `client_id` for a list of clients; for one of transactions a running number, and
        `client_id` is a column.
    dropped
        Rows that are left out, a line a cell: `row` of the file, `column`, what was `found`, `why` (a note).
    notes
        How figures and names were read, and which columns were left out.
    rows
        Row of the file for each row of the frame, on the same index.
    """

    frame: pd.DataFrame
    dropped: pd.DataFrame
    notes: tuple[Note, ...]
    rows: pd.Series


def clean(
    table: RawTable,
    roles: Mapping[str, str],
    *,
    keep_personal: Collection[str] = (),
    today: date | None = None,
) -> CleanList:
    """The rows that can be used, with every column in the form that the methods read.

    A row is left out where one of its cells under a role is empty or cannot be read (a criterion of the owner
    may be empty), where its client stands in an earlier row of a list of clients, and where it does not fit
    the headings. So give only the roles that are needed.

    Parameters
    ----------
    roles
        Column of the table -> role; "ignore" leaves it out. `guess_columns` proposes them.
    keep_personal
        Columns with personal data that are kept all the same; those without a role come as text in columns
        called `keep:<heading>`, so that no heading is taken for a role. Where the
        column that tells clients apart is personal and not kept, clients are called C0001, C0002, ...
    today
        Last day that a date may name; the day of the call when None.

    Raises
    ------
    BadInput
        A column or a role is not known, a role is given twice, or no column tells clients apart.
    """
    by_role = _by_role(table, roles)
    for column in keep_personal:
        _require_column(table, column)
    personal = {column: why for column, why in personal_columns(table).items() if column not in keep_personal}
    hidden = {role for role, column in by_role.items() if column in personal and _is_naming(role)}
    cleaned = {
        role: _cleaned(table, column, role, today or date.today(), is_hidden=role in hidden)
        for role, column in by_role.items()
        if role == "client_id" or role not in hidden
    }
    is_log = any(role in cleaned for role in LOG_ROLES)
    is_kept, lines = _judged(table, by_role, cleaned, is_log)
    lines = [_without_personal(line, personal) for line in lines]
    frame = _typed(pd.DataFrame({role: each.values for role, each in cleaned.items()}).loc[is_kept])
    for column in keep_personal:
        if roles.get(column, OTHER) == OTHER:
            frame[f"{KEPT}{column}"] = table.frame.loc[is_kept, column].map(text_in)
    notes = [said for each in cleaned.values() for said in each.notes]
    notes += _personal_notes(by_role, personal, hidden)
    return _listed(frame, lines, tuple(notes), is_log)


def _is_naming(role: str) -> bool:
    return role in ("client_id", "client_name", "invoice_id")


def _require_column(table: RawTable, column: str) -> None:
    if column not in table.columns:
        near = nearest(column, table.columns) or table.columns[0]
        raise BadInput("ownfile.no_column", found=column, near=near, known=Texts(table.columns))


def _by_role(table: RawTable, roles: Mapping[str, str]) -> dict[str, str]:
    """Role -> column, the client first."""
    found: dict[str, str] = {}
    for column, role in roles.items():
        _require_column(table, column)
        if role not in ROLES and not (role.startswith(CRITERION) and role != CRITERION):
            raise BadInput("ownfile.no_role", found=role, near=nearest(role, ROLES) or OTHER)
        if role in found:
            raise BadInput("ownfile.role_twice", role=role, first=found[role], second=column)
        if role != OTHER:
            found[role] = column
    if "client_id" not in found:
        raise BadInput("ownfile.no_client_column", known=Texts(table.columns))
    return {"client_id": found.pop("client_id"), **found}


def _cleaned(table: RawTable, column: str, role: str, today: date, *, is_hidden: bool) -> Cleaned:
    cells = table.frame[column]
    if role == "client_id":
        return clients(cells, column=column, is_hidden=is_hidden)
    if role in POINTS:
        return points(cells, column=column)
    if role.startswith(CRITERION):
        return criterion(cells, column=column, unit=table.unit)
    if role.endswith("_cny"):
        return money(cells, column=column, unit=table.unit)
    if role.endswith("_count"):
        return counts(cells, column=column)
    if role.endswith("_date"):
        return days(cells, column=column, today=today)
    if role.startswith(("is_", "has_")):
        return flags(cells, column=column, role=role)
    return Cleaned(pd.Series([text_in(value) for value in cells], index=cells.index, dtype=object))


def _judged(
    table: RawTable, by_role: Mapping[str, str], cleaned: Mapping[str, Cleaned], is_log: bool
) -> tuple[Mask, list[SetAside]]:
    """Which rows are kept, and each cell that keeps its row out."""
    is_kept = np.ones(len(table.frame), dtype=bool)
    lines = list(table.set_aside)
    for role, each in cleaned.items():
        is_kept[list(each.faults)] = False
        lines += _lines(table, by_role[role], each.faults)
    if not is_log:
        places = np.flatnonzero(is_kept)
        later = later_rows(cleaned["client_id"].values[is_kept])
        twice = {int(places[place]): why for place, why in later.items()}
        is_kept[list(twice)] = False
        lines += _lines(table, by_role["client_id"], twice)
    return is_kept, sorted(lines, key=lambda line: line.row)


def _lines(table: RawTable, column: str, faults: Mapping[int, Note]) -> Iterator[SetAside]:
    """Row, what stands there and why it cannot be used, for each place with a fault."""
    rows, cells = table.frame.index.to_numpy(), table.frame[column].to_numpy()
    for place, why in faults.items():
        yield SetAside(int(rows[place]), column, shortened(text_in(cells[place])), why)


def _without_personal(line: SetAside, personal: Mapping[str, Note]) -> SetAside:
    """The line without what stands in the file, where that may belong to a person; a whole row may."""
    is_personal = line.column in personal or (not line.column and bool(personal))
    return replace(line, found=HIDDEN if line.found else "") if is_personal else line


def _personal_notes(by_role: Mapping[str, str], personal: Mapping[str, Note], hidden: set[str]) -> list[Note]:
    """Why columns were left out; one that is read as figures under a role was not."""
    read = {column for role, column in by_role.items() if role not in hidden}
    left = [
        note("ownfile.column_and_kind", column=column, kind=why.values["kind"])
        for column, why in personal.items()
        if column not in read
    ]
    notes = [note("ownfile.personal_left_out", columns=Texts(tuple(left), most=len(left)))] if left else []
    if "client_id" in hidden:
        notes.append(note("ownfile.clients_renamed", column=by_role["client_id"]))
    return notes


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    whole = [name for name in frame.columns if str(name).endswith("_count")]
    return frame.astype(dict.fromkeys(whole, "int64"))


def _listed(
    frame: pd.DataFrame, lines: Sequence[SetAside], notes: tuple[Note, ...], is_log: bool
) -> CleanList:
    rows = pd.Series(frame.index.to_numpy(), name="row")
    frame = frame.reset_index(drop=True) if is_log else frame.set_index("client_id")
    rows.index = frame.index
    dropped = pd.DataFrame(
        [(line.row, line.column, line.found, line.why) for line in lines], columns=_DROPPED
    )
    return CleanList(frame, dropped, notes, rows)
