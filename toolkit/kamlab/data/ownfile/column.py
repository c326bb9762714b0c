"""One cleaned column, and the reasons for which a cell of it cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlab.data.ownfile.cells import EMPTY_WORDS, is_error, is_nothing
from kamlab.data.ownfile.notes import Note, Rows, note

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Cleaned:
    """Values of a column on the index of the table, what is wrong with single rows, and what to say.

    Attributes
    ----------
    faults
        Place of a row, counted from 0, -> why its cell cannot be used.
    """

    values: pd.Series
    faults: Mapping[int, Note] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


_LONGEST_EMPTY = max(map(len, EMPTY_WORDS))


def fault_of(text: str) -> Note | None:
    """Why a cell cannot be used whatever it should hold: empty, in error, a formula without result.

    Parameters
    ----------
    text
        The cell as `cells.text_in` gives it.
    """
    if text.startswith("="):
        return note("ownfile.cell_formula")
    if is_error(text):
        return note("ownfile.cell_error", found=text)
    return note("ownfile.cell_empty") if len(text) <= _LONGEST_EMPTY and is_nothing(text) else None


def places_of(mask: Mask) -> list[int]:
    """Places at which a mask is true."""
    return [int(place) for place in np.flatnonzero(mask)]


def rows_at(cells: pd.Series, mask: Mask) -> Rows:
    """Numbers of the rows in the file at which a mask is true."""
    return Rows(tuple(int(row) for row in cells.index[mask]))


def is_text(cells: pd.Series) -> Mask:
    """Where the cells are texts."""
    return np.array([value.__class__ is str for value in cells.to_numpy()], dtype=bool)


def is_number(cells: pd.Series) -> Mask:
    """Where the cells are numbers, true and false not counted."""
    kinds = [value.__class__ for value in cells.to_numpy()]
    return np.array([kind is float or kind is int for kind in kinds], dtype=bool)
