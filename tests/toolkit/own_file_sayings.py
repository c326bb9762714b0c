"""Files that between them make the reading of own lists say every sentence that it has."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from ole_files import old_workbook, protected
from own_files import TODAY, changed, text_file, workbook_file

from kamlab.data.ownfile import Note, clean, find_table, guess_columns, personal_columns, read_sheets
from kamlab.data.ownfile.notes import Rows, Texts
from kamlab.errors import KamlabError

ROWS = [["客户号", "余额"], ["K01", 1.0], ["K02", 2.0]]
MORE = "".join(f"K1{place},5,1\n" for place in range(8))
TEXTS = {
    "cells": "客户号,余额,产品数,交易日期,一票否决,潜力得分\nA,x,2.5,昨天,也许,101\nA,-,3,1900-01-01,否,50\n,#REF!,3,2030-01-01,是,50\n"
    "B,=1+1,3,2024-03-05,否,50\nC,$5,3,2024-03-05,否,50\nD,9e15,3,2024-03-05,否,50\nE,2,3,2024-03-05,否,50\n",
    "twice": "客户号,余额\nA,1\na ,2\nB,(3)\n",
    "units": "客户号,余额,AUM（万元）,贡献度,潜力得分,一票否决\n6.22E+18,12.5万,1,0.5,85%,√\nB,2,2,0.7,40%,\n",
    "dollars": "客户号,日期,金额\nA,03/05/2024,$5\n",
    "comma": "客户号;余额\nA;1.234,50\nB;2,5\n",
    "fields": f"客户号,余额,产品数\nK01,1,234.50,2\n{MORE}",
    "page": "清单,,\n客户号,余额,余额\nK01,4,1\n客户号,余额,余额\nK02,4,1\n合计,8,2\n注：期末数,,\n",
    "no headings": "C001,2024-01-05,12.5\nC002,2024-02-05,3.5\nC003,2024-02-06,3.5\n",
    "dates": "客户号,Jour,xyz,cutomer name,旧存款余额表,备注,存款余额,日均,关系得分,余额,空\n"
    "A,2024-01-05,1,甲,1,1,5,6,7,很多,\nB,2024-01-06,2,乙,1,1,5,6,7,很少,\n",
    "unit": "客户号,2023年末存款余额（万元）\nA,5\n",
    "names": "企业名称,余额\n禾岸包装厂,5\n松岚饲料厂,6\n",
    "persons": "姓名,手机,身份证号,账号,E-mail,住址,生日,栏目,余额\n王小明,1,2,3,4,5,6,13800138000,5\n李四光,1,2,3,4,5,6,13900138000,6\n",
    "first": "标记,余额\nq1,5\nq2,6\n",
    "no client": "标记,余额\n0,5\n0,6\n0,7\n",
    "only headings": "客户号,余额\n",
    "blanks": " 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n 00003 19970112  5   77.00\n",
    "mixed": "id,balance,products\nA,1,2\nB;2;3\nC,3,4\n",
    "quote": 'id,name,balance\n1,"A,5\n2,B,6\n',
    "semicolon": "id;name\n1;A\n",
    "tab": "id\tname\n1\tA\n",
    "bar": "id|name\n1|A\n",
    "caret": "id^name\n1^A\n",
    "wide comma": "id，name\n1，A\n",
    "wide semicolon": "id；name\n1；A\n",
    "many": "客户号,余额\n" + "".join(f"K{place},{place}万\n" for place in range(7)),
    "nul": "id,balance\nA,1\x00\n",
}
BYTES = {
    "empty.csv": b"",
    "cut.csv": "客户号,余额\n甲乙,1\n庚".encode()[:-1],
    "bom.csv": "客户号,余额\n甲,1\n".encode("utf-8-sig"),
    "wide.csv": "客户号,余额\n甲,1\n".encode("utf-16"),
    "gb.csv": "客户号,余额\n甲,1\n".encode("gb18030"),
    "west.csv": "client,balance\nCafé,1\n".encode("latin-1"),
    "text.xlsx": "客户号,余额\n甲,1\n".encode(),
    "page.xls": b"<table><tr><td>client<td>balance<tr><td>A<td>5</table>",
    "nothing.xls": b"<html></html>",
    "shortcut.lnk": b"L\x00\x00\x00\x01\x14\x02\x00list",
    "~$list.xlsx": b"owner",
    "picture.png": bytes(range(256)) * 20,
    "password.xlsx": protected(),
    "damaged.xls": old_workbook(ROWS)[:900],
    "other.xlsx": b"PK\x03\x04" + struct.pack("<5H3I2H", 20, 0, 0, 0, 33, 0, 0, 0, 11, 0) + b"content.xml"
    + b"PK\x01\x02" + struct.pack("<6H3I5H2I", 20, 20, 0, 0, 0, 33, 0, 0, 0, 11, 0, 0, 0, 0, 0, 0) + b"content.xml"
    + b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 1, 1, 57, 41, 0),
}  # fmt: skip


def said(folder: Path) -> Iterator[Note | KamlabError]:
    """Every note and every refusal of all the files."""
    for name, text in TEXTS.items():
        yield from _all_of(text_file(folder, text, name=f"{name}.csv"))
    for name, data in BYTES.items():
        yield from _all_of(text_file(folder, data, name=name))
    yield from _of_workbooks(folder)
    yield from _of_places(folder)
    yield from _of_limits(folder)
    yield from _of_roles(folder)


def _all_of(path: Path, **more: Any) -> Iterator[Note | KamlabError]:
    try:
        source = read_sheets(path)
        yield from source.notes
        table = find_table(source, **more)
        yield from table.notes
        guessed = guess_columns(table)
        yield from guessed.reasons.values()
        yield from personal_columns(table).values()
        result = clean(table, guessed.roles, today=TODAY)
        yield from (*result.notes, *result.dropped["why"])
    except KamlabError as refusal:
        yield refusal


def _of_workbooks(folder: Path) -> Iterator[Note | KamlabError]:
    def headings(_: Any, sheet: Any) -> None:
        sheet.merge_range("A1:A2", "客户号")
        sheet.merge_range("B1:C1", "资产")
        sheet.write_row("B2", ["存款", "理财"])
        sheet.write_row("A3", ["K01", 5, 6])
        sheet.merge_range("A4:A5", "K02")

    def odd(book: Any, sheet: Any) -> None:
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("B3", "=B9", None, 7)
        book.get_worksheet_by_name("旧").hide()

    yield from _all_of(workbook_file(folder, [], touch=headings))
    odd_file = workbook_file(folder, ROWS, more={"旧": ROWS, "新": [["x"]]}, touch=odd)
    yield from _all_of(
        changed(odd_file, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"<v>7</v>", b""))
    )
    yield from _all_of(odd_file, sheet="旧表")
    yield from _all_of(
        workbook_file(
            folder, [], more={"旧": ROWS}, touch=lambda book, _: book.get_worksheet_by_name("旧").hide()
        )
    )
    yield from _all_of(workbook_file(folder, []))
    yield from _all_of(workbook_file(folder, ROWS, touch=lambda _, sheet: sheet.write("XFD1048576", 1)))
    yield from _all_of(
        workbook_file(
            folder,
            ROWS,
            touch=lambda book, sheet: sheet.write("B2", 6e18, book.add_format({"num_format": "[h]"})),
        )
    )
    yield from _all_of(workbook_file(folder, ROWS, name="book.csv"))


def _of_places(folder: Path) -> Iterator[Note | KamlabError]:
    (folder / "gone.csv").symlink_to(folder / "nowhere.csv")
    os.mkfifo(folder / "pipe")
    for name in ("nowhere.csv", "gone.csv", "pipe"):
        yield from _all_of(folder / name)
    (folder / "folder").mkdir()
    yield from _all_of(folder / "folder")
    path = text_file(folder, "a,b\n1,2\n")
    for fault in (PermissionError(), OSError("disk")):
        with patch("pathlib.Path.read_bytes", side_effect=fault):
            yield from _all_of(path)


def _of_limits(folder: Path) -> Iterator[Note | KamlabError]:
    path, book = text_file(folder, "a,b\n1,2\n3,4\n"), workbook_file(folder, ROWS)
    for name, at, most in (
        ("opening.FILE_BYTES", path, 4),
        ("delimited.ROWS_MOST", path, 2),
        ("delimited.CELLS_MOST", path, 5),
        ("sheet_xml.UNPACKED_BYTES", book, 5),
    ):
        with patch(f"kamlab.data.ownfile.{name}", most):
            yield from _all_of(at)


def _of_roles(folder: Path) -> Iterator[Note | KamlabError]:
    table = find_table(read_sheets(text_file(folder, "客户号,余额\nA,1\n")))
    for roles in (
        {"客户": "client_id"},
        {"余额": "aum"},
        {"客户号": "client_id", "余额": "client_id"},
        {"余额": "aum_cny"},
    ):
        try:
            clean(table, roles)
        except KamlabError as refusal:
            yield refusal


def inside(value: object) -> Iterator[str]:
    """Keys of a note and of all notes inside it; lists of rows and of texts speak too."""
    if isinstance(value, (Note, KamlabError)):
        yield value.key
        for part in value.values.values():
            yield from inside(part)
    elif isinstance(value, Texts):
        yield "ownfile.list_mark"
        for part in value.texts:
            yield from inside(part)
    elif isinstance(value, Rows):
        count = len(value.rows)
        yield "ownfile.one_row" if count == 1 else "ownfile.few_rows" if count <= 5 else "ownfile.more_rows"
