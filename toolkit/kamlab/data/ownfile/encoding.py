"""How a text is encoded, found from its bytes: UTF-8, GB18030, UTF-16, and Western one-byte text."""

from __future__ import annotations

import codecs
import re

from kamlab.data.ownfile.notes import Note, note

_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b"))
_FEW = 3
_LEADS, _LONG_LEADS = set(range(0xC2, 0xF5)), set(range(0xE0, 0xF5))
_SCRIPTS = {0xC2, 0xC3, 0xC4, 0xC5, 0xCE, 0xCF, 0xD0, 0xD1, 0xD7, 0xD8, 0xD9}
"""First bytes of Latin, Greek, Cyrillic, Hebrew and Arabic letters in UTF-8."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "utf-8": "ownfile.encoding_utf8",
    "utf-8-sig": "ownfile.encoding_utf8_bom",
    "utf-16": "ownfile.encoding_utf16",
    "utf-16-le": "ownfile.encoding_utf16",
    "utf-16-be": "ownfile.encoding_utf16",
    "gb18030": "ownfile.encoding_gb18030",
    "cp1252": "ownfile.encoding_western",
}


def encoding_of(data: bytes) -> str:
    """Name of the encoding that the bytes are most likely written in.

    Examples
    --------
    >>> encoding_of("客户号,余额".encode("gb18030"))
    'gb18030'
    >>> encoding_of("客户号,余额".encode())
    'utf-8'
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    if wide := _wide(data[: 1 << 16]):
        return wide
    if _is_utf8(data):
        return "utf-8"
    return "cp1252" if _looks_western(data) else "gb18030"


def text_of(data: bytes) -> tuple[str, str, tuple[Note, ...]]:
    """The text, its encoding, and what to say about it; what cannot be read becomes a replacement mark."""
    encoding = encoding_of(data)
    text = data.decode(encoding, "replace")
    notes = [note("ownfile.encoding_found", encoding=note(_NAMES[encoding]))]
    if count := text.count("\x00"):
        text = text.replace("\x00", "")
        notes.append(note("ownfile.nul_bytes", count=count))
    if count := text.count("\ufffd"):
        row = text.count("\n", 0, text.index("\ufffd")) + 1
        notes.append(note("ownfile.unreadable_characters", count=count, row=row))
    return text.removesuffix("\x1a"), encoding, tuple(notes)


def looks_binary(data: bytes) -> bool:
    """Whether the bytes are no text at all: many control characters that are not the zeros of UTF-16."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _wide(data):
        return False
    zeros = data.count(0)
    controls = len(data) - len(data.translate(None, _CONTROL)) - zeros
    return controls > max(_FEW, len(data) / 100) or zeros > max(_FEW, len(data) / 5)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: zeros stand on every other place only."""
    odd, even = data[1::2].count(0), data[::2].count(0)
    if max(odd, even) <= max(_FEW, len(data) / 20):
        return ""
    if odd > 20 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 20 * odd else ""


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8, the last character cut off or a few sequences spoilt."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        good = len(_SEQUENCE.findall(data))
        return data.decode("utf-8", "replace").count("\ufffd") * 10 <= good
    return not _is_short_chinese(data)


def _is_short_chinese(data: bytes) -> bool:
    """Whether valid UTF-8 is rather a little Chinese in GB18030, in which 一 is written like Cyrillic.

    Chinese in UTF-8 takes three bytes; two bytes are letters of few scripts, each known by its first byte.
    """
    leads = set(data) & _LEADS
    return bool(leads - _SCRIPTS) and not leads & _LONG_LEADS and _decodes(data, "gb18030")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _looks_western(data: bytes) -> bool:
    """Whether most bytes above ASCII stand alone, as accents do; those of Chinese come in pairs and runs."""
    runs: list[bytes] = _HIGH_RUN.findall(data[: 1 << 20])
    return sum(len(run) == 1 and run >= b"\xc0" for run in runs) > len(runs) / 2
