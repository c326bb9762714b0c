"""A course directory is made once, brought up to date, and keeps its secrets."""

import json
import os
import stat
import subprocess
import sys

import pytest
from handed_in import CONTENT

from kamlab.classroom.course import open_course
from kamlab.classroom.roster import enrol
from kamlab.classroom.settings import SETTINGS_FILE
from kamlab.classroom.teach import teach
from kamlab.cli.main import main
from kamlab.errors import BadInput, CourseFault
from kamlab.language import use


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_course_has_masters_in_both_languages_and_its_key_apart(tmp_path):
    """nbgrader sees one notebook, the other language lies below it, and the key lies outside of source."""
    teach(tmp_path / "c", language="en", content=CONTENT)
    assert files(tmp_path / "c") == [
        "kamlab/course.json",
        "kamlab/small/key.py",
        "kamlab/small/rubric.yml",
        "kamlab/small/solutions.json",
        "nbgrader_config.json",
        "roster-example.csv",
        "source/small/exercise.ipynb",
        "source/small/page.json",
        "source/small/zh/exercise.ipynb",
    ]
    assert "Which have a star" not in (tmp_path / "c/source/small/exercise.ipynb").read_text(encoding="utf-8")
    assert "小练习" in (tmp_path / "c/source/small/zh/exercise.ipynb").read_text(encoding="utf-8")


def test_page_carries_course_and_key_of_the_variants(tmp_path):
    """A learner is dealt the variant that the trainer's own course file leads to."""
    teach(tmp_path / "c", language="zh", content=CONTENT)
    course = open_course(tmp_path / "c")
    page = json.loads((course.root / "source/small/page.json").read_text(encoding="utf-8"))
    assert page["course"] == {"id": "c", "key": course.key}


def test_each_course_has_a_key_of_its_own(tmp_path):
    """Two courses of one name deal different variants."""
    teach(tmp_path / "one" / "c", language="zh", content=CONTENT)
    teach(tmp_path / "two" / "c", language="zh", content=CONTENT)
    keys = {open_course(tmp_path / name / "c").key for name in ("one", "two")}
    assert len(keys) == 2


def test_second_run_changes_nothing(tmp_path):
    """Making a course that is there and up to date leaves every byte as it was, and says so."""
    teach(tmp_path / "c", language="zh", content=CONTENT)
    before = {name: (tmp_path / "c" / name).read_bytes() for name in files(tmp_path / "c")}
    said = teach(tmp_path / "c", content=CONTENT)
    assert {name: (tmp_path / "c" / name).read_bytes() for name in files(tmp_path / "c")} == before
    assert "small：没有变化。" in said


def test_second_run_mends_a_master_and_keeps_the_key(tmp_path):
    """A changed master is written again; the key of the variants stays, or everyone's data would change."""
    teach(tmp_path / "c", language="zh", content=CONTENT)
    key = open_course(tmp_path / "c").key
    (tmp_path / "c/source/small/exercise.ipynb").write_text("{}", encoding="utf-8")
    said = teach(tmp_path / "c", content=CONTENT)
    assert any("generate_assignment small --force" in sentence for sentence in said)
    assert open_course(tmp_path / "c").key == key


def test_folder_with_other_files_is_left_alone(tmp_path):
    """A folder that holds anything else is refused and stays as it was."""
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        teach(tmp_path, language="zh", content=CONTENT)
    assert (
        str(caught.value) == f"“{tmp_path}”里已有别的文件，不会覆盖。请换一个空目录，或指定已有的课程目录。"
    )
    assert files(tmp_path) == ["thesis.txt"]


def test_trainers_own_settings_are_kept(tmp_path):
    """Late policy, exchange and anything else the trainer set survive a second run."""
    teach(tmp_path / "c", language="zh", content=CONTENT)
    path = tmp_path / "c" / SETTINGS_FILE
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["LateSubmissionPlugin"] = {"penalty_method": "zero"}
    settings["Exchange"]["root"] = "/srv/exchange"
    settings["Autograde"].pop("exporter_class")
    path.write_text(json.dumps(settings), encoding="utf-8")
    teach(tmp_path / "c", content=CONTENT)
    after = json.loads(path.read_text(encoding="utf-8"))
    assert after["LateSubmissionPlugin"] == {"penalty_method": "zero"}
    assert after["Exchange"]["root"] == "/srv/exchange"
    assert after["Autograde"]["exporter_class"] == "kamlab.classroom.bridge.RebuildExporter"


