"""Text of others, made harmless: shown as text, and never able to stop a file from being written."""

from __future__ import annotations

import re
from html import escape

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def plain_text(value: object) -> str:
    """`value` as text without control signs, half surrogates or signs that turn the reading direction.

    Examples
    --------
    >>> plain_text("a" + chr(0) + "b" + chr(0x202e) + "c")
    'a�b�c'
    """
    text = str(value).replace("\r\n", "\n")
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


def shown(value: object) -> str:
    """HTML that shows `value` exactly as text.

    Examples
    --------
    >>> shown("<b>80 & up</b>")
    '&lt;b&gt;80 &amp; up&lt;/b&gt;'
    """
    return escape(plain_text(value))


def markdown_text(value: object) -> str:
    """Markdown that shows `value` exactly as text, on one line: every sign that could mean more is spelt out.

    Examples
    --------
    >>> markdown_text("<b>$x$")
    '&#60;b&#62;&#36;x&#36;'
    """
    plain = " ".join(plain_text(value).split())
    return re.sub(r"[!-/:-@\[-`{-~]", lambda match: f"&#{ord(match[0])};", plain)


def shortened(value: object, *, limit: int = 120) -> str:
    """`value` as text of at most `limit` signs."""
    text = plain_text(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"
