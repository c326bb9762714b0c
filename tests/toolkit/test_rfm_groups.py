"""Groups of RFM scores: everybody has one, none is empty for good."""

from itertools import product

import pandas as pd
import pytest

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.rfm_groups import rfm_groups

COLUMNS = ["r_score", "f_score", "m_score"]
GROUPS = ["keep", "win_back", "deepen", "frequent", "recent", "asleep", "ordinary"]


def _all(bins):
    return pd.DataFrame(list(product(range(1, bins + 1), repeat=3)), columns=COLUMNS)


@pytest.mark.parametrize("bins", range(3, 10))
def test_every_score_has_a_group_and_every_group_a_score(bins):
    """Over all codes of any scale nobody is left out and no group is out of reach."""
    groups = rfm_groups(_all(bins), bins=bins)
    assert groups.notna().all()
    assert set(groups) == set(GROUPS)
    assert list(groups.cat.categories) == GROUPS


def test_more_of_anything_never_leaves_the_best_group():
    """A client kept close stays there when any score rises."""
    scores = _all(5)
    best = {tuple(row) for row in scores[rfm_groups(scores) == "keep"].to_numpy()}
    assert all((min(r + 1, 5), min(f + 1, 5), min(m + 1, 5)) in best for r, f, m in best)


def test_money_gone_quiet_is_seen_before_anything_else():
    """High M with low R is to be won back, however often the client once came."""
    scores = pd.DataFrame([[1, f, 5] for f in range(1, 6)], columns=COLUMNS)
    assert set(rfm_groups(scores)) == {"win_back"}


def test_scores_that_are_none_are_refused():
    """Too few bins, a score off the scale, a gap and a missing column are each refused."""
    with pytest.raises(BadInput, match="3"):
        rfm_groups(_all(2), bins=2)
    for bad in (6, 0, None):
        with pytest.raises(BadInput):
            rfm_groups(pd.DataFrame([[bad, 1, 1]], columns=COLUMNS, dtype=float))
    with pytest.raises(MissingColumn):
        rfm_groups(_all(3)[["r_score", "f_score"]])


def test_no_client_gives_no_group():
    """An empty table gives an empty column with all groups as its classes."""
    empty = rfm_groups(pd.DataFrame(columns=COLUMNS, dtype=float))
    assert empty.empty
    assert list(empty.cat.categories) == GROUPS
