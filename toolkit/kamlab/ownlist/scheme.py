"""What a scheme needs of a list, what may be set, and what comes out, the same for every scheme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from kamlab.charts.drawing import class_name
from kamlab.data.ownfile import listed
from kamlab.errors import BadInput, nearest
from kamlab.language import say
from kamlab.terms import column_label

AMOUNTS = ("profit_cny", "contribution_cny", "aum_cny", "equity_cny", "amount_total")
"""What a list may be ranked by, the most telling first."""


@dataclass(frozen=True)
class Wishes:
    """What the owner of the list may set; nothing set means the course's own reading.

    Attributes
    ----------
    by
        Amount that ABC classes rank by; the most telling one of the list when empty.
    weights
        Criterion -> weight of a score; equal weights when empty.
    lower_is_better
        Criteria whose scale is turned.
    bins
        Levels of an RFM score.
    as_of
        Day on which RFM looks back; the day after the last transaction when None.
    """

    by: str = ""
    weights: Mapping[str, float] = field(default_factory=dict)
    lower_is_better: tuple[str, ...] = ()
    bins: int = 5
    as_of: date | None = None


@dataclass(frozen=True, eq=False)
class Classified:
    """A list with a class for every client.

    Attributes
    ----------
    scheme
        Name of the scheme.
    family
        Under which name the charts keep the words of its classes.
    table
        One row a client, best class first: facts, computed figures, and the class in column `label`.
    label
        Column of the class, a categorical whose categories run from best to last.
    amount
        Column whose total is told by class, "" for none.
    rules
        Class -> what puts a client there, in words.
    care
        Client -> why somebody should look at this client again.
    told
        What the owner should know about how it was done.
    """

    scheme: str
    family: str
    table: pd.DataFrame
    label: str
    amount: str
    rules: Mapping[str, str]
    care: Mapping[object, str]
    told: tuple[str, ...]

    @property
    def classes(self) -> list[str]:
        """Classes of the scheme, best first, also those without a client."""
        return [str(name) for name in self.table[self.label].cat.categories]

    @property
    def counts(self) -> dict[str, int]:
        """Class -> clients, best class first, also those without a client."""
        found = self.table[self.label].value_counts()
        return {name: int(found.get(name, 0)) for name in self.classes}

    def words(self, name: str) -> str:
        """What a class is called."""
        return class_name(name, scheme=self.family)

    def heading(self, column: str) -> str:
        """What a column is called; a criterion and a column that is kept have the owner's name."""
        _, is_own, name = column.partition(":")
        return name if is_own else column_label(column)


@dataclass(frozen=True)
class Scheme:
    """A way of telling clients apart.

    Attributes
    ----------
    needs
        Columns it cannot do without.
    uses
        Columns it uses where they are there.
    sort
        From the clean list and the wishes to the result.
    is_of_transactions
        Whether its list has one row a transaction instead of one a client.
    """

    needs: tuple[str, ...]
    uses: tuple[str, ...]
    sort: Callable[[pd.DataFrame, Wishes], Classified]
    is_of_transactions: bool = False


def best_first(table: pd.DataFrame, *, label: str, by: str) -> pd.DataFrame:
    """Table by class, then by falling `by`, then by client: the order of the file does not matter."""
    sorted_once = table.sort_index(key=lambda index: index.map(str), kind="stable")
    return sorted_once.sort_values([label, by], ascending=[True, False], kind="stable")


def pick_amount(frame: pd.DataFrame, wanted: str) -> str:
    """Column of amounts to rank by.

    Raises
    ------
    BadInput
        The list has no amount, or not the one wanted.
    """
    found = [name for name in AMOUNTS if name in frame]
    if wanted and wanted not in found:
        near = nearest(wanted, found) or next(iter(found), "-")
        raise BadInput("ownlist.no_such_amount", found=wanted, known=", ".join(found) or "-", near=near)
    if not found:
        raise BadInput("ownlist.no_amount", known=_labels(AMOUNTS))
    return wanted or found[0]


def require_columns(frame: pd.DataFrame, columns: tuple[str, ...], *, scheme: str) -> None:
    """Refuse a list that lacks what a scheme needs.

    Raises
    ------
    BadInput
        Names what is missing, in the reader's words, and how to point at it.
    """
    missing = tuple(name for name in columns if name not in frame)
    if missing:
        name = say(f"ownlist.scheme_{scheme}")
        raise BadInput("ownlist.scheme_needs", scheme=name, missing=_labels(missing), role=missing[0])


def _labels(columns: tuple[str, ...]) -> str:
    return listed([column_label(name) for name in columns])
