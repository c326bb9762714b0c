"""One contender of the RFM bench, measured in this process; `rfm.py` starts it and explains what is measured.

Run as `python rfm_contenders.py NAME ROWS IDS time|memory RUNS`; it prints one line of JSON.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

ROWS_A_CLIENT, DAYS, SEED = 20, 730, 20250331
FIRST_DAY = np.datetime64("2024-01-01")
AS_OF = "2026-01-01"
SECONDS = 120.0
"""After so long no further run of a slow contender is begun."""
Parts = dict[str, Callable[[], object]]
Seconds = tuple[float, float]


def columns(rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Client number, day and amount of each transaction, the same at each call."""
    rng = np.random.default_rng(SEED)
    clients = rng.integers(0, rows // ROWS_A_CLIENT, rows)
    days = FIRST_DAY + rng.integers(0, DAYS, rows).astype("timedelta64[D]")
    return clients, days.astype("datetime64[s]"), np.round(np.exp(rng.normal(8, 1.5, rows)), 2)


def names(rows: int) -> np.ndarray:
    """Text ids of the clients."""
    return np.array([f"C{number:08d}" for number in range(rows // ROWS_A_CLIENT)], dtype=object)


def frame(rows: int, ids: str) -> pd.DataFrame:
    """The transactions as pandas holds them."""
    clients, when, amount = columns(rows)
    owner = pd.Series(names(rows)[clients], dtype="str") if ids == "text" else pd.Series(clients)
    return pd.DataFrame({"client_id": owner, "txn_date": when, "amount_cny": amount}, copy=False)


def floor(rows: int, ids: str) -> Parts:
    """Plain pandas: the same table and scores, nothing checked, totals as they come."""
    log = frame(rows, ids)
    kept: list[pd.DataFrame] = []

    def table() -> pd.DataFrame:
        grouped = log.groupby("client_id")
        days = (log["txn_date"].max() + pd.Timedelta(days=1) - grouped["txn_date"].max()).dt.days
        found = {"days": days, "count": grouped.size(), "total": grouped["amount_cny"].sum()}
        kept[:] = [pd.DataFrame(found)]
        return kept[0]

    def scores() -> pd.DataFrame:
        found = {name: _quintiles(column) for name, column in kept[0].items()}
        r, f, m = 6 - found["days"], found["count"], found["total"]
        code = pd.Series(100 * r + 10 * f + m, index=kept[0].index).astype("str")
        return pd.DataFrame({"r": r, "f": f, "m": m, "code": code}, index=kept[0].index)

    return {"table": table, "scores": scores}


def _quintiles(column: pd.Series) -> np.ndarray:
    return 1 + np.searchsorted(column.quantile([0.2, 0.4, 0.6, 0.8]).to_numpy(), column.to_numpy())


def kamlab(rows: int, ids: str) -> Parts:
    """Ours."""
    from kamlab.methods.segment import rfm_scores, rfm_table

    log = frame(rows, ids)
    kept: list[pd.DataFrame] = []

    def table() -> pd.DataFrame:
        kept[:] = [rfm_table(log, client="client_id", date="txn_date", amount="amount_cny")]
        return kept[0]

    return {"table": table, "scores": lambda: rfm_scores(kept[0])}


def polars(rows: int, ids: str) -> Parts:
    """The table by polars, sorted by client."""
    pl = importlib.import_module("polars")
    clients, when, amount = columns(rows)
    owner = pl.Series(names(rows).tolist()).gather(clients) if ids == "text" else pl.Series(clients)
    when = when.astype("datetime64[us]")
    log = pl.DataFrame({"client_id": owner, "txn_date": when, "amount_cny": amount})

    def table() -> object:
        day = log["txn_date"].max() + pd.Timedelta(days=1)
        last = (pl.lit(day) - pl.col("txn_date").max()).dt.total_days()
        sums = [last.alias("days"), pl.len().alias("count"), pl.col("amount_cny").sum().alias("total")]
        return log.group_by("client_id").agg(sums).sort("client_id")

    return {"table": table}


def duckdb(rows: int, ids: str) -> Parts:
    """The table by duckdb from a table of its own, sorted by client, handed over to pandas."""
    base = importlib.import_module("duckdb").connect()
    base.register("log", frame(rows, "int"))
    owner = "printf('C%08d', client_id)" if ids == "text" else "client_id"
    base.execute(f"create table t as select {owner} as client_id, txn_date, amount_cny from log")
    base.unregister("log")
    query = """select client_id, date_diff('day', max(txn_date), (select max(txn_date) from t)) + 1 as days,
        count(*) as count, sum(amount_cny) as total from t group by client_id order by client_id"""
    return {"table": lambda: base.execute(query).df()}


def lifetimes(rows: int, ids: str) -> Parts:
    """Its own summary of transactions."""
    summary = importlib.import_module("lifetimes.utils").summary_data_from_transaction_data
    log = frame(rows, ids)
    more = {"monetary_value_col": "amount_cny", "observation_period_end": AS_OF}
    return {"table": lambda: summary(log.copy(deep=False), "client_id", "txn_date", **more)}


def pymc_marketing(rows: int, ids: str) -> Parts:
    """Its own summary of transactions, and its segments, which make a table and score it in one call."""
    own = importlib.import_module("pymc_marketing.clv.utils")
    log, told = frame(rows, ids), ("client_id", "txn_date", "amount_cny")
    return {
        "table": lambda: own.rfm_summary(log.copy(deep=False), *told, observation_period_end=AS_OF),
        "both": lambda: own.rfm_segments(log.copy(deep=False), *told, observation_period_end=AS_OF),
    }


CONTENDERS = {each.__name__: each for each in (floor, kamlab, polars, duckdb, lifetimes, pymc_marketing)}


def whole(parts: Parts) -> Parts:
    """The parts, and table and scores one after the other where there are both."""
    if "scores" in parts and "both" not in parts:
        return parts | {"both": lambda: (parts["table"](), parts["scores"]())}
    return parts


def timed(name: str, rows: int, ids: str, runs: int) -> dict[str, object]:
    """Median seconds of each part, and the medians of its ratios to the floor, run turn by turn with it."""
    plain, own = whole(floor(rows, ids)), whole(CONTENDERS[name](rows, ids))
    found: dict[str, object] = {}
    for part, call in own.items():
        pairs: list[tuple[Seconds, Seconds]] = []
        start = time.perf_counter()
        while len(pairs) < runs and time.perf_counter() - start < SECONDS:
            pairs.append((_seconds(plain[part]), _seconds(call)))
        ratios = [statistics.median(mine[n] / base[n] for base, mine in pairs) for n in (0, 1)]
        seconds = statistics.median(mine[0] for _, mine in pairs)
        found[part] = {"seconds": seconds, "clock": ratios[0], "processor": ratios[1], "runs": len(pairs)}
    return found


def _seconds(call: Callable[[], object]) -> Seconds:
    """By the clock and by the processor's own time."""
    gc.collect()
    start = time.perf_counter(), time.process_time()
    result = call()
    took = time.perf_counter() - start[0], time.process_time() - start[1]
    del result
    return took


def remembered(name: str, rows: int, ids: str) -> dict[str, float]:
    """Peak memory in MB above the loaded data of one run of the table, and of table and scores."""
    for call in whole(CONTENDERS[name](2_000, ids)).values():
        call()
    parts = whole(CONTENDERS[name](rows, ids))
    return {part: _peak(parts[part]) for part in ("table", "both") if part in parts}


def _peak(call: Callable[[], object]) -> float:
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL("libc.so.6").malloc_trim(0)
        Path("/proc/self/clear_refs").write_text("5")
        before = _status("VmRSS")
        result = call()
        peak = _status("VmHWM")
    else:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        result = call()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    del result
    return (peak - before) / 1024


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def digest(name: str, rows: int, ids: str) -> list[float]:
    """Sums of days, counts and money, by which two tables are seen to be the same."""
    table = CONTENDERS[name](rows, ids)["table"]()
    return [round(float(table[column].sum()), 2) for column in table.columns[-3:]]


def main(name: str, rows: str, ids: str, measure: str, runs: str) -> None:
    """Print what was measured."""
    if measure == "time":
        print(json.dumps(timed(name, int(rows), ids, int(runs))))
    elif measure == "memory":
        print(json.dumps(remembered(name, int(rows), ids)))
    else:
        print(json.dumps(digest(name, int(rows), ids)))


if __name__ == "__main__":
    main(*sys.argv[1:])
