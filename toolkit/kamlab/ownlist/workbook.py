"""The workbook of a classified list: a summary with a chart, the list, the rules, and what needs care."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter

from kamlab.errors import BadInput
from kamlab.language import current, say
from kamlab.ownlist.class_chart import add_chart
from kamlab.ownlist.many_rows import Cells, fitting, number_cells, text_cells, with_rows
from kamlab.ownlist.scheme import Classified
from kamlab.style import ORDERED
from kamlab.terms import column_label, unit

SHEETS = ("summary", "list", "rules", "care", "reading")
PALE = ("#B5CDE3", "#CBDDEC", "#DCE8F2", "#E9F0F6", "#F1F1F1", "#F6F6F6", "#FBFBFB")
"""Ground of a class in the list, best first: what is black on it stays easy to read, also in print."""
ASKS_FOR_CARE = {"win_back": "#FBDDA6", "E": "#FBDDA6"}
"""Classes that somebody should look at first, in orange."""
FORMATS = {"CNY": "#,##0", "share": "0.0%", "points": "#,##0.00", "count": "#,##0", "days": "#,##0"}
FONT = {"zh": "Microsoft YaHei", "en": "Calibri"}
WIDEST, LINE_WIDTH, COLUMN_WIDTH, LINE_HEIGHT, A4 = 36, 120, 18, 18, 9
ROWS_MOST, COLUMNS_MOST = 1_048_576, 16_384
"""What a sheet of Excel holds."""
EXCEL_BEGINS = pd.Timestamp("1899-12-30")


def workbook(result: Classified, *, source: str, dropped: pd.DataFrame, reading: Sequence[str]) -> bytes:
    """The workbook as the bytes of an `.xlsx` file.

    Parameters
    ----------
    source
        Name of the file that was read.
    dropped
        Columns `row`, `column`, `found`, `why`: cells and rows of the file that were left out.
    reading
        Sentences on how the file was read.

    Raises
    ------
    BadInput
        A sheet of Excel is too small for the list.
    """
    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(kept, options) as book:
        book.set_properties({"title": say("ownlist.workbook_title"), "created": datetime(2000, 1, 1)})
        writer = _Writer(book, result)
        writer.summary(source)
        writer.clients()
        writer.rules()
        writer.care(dropped)
        writer.lines("reading", [*result.told, *reading])
    return with_rows(kept.getvalue(), writer.many)


class _Writer:
    """The sheets of one workbook; every text is written as text, so that no cell is ever a formula."""

    def __init__(self, book: Any, result: Classified) -> None:
        self.book, self.result = book, result
        self.many: dict[str, Sequence[Cells]] = {}
        self.sheets = {name: book.add_worksheet(say(f"ownlist.sheet_{name}")) for name in SHEETS}
        for sheet in self.sheets.values():
            sheet.set_paper(A4)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
        font = {"font_name": FONT[current()], "font_size": 11, "valign": "vcenter"}
        self.plain = book.add_format(font | {"indent": 1})
        self.wrapped = book.add_format(font | {"text_wrap": True, "valign": "top"})
        self.title = book.add_format(font | {"bold": True, "font_size": 16})
        self.quiet = book.add_format(font | {"font_color": "#5B6875"})
        head = {"bold": True, "bg_color": ORDERED[0], "font_color": "#FFFFFF", "text_wrap": True}
        self.head = book.add_format(font | head)
        self.as_kind = {kind: book.add_format(font | {"num_format": text}) for kind, text in FORMATS.items()}
        self.as_day = book.add_format(font | {"num_format": "yyyy-mm-dd"})
        shades = zip(result.classes, PALE, strict=False)
        self.shades = {
            name: book.add_format({"bg_color": ASKS_FOR_CARE.get(name, shade)}) for name, shade in shades
        }

    def summary(self, source: str) -> None:
        """Clients and amounts by class, a chart of them, and what was done in words."""
        sheet, result = self.sheets["summary"], self.result
        sheet.hide_gridlines(2)
        sheet.fit_to_pages(1, 1)
        scheme = say(f"ownlist.scheme_{result.scheme}")
        sheet.write_string(0, 0, say("ownlist.summary_title", scheme=scheme), self.title)
        sheet.write_string(1, 0, fitting(say("ownlist.summary_source", file=source)), self.quiet)
        figures = self._figures()
        self._head(sheet, 3, [say("ownlist.class"), *(text for text, _, _ in figures)])
        last = 3 + len(result.classes)
        for place, name in enumerate(result.classes):
            sheet.write_string(4 + place, 0, result.words(name), self.shades.get(name, self.plain))
            for column, (_, kind, values) in enumerate(figures, start=1):
                sheet.write_number(4 + place, column, float(values.get(name, 0)), self.as_kind[kind])
        sheet.write_string(last + 1, 0, say("ownlist.all"), self.head)
        for column, (_, kind, values) in enumerate(figures, start=1):
            sheet.write_number(last + 1, column, float(sum(values.values())), self.as_kind[kind])
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 4, COLUMN_WIDTH)
        add_chart(self.book, sheet, last=last, columns=[2, 4] if len(figures) == 4 else [2])
        for place, line in enumerate(result.told):
            sheet.write_string(last + 21 + place, 0, fitting(line), self.plain)

    def _figures(self) -> list[tuple[str, str, Mapping[str, float]]]:
        """Heading, kind of number, and value by class, of each column of the summary."""
        table, label, amount = self.result.table, self.result.label, self.result.amount
        counts = self.result.counts
        shares = {name: count / len(table) for name, count in counts.items()}
        figures: list[tuple[str, str, Mapping[Any, float]]] = []
        figures.append((column_label("client_count"), "count", counts))
        figures.append((say("ownlist.share_of_clients"), "share", shares))
        if amount:
            sums = table.groupby(label, observed=False)[amount].sum()
            figures.append((self.result.heading(amount), "CNY", sums.to_dict()))
            total = sums.clip(lower=0).sum()
            if total > 0:
                held = (sums.clip(lower=0) / total).to_dict()
                figures.append((say("ownlist.share_of_amount"), "share", held))
        return [
            (text, kind, {str(name): value for name, value in row.items()}) for text, kind, row in figures
        ]

    def clients(self) -> None:
        """One row a client, best class first, the class in colour, ready to be filtered."""
        sheet, result = self.sheets["list"], self.result
        table = result.table
        headings = [
            column_label("client_id"),
            *map(result.heading, map(str, table)),
            say("ownlist.look_again"),
        ]
        self._head(sheet, 0, headings)
        columns = [self._column(table[name]) for name in table]
        ids, care = [*map(str, table.index)], (result.care.get(client, "") for client in table.index)
        sheet.set_column(0, 0, min(WIDEST, 3 + max(COLUMN_WIDTH // 2, *map(_width, ids))))
        sheet.set_column(1, len(columns), COLUMN_WIDTH)
        sheet.set_column(len(columns) + 1, len(columns) + 1, WIDEST)
        shades = [self.plain, *(shade for _, shade in columns), self.plain]
        self._rows("list", [text_cells(ids), *(cells for cells, _ in columns), text_cells([*care])], shades)
        label = 1 + list(table.columns).index(result.label)
        for name in result.classes:
            rule = {"type": "cell", "criteria": "==", "value": f'"{result.words(name)}"'}
            sheet.conditional_format(1, label, len(table), label, rule | {"format": self.shades[name]})
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, len(table), len(table.columns) + 1)

    def _rows(self, name: str, columns: Sequence[Cells], shades: Sequence[Any]) -> None:
        """Rows below the headings of a sheet; here only the last, which shows what the columns look like."""
        count, part = len(columns[0]), f"xl/worksheets/sheet{SHEETS.index(name) + 1}.xml"
        if count >= ROWS_MOST or len(columns) > COLUMNS_MOST:
            found = {"rows": count + 1, "columns": len(columns)}
            raise BadInput(
                "ownlist.too_large_for_a_sheet", **found, most_rows=ROWS_MOST, most_columns=COLUMNS_MOST
            )
        for place, shade in enumerate(shades):
            self.sheets[name].write_blank(count, place, None, shade)
        self.many[part] = columns

    def _column(self, values: pd.Series[Any]) -> tuple[Cells, Any]:
        """Cells of one column and their format: numbers as numbers, days as days, all else as text."""
        if str(values.name) == self.result.label:
            return text_cells([self.result.words(str(value)) for value in values]), self.plain
        if pd.api.types.is_bool_dtype(values):
            words = {True: say("ownlist.yes"), False: say("ownlist.no")}
            return text_cells([words[bool(value)] for value in values]), self.plain
        if pd.api.types.is_numeric_dtype(values):
            return number_cells(values.to_numpy(dtype=float)), self._kind(str(values.name), values)
        if pd.api.types.is_datetime64_any_dtype(values):
            days = (values - EXCEL_BEGINS) / pd.Timedelta(days=1)
            return number_cells(days.to_numpy(dtype=float)), self.as_day
        return text_cells(["" if pd.isna(value) else str(value) for value in values]), self.plain

    def _kind(self, name: str, values: pd.Series[Any]) -> Any:
        """How the numbers of a column are written: by their unit, whole ones without decimals."""
        if name == self.result.amount or unit(name) == "CNY":
            return self.as_kind["CNY"]
        is_whole = bool((values.dropna() % 1 == 0).all())
        return (
            self.as_kind["count" if is_whole else "points"]
            if unit(name) != "share"
            else self.as_kind["share"]
        )

    def _head(self, sheet: Any, line: int, texts: Sequence[str]) -> None:
        sheet.set_row(line, LINE_HEIGHT * max(_lines(text, COLUMN_WIDTH - 2) for text in texts))
        for place, text in enumerate(texts):
            sheet.write_string(line, place, fitting(text), self.head)

    def rules(self) -> None:
        """What puts a client into each class."""
        sheet, result = self.sheets["rules"], self.result
        self._head(sheet, 0, [say("ownlist.class"), say("ownlist.rule")])
        for line, (name, words) in enumerate(result.rules.items(), start=1):
            sheet.write_string(line, 0, result.words(name), self.shades.get(name, self.plain))
            sheet.write_string(line, 1, words, self.wrapped)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 90)

    def care(self, dropped: pd.DataFrame) -> None:
        """Clients to look at again, then what was left out of the file, each with the reason."""
        sheet = self.sheets["care"]
        self._head(sheet, 0, [say(f"ownlist.care_{name}") for name in ("who", "column", "found", "why")])
        rows = [(str(client), "", "", why) for client, why in self.result.care.items()]
        left = dropped[["row", "column", "found", "why"]].itertuples(index=False, name=None)
        rows += [
            (say("ownlist.row", row=row), str(column), str(found), str(why))
            for row, column, found, why in left
        ]
        if len(rows) >= ROWS_MOST:
            rest = say("ownlist.more_care", count=len(rows) - ROWS_MOST + 2)
            rows = [*rows[: ROWS_MOST - 2], ("", "", "", rest)]
        if rows:
            self._rows("care", [text_cells(texts) for texts in zip(*rows, strict=True)], [self.wrapped] * 4)
        else:
            sheet.write_string(1, 0, say("ownlist.no_care"), self.plain)
        for place, width in enumerate((18, 20, 24, 80)):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)

    def lines(self, name: str, texts: Sequence[str]) -> None:
        """A sheet of sentences."""
        sheet = self.sheets[name]
        sheet.set_column(0, 0, LINE_WIDTH)
        for line, text in enumerate(texts):
            sheet.set_row(line, LINE_HEIGHT * _lines(text, LINE_WIDTH))
            sheet.write_string(line, 0, fitting(text), self.wrapped)


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a cell."""
    return 1 + int(_width(text) * 1.1 - 1) // width


def _width(text: str) -> int:
    """Width of a text in letters; a Chinese character is as wide as two."""
    return len(text) if text.isascii() else len(text) + sum(letter > "\u2e7f" for letter in text)
