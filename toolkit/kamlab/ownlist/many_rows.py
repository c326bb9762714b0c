"""Many rows put into the sheets of a workbook at once, several times as fast as cell by cell.

Whoever writes the workbook lays out a sheet and ends it with a row of empty cells that show the format of
each column. That row is replaced here by all rows, in the XML of Excel files.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import numpy as np
import numpy.typing as npt

CELL_LONGEST = 32_767
"""Characters that Excel takes in a cell, in units of UTF-16."""
ROWS_AT_ONCE = 2_000
LARGE = 15_000_000
"""From this many cells on a sheet may outgrow what the plain ZIP format holds."""
SPEED = 1
"""Level of compression: the fastest, as a higher one takes longer than all else."""
_SAMPLE = re.compile(r'<row r="(\d+)"[^>]*>((?:<c r="[A-Z]+\d+" s="\d+"/>)+)</row></sheetData>')
_CELL = re.compile(r'<c r="([A-Z]+)\d+" s="(\d+)"/>')
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_A_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Cells = Sequence[str]
"""What stands in the cells of one column, as XML; "" for an empty cell."""


def number_cells(values: npt.NDArray[np.floating[Any]]) -> Cells:
    """Cells of numbers; what is missing or infinite stays empty.

    Examples
    --------
    >>> number_cells(np.array([2.5, np.nan]))
    ['><v>2.5</v></c>', '']
    """
    return [f"><v>{value!r}</v></c>" if value - value == 0 else "" for value in values.tolist()]


def text_cells(texts: Sequence[str]) -> Cells:
    """Cells of texts, never a formula; each distinct text is turned into XML once.

    Examples
    --------
    >>> text_cells(["a&b", ""])
    [' t="inlineStr"><is><t>a&amp;b</t></is></c>', '']
    """
    known = {text: _text_cell(text) if text else "" for text in dict.fromkeys(texts)}
    return [known[text] for text in texts]


def _text_cell(text: str) -> str:
    shown = _LIKE_A_CODE.sub("_x005F_", fitting(text))
    space = ' xml:space="preserve"' if shown != shown.strip() or "\n" in shown else ""
    return f' t="inlineStr"><is><t{space}>{escape(shown, quote=False)}</t></is></c>'


def fitting(text: str) -> str:
    """A text as a cell can hold it: no longer than Excel takes, without characters that a file cannot hold.

    Examples
    --------
    >>> fitting("a\\x0bb")
    'a\\ufffdb'
    """
    text = _NOT_XML.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) <= CELL_LONGEST // 2:
        return text
    return text.encode("utf-16-le")[: 2 * CELL_LONGEST].decode("utf-16-le", errors="ignore")


def with_rows(book: bytes, sheets: Mapping[str, Sequence[Cells]]) -> bytes:
    """The workbook with the sample row at the end of each sheet replaced by the rows.

    The rows end where the sample row stands, so that the size of the sheet stays right.

    Parameters
    ----------
    sheets
        Part of the file, such as "xl/worksheets/sheet2.xml" -> its columns, all of one length.
    """
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=SPEED) as new,
    ):
        for name in old.namelist():
            columns = sheets.get(name)
            if columns is None:
                new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
                continue
            is_large = len(columns) * len(columns[0]) > LARGE
            with new.open(name, "w", force_zip64=is_large) as part:
                for text in _filled(old.read(name).decode("utf-8"), columns):
                    part.write(text.encode("utf-8"))
    return kept.getvalue()


def _filled(sheet: str, columns: Sequence[Cells]) -> Iterator[str]:
    """The XML of the sheet in pieces, with the rows in the place of the sample."""
    sample = _SAMPLE.search(sheet)
    assert sample is not None, "the sheet ends in a row of empty cells"
    begins = [f'<c r="{letters}%d" s="{style}"' for letters, style in _CELL.findall(sample[2])]
    first = int(sample[1]) - len(columns[0]) + 1
    yield sheet[: sample.start()]
    for start in range(0, len(columns[0]), ROWS_AT_ONCE):
        numbers = range(first + start, first + min(start + ROWS_AT_ONCE, len(columns[0])))
        parts = [
            [begin % number + cell if cell else "" for number, cell in zip(numbers, cells, strict=True)]
            for begin, cells in zip(
                begins, (column[start : start + ROWS_AT_ONCE] for column in columns), strict=True
            )
        ]
        rows = zip(numbers, map("".join, zip(*parts, strict=True)), strict=True)
        yield "".join([f'<row r="{number}">{row}</row>' for number, row in rows])
    yield "</sheetData>" + sheet[sample.end() :]
