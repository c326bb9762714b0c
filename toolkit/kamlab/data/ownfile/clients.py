"""The column that tells clients apart: numbers kept as text, spellings of one client brought together."""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np
import pandas as pd

from kamlab.data.ownfile.cells import LOST, key_of, narrow, text_in
from kamlab.data.ownfile.column import Cleaned, fault_of, is_number, places_of, rows_at
from kamlab.data.ownfile.notes import HIDDEN, Note, Texts, note

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d{2}")


def clients(cells: pd.Series, *, column: str, is_hidden: bool = False) -> Cleaned:
    """Ids as text, as they are written first: "000123" keeps its zeros, the number 123.0 is "123".

    Width, case and blanks do not tell two clients apart.

    Parameters
    ----------
    is_hidden
        Whether the ids are personal: then clients are called C0001, C0002, ... in the order of the file, and
        no sentence holds an id.

    Examples
    --------
    >>> clients(pd.Series(["Ｋ01", "k 01", 7.0], dtype=object), column="客户号").values.tolist()
    ['K01', 'K01', '7']
    """
    codes, distinct = pd.factorize(cells.to_numpy(), use_na_sentinel=False)
    texts = [narrow(text_in(value)) for value in distinct]
    keys = [key_of(text) for text in texts]
    faults = {place: why for place, text in enumerate(texts) if (why := _fault(text)) is not None}
    bad = {place: faults[code] for place, code in enumerate(codes.tolist()) if code in faults}
    first: dict[str, str] = {}
    pairs = zip(keys, texts, strict=True)
    shown = np.array([first.setdefault(key, text) for key, text in pairs], dtype=object)
    values = pd.Series(shown[codes], index=cells.index, dtype=object)
    notes = (*_spelling_notes(keys, texts, column), *_rounding_notes(cells, column))
    if is_hidden:
        notes = tuple(Note(said.key, {**said.values, "found": HIDDEN}) for said in notes)
    return Cleaned(pseudonyms(values) if is_hidden else values, bad, notes)


def _fault(text: str) -> Note | None:
    why = fault_of(text)
    return note("ownfile.client_empty") if why is not None and why.key == "ownfile.cell_empty" else why


def _spelling_notes(keys: list[str], texts: list[str], column: str) -> list[Note]:
    """Clients that are written in more than one way; blanks at the ends do not count as one."""
    if len(set(keys)) == len(set(texts)):
        return []
    spellings: dict[str, dict[str, None]] = defaultdict(dict)
    for key, text in zip(keys, texts, strict=True):
        spellings[key][text] = None
    several = [tuple(group) for group in spellings.values() if len(group) > 1]
    return [note("ownfile.spellings", column=column, count=len(several), found=Texts(several[0]))]


def _rounding_notes(cells: pd.Series, column: str) -> list[Note]:
    """Ids from which Excel has dropped digits: numbers of more than fifteen, or texts such as 6.22E+18."""
    raw, is_lost = cells.to_numpy(), is_number(cells)
    is_lost[is_lost] = np.abs(raw[is_lost].astype(float)) >= LOST
    is_lost |= np.array([value.__class__ is str and _is_rounded(value) for value in raw], dtype=bool)
    if not is_lost.any():
        return []
    found = raw[int(np.flatnonzero(is_lost)[0])]
    return [note("ownfile.ids_rounded", column=column, rows=rows_at(cells, is_lost), found=text_in(found))]


def _is_rounded(text: str) -> bool:
    return "+" in text and len(text) < 24 and _SCIENTIFIC.fullmatch(text.strip()) is not None


def pseudonyms(ids: pd.Series) -> pd.Series:
    """C0001, C0002, ... for the clients in the order in which they first stand in the file.

    Examples
    --------
    >>> pseudonyms(pd.Series(["张三", "李四", "张三"])).tolist()
    ['C0001', 'C0002', 'C0001']
    """
    codes, distinct = pd.factorize(ids)
    width = max(4, len(str(len(distinct))))
    names = np.array([f"C{place:0{width}d}" for place in range(1, len(distinct) + 1)], dtype=object)
    return pd.Series(names[codes], index=ids.index, dtype=object)


def later_rows(ids: pd.Series) -> dict[int, Note]:
    """Place of each row whose client stands in an earlier row -> that says so."""
    is_later = ids.duplicated().to_numpy()
    first = dict(zip(ids[~is_later], ids.index[~is_later], strict=True))
    return {
        place: note("ownfile.client_twice", client=ids.iloc[place], row=int(first[ids.iloc[place]]))
        for place in places_of(is_later)
    }
