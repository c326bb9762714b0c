"""What was read from a file: its sheets as raw cells, and what was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass

from kamlab.data.ownfile.notes import Note

Cells = list[list[object]]
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells, counted from 0, ends included."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: rows of raw cells from the top left cell on; an empty cell is an empty text.

    Attributes
    ----------
    merged
        Areas of merged cells; only the first cell of one holds a value.
    """

    name: str
    is_hidden: bool
    cells: Cells
    merged: tuple[Merge, ...] = ()

    @property
    def row_count(self) -> int:
        """Rows down to the last that is used."""
        return len(self.cells)


@dataclass(frozen=True, eq=False)
class Source:
    """A file as it was read.

    Attributes
    ----------
    kind
        "xlsx" for an Excel workbook, old or new; "csv" for text, tables saved as web pages included.
    encoding, delimiter
        How a text was read; None for a workbook, and `delimiter` None for a web page too.
    notes
        What a reader should know: encoding, delimiter, hidden sheets, cells in error.
    """

    path: str
    kind: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[Sheet, ...]
    notes: tuple[Note, ...] = ()
