from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlab.data.variants import variant_of
from kamlab.errors import BadInput
from kamlab.language import speaking

ids = st.text(min_size=1).filter(lambda text: text.strip() != "")


@given(learner=ids, count=st.integers(1, 60))
@settings(deadline=None)
def test_a_variant_is_one_of_those_there_are(learner: str, count: int) -> None:
    """Any id gets a whole number from 0 to the last variant, the same each time."""
    first, second = (variant_of(learner, "ex01", key="k", count=count) for _ in range(2))
    assert first == second
    assert first in range(count)


@given(learner=st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True))
@settings(deadline=None)
def test_the_way_of_typing_makes_no_difference(learner: str) -> None:
    """Capitals, blanks at the ends and full-width letters give the same variant."""
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in learner)
    typed = (learner, f" {learner.upper()}\t", wide)
    found = {variant_of(name, "ex01", key="k", count=10**9) for name in typed}
    assert len(found) == 1


def test_variants_are_evenly_spread() -> None:
    """Of 4,800 learners each of 24 variants gets about 200 (within 4.5 standard deviations)."""
    counts = Counter(variant_of(f"s{number}", "ex01", key="k", count=24) for number in range(4_800))
    assert set(counts) == set(range(24))
    assert max(abs(count - 200) for count in counts.values()) < 63


def test_exercise_and_key_change_the_variant() -> None:
    """The same learner is spread anew over every exercise and every course."""
    learners = [f"s{number}" for number in range(2_400)]
    base = [variant_of(learner, "ex01", key="k", count=24) for learner in learners]
    for other in ({"exercise": "ex02", "key": "k"}, {"exercise": "ex01", "key": "l"}):
        again = [variant_of(learner, count=24, **other) for learner in learners]
        assert sum(one == two for one, two in zip(base, again, strict=True)) < 160


def test_name_and_exercise_are_kept_apart() -> None:
    """Moving a letter from the exercise to the learner is another pair."""
    assert variant_of("bc", "a", key="k", count=10**9) != variant_of("c", "ab", key="k", count=10**9)


def test_an_empty_learner_is_refused() -> None:
    """A blank id is refused before any variant is chosen."""
    with pytest.raises(BadInput) as caught:
        variant_of(" \u3000", "ex01", key="k", count=24)
    with speaking("en"):
        wanted = "A staff number or name is needed to choose the data set; found none. Enter it first."
        assert str(caught.value) == wanted


def test_an_empty_course_key_is_refused() -> None:
    """Without the course key variants could be guessed, so none is given."""
    with pytest.raises(BadInput) as caught:
        variant_of("wang", "ex01", key="", count=24)
    with speaking("zh"):
        assert str(caught.value) == "需要课程密钥才能确定发哪一套数据，现在为空。请向讲师索取完整的课程文件。"


def test_no_variants_are_refused() -> None:
    """A page without variants is refused."""
    with pytest.raises(BadInput) as caught:
        variant_of("wang", "ex01", key="k", count=0)
    with speaking("en"):
        wanted = "A page needs at least 1 variant; found 0. Correct 'variants' in the page."
        assert str(caught.value) == wanted
