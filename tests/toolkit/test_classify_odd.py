"""`kamlab classify` with settings and lists that do not fit: one sentence each, and nothing lost."""

import subprocess
import sys

import pytest
from test_classify import LOG, _clients, _own_machine, _run  # noqa: F401

SCORES = "客户号,余额,评分\nK1,100,5\nK2,50,7\nK3,,9\nK4,,\n"
PLAIN = "client,balance,t=1\nA,7,1\nB,5,2\n"


@pytest.fixture
def scores(tmp_path):
    return _file(tmp_path, SCORES)


def _file(folder, text):
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--weights", "余额=0.5,评分=0.3"], "余额: 0.625"),
        (["--weights", "余额=1.5,评分=-0.5"], "“评分”的权重 -0.5"),
        (["--weights", "余额=nan,评分=1"], "“余额”的权重 nan"),
        (["--bins", "2"], "3 至 9"),
        (["--bins", "many"], "many"),
        (["--column", "score:a=余额", "--column", "score:a=评分"], "score:a=余额"),
        (["--column", "score:a=余额", "--column", "score:b=余额"], "score:b=余额"),
    ],
)
def test_a_setting_that_does_not_fit_is_told(scores, capsys, words, told):
    """Exit code 2, one line, the owner's own names, nothing written."""
    assert _run(scores, "--scheme", "score", *words) == 2
    said = capsys.readouterr().err.strip()
    assert told in said
    assert "\n" not in said
    assert not list(scores.parent.glob("*.xlsx"))


def test_a_scheme_that_is_none_is_told_with_the_nearest(scores, capsys):
    """A slip in the name of the scheme is answered in the language that was asked for."""
    assert _run(scores, "--scheme", "scores") == 2
    assert "您要的是 score 吗" in capsys.readouterr().err


def test_weights_name_their_criteria(scores, tmp_path, capsys):
    """A column that a weight names is a criterion; a client without any figure is left out by row."""
    target = tmp_path / "r.xlsx"
    assert _run(scores, "-o", target, "--scheme", "score", "--weights", "余额=0.5,评分=0.5") == 0
    assert {row[0] for row in _clients(target)[1:]} == {"K1", "K2", "K3"}
    assert "第 5 行" in capsys.readouterr().out


def test_a_list_of_which_nothing_is_left_says_why(tmp_path, capsys):
    """The first reason stands in the refusal, with its row."""
    path = _file(tmp_path, "client,date,amount\nA,yesterday,1\nB,soon,2\n")
    assert _run(path, "--scheme", "rfm", "--column", "txn_date=date") == 2
    said = capsys.readouterr().err
    assert "第 2 行" in said
    assert "yesterday" in said


def test_a_day_before_all_is_refused_and_what_a_day_leaves_out_is_counted(tmp_path, capsys):
    """No transaction up to the day: refused with the first day; some after it: counted aloud, clients too."""
    path = _file(tmp_path, LOG)
    target = tmp_path / "r.xlsx"
    assert _run(path, "-o", target, "--scheme", "rfm", "--as-of", "1990-01-01") == 2
    assert "2025-01-05" in capsys.readouterr().err
    assert _run(path, "-o", target, "--scheme", "rfm", "--as-of", "2025-01-31") == 0
    said = capsys.readouterr().out
    assert "2 笔" in said
    assert "1 位" in said
    assert _run(path, "-o", target, "--replace", "--scheme", "rfm", "--as-of", "2035-01-31") == 0
    assert "核对" in capsys.readouterr().out


def test_a_setting_of_another_scheme_is_told(tmp_path, capsys):
    """What the scheme does not read is named instead of passed over."""
    assert _run(_file(tmp_path, LOG), "--scheme", "rfm", "--by", "aum_cny") == 0
    assert "--by" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("scheme", "heading"), [("abc", "abc_class"), ("score", "score"), ("levels", "level"), ("rfm", "r_score")]
)
def test_a_kept_column_is_never_taken_for_a_computed_one(tmp_path, scheme, heading):
    """A heading like a computed column comes through beside it, also where rows are added up by client."""
    path = _file(
        tmp_path,
        f"client,date,amount,balance,points,contribution_score,potential_score,{heading}\n"
        "A,2025-01-01,5,7,1,80,60,mine\nB,2025-01-02,6,8,2,70,50,yours\n",
    )
    target = tmp_path / "r.xlsx"
    assert _run(path, "-o", target, "--scheme", scheme, "--keep", heading) == 0
    rows = {row[0]: row[1] for row in _clients(target)[1:]}
    assert rows == {"A": "mine", "B": "yours"}


def test_a_heading_may_hold_the_mark(tmp_path):
    """A heading of the list decides where ROLE=HEADING is parted."""
    target = tmp_path / "r.xlsx"
    assert _run(_file(tmp_path, PLAIN), "-o", target, "--scheme", "abc", "--column", "profit_cny=t=1") == 0
    assert [row[:2] for row in _clients(target)[1:]] == [("B", 2), ("A", 1)]


def test_a_folder_is_no_target(scores, tmp_path, capsys):
    """A folder with the name of the result is left alone, with --replace too."""
    (tmp_path / "r.xlsx").mkdir()
    assert _run(scores, "-o", tmp_path / "r.xlsx", "--scheme", "score", "--replace") == 2
    assert "文件夹" in capsys.readouterr().err


@pytest.mark.parametrize("coding", ["gbk", "ascii"])
def test_a_terminal_that_lacks_a_character_stops_nothing(tmp_path, coding):
    """Names beyond the terminal's coding are shown as far as it goes, and the workbook is written."""
    path = _file(tmp_path, "client,balance\n😀客,7\n😀客,5\nB,3\n")
    words = [
        sys.executable,
        "-m",
        "kamlab.cli.main",
        "--lang",
        "zh",
        "classify",
        str(path),
        "--scheme",
        "abc",
    ]
    done = subprocess.run(words, env={"PYTHONIOENCODING": coding, "HOME": str(tmp_path)}, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.glob("*.xlsx"))) == 1


def test_hundreds_of_criteria_are_refused_before_anything_is_said(tmp_path, capsys):
    """A table of hundreds of figures is no scoring sheet: one sentence, not one for each column."""
    wide = [",".join(["client", *(f"c{place}" for place in range(201))])]
    path = _file(tmp_path, "\n".join([*wide, *(f"K{row}" + f",{row}" * 201 for row in range(3))]))
    assert _run(path, "--scheme", "score") == 2
    told = capsys.readouterr()
    assert not told.out
    assert "201" in told.err
