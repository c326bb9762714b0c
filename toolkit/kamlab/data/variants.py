"""Which variant of an exercise a learner gets: fixed, evenly spread, not to be guessed without the key."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

from kamlab.errors import BadInput


def dealt_variant(learner: str, exercise: str, *, key: str, count: int) -> int:
    """Variant a learner is dealt: 1 to `count` - 1, or 0 where there is only one.

    Variant 0 holds the open figures that texts and tests quote, so nobody is graded on it.

    Examples
    --------
    >>> dealt_variant("wang01", "ex01", key="k", count=1)
    0
    """
    return 1 + variant_of(learner, exercise, key=key, count=count - 1) if count > 1 else 0


def variant_of(learner: str, exercise: str, *, key: str, count: int) -> int:
    """Variant 0 to `count` - 1 of an exercise for one learner: HMAC-SHA256 modulo `count` (RFC 2104).

    The learner's id is read as people type it: full-width and half-width letters, capitals and blanks at
    the ends make no difference (Unicode NFKC, case folded). The variant of one exercise tells nothing
    of another's.

    Raises
    ------
    BadInput
        The id or the course key is empty, or there is no variant to choose from.

    Examples
    --------
    >>> [variant_of(name, "ex01", key="k", count=24) for name in (" Wang01 ", "ｗａｎｇ01")]
    [2, 2]
    """
    name = unicodedata.normalize("NFKC", learner).strip().casefold()
    if not name:
        raise BadInput("data.no_learner")
    if not key:
        raise BadInput("data.no_course_key")
    if count < 1:
        raise BadInput("data.no_variants", found=count)
    text = f"{exercise}\x00{name}"
    digest = hmac.new(key.encode("utf-8"), text.encode("utf-8"), hashlib.sha256).digest()
    return int.from_bytes(digest, "big") % count
