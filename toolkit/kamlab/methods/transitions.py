"""A table of transitions between classes: how lively it is, where it leads, what a client in it is worth."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.single import one_number
from kamlab.schema import not_empty, numbers

Floats = npt.NDArray[np.float64]
Reach = npt.NDArray[np.bool_]


def mobility(shares: pd.DataFrame) -> float:
    """Mobility index (k - trace) / (k - 1) of a transition table (Shorrocks 1978).

    0 if nobody changes class, 1 if the class of the start says nothing about that of the end, at most
    k/(k - 1); 0 where there is one class only. Rows are the classes at the start, columns the same classes at
    the end; shares 0-1, each row summing to 1.

    Raises
    ------
    BadInput
        There is no class, rows and columns are not the same classes, each once, a share is missing, no number
        or outside 0-1, or a row does not sum to 1.

    Examples
    --------
    >>> round(mobility(pd.DataFrame([[0.8, 0.15, 0.05], [0.1, 0.7, 0.2], [0.02, 0.18, 0.8]])), 6)
    0.35
    """
    moves = _transition(shares)
    count = len(moves)
    return (count - float(np.trace(moves))) / (count - 1) if count > 1 else 0.0


def stationary(shares: pd.DataFrame) -> pd.Series[float]:
    """Share 0-1 of each class in the long run if clients keep moving as in the table; the shares sum to 1.

    The one distribution p with p = pP (Markov chains: Kemeny & Snell 1960). Table and refusals as in
    `mobility`.

    Raises
    ------
    BadInput
        As in `mobility`, or there is no single distribution: two groups of classes never meet, so that the
        start decides.

    Examples
    --------
    >>> table = pd.DataFrame([[0.8, 0.15, 0.05], [0.1, 0.7, 0.2], [0.02, 0.18, 0.8]])
    >>> stationary(table).round(3).tolist()
    [0.222, 0.361, 0.417]
    """
    moves = _transition(shares)
    if not has_one_end(shares):
        raise BadInput("methods.no_single_distribution")
    count = len(moves)
    conditions = np.vstack([moves.T - np.eye(count), np.ones(count)])
    found = np.linalg.lstsq(conditions, np.append(np.zeros(count), 1.0), rcond=None)[0]
    held = np.clip(found, 0, None)
    return pd.Series(held / held.sum(), index=shares.index, name="stationary_share")


def has_one_end(shares: pd.DataFrame) -> bool:
    """Whether a transition table leads to one distribution wherever it starts.

    It does when some class can be reached from every class. Table and refusals as in `mobility`.

    Examples
    --------
    >>> mixing, apart = [[0.9, 0.1], [0.2, 0.8]], [[1.0, 0.0], [0.0, 1.0]]
    >>> has_one_end(pd.DataFrame(mixing)), has_one_end(pd.DataFrame(apart))
    (True, False)
    """
    return bool(_reach(_transition(shares)).all(axis=0).any())


def migration_value(
    shares: pd.DataFrame, *, rewards_cny: Mapping[str, float] | pd.Series, discount: float
) -> pd.Series[float]:
    """Lifetime value of a client in each state: V = (I - P/(1+d))^-1 R (Pfeifer & Carraway 2000).

    From a transition table a period and what a client in each state brings in a period (first now, then after
    each move) to a column `value_cny` by state, in the unit of the rewards. A state that stands among the
    columns but has no row, such as `left` in the shares of `migration`, is never left again. A state from
    which nothing more can come is worth 0.

    Parameters
    ----------
    rewards_cny
        State -> what it brings a period, negative for a cost; every state once.
    discount
        Rate 0-1 a period; at 0 every client must end in a state that brings nothing.

    Raises
    ------
    BadInput
        As in `mobility`; a reward is missing, infinite, no number or for no state; the discount is outside
        0-1; at a discount of 0 the value has no end.

    Examples
    --------
    >>> active = pd.DataFrame([[0.8, 0.2]], index=["client"], columns=["client", "left"])
    >>> migration_value(active, rewards_cny={"client": 150, "left": 0}, discount=0.1).round(2).to_dict()
    {'client': 550.0, 'left': 0.0}
    """
    square = _with_absorbing(shares)
    moves = _transition(square)
    given = numbers(pd.Series(rewards_cny, name="rewards_cny"))
    if sorted(map(str, given.index)) != sorted(map(str, square.index)):
        found, wanted = (", ".join(map(str, index)) for index in (given.index, square.index))
        raise BadInput("methods.rewards_do_not_fit", wanted=wanted, found=found)
    rewards = given.reindex(square.index).to_numpy()
    rate = one_number(discount, name="discount", low=0, high=1)
    reach = _reach(moves)
    is_over = ~(reach & (rewards != 0)).any(axis=1)
    if rate == 0 and not reach[~is_over][:, is_over].any(axis=1).all():
        raise BadInput("methods.value_without_end")
    worth = np.zeros(len(moves))
    inner = moves[np.ix_(~is_over, ~is_over)] / (1 + rate)
    worth[~is_over] = np.linalg.solve(np.eye(len(inner)) - inner, rewards[~is_over])
    return pd.Series(worth, index=square.index, name="value_cny")


def _with_absorbing(shares: pd.DataFrame) -> pd.DataFrame:
    """The table with a row for every column: who is in a state without a row stays there."""
    without = shares.columns.difference(shares.index, sort=False)
    more = pd.DataFrame(0.0, index=without, columns=shares.columns)
    for state in without:
        more.loc[state, state] = 1.0
    return pd.concat([shares, more]) if len(without) else shares


def _transition(shares: pd.DataFrame) -> Floats:
    """The table as a square array, columns in the order of the rows."""
    not_empty(shares)
    states, ends = shares.index, shares.columns
    if not (states.is_unique and ends.is_unique and set(states) == set(ends)):
        found, wanted = (", ".join(map(str, labels)) for labels in (ends, states))
        raise BadInput("methods.states_differ", rows=wanted, columns=found)
    table = pd.DataFrame({state: numbers(shares[state], low=0, high=1) for state in states})
    sums = table.sum(axis="columns")
    off = sums[(sums - 1).abs() > 1e-9]
    if len(off):
        raise BadInput("methods.row_not_one", row=off.index[0], total=off.iloc[0])
    return table.to_numpy(dtype=np.float64)


def _reach(moves: Floats) -> Reach:
    """Whether a client in the one state can ever be in the other; each state reaches itself."""
    reach = (moves > 0) | np.eye(len(moves), dtype=bool)
    for _ in range(max(len(moves) - 1, 1).bit_length()):
        reach = (reach.astype(np.int64) @ reach.astype(np.int64)) > 0
    return np.asarray(reach, dtype=np.bool_)
