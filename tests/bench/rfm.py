"""Our RFM table and scores beside plain pandas, polars, duckdb, lifetimes and pymc-marketing, in one run.

Run `python tests/bench/rfm.py [--rows 1000000 10000000] [--ids int text] [--runs 7] [--folder FOLDER]`.

All get the same made-up transactions: 20 a client on average over two years, ids as whole numbers or as texts.
The floor is plain pandas: the same table by groupby and the same scores by quantile, nothing checked. Others make
what they make: polars and duckdb the same table (on all cores), lifetimes and pymc-marketing their own summary,
pymc-marketing also its own segments, a table with scores. "both" is table and scores together; a peer without
scores is held against the table alone.

*Time.* Each contender has a fresh process, in which it takes turns with the floor, so that what else the machine
does meets both alike. Printed are the median seconds, and the medians of the ratios to the floor turn by turn: by
the clock and, for what runs on one core, by the processor's own time. Targets are judged by the clock.

*Memory.* A second fresh process runs it once on a few rows, so that code is loaded, then builds the data, returns
what is free to the system, sets the kernel's high-water mark back (Linux: /proc/self/clear_refs) and runs it once.
Printed is that mark above what the loaded data take. No tracing slows it, and what libraries allocate outside
Python counts. Where the mark cannot be set back, the highest mark of the process stands in (ru_maxrss).

*Peers* live in an environment of their own, made by `python -m venv` and pip in FOLDER (a temporary one when not
given) and used again when it is there. What cannot be installed is named with pip's reason and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PEERS = {
    "polars": "polars",
    "duckdb": "duckdb",
    "lifetimes": "lifetimes",
    "pymc_marketing": "pymc-marketing",
}
SAME_TABLE = ("floor", "kamlab", "polars", "duckdb")
TO_BEAT = ("lifetimes", "pymc_marketing")
FLOOR_RATIO, TIMES_FASTER, MEMORY_RATIO = 1.15, 8.0, 1.5
Found = dict[str, dict[str, dict[str, float]]]


def environment(folder: Path) -> tuple[Path, list[str]]:
    """Python of the peers' environment, and the peers that are in it."""
    python = folder / "peers" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "peers")], check=True)
    there = [name for name, package in PEERS.items() if _installed(python, package)]
    return python, there


def _installed(python: Path, package: str) -> bool:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = [line for line in done.stderr.splitlines() if "ERROR" in line] or ["no reason given"]
        print(f"{package} cannot be installed and is left out: {reason[-1]}")
    return done.returncode == 0


def versions(python: Path) -> str:
    """What the environment holds."""
    wanted = ["pandas", "numpy", *PEERS.values()]
    code = f"""import importlib.metadata as m, sys; known = {{d.name.lower(): d.version for d in m.distributions()}}
print(sys.version.split()[0], *(f"{{n}} {{known[n]}}" for n in {wanted} if n in known))"""
    return subprocess.run(
        [str(python), "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def measured(python: Path, name: str, rows: int, ids: str, measure: str, runs: int) -> object:
    """What a fresh process of one contender prints, None with its reason told where it fails."""
    words = [
        str(python),
        "-W",
        "ignore",
        str(HERE / "rfm_contenders.py"),
        name,
        str(rows),
        ids,
        measure,
        str(runs),
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"ended by signal {-done.returncode}"])[-1]
        print(f"{name:15} {measure}: failed: {last}")
        return None
    return json.loads(done.stdout.splitlines()[-1])


def compared(pythons: dict[str, Path], rows: int, ids: str, runs: int) -> Found:
    """Measure all contenders on one set of transactions, print their lines and hand the figures back."""
    print(f"\n{rows:,} rows, {rows // 20:,} clients, ids {ids}")
    print("contender       part    seconds  x floor  processor  runs  extra MB  x floor")
    found: Found = {}
    base: dict[str, float] = {}
    for name, python in pythons.items():
        times = measured(python, name, rows, ids, "time", runs)
        memory = measured(python, name, rows, ids, "memory", 1)
        if not isinstance(times, dict) or not isinstance(memory, dict):
            continue
        base = base or memory
        found[name] = {part: figures | _memory(part, memory, base) for part, figures in times.items()}
        for part, figures in found[name].items():
            print(_line(name, part, figures))
    sums = {
        name: measured(python, name, rows, ids, "digest", 1)
        for name, python in pythons.items()
        if name in SAME_TABLE
    }
    same = len({json.dumps(each) for each in sums.values()}) == 1
    print(f"sums of days, counts and money of {', '.join(sums)}: {'the same' if same else sums}")
    return found


def _memory(part: str, memory: dict[str, float], base: dict[str, float]) -> dict[str, float]:
    return {"extra": memory[part], "more": memory[part] / base[part]} if part in memory else {}


def _line(name: str, part: str, figures: dict[str, float]) -> str:
    line = (
        f"{name:15} {part:6} {figures['seconds']:8.3f} {figures['clock']:8.2f} {figures['processor']:10.2f}"
    )
    line += f" {figures['runs']:5.0f}"
    return line + (f" {figures['extra']:9.0f} {figures['more']:8.2f}" if "extra" in figures else "")


def judge(found: Found) -> None:
    """Say of each target whether it is met."""
    ours = found["kamlab"]
    for part in ("table", "scores", "both"):
        _say(
            f"{part}: within {FLOOR_RATIO} x of the floor",
            ours[part]["clock"],
            ours[part]["clock"] <= FLOOR_RATIO,
        )
    for part in ("table", "both"):
        _say(
            f"{part}: extra memory under {MEMORY_RATIO} x",
            ours[part]["more"],
            ours[part]["more"] < MEMORY_RATIO,
        )
    for name in TO_BEAT:
        for part, figures in found.get(name, {}).items():
            times = figures["clock"] / ours[part]["clock"]
            _say(f"{part}: at least {TIMES_FASTER:.0f} x faster than {name}", times, times >= TIMES_FASTER)


def _say(target: str, figure: float, is_met: bool) -> None:
    print(f"  {target:52} {figure:6.2f}  {'met' if is_met else 'NOT MET'}")


def main() -> None:
    """Print everything."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    asked.add_argument("--ids", nargs="+", choices=["int", "text"], default=["int", "text"])
    asked.add_argument("--runs", type=int, default=7)
    asked.add_argument("--folder", type=Path)
    wishes = asked.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        python, there = environment(wishes.folder or Path(temporary))
        own = Path(sys.executable)
        print(
            f"floor, kamlab: Python {versions(own)}\npeers: Python {versions(python)}; {os.cpu_count()} cores"
        )
        pythons = {"floor": own, "kamlab": own} | dict.fromkeys(there, python)
        for rows in wishes.rows:
            for ids in wishes.ids:
                judge(compared(pythons, rows, ids, wishes.runs))


if __name__ == "__main__":
    main()
