import json

import pytest

from kamlab.errors import CourseFault
from kamlab.pages.build import build
from kamlab.pages.release import learner_files


def notebook(out, name):
    return json.loads((out / name).read_text(encoding="utf-8"))


def sources(out, name):
    return [cell["source"] for cell in notebook(out, name)["cells"]]


def test_a_second_build_is_byte_identical(content, tmp_path):
    """Two builds of one source make the same files with the same bytes."""
    one, two = tmp_path / "one", tmp_path / "two"
    build(content.root, one)
    build(content.root, two)
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(two) for path in two.rglob("*") if path.is_file())
    assert all((one / file).read_bytes() == (two / file).read_bytes() for file in files)


def test_each_language_has_its_own_notebook(content, tmp_path):
    """The Chinese notebook holds the Chinese text, the English one the English text, both the same code."""
    build(content.root, tmp_path)
    chinese = sources(tmp_path, "learner/courses/01-a/zh/lecture.ipynb")
    english = sources(tmp_path, "learner/courses/01-a/en/lecture.ipynb")
    assert chinese[1].startswith("# 大客户")
    assert english[1].startswith("# Key accounts")
    assert chinese[2] == english[2] == 'lab.ask("share")'
    assert 'lab.open_page("en")' in english[0]


def test_terms_stand_out_and_links_lead_to_the_built_page(content, tmp_path):
    """A glossary mark becomes bold, a link to a source becomes a link to the same language's notebook."""
    build(content.root, tmp_path)
    text = sources(tmp_path, "learner/courses/01-a/en/lecture.ipynb")[1]
    assert "**key accounts**" in text
    assert "(../../00-home/en/home.ipynb)" in text
    assert (tmp_path / "learner/courses/01-a/en/../../00-home/en/home.ipynb").resolve().is_file()


def test_only_the_trainer_gets_solutions(content, tmp_path):
    """A solution is in the trainer's notebook and nowhere in the learner's tree."""
    build(content.root, tmp_path)
    assert "四成" not in "".join(sources(tmp_path, "learner/courses/01-a/zh/lecture.ipynb"))
    learner = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "learner").rglob("*.*"))
    assert "前两户合计占八成整" not in learner
    assert "前两户合计占八成整" in "".join(sources(tmp_path, "trainer/courses/01-a/zh/lecture.ipynb"))


def test_cells_keep_their_id_when_prose_is_added(content, tmp_path):
    """The id of a named cell depends on its name, not on what stands before it."""
    build(content.root, tmp_path / "one")
    content.change("courses/01-a/lecture.md", "# 大客户", "# 大客户\n\n多了一段。")
    build(content.root, tmp_path / "two")
    place = "learner/courses/01-a/zh/lecture.ipynb"
    ids = [[cell["id"] for cell in notebook(tmp_path / each, place)["cells"]] for each in ("one", "two")]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0])


def test_a_graded_question_is_nbgraders_own_cell(content, tmp_path):
    """In a graded page a question's cell carries nbgrader's metadata; its grade id is the question's."""
    content.add("exercises/01-a", id="ex", kind="exercise", mode="graded", variants=24)
    build(content.root, tmp_path)
    cells = [
        notebook(tmp_path, f"learner/exercises/01-a/{lang}/exercise.ipynb")["cells"][2]
        for lang in ("zh", "en")
    ]
    assert cells[0]["metadata"]["nbgrader"] == cells[1]["metadata"]["nbgrader"]
    assert (
        cells[0]["metadata"]["nbgrader"] | {"grade_id": "share", "points": 2.0, "locked": True}
        == (cells[0]["metadata"]["nbgrader"])
    )


def test_keys_of_graded_pages_never_leave_the_house(content, tmp_path):
    """Of all keys only those of practice pages are among the files that a learner may get."""
    content.add("exercises/01-a", id="ex", kind="exercise", mode="graded", variants=24)
    build(content.root, tmp_path)
    keys = [name for name in learner_files(tmp_path) if name.startswith("keys/")]
    assert {name.split("/")[1] for name in keys} == {"a"}
    assert not any(name.startswith("trainer/") for name in learner_files(tmp_path))


def test_a_page_with_a_fault_is_not_built(content, tmp_path):
    """A fault stops the build before anything is written."""
    content.change("courses/01-a/lecture.md", '+++ {"lang": "en"}\n\n# Key', "# Key")
    with pytest.raises(CourseFault):
        build(content.root, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_empty_content_is_told(tmp_path):
    """A folder without pages gets a sentence that says what is wanted."""
    with pytest.raises(CourseFault) as fault:
        build(tmp_path, tmp_path / "out")
    assert fault.value.key == "pages.no_pages"
