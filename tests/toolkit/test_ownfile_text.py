import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_files import keys, table_of, text_file

from kamlab.data.ownfile import read_sheets
from kamlab.data.ownfile.delimited import DELIMITERS, rows_of
from kamlab.data.ownfile.encoding import encoding_of, looks_binary

TEXT = "客户号,客户名称,余额\nK01,禾岸包装厂,1200.5\nK02,松岚饲料经销部,80\n"
IN_USE = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
CHINESE = st.text(st.sampled_from(IN_USE), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_the_encoding_is_found_and_said(tmp_path, written, found):
    """The same cells come from each encoding, and a sentence names it."""
    source = read_sheets(text_file(tmp_path, TEXT, encoding=written))
    assert source.sheets[0].cells[1] == ["K01", "禾岸包装厂", "1200.5"]
    assert source.encoding == found
    assert keys(source.notes)[0] == "encoding_found"


@given(st.lists(CHINESE, min_size=3, max_size=20))
def test_chinese_text_is_read_as_it_was_written(words):
    """Any words of the characters in use, under a heading, come back from UTF-8 and from GB18030."""
    text = "客户号,余额\n" + "\n".join(f"{word},{place}" for place, word in enumerate(words))
    assert all(
        text.encode(name).decode(encoding_of(text.encode(name))) == text for name in ("utf-8", "gb18030")
    )


def test_a_little_chinese_is_no_cyrillic():
    """A few characters that are valid in both encodings are Chinese; Russian and French in UTF-8 stay what they are."""
    assert encoding_of("一一,通\n".encode("gb18030")) == "gb18030"
    assert [encoding_of(text.encode()) for text in ("клиент", "Café")] == ["utf-8", "utf-8"]


def test_utf_16_needs_no_mark():
    """Zeros on every other place tell UTF-16 and its order, and are not taken for a binary file."""
    text = "id,balance\nA,1\n"
    for name in ("utf-16-le", "utf-16-be"):
        assert encoding_of(text.encode(name)) == name
        assert not looks_binary(text.encode(name))


def test_western_text_is_no_chinese():
    """Accents stand alone among letters; they are read as letters."""
    assert encoding_of("Café Müller, São Paulo".encode("latin-1")) == "cp1252"


def test_a_text_that_was_cut_off_keeps_its_encoding(tmp_path):
    """Half a character at the end does not turn UTF-8 into another encoding, and its row is named."""
    source = read_sheets(text_file(tmp_path, TEXT.encode() + "庚".encode()[:2]))
    assert source.encoding == "utf-8"
    note = next(each for each in source.notes if each.key == "ownfile.unreadable_characters")
    assert note.values == {"count": 1, "row": 4}


def test_nul_characters_are_taken_out_and_said(tmp_path):
    """Zeros in a text do not reach the cells."""
    source = read_sheets(text_file(tmp_path, b"id,balance\nA,1\x00\nB,2\n\x00\x00"))
    assert source.sheets[0].cells[:3] == [["id", "balance"], ["A", "1"], ["B", "2"]]
    assert "nul_bytes" in keys(source.notes)


@pytest.mark.parametrize("mark", DELIMITERS)
def test_the_delimiter_is_found_and_said(mark):
    """Each delimiter parts the same cells, whatever other marks stand in them."""
    rows = [["client", "name", "balance"], ["K01", "A, B; C", "1.5"], ["K02", "D", "2"], ["K03", "E|F", "3"]]
    written = io.StringIO()
    csv.writer(written, delimiter=mark).writerows(rows)
    cells, found, notes = rows_of(written.getvalue())
    assert (cells, found) == (rows, mark)
    assert keys(notes) == ["delimiter_found"]


def test_commas_in_numbers_do_not_part_a_list_with_semicolons():
    """A decimal comma in each row is no delimiter where something parts the heading too."""
    assert rows_of("client;aum\nA;1,5\nB;2,5\n")[1] == ";"


def test_a_first_line_may_name_the_delimiter():
    """What Excel writes as sep= decides, and rows keep their numbers."""
    cells, found, _ = rows_of('sep=^\nclient^aum\n"A"^5\n')
    assert (cells, found) == ([[], ["client", "aum"], ["A", "5"]], "^")


def test_blanks_part_columns_where_nothing_else_does():
    """Columns set with blanks, as statistics programs print them, are told apart."""
    cells, found, _ = rows_of(
        " 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n 00002 19970112  5   77.00\n"
    )
    assert (cells[1], found) == (["00002", "19970112", "1", "12.00"], " ")


def test_one_column_has_no_delimiter():
    """Names alone, one a line, are one column."""
    assert rows_of("客户\n甲\n乙\n")[:2] == ([["客户"], ["甲"], ["乙"]], None)


def test_a_row_with_another_delimiter_is_parted_and_named(tmp_path):
    """Lists pasted together from two systems come out alike."""
    table = table_of(text_file(tmp_path, "id,balance,products\nA,1,2\nB;2;3\nC,3,4\n"))
    assert table.frame["balance"].tolist() == ["1", "2", "3"]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing(tmp_path):
    """All rows after it are read, and its row is named."""
    source = read_sheets(text_file(tmp_path, 'id,name,balance\n1,"A,5\n2,B,6\n3,C,7\n'))
    assert [row[0] for row in source.sheets[0].cells] == ["id", "1", "2", "3"]
    assert next(note for note in source.notes if note.key == "ownfile.open_quote").values == {"row": 2}


def test_a_field_longer_than_any_is_an_open_quotation_mark():
    """A quotation mark that swallows more than a field can hold is treated alike."""
    cells, _, notes = rows_of('id,name\n1,"A\n' + "2,B\n" * 60000)
    assert len(cells) == 60002
    assert "open_quote" in keys(notes)


def test_line_breaks_inside_quotation_marks_stay_in_the_cell():
    """A cell of two lines is one cell, and rows are counted as Excel counts them."""
    assert rows_of('id,note\n1,"a\nb"\n2,c\n')[0] == [["id", "note"], ["1", "a\nb"], ["2", "c"]]


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6), min_size=3, max_size=3),
        min_size=4,
    )
)
def test_what_a_program_wrote_comes_back(rows):
    """Cells with any signs, quoted as the csv module quotes them, come back but for blanks before them."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)
    cells, found, _ = rows_of(written.getvalue())
    assert found != "," or cells == rows
