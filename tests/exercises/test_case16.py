"""Case 16: what the torn page allows to be inferred, and the numbers its texts quote."""

import re
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from kamlab.answers import State, check, load_key
from kamlab.data.deals import table
from kamlab.methods.scoring import score_matrix, weight_for_star
from kamlab.pages.source import read_page

FOLDER = Path(__file__).parents[2] / "cases" / "nine-names-six-criteria"
PAGE = read_page(FOLDER / "case.md")
NOTE = read_page(FOLDER / "teaching-note.md")
QUESTIONS = {question.id: question for question in PAGE.questions()}
FIXED = load_key(FOLDER).expected(0)
SOLUTIONS = {block.question: block.text for block in PAGE.prose("solution")}
GRID = table("scoring_grid", 0)
PRINTED = table("printed_table", 0)
SCALE = (1, 3, 5, 7, 9)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("c16-visible-mean", "31.71"),
        ("c16-wrong-stars", ["K04", "K05", "K06", "K07"]),
        ("c16-lost-pair", "40 分"),
        ("c16-ours", ["first-name", "last-columns", "pair-split"]),
        ("c16-why-nine", "parity"),
        ("c16-least-criteria", "6"),
        ("c16-new-mean", "29.33"),
        ("c16-new-stars", ["K01", "K02", "K03", "K04"]),
        ("c16-policy-weight", "p35"),
        ("c16-tenth-row", ["K01", "K02", "K03", "K04", "K05"]),
        ("c16-double-policy", ["K04", "K06", "K05", "K09", "K07", "K08"]),
    ],
)
def test_the_case_has_the_answers_its_teaching_note_gives(name, answer):
    """Each answer of the table in the teaching note is right."""
    assert check(QUESTIONS[name], FIXED[name], answer).state is State.RIGHT


def test_the_page_shows_the_source_and_the_grid_keeps_it():
    """The printed rows of the case are the visible columns, totals and stars of the completed grid."""
    visible = GRID[["volume_score", "relation_score", "policy_score"]]
    for language in ("zh", "en"):
        text = next(block.text[language] for block in PAGE.prose("") if block.step == "check")
        rows = re.findall(r"^\| (\d) \| (.+) \|$", text, flags=re.MULTILINE)
        assert len(rows) == len(GRID)
        for number, cells in rows:
            scores = [str(score) for score in visible.loc[f"K0{number}"]]
            total = PRINTED["total"].get(f"K0{number}")
            lost = ["…", *scores[1:], "…", "…"]
            assert cells.split(" | ") == (lost if total is None else [*scores, str(total), "★"])


def test_eight_and_ten_clients_are_ruled_out_by_parity():
    """Of 8, 9 and 10 rows only 9 allow an even grand total whose mean prints as 29.1."""
    printed = PRINTED.attrs["printed_mean"]
    fitting = {
        rows: [total for total in range(rows * 54) if round(total / rows, 1) == printed]
        for rows in (8, 9, 10)
    }
    assert fitting == {8: [233], 9: [262], 10: [291]}


def test_eleven_and_thirteen_clients_stay_possible():
    """Parity alone leaves 11 rows (320) and 13 rows (378) open, as the solution admits."""
    printed = PRINTED.attrs["printed_mean"]
    assert all(round(total / rows, 1) == printed and total % 2 == 0 for rows, total in ((11, 320), (13, 378)))
    assert {"320", "378"} <= set(re.findall(r"\d+", SOLUTIONS["c16-why-nine"]["zh"]))


def test_six_criteria_are_the_fewest_and_not_the_only_number():
    """Five criteria cannot reach 46; eight and ten can give every visible total with odd scores."""
    seen = GRID[["volume_score", "relation_score", "policy_score"]].sum(axis=1)[PRINTED.index]
    hidden = PRINTED["total"] - seen
    assert 5 * max(SCALE) < PRINTED["total"].max() <= 6 * max(SCALE)
    for criteria in (6, 8, 10):
        count = criteria - 3
        assert ((hidden >= count) & (hidden <= 9 * count) & (hidden % 2 == count % 2)).all()


def test_the_lost_pair_does_not_determine_its_split():
    """More than one pair of even totals adds up to what the two lost rows have together."""
    lost = FIXED["c16-lost-pair"].right
    floors = GRID.loc[["K08", "K09"], ["relation_score", "policy_score"]].sum(axis=1) + 4
    pairs = [
        (eight, nine)
        for eight, nine in product(range(0, 55, 2), repeat=2)
        if eight + nine == lost and eight >= floors["K08"] and nine >= floors["K09"]
    ]
    assert (16, 24) in pairs
    assert len(pairs) > 1


def test_one_step_on_one_score_adds_a_star():
    """Raising client 4's policy support by one step stars it; every lower score leaves the stars alone."""
    for score in SCALE:
        changed = GRID.copy()
        changed.loc["K04", "policy_score"] = score
        stars = score_matrix(changed).stars
        assert stars["K04"] == (score == 9)
        assert stars.drop("K04").equals(score_matrix(GRID).stars.drop("K04"))


def test_a_mean_cut_always_stars_somebody():
    """Taking the same off every score, or doubling all, changes no star: the cut is relative."""
    stars = score_matrix(GRID).stars
    for other in (GRID - 1, GRID * 2):
        assert score_matrix(other).stars.equals(stars)


def test_the_boundaries_of_the_weights_are_those_quoted():
    """Client 6 needs about 33.6 % on policy; client 4 about 26.8 % on relationship or on policy."""
    six = weight_for_star(GRID, client="K06", criterion="policy_score")
    four = [weight_for_star(GRID, client="K04", criterion=f"{name}_score") for name in ("relation", "policy")]
    assert f"{six:.1%}" == "33.6%"
    assert {f"{weight:.1%}" for weight in four} == {"26.8%"}
    assert GRID[["relation_score", "policy_score"]].sum().tolist() == [51, 51]


def test_a_tenth_weak_client_moves_the_line():
    """With a row of ones the mean is 26.8, as the solution says."""
    weak = pd.DataFrame(1, columns=GRID.columns, index=["K10"])
    assert round(score_matrix(pd.concat([GRID, weak])).mean, 2) == 26.8
    assert all("26.8" in text for text in SOLUTIONS["c16-tenth-row"].values())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_texts_quote_what_the_toolkit_computes(language):
    """Means, the grand total and the lost pair stand in the solutions and the note as computed."""
    seven, total = PRINTED["total"], int(GRID.to_numpy().sum())
    quoted = {
        "c16-visible-mean": [f"{seven.mean():.2f}", str(seven.sum())],
        "c16-lost-pair": [str(total), str(total - seven.sum())],
        "c16-new-mean": [f"{(total + 2) / 9:.2f}", str(total + 2)],
    }
    note = next(NOTE.prose("")).text[language]
    for name, numbers in quoted.items():
        assert all(number in SOLUTIONS[name][language] for number in numbers), name
        assert numbers[0] in note


def test_the_core_steps_fit_into_the_minutes_announced():
    """The core of the case takes the quarter of an hour that its head promises."""
    assert sum(block.minutes for block in PAGE.prose("") if block.track == "core") == PAGE.minutes
