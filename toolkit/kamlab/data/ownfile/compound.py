"""The container of old Office files: a small file system in a file (Microsoft, [MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence

from kamlab.errors import DamagedFile

_LAST_SECTOR = 0xFFFFFFFA
_SMALL_SECTOR = 64


def streams(data: bytes) -> Mapping[str, bytes]:
    """Name -> content of every stream in the container, whatever folder it lies in.

    Raises
    ------
    DamagedFile
        The container is not whole.
    """
    try:
        return _streams(data)
    except (struct.error, IndexError, ValueError) as fault:
        raise DamagedFile("ownfile.damaged_workbook") from fault


def _streams(data: bytes) -> Mapping[str, bytes]:
    shift, _small_shift = struct.unpack_from("<HH", data, 30)
    size = 1 << shift
    if shift not in (9, 12):
        raise ValueError(shift)
    directory, _, least, small_table = struct.unpack_from("<IIII", data, 48)
    table = _table(data, size)
    entries = _chain(data, table, directory, size)
    root, *others = [entries[place : place + 128] for place in range(0, len(entries) - 127, 128)]
    small = _chain(data, table, struct.unpack_from("<I", root, 116)[0], size)
    small_chains = _numbers(_chain(data, table, small_table, size))
    found = {}
    for entry in others:
        start, length = struct.unpack_from("<II", entry, 116)
        if entry[66] == 2:
            is_small = length < least
            whole = _small_chain(small, small_chains, start) if is_small else _chain(data, table, start, size)
            found[_name(entry)] = whole[:length]
    return found


def _name(entry: bytes) -> str:
    return entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", "replace")


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _table(data: bytes, size: int) -> list[int]:
    """Sector -> the next one of its stream, from all sectors that hold a part of this table."""
    parts = list(struct.unpack_from("<109I", data, 76))
    following, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, len(data) // size)):
        *more, following = _numbers(_sector(data, following, size))
        parts += more
    inside = [part for part in parts if part < _LAST_SECTOR]
    return [number for part in inside for number in _numbers(_sector(data, part, size))]


def _chain(data: bytes, table: Sequence[int], start: int, size: int) -> bytes:
    """A stream from its sectors; the first sector of the file is its head."""
    return b"".join(_sector(data, number, size) for number in _numbers_of_chain(table, start))


def _small_chain(small: bytes, table: Sequence[int], start: int) -> bytes:
    """A small stream, whose sectors lie inside one of the ordinary streams."""
    places = (number * _SMALL_SECTOR for number in _numbers_of_chain(table, start))
    return b"".join(small[place : place + _SMALL_SECTOR] for place in places)


def _numbers_of_chain(table: Sequence[int], start: int) -> Iterator[int]:
    """Sector after sector; a chain that bites its tail ends when it is as long as the table."""
    for _ in range(len(table) + 1):
        if start >= _LAST_SECTOR:
            return
        yield start
        start = table[start]
