"""What changes when clients are sorted another way: by two schemes, at two times, by two indicators."""

from __future__ import annotations

import pandas as pd

from kamlab.errors import BadInput
from kamlab.schema import Numbers, numbers, one_row_each, same_clients


def schemes_crosstab(first: pd.Series, second: pd.Series) -> pd.DataFrame:
    """How many clients each pair of classes holds: rows the first scheme's classes, columns the second's.

    From two columns of classes on the same clients, in whatever order, to whole counts; a scheme's own order
    of classes is kept and a class without clients has zeros. The cells sum to the number of clients.

    Raises
    ------
    BadInput
        The two columns do not hold the same clients, a client stands twice, or a class is missing.

    Examples
    --------
    >>> schemes_crosstab(pd.Series(["A", "B", "B"]), pd.Series(["gold", "gold", "private"])).loc["B"].tolist()
    [1, 1]
    """
    rows, columns = _classes(first), _classes(second)
    same_clients(first.index, second.index)
    counts = pd.crosstab(first, second.reindex(first.index))
    return counts.reindex(
        index=pd.Index(rows, name=first.name), columns=pd.Index(columns, name=second.name), fill_value=0
    )


def changes(before: pd.Series, after: pd.Series) -> pd.DataFrame:
    """Clients whose class changed, with the classes `from` and `to`, sorted by client.

    Raises
    ------
    BadInput
        The two columns do not hold the same clients, a client stands twice, or a class is missing.

    Examples
    --------
    >>> changes(pd.Series({"K01": "A", "K02": "B"}), pd.Series({"K02": "A", "K01": "A"}))["to"].to_dict()
    {'K02': 'A'}
    """
    _classes(before)
    _classes(after)
    same_clients(before.index, after.index)
    both = pd.DataFrame({"from": before.astype(str), "to": after.astype(str).reindex(before.index)})
    return both[both["from"] != both["to"]].sort_index()


def rank_shift(first: Numbers, second: Numbers) -> pd.DataFrame:
    """How far each client's rank moves when the clients are ranked by another indicator.

    From two columns of numbers on the same clients, in whatever order, to `first_rank`, `second_rank` (1 is
    the largest value, equal values share the better rank) and `shift` (places gained, negative for lost), the
    largest move first, then by client. A client without a value has no rank and stands last.

    Raises
    ------
    BadInput
        The two columns do not hold the same clients, a client stands twice, or a value is infinite or no
        number.

    Examples
    --------
    >>> rank_shift([30, 20, 10], [1, 2, 9])["shift"].to_dict()
    {0: -2.0, 2: 2.0, 1: 0.0}
    """
    values = [numbers(column, may_miss=True) for column in (first, second)]
    same_clients(values[0].index, values[1].index)
    ranks = [column.rank(method="min", ascending=False) for column in values]
    table = pd.DataFrame({"first_rank": ranks[0], "second_rank": ranks[1].reindex(ranks[0].index)})
    table = table.sort_index()
    table["shift"] = table["first_rank"] - table["second_rank"]
    return table.loc[table["shift"].abs().sort_values(ascending=False, kind="stable").index]


def _classes(column: pd.Series) -> list[str]:
    """Classes of a scheme in the scheme's own order, or sorted where it has none."""
    one_row_each(column.index)
    gaps = column.index[column.isna()]
    if len(gaps):
        raise BadInput("methods.class_missing", client=gaps[0])
    if isinstance(column.dtype, pd.CategoricalDtype):
        return list(column.cat.categories)
    return sorted(column.unique())
