"""Exercise 1, part two: the course's fixed values, fairness between learners, and the numbers its texts quote."""

import re
from itertools import islice, pairwise
from pathlib import Path

import pytest

from kamlab.answers import State, check, load_key
from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.language import LANGUAGES, speaking
from kamlab.methods.levels import five_levels
from kamlab.pages.source import read_page

FOLDER = Path(__file__).parents[2] / "exercises" / "01-key-account-ideas-2"
PAGE = read_page(FOLDER / "exercise.md")
NOTE = read_page(FOLDER / "teaching-note.md")
KEY = load_key(FOLDER)
QUESTIONS = {question.id: question for question in PAGE.questions()}
FIXED = KEY.expected(0)
SOLUTIONS = {block.question: block.text for block in PAGE.prose("solution")}
DEALS = ("indicator_card", "indicator_ranks", "firm_book_20", "keep_budget", "crosstab_book", "fx_book")
SIX = {
    "trade_count": 4,
    "amount_cny": 60_000,
    "mean_amount_cny": 15_000,
    "largest_amount_cny": 30_000,
    "return_count": 1,
    "return_amount_cny": 2_000,
}
WON = {"x4": 150, "x5": 120, "x6": 100, "x7": 85}
WORDS = {
    "important": ("重要", "important"), "group": ("集团", "group"), "economic": ("经济", "economic"),
    "strategic": ("战略", "strategic"), "none": ("不是", "none"), "agency": ("代发代扣", "payroll"),
    "merchants": ("商户贷款", "merchants"), "supervised": ("监管账户", "supervised"),
    "capital_market": ("债券", "bonds"), "pooling": ("资金归集", "pooling"), "fx": ("国际结算", "settlement"),
    "working_capital": ("流动资金", "working capital"),
}  # fmt: skip
every_variant = pytest.mark.parametrize("variant", range(VARIANT_COUNT))
each_language = pytest.mark.parametrize("language", LANGUAGES)


def state(name, value, *, expected=FIXED):
    """What becomes of an answer to a question of the page."""
    return check(QUESTIONS[name], expected[name], value).state


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("e1-2-card", {row: {"value": number} for row, number in SIX.items()}),
        ("e1-7-kept", 600),
        ("e1-7-won", {row: {"won": count} for row, count in WON.items()}),
        ("e1-10-fall", 5.25),
    ],
)
def test_the_fixed_data_set_has_the_answers_of_the_curriculum(name, answer):
    """Data set 0 gives the values that the course specification fixes."""
    assert state(name, answer) is State.RIGHT


@every_variant
def test_sixteen_firms_in_twenty_are_a_pass_of_four_in_five(variant):
    """Every firm is worth a tenth of a point, so that sixteen right in both questions earn 3.2 of 4."""
    expected, earned = KEY.expected(variant), 0.0
    for name in ("e1-6-types", "e1-6-focus"):
        assert len(expected[name].right) == 20
        first = dict(islice(expected[name].right.items(), 16))
        earned += check(QUESTIONS[name], expected[name], first).points
    assert earned == pytest.approx(3.2)


@every_variant
def test_the_twenty_firms_hold_every_type_and_focus_alike(variant):
    """Types and focuses come up equally often in every book, and the two never run in step."""
    expected = KEY.expected(variant)
    types, focuses = (list(expected[f"e1-6-{name}"].right.values()) for name in ("types", "focus"))
    counts = {label: types.count(label) for label in set(types)}
    assert counts == {"important": 3, "group": 5, "economic": 4, "strategic": 3, "none": 5}
    assert sorted(focuses.count(label) for label in set(focuses)) == [2, 3, 3, 3, 3, 3, 3]
    assert len(expected["e1-6-types"].wrong["today-only"]) == 3
    assert set(expected["e1-6-focus"].wrong) == set(FIXED["e1-6-focus"].wrong)


@every_variant
def test_who_looks_at_income_alone_misses_the_potential(variant):
    """The three strategic clients bring under 400,000 yuan; high potential or a rival alone is no ground."""
    firms, types = table("firm_book_20", variant), KEY.expected(variant)["e1-6-types"].right
    strategic = [client for client, label in types.items() if label == "strategic"]
    assert (firms.loc[strategic, "annual_income_cny"] <= 400_000).all()
    none = firms.loc[[client for client, label in types.items() if label == "none"]]
    assert (none["potential_score"] >= 70).sum() == 1
    assert none["has_rival_offer"].sum() == 2


