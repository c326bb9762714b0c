import pytest

from kamlab.language import speaking
from kamlab.pages.check import check

LECTURE = "courses/01-a/lecture.md"


@pytest.fixture(autouse=True)
def _english():
    with speaking("en"):
        yield


def findings(content):
    return check(content.root, is_run=False)[1]


def test_a_sound_course_has_nothing_to_mend(content):
    """A course without faults gets no finding."""
    assert check(content.root, is_run=False) == (2, [])


FAULTS = {
    "missing twin": (LECTURE, '+++ {"lang": "en"}\n\n# Key', "# Key", "has no twin in the other language"),
    "other headings": (LECTURE, "# Key accounts", "## Key accounts", "differ in headings: Chinese h1, English h2"),
    "other lists": (LECTURE, "Some prose", "- one\n- two\n\nSome prose", "differ in list items: Chinese 0, English 2"),
    "other figures": (LECTURE, "Some prose", "![x](y.png) Some prose", "differ in figures"),
    "other links": (LECTURE, "[home](../00-home/home.md)", "home", "differ in links"),
    "unknown term": (LECTURE, "{term}`大客户`", "{term}`大客人`", "the term '大客人' is not in the glossary"),
    "other term": (LECTURE, "key accounts <key account (KA)>", "churn rate", "do not mark the same terms"),
    "long code": (LECTURE, 'lab.ask("share")', 'lab.ask("share")\n' * 16, "has 16 lines; at most 15"),
    "name twice": (LECTURE, '+++ {"lang": "zh", "role"', '```{code-cell} ipython3\n---\nname: share\n---\nx\n```\n\n+++ {"lang": "zh", "role"', "is used twice"),
    "no name": (LECTURE, "name: share\n", "", "has no name"),
    "no solution": (LECTURE, '"question": "share"', '"question": "other"', "question 'share' has no solution cells"),
    "stray solution": (LECTURE, '"question": "share"', '"question": "other"', "names the question 'other'"),
    "unknown field": (LECTURE, "  hints:", "  hint:", "unknown field 'hint'. Did you mean 'hints'?"),
    "one language": (LECTURE, ", en: What is the share}", "}", "words in one language only"),
    "unknown kind": (LECTURE, "kind: number", "kind: numbr", "kind 'numbr', which does not exist"),
    "dead link": (LECTURE, "../00-home/home.md", "../00-home/hom.md", "the link '../00-home/hom.md' leads nowhere"),
    "no key": ("courses/01-a/key.py", "def expected", "def expect", "has no expected(variant)"),
    "broken key": ("courses/01-a/key.py", "def expected", "1/0\ndef expected", "does not run: ZeroDivisionError"),
    "no expected": ("courses/01-a/key.py", '"share":', '"other":', "key.py gives no answer to question 'share'"),
    "no sentence": ("courses/01-a/rubric.yml", "heads", "hats", "misconception 'heads' of question 'share' has no sentence"),
    "leak": (LECTURE, "Add up first", "Add up. The first two clients hold four fifths of the total.", "shows text meant for the trainer"),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(FAULTS))
def test_each_fault_is_found_and_told(content, case):
    """Every planted fault is found, with the file and what is wrong."""
    file, old, new, sentence = FAULTS[case]
    content.change(file, old, new)
    assert any(sentence in finding for finding in findings(content)), findings(content)


def test_a_page_id_is_used_once(content):
    """Two pages with one id are a fault."""
    content.add("cases/b", id="a", kind="case")
    assert any("The page id 'a' is used twice" in finding for finding in findings(content))


def test_a_cell_that_fails_or_warns_is_found_in_both_languages(content):
    """Running the pages finds what breaks and what warns, in each language."""
    content.change(LECTURE, 'lab.ask("share")', 'import warnings\nwarnings.warn("careful")\nlab.ask("shear")')
    found = [finding for finding in check(content.root)[1] if "courses/01-a" in finding]
    for language in ("zh", "en"):
        assert any(f"courses/01-a/{language}: a cell fails, CourseFault" in finding for finding in found)
        assert any(f"courses/01-a/{language}: a cell warns" in finding for finding in found)
