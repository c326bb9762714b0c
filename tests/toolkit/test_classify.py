"""`kamlab classify` as a manager runs it: from a file to a workbook, and every refusal in one sentence."""

import errno
import os
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from kamlab.cli.main import main
from kamlab.ownlist import permission

LIST = (
    "客户号,客户姓名,手机号,日均余额(万元),贡献度得分,潜力得分\n"
    "0001,王某,13800000001,620,92,80\n0002,李某,13800000002,12.5,70,62\n"
    "0003,张某,13800000003,,40,78\n0002 ,李某,13800000002,12.5,70,62\n合计,,,632.5,,\n"
)
LOG = "client,date,amount\nA1,2025-03-01,100\nA1,2025-03-05,50\nB2,2025-01-05,900\n"


@pytest.fixture(autouse=True)
def _own_machine(monkeypatch):
    for name in permission.SHARED:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "名单.csv"
    path.write_bytes(LIST.encode("gb18030"))
    return path


def _run(*words):
    return main(["--lang", "zh", "classify", *map(str, words)])


def _clients(path):
    sheet = load_workbook(BytesIO(path.read_bytes())).worksheets[1]
    return list(sheet.iter_rows(values_only=True))


def test_a_list_in_yuan_and_wan_becomes_a_workbook(book, tmp_path, capsys):
    """Ids keep their zeros, ten thousands become yuan, the total row is no client, a double is named with its row."""
    target = tmp_path / "结果.xlsx"
    assert _run(book, "-o", target, "--scheme", "abc") == 0
    rows = _clients(target)
    assert [row[:2] for row in rows[1:]] == [("0001", 6_200_000), ("0002", 125_000)]
    said = capsys.readouterr().out
    assert "GB18030" in said
    assert "第 5 行" in said
    assert str(target) in said


def test_names_and_phones_are_left_out_unless_asked_for(book, tmp_path, capsys):
    """No name and no phone is in the workbook; a column that the owner keeps is."""
    bare, kept = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assert _run(book, "-o", bare, "--scheme", "levels") == 0
    assert _run(book, "-o", kept, "--scheme", "levels", "--keep", "客户姓名") == 0
    assert "王某" not in str(_clients(bare))
    assert "王某" in str(_clients(kept))
    assert "13800000001" not in str(_clients(bare)) + str(_clients(kept))
    assert "个人" in capsys.readouterr().out


def test_the_result_goes_beside_the_list_and_overwrites_nothing(book, capsys):
    """Without a name the workbook is put beside the list; a second run refuses, --replace does not."""
    assert _run(book, "--scheme", "abc") == 0
    assert (book.parent / "名单-分类结果.xlsx").is_file()
    assert _run(book, "--scheme", "abc") == 2
    assert "--replace" in capsys.readouterr().err
    assert _run(book, "--scheme", "abc", "--replace") == 0


def test_a_column_can_be_pointed_at(book, tmp_path, capsys):
    """What was not recognised is named by the owner, and the role leaves its former column."""
    path = tmp_path / "odd.csv"
    path.write_text("who,zzz,balance\nA1,7,1\nB2,9,2\n", encoding="utf-8")
    target = tmp_path / "r.xlsx"
    assert _run(path, "-o", target, "--scheme", "abc", "--column", "aum_cny=zzz") == 0
    assert [row[1] for row in _clients(target)[1:]] == [9, 7]
    assert _run(path, "-o", tmp_path / "s.xlsx", "--scheme", "abc", "--column", "aum_cny=zz") == 2
    assert "zzz" in capsys.readouterr().err


def test_rfm_reads_a_log_of_transactions(tmp_path):
    """One row a client, looking back from the day that is asked for."""
    path, target = tmp_path / "log.csv", tmp_path / "r.xlsx"
    path.write_text(LOG, encoding="utf-8-sig")
    assert _run(path, "-o", target, "--scheme", "rfm", "--as-of", "2025-03-31", "--bins", "3") == 0
    days = {row[0]: row[1] for row in _clients(target)[1:]}
    assert days == {"A1": 26, "B2": 85}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--scheme", "futures"], "equity_cny"),
        (["--scheme", "abc", "--by", "profit"], "aum_cny"),
        (["--scheme", "abc", "--column", "aum_cny"], "用途=表头"),
        (["--scheme", "abc", "--column", "money=日均余额(万元)"], "aum_cny"),
        (["--scheme", "score", "--weights", "余额=多"], "0.6"),
        (["--scheme", "rfm", "--as-of", "31/12"], "2025-12-31"),
        (["--scheme", "abc", "-o", "结果.pdf"], "结果.pdf"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(book, words, told, capsys):
    """Each refusal is exit code 2 and one line that names what to write instead; nothing is written."""
    assert _run(book, *words) == 2
    said = capsys.readouterr().err
    assert told in said
    assert len(said.strip().splitlines()) == 1
    assert not list(book.parent.glob("*.xlsx"))


def test_the_list_itself_is_never_the_target(tmp_path, capsys):
    """A workbook is not written over the list, whatever was asked for."""
    path = tmp_path / "list.xlsx"
    pd.DataFrame({"client": ["a", "b"], "balance": [1, 2]}).to_excel(path, index=False)
    before = path.read_bytes()
    assert _run(path, "-o", path, "--scheme", "abc", "--replace") == 2
    assert path.read_bytes() == before
    assert "list.xlsx" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told(book, tmp_path, capsys):
    """A target inside what is no folder is exit code 3 and one sentence, and nothing else changes."""
    wall = tmp_path / "wall"
    wall.write_text("", encoding="utf-8")
    assert _run(book, "-o", wall / "r.xlsx", "--scheme", "abc") == 3
    assert "r.xlsx" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["wall", "名单.csv"]


def test_a_full_disk_leaves_no_half_workbook(book, tmp_path, monkeypatch, capsys):
    """When the disk is full the old workbook stays as it was, and the reason is told."""
    target = tmp_path / "r.xlsx"
    assert _run(book, "-o", target, "--scheme", "abc") == 0
    before = target.read_bytes()

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert _run(book, "-o", target, "--scheme", "abc", "--replace") == 3
    assert target.read_bytes() == before
    assert "r.xlsx" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("name", permission.SHARED)
def test_a_shared_server_is_closed_unless_its_operator_opens_it(book, monkeypatch, capsys, name):
    """Under a hub nothing is read and the setting is named; with the setting the list is classified."""
    monkeypatch.setenv(name, "x")
    assert _run(book, "--scheme", "abc") == 2
    assert permission.SETTING in capsys.readouterr().err
    monkeypatch.setenv(permission.SETTING, permission.ALLOWED)
    assert _run(book, "--scheme", "abc") == 0