@every_variant
def test_the_same_money_wins_fewer_and_only_whole_clients(variant):
    """At seven times the count is cut, never rounded; a written fraction is told to be whole, and 86 is a slip."""
    expected = KEY.expected(variant)
    kept, won = expected["e1-7-kept"].right, expected["e1-7-won"].right
    assert all(
        row["won"] == kept // multiple for multiple, row in zip((4, 5, 6, 7), won.values(), strict=True)
    )
    assert kept / 7 - won["x7"]["won"] > 0.5
    written = won | {"x7": {"won": kept / 7}}
    assert state("e1-7-won", written, expected=expected) is State.NOT_VALID
    rounded = check(QUESTIONS["e1-7-won"], expected["e1-7-won"], won | {"x7": {"won": round(kept / 7)}})
    assert (rounded.points, rounded.misconception) == (1.5, "rounded-up")


@every_variant
def test_the_cells_hold_all_sixteen_clients_and_nobody_stands_on_an_edge(variant):
    """Cells add up to the clients, no level is open to two answers, and the veto stands in the last level."""
    book, cells = table("crosstab_book", variant), KEY.expected(variant)["e1-9-cells"].right
    assert sum(count for row in cells.values() for count in row.values()) == len(book) == 16
    assert not five_levels(book)["is_borderline"].any()
    assert cells["high"]["E"] >= 1
    assert KEY.expected(variant)["e1-9-cells"].wrong["forgot-veto"].keys() == {"high"}


@every_variant
def test_one_number_in_every_cell_earns_at_most_a_third(variant):
    """Who writes the same count everywhere gets no more than five cells of fifteen right."""
    expected = KEY.expected(variant)["e1-9-cells"]
    for count in range(4):
        same = {row: dict.fromkeys("ABCDE", count) for row in expected.right}
        assert check(QUESTIONS["e1-9-cells"], expected, same).points <= 0.67


def test_the_county_falls_for_everybody_alike():
    """The fall of 2009 is a fact of the source; written with a minus or as a share it is told, not marked."""
    assert {KEY.expected(variant)["e1-10-fall"].right for variant in range(VARIANT_COUNT)} == {5.248227}
    for value in (5.2, 5.3, 5.54, 94.75):
        assert state("e1-10-fall", value) is State.WRONG
    for value in (-5.25, "-5.25%", 0.0525, 111):
        assert state("e1-10-fall", value) is State.NOT_VALID


@every_variant
def test_the_segment_is_neither_the_largest_nor_the_fastest(variant):
    """Choosing by size or by speed is wrong, and one decimal is enough for the fall of the right one."""
    expected = KEY.expected(variant)
    segment, fall = expected["e1-10-segment"], expected["e1-10-segment-fall"]
    assert {"largest-segment", "fastest-segment", "grower-chosen"} == set(segment.wrong)
    assert state("e1-10-segment-fall", f"{fall.right:.1f}", expected=expected) is State.RIGHT


def test_the_series_is_the_source_s_where_it_says_so_and_marked_where_it_is_not():
    """Four years between are one rate of growth and are called interpolated; three are the source's."""
    fitted = [590 * (2_115 / 590) ** (year / 5) for year in range(6)] + [2_004]
    texts = [block.text for block in PAGE.prose("") if "2003" in block.text["en"]]
    rows = {
        language: re.findall(r"^\| (20\d\d) \| ([\d.,]+) \| (.+) \|$", texts[0][language], re.MULTILINE)
        for language in LANGUAGES
    }
    for (_, hundred, zh), (_, million, en), value in zip(rows["zh"], rows["en"], fitted, strict=True):
        assert (hundred, million) == (f"{value / 100:.2f}", f"{value:,.0f}")
        assert (zh == "源材料") == (en == "source") == (value in (590, 2_115, 2_004))
        assert zh == "源材料" or (zh, en) == ("插补，不是事实", "interpolated, not a fact")


def test_the_sets_add_up_to_the_points_they_announce():
    """Sets of 4, 4, 4, 3 and 4 points: 19 in all, as the page says, and its steps take its minutes."""
    points = dict.fromkeys(("e1-2", "e1-6", "e1-7", "e1-9", "e1-10"), 0.0)
    for question in PAGE.questions():
        points["-".join(question.id.split("-")[:2])] += question.points
    assert points == {"e1-2": 4, "e1-6": 4, "e1-7": 4, "e1-9": 3, "e1-10": 4}
    opening = next(PAGE.prose("")).text
    assert "共 19 分" in opening["zh"]
    assert "19 points" in opening["en"]


