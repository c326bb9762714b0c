"""Prints how long a person's own list takes from the file to the clean table, step by step.

Run as `python tests/bench/own_list.py [rows]`; 100,000 rows and 10 columns as workbook and as text. Seconds of
processor time, the least of five runs; beside them what python-calamine and the csv module alone need.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import xlsxwriter
from python_calamine import CalamineWorkbook

from kamlab.data.ownfile import clean, find_table, guess_columns, read_sheets

HEADINGS = "客户号 客户名称 AUM（万元） 年利润 交易日期 交易金额 产品数 一票否决 备注 手机".split()
RUNS = 5


def rows(count: int) -> list[list[Any]]:
    """Invented clients, drawn with a fixed seed."""
    draws = np.random.default_rng(7)
    assets, profits = (draws.lognormal(3, 1.2, count).round(2) for _ in range(2))
    days = [date(2024, 1, 1) + timedelta(days=int(day)) for day in draws.integers(0, 365, count)]
    return [
        [f"C{place:06d}", f"禾岸{place}厂", float(assets[place]), f"{profits[place]:,.2f}", days[place]]
        + [float(profits[place]), place % 7, "是" if place % 50 == 0 else "否", "已联系", 13800000000 + place]
        for place in range(count)
    ]


def write_workbook(path: Path, table: list[list[Any]]) -> None:
    """The table as .xlsx."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([HEADINGS, *table]):
            sheet.write_row(place, 0, row)


def write_text(path: Path, table: list[list[Any]]) -> None:
    """The table as .csv in GB18030."""
    with path.open("w", newline="", encoding="gb18030") as file:
        csv.writer(file).writerows([HEADINGS, *table])


def least(act: Callable[[], Any]) -> float:
    """Seconds of processor time of the fastest run."""
    times = []
    for _ in range(RUNS):
        begun = process_time()
        act()
        times.append(process_time() - begun)
    return min(times)


def steps(path: Path) -> dict[str, float]:
    """Seconds of each step, and of all."""
    source = read_sheets(path)
    table = find_table(source)
    roles = guess_columns(table).roles
    found = {
        "read": least(lambda: read_sheets(path)),
        "find": least(lambda: find_table(source)),
        "guess": least(lambda: guess_columns(table)),
        "clean": least(lambda: clean(table, roles)),
    }
    return found | {"all": sum(found.values())}


def floor(path: Path) -> float:
    """Seconds that the reader of the cells needs alone."""
    if path.suffix == ".xlsx":
        return least(lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())
    return least(lambda: list(csv.reader(StringIO(path.read_text(encoding="gb18030"), newline=""))))


def main(count: int) -> None:
    """Print both lines."""
    table = rows(count)
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("list.xlsx", write_workbook), ("list.csv", write_text)):
            path = Path(folder) / name
            write(path, table)
            parts = "  ".join(f"{step} {seconds:.2f}" for step, seconds in steps(path).items())
            print(f"{name:9} {count:,} x {len(HEADINGS)}  {parts}  (cells alone {floor(path):.2f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
