"""Reading a plan: lenient with how it is written, exact about what it says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.language import LANGUAGES, say, speaking
from kamlab.plan.plan import ROWS, read_plan
from kamlab.plan.shape import SECTION, SECTIONS

JUNK = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3),
    max_leaves=12,
)
NAMES = st.sampled_from([*SECTION, "id", "text", "date", "objective", "junk"])


def test_every_section_field_and_choice_has_words_in_both_languages():
    """What the studio and the documents show is never an id, and the two languages differ in it."""
    for section in SECTIONS:
        keys = [section.id, f"{section.id}_about", *(f"{section.id}_{each.id}" for each in section.fields)]
        choices = {choice for each in section.fields for choice in each.choices} | set(section.fixed)
        for key in (*keys, *(f"choice_{choice}" for choice in choices)):
            told = set()
            for language in LANGUAGES:
                with speaking(language):
                    told.add(say(f"plan.{key}"))
            assert len(told) == len(LANGUAGES) or key[-2:] in {
                f"{letter}{n}" for letter in "RC" for n in range(6)
            }


def test_references_point_to_sections_with_ids():
    """A field that refers to other records names a section whose records can be referred to."""
    targets = {each.to for section in SECTIONS for each in section.fields if each.to}
    assert targets
    assert all(SECTION[name].initial for name in targets)


def test_initials_tell_the_sections_apart():
    """No two sections number their records with the same letter, so an id alone says where it belongs."""
    initials = [section.initial for section in SECTIONS if section.initial]
    assert len(set(initials)) == len(initials)


@pytest.mark.parametrize("written", ["2026-12-01", "2026/12/1", "2026年12月1日", "２０２６－１２－０１"])
def test_a_date_is_read_however_it_is_written(written):
    """Day, month and year come back, whatever stands between them."""
    plan = read_plan({"about": [{"start": written}]})
    assert plan.single("about").day("start") == date(2026, 12, 1)


def test_a_value_that_cannot_be_read_is_told_with_its_place():
    """Nothing is guessed: the section, the record, the field and how to write it come back."""
    plan = read_plan({"objectives": [{"id": "G1", "goal": "一千五", "due": "年底"}]})
    assert [(each.section, each.record, each.field) for each in plan.unread] == [
        ("objectives", "G1", "goal"),
        ("objectives", "G1", "due"),
    ]
    assert all(each.how for each in plan.unread)
    assert plan["objectives"][0].number("goal") is None


def test_a_factor_is_called_by_its_side_and_number():
    """Readers see S1, S2, O1; the ids behind them never change when a card moves."""
    factors = [{"id": f"F{n}", "side": side, "text": "x"} for n, side in enumerate("SOSW", 1)]
    plan = read_plan({"factors": factors})
    assert plan.factor_codes == {"F1": "S1", "F2": "O1", "F3": "S2", "F4": "W1"}


def test_a_second_record_of_the_same_id_is_passed_over():
    """Ids are unique; of a single section only the first record counts."""
    plan = read_plan(
        {
            "risks": [{"id": "K1", "text": "a"}, {"id": "K1", "text": "b"}],
            "review": [{"measure": "x"}, {"measure": "y"}],
        }
    )
    assert [record.text("text") for record in plan["risks"]] == ["a"]
    assert len(plan["review"]) == 1


def test_a_flood_of_records_is_cut():
    """No more records are read than a person can fill in."""
    plan = read_plan({"risks": [{"id": f"K{n}", "text": "x"} for n in range(10 * ROWS)]})
    assert len(plan["risks"]) == ROWS


@given(
    st.dictionaries(NAMES, st.lists(st.dictionaries(NAMES, JUNK, max_size=4), max_size=4) | JUNK, max_size=6)
)
def test_whatever_is_handed_in_is_read_without_a_crash(value):
    """Any plain value gives a plan, perhaps an empty one."""
    assert isinstance(list(read_plan(value).all()), list)
