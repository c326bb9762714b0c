"""The course itself: nothing to mend, and every page runs without a warning in both languages."""

from pathlib import Path

from kamlab.language import speaking
from kamlab.pages.check import check
from kamlab.pages.source import find_pages

PROJECT = Path(__file__).parents[2]
PAGES = find_pages(PROJECT)


def test_the_course_has_nothing_to_mend():
    """Twins, terms, ids, keys, links and leaks are sound; every cell runs quietly in Chinese and English."""
    with speaking("en"):
        count, findings = check(PROJECT)
    assert (count, findings) == (len(PAGES), [])


def test_the_steps_of_a_page_take_its_minutes():
    """The minutes of the steps that are not optional add up to what the page says it takes."""
    for page in PAGES:
        steps = [block for block in page.prose("") if block.step]
        total = sum(block.minutes for block in steps)
        core = sum(block.minutes for block in steps if block.track != "extend")
        assert page.kind in ("home", "teaching-note") or page.minutes in (total, core), page.path


def test_a_lecture_has_something_to_move_to_decide_and_to_write():
    """Every lecture has at least six live panels, a decision and a text."""
    for page in PAGES:
        if page.kind == "lecture":
            kinds = {question.kind for question in page.questions()}
            panels = [code for code in page.code() if not code.question and "lab.table" not in code.source]
            assert len(panels) >= 6
            assert {"choice", "text"} <= kinds
