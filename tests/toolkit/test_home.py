import json

from kamlab.panels.home import course_pages

TITLE = {"zh": "甲", "en": "A"}


def line(page, kind="lecture"):
    return {
        "page": page,
        "kind": kind,
        "folder": f"courses/{page}",
        "title": TITLE,
        "minutes": 9,
        "questions": [],
    }


def workspace(root, *released):
    lines = [line("home", "home"), line("a"), line("ex", "exercise")]
    (root / "catalogue.json").write_text(json.dumps(lines), encoding="utf-8")
    for folder, about in released:
        (root / folder).mkdir()
        (root / folder / "page.json").write_text(json.dumps(about), encoding="utf-8")
    return root


def about(page, course="spring"):
    return {
        "page": page,
        "kind": "exercise",
        "title": TITLE,
        "questions": {"q": {}},
        "course": {"id": course},
    }


def test_the_catalogue_is_shown_in_its_order(tmp_path):
    """Without a trainer the pages are those of the course, the home page left out."""
    assert [page["page"] for page in course_pages(workspace(tmp_path))] == ["a", "ex"]


def test_a_released_exercise_takes_the_place_of_its_twin(tmp_path):
    """An exercise from the trainer stands where the self-study page stood, and leads to the trainer's folder."""
    pages = course_pages(workspace(tmp_path, ("ex01", about("ex"))))
    assert [(page["page"], page["folder"]) for page in pages] == [("a", "courses/a"), ("ex", "ex01")]
    assert pages[1]["is_released"]
    assert pages[1]["minutes"] == 9


def test_an_exercise_of_the_trainers_own_comes_last(tmp_path):
    """A released page that the course does not know is shown too."""
    assert [page["page"] for page in course_pages(workspace(tmp_path, ("own", about("own"))))][-1] == "own"


def test_a_strange_folder_is_passed_over(tmp_path):
    """A page.json that is not ours does not break the home page."""
    assert len(course_pages(workspace(tmp_path, ("x", ["no page"]), ("y", {"page": "y"})))) == 2
