"""How long our imports take beyond `import pandas`, and what they load that they should not.

Run `python tests/bench/import_time.py [runs]`. Each row is a module; each run is a fresh interpreter that imports
pandas first and the module then, so that what is printed is what the module adds. The first run of each is
thrown away: it may still be compiling. Printed are the medians by the clock and by the processor's own time,
which other work of the machine disturbs less, and the target for `kamlab` itself: under 50 ms. Its methods are
held against the same figure by processor time.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

RUNS, TARGET = 15, 0.050
MODULES = (
    "kamlab",
    "kamlab.lab",
    "kamlab.methods.segment",
    "kamlab.methods.value",
    "kamlab.methods.retention",
    "kamlab.methods.rfm",
)
HEAVY = ("matplotlib", "ipywidgets", "scipy", "nbgrader", "IPython")
CODE = """
import sys, time
start = time.perf_counter(), time.process_time()
import pandas
middle = time.perf_counter(), time.process_time()
import {module}
end = time.perf_counter(), time.process_time()
print(*(b - a for a, b in zip(start, middle)), *(b - a for a, b in zip(middle, end)))
print(*(name for name in {heavy} if name in sys.modules))
"""


def once(module: str) -> tuple[list[float], str]:
    """Seconds of pandas by clock and processor, the same of the module, and what heavy was loaded."""
    code = CODE.format(module=module, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, heavy = done.stdout.split("\n")[:2]
    return [float(each) for each in seconds.split()], heavy


def main(runs: int) -> None:
    """Print the table."""
    found: dict[str, list[list[float]]] = {module: [] for module in MODULES}
    heavy = {}
    for run in range(runs + 1):
        for module in MODULES:
            seconds, heavy[module] = once(module)
            if run:
                found[module].append(seconds)
    print(f"medians of {runs} fresh interpreters, ms    clock  processor  loads of {', '.join(HEAVY)}")
    pandas = [line for lines in found.values() for line in lines]
    print(f"{'import pandas':36} {_median(pandas, 0):9.1f} {_median(pandas, 1):10.1f}")
    for module, lines in found.items():
        print(
            f"{'+ ' + module:36} {_median(lines, 2):9.1f} {_median(lines, 3):10.1f}  {heavy[module] or '-'}"
        )
    for module, place in (("kamlab", 2), *((module, 3) for module in MODULES[2:])):
        is_met = _median(found[module], place) < 1e3 * TARGET
        print(f"{module} adds under {1e3 * TARGET:.0f} ms: {'met' if is_met else 'NOT MET'}")


def _median(lines: list[list[float]], place: int) -> float:
    return 1e3 * statistics.median(line[place] for line in lines)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