def test_the_memo_is_left_to_a_person_and_is_half_of_its_set():
    """However well or badly written, the memo is for the trainer to mark, and for no more than half."""
    memo = QUESTIONS["e1-10-memo"]
    for sample in KEY.rubric["e1-10-memo"]["levels"]:
        assert check(memo, None, sample["zh"] * 4).state is State.TO_MARK
    assert check(memo, None, "下降").state is State.NOT_VALID
    assert memo.points <= sum(each.points for each in QUESTIONS.values() if each.id.startswith("e1-10")) / 2


def test_sample_memos_stand_from_the_best_to_the_weakest():
    """The samples fall in points from full marks to nothing, and the best names what the criteria ask."""
    levels = KEY.rubric["e1-10-memo"]["levels"]
    points = [sample["points"] for sample in levels]
    assert (points[0], points[-1]) == (QUESTIONS["e1-10-memo"].points, 0)
    assert all(better > worse for better, worse in pairwise(points))
    shown = [
        f"{FIXED[f'e1-10-{name}'].right:.{digits}f}" for name, digits in (("fall", 2), ("segment-fall", 1))
    ]
    assert all(number in levels[0][language] for number in shown for language in LANGUAGES)


def test_learners_of_different_variants_cannot_copy():
    """No two variants share a table, and no two the whole of their answers."""
    for name in DEALS:
        dealt = {table(name, variant).to_csv() for variant in range(VARIANT_COUNT)}
        assert len(dealt) == VARIANT_COUNT, name
    answers = {
        str({name: each.right for name, each in KEY.expected(variant).items()})
        for variant in range(VARIANT_COUNT)
    }
    assert len(answers) == VARIANT_COUNT


def _listed(name, language):
    """Labels of data set 0 in words, in the order of the rows."""
    words = [WORDS[label][LANGUAGES.index(language)] for label in FIXED[name].right.values()]
    return {"zh": "、", "en": ", "}[language].join(words)


@each_language
def test_the_solutions_quote_what_the_key_computes(language):
    """Every number and list that a solution gives for data set 0 is the key's."""
    six = [f"**{number:,.0f}**" for number in SIX.values()]
    won = {"zh": "、", "en": ", "}[language].join(f"{count}" for count in WON.values())
    cells = [
        " | ".join(f"{count:.0f}" for count in row.values()) for row in FIXED["e1-9-cells"].right.values()
    ]
    segment = QUESTIONS["e1-10-segment"].options
    with speaking(language):
        named = next(str(option) for option in segment if option.id == FIXED["e1-10-segment"].right)
    quoted = {
        "e1-2-card": six,
        "e1-2-mover": [f"**{FIXED['e1-2-mover'].right}**"],
        "e1-6-types": [_listed("e1-6-types", language)],
        "e1-6-focus": [_listed("e1-6-focus", language)],
        "e1-7-kept": [f"**{FIXED['e1-7-kept'].right:.0f}**"],
        "e1-7-won": [f"**{won}**"],
        "e1-9-cells": cells,
        "e1-10-fall": [f"**{FIXED['e1-10-fall'].right:.2f}"],
        "e1-10-segment": [named],
        "e1-10-segment-fall": [f"**{FIXED['e1-10-segment-fall'].right:.1f}"],
    }
    for name, texts in quoted.items():
        missing = [text for text in texts if text.lower() not in SOLUTIONS[name][language].lower()]
        assert not missing, (name, missing)


@each_language
def test_the_teaching_note_quotes_what_the_key_computes(language):
    """The trainer's table of answers for data set 0 agrees with the key."""
    text, comma = next(NOTE.prose("")).text[language], {"zh": "、", "en": ", "}[language]
    lines = [_listed("e1-6-types", language), _listed("e1-6-focus", language)]
    lines += [
        comma.join(f"{count:.0f}" for count in row.values()) for row in FIXED["e1-9-cells"].right.values()
    ]
    lines += [comma.join(f"{number:,}" for number in SIX.values()), comma.join(map(str, WON.values()))]
    lines += [f"{FIXED['e1-10-fall'].right:.2f}", f"{FIXED['e1-10-segment-fall'].right:.1f}", "K06", "600"]
    assert not [line for line in lines if line not in text]
