import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_files import column, faults, keys

from kamlab.data.ownfile.cells import is_blank, is_nothing, key_of, text_in
from kamlab.data.ownfile.clients import clients
from kamlab.data.ownfile.yes_no import flags


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            ("是", "否", "Y", "n", "1", 0.0, True, "√", "×", "有", "无", "Ｙ"),
            [1, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1],
        )
    ],
)
def test_yes_and_no_in_all_their_forms(cells, expected):
    """Words, letters, numbers and ticks are understood."""
    assert flags(column(*cells), column="x", role="has_veto").values.astype(int).tolist() == expected


def test_an_empty_cell_is_no_only_where_yes_alone_is_marked():
    """Ticks and blanks are yes and no; beside a no, a blank is not known."""
    marked = flags(column("√", None, ""), column="x", role="has_veto")
    assert (marked.values.tolist(), marked.faults, keys(marked.notes)) == (
        [True, False, False],
        {},
        ["blank_is_no"],
    )
    assert faults(flags(column("是", "否", None, "也许"), column="x", role="has_veto")) == {
        2: "cell_empty",
        3: "cell_not_flag",
    }


def test_kinds_of_clients_are_yes_and_no():
    """For firms, the kind of client answers the question."""
    cells = column("对公", "个人", "机构客户", "自然人")
    assert flags(cells, column="客户类型", role="is_corporate").values.tolist() == [True, False, True, False]


def test_client_numbers_stay_text():
    """Leading zeros, numbers stored as decimals and what systems write around a number."""
    found = clients(
        column("000123", 123.0, '="000777"', "'000888", " K\u200b01\u00a0", "Ｋ０２", 20240001.0),
        column="客户号",
    )
    assert found.values.tolist() == ["000123", "123", "000777", "000888", "K01", "K02", "20240001"]


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x7F), min_size=1, max_size=8))
def test_case_width_and_blanks_make_no_other_client(name):
    """A name in capitals, in full width or with blanks is the same client, and shown as first written."""
    wide = "".join(chr(ord(character) + 0xFEE0) for character in name)
    same = [name, f" {name} ", name.swapcase(), wide, f"\u3000{name}\u200b"]
    assert len({key_of(text_in(text)) for text in same}) == 1
    assert set(clients(column(*same), column="x").values) == {text_in(name)}


def test_ids_from_which_excel_dropped_digits_are_warned_of():
    """Numbers of more than fifteen digits, and texts such as 6.22E+18, are said with their rows."""
    found = clients(column(6222021234567890123.0, "6.22202E+18", "123"), column="卡号")
    assert (keys(found.notes), str(found.notes[0].values["rows"])) == (["ids_rounded"], "第 2、3 行")
    assert found.values.tolist()[0] == "6222021234567890000"


@pytest.mark.parametrize("value", ["", " ", "\u3000\u200b\ufeff", None, np.nan])
def test_what_cannot_be_seen_is_blank(value):
    """Blanks of every width and marks of none fill no cell."""
    assert is_blank(value)


def test_words_for_nothing():
    """Strokes and words for nothing are empty, zero is not."""
    assert all(map(is_nothing, ("-", "——", "N/A", "无", "NULL", " null ")))
    assert not any(map(is_nothing, ("0", "无锡", "A")))
