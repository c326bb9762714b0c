"""Writes old Excel workbooks (.xls, BIFF8) and the container of a protected one, which no library here writes.

Only as much of the format as a reader needs: one sector chain a stream, no small streams. Sources: Microsoft,
[MS-CFB] compound files and [MS-XLS] workbooks.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SMALLEST = 4096


def container(streams: Mapping[str, bytes]) -> bytes:
    """Compound file with the streams, each padded to where it is no small stream."""
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = [_entry("Root Entry", kind=5, child=1 if streams else FREE, start=END, size=0)]
    for place, (name, data) in enumerate(streams.items(), start=1):
        padded = data.ljust(max(SMALLEST, -(-len(data) // SECTOR) * SECTOR), b"\0")
        entries.append(
            _entry(
                name,
                kind=2,
                right=place + 1 if place < len(streams) else FREE,
                start=len(sectors),
                size=len(padded),
            )
        )
        _add(sectors, chains, padded)
    directory = len(sectors)
    while len(entries) % 4:
        entries.append(bytes(68) + struct.pack("<III", FREE, FREE, FREE) + bytes(48))
    _add(sectors, chains, b"".join(entries))
    chains.append(FAT)
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(SECTOR, b"\xff")
    assert len(table) == SECTOR
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, directory, 0, SMALLEST, END, 0, END, 0)
    head += struct.pack("<I", len(sectors)).ljust(436, b"\xff")
    return head + b"".join(sectors) + table


def _add(sectors: list[bytes], chains: list[int], data: bytes) -> None:
    parts = [data[place : place + SECTOR] for place in range(0, len(data), SECTOR)]
    first = len(sectors)
    sectors += parts
    chains += [*range(first + 1, first + len(parts)), END]


def _entry(name: str, *, kind: int, start: int, size: int, child: int = FREE, right: int = FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def old_workbook(
    rows: Sequence[Sequence[str | float]],
    *,
    has_password: bool = False,
    errors: Mapping[tuple[int, int], int] | None = None,
    extra_cell: tuple[int, int] | None = None,
) -> bytes:
    """An .xls file with one sheet, "S", of texts and numbers.

    Parameters
    ----------
    has_password
        Whether it carries the mark of a password.
    errors
        Row and column, from 0 -> code of the error that stands there.
    extra_cell
        Place of one more number, which may lie outside of any sheet.
    """
    opening = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0x7CC, 0, 6))
    if has_password:
        opening += _record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    opening += _record(0x42, struct.pack("<H", 1200))
    name = struct.pack("<BB", 1, 0) + b"S"
    place = len(opening) + 4 + 6 + len(name) + 4
    opening += _record(0x85, struct.pack("<IBB", place, 0, 0) + name) + _record(0x0A, b"")
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0x7CC, 0, 6))
    cells = [_cell(row, column, value) for row, line in enumerate(rows) for column, value in enumerate(line)]
    for (row, column), code in (errors or {}).items():
        cells.append(_record(0x205, struct.pack("<HHHBB", row, column, 0, code, 1)))
    if extra_cell:
        cells.append(_cell(*extra_cell, 1.0))
    return container({"Workbook": opening + sheet + b"".join(cells) + _record(0x0A, b"")})


def _cell(row: int, column: int, value: str | float) -> bytes:
    at = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x204, at + struct.pack("<HB", len(text) // 2, 1) + text)
    return _record(0x203, at + struct.pack("<d", value))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def protected() -> bytes:
    """What Excel writes for an .xlsx with a password: an encrypted package inside a compound file."""
    return container({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(range(256)) * 32})