def test_settings_that_cannot_be_read_are_not_overwritten(tmp_path):
    """A slip in the settings file is reported, and the trainer's text stays."""
    teach(tmp_path / "c", language="zh", content=CONTENT)
    (tmp_path / "c" / SETTINGS_FILE).write_text("{,}", encoding="utf-8")
    with pytest.raises(CourseFault, match="读不出来"):
        teach(tmp_path / "c", content=CONTENT)
    assert (tmp_path / "c" / SETTINGS_FILE).read_text(encoding="utf-8") == "{,}"


def test_roster_opens_in_excel(tmp_path):
    """The example of a roster starts with a byte-order mark and has nbgrader's columns and Chinese names."""
    teach(tmp_path / "c", language="zh", content=CONTENT)
    raw = (tmp_path / "c/roster-example.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid,last_name,first_name\r\n")
    assert "欧阳,棠" in raw.decode("utf-8-sig")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_class_list_from_excel_reaches_the_gradebook(class_, tmp_path, encoding):
    """Chinese names arrive whole from a list saved as UTF-8, with or without the mark, or by a Chinese Excel."""
    from kamlab.classroom.bridge import gradebook

    roster = tmp_path / "class.csv"
    roster.write_bytes("id,last_name,first_name\r\nou.yangtang,欧阳,棠\r\n周杰,周,杰\r\n".encode(encoding))
    assert enrol(class_.course, roster) == 2
    with gradebook(class_.course) as book:
        people = {each.id: (each.last_name, each.first_name) for each in book.students}
    assert people == {"ou.yangtang": ("欧阳", "棠"), "周杰": ("周", "杰")}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name\r\nx\r\n", "需要 id 这一列，现有的列是：name"),
        ("id\r\nw\r\n../x\r\n", "第 3 行的 id“../x”不能用"),
    ],
)
def test_class_list_that_cannot_be_used_says_why(class_, tmp_path, text, says):
    """A missing column and an id that no folder can be named by are told with what was found."""
    roster = tmp_path / "class.csv"
    roster.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        enrol(class_.course, roster)
    assert says in str(caught.value)


@pytest.mark.skipif(os.name == "nt", reason="folders have no permission bits there")
def test_nobody_else_may_enter_the_course(tmp_path):
    """The key lies in the course directory, so it is closed to others."""
    teach(tmp_path / "c", language="zh", content=CONTENT)
    assert stat.S_IMODE((tmp_path / "c").stat().st_mode) == 0o700


def test_change_of_language_moves_the_masters(tmp_path):
    """The class's language is nbgrader's notebook; after a change the other one lies below it."""
    teach(tmp_path / "c", language="zh", content=CONTENT)
    teach(tmp_path / "c", language="en", content=CONTENT)
    assert "Small exercise" in (tmp_path / "c/source/small/exercise.ipynb").read_text(encoding="utf-8")
    assert not (tmp_path / "c/source/small/en").exists()
    assert (tmp_path / "c/source/small/zh/exercise.ipynb").is_file()


@pytest.mark.parametrize(("words", "code"), [(["--release-solution", "smal"], 2), ([], 0)])
def test_command_returns_its_code_and_one_sentence(tmp_path, capsys, words, code):
    """The command ends with 0, or with 2 and the nearest name for an exercise that is not there."""
    use("en")
    assert main(["teach", str(tmp_path / "c"), "--lang", "en", "--content", str(CONTENT), *words]) == code
    said = capsys.readouterr()
    assert said.err == ("This course has no exercise 'smal'. Nearest: small.\n" if code else "")


def test_without_a_checkout_the_command_says_what_is_missing(tmp_path, capsys):
    """Nothing to make a course from is bad input, told in one sentence."""
    assert main(["teach", str(tmp_path / "c"), "--lang", "en", "--content", str(tmp_path)]) == 2
    assert "has no sources of the course" in capsys.readouterr().err


def test_settings_name_only_what_can_be_imported(made_course):
    """Every class and hook in the settings exists under its name."""
    settings = json.loads((made_course / SETTINGS_FILE).read_text(encoding="utf-8"))
    names = [
        word
        for part in (*settings.values(), {})
        for value in part.values()
        for word in (value if isinstance(value, list) else [value])
        if isinstance(word, str) and word.startswith(("kamlab.", "nbgrader."))
    ]
    code = "import sys; from traitlets import import_item; [import_item(name) for name in sys.argv[1:]]"
    assert len(names) > 10
    assert subprocess.run([sys.executable, "-c", code, *names], check=False).returncode == 0
