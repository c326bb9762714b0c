"""How long a live panel takes from a control's change to the new picture, on the kernel's side.

Run `python tests/bench/panel_latency.py`; it prints milliseconds, the median and the 95th percentile of 40
changes for each panel and language, first by the clock and then by the processor's own time, which other work
of the machine disturbs less. Nothing is asserted.
"""

import itertools
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "toolkit"))

from live_panels import PANELS  # noqa: E402

from kamlab import language  # noqa: E402
from kamlab.panels.live_controls import StepControl, SwitchControl  # noqa: E402
from kamlab.panels.live_numbers import NumberControl  # noqa: E402
from kamlab.panels.live_weights import WeightsControl  # noqa: E402
from kamlab.panels.panel import Memory  # noqa: E402

CHANGES = 40


def moves(panel):
    """Endless small moves of the panel's first control that has any, as calls."""
    for control in panel.controls.values():
        if isinstance(control, WeightsControl):
            control = next(iter(control.parts.values()))
        if isinstance(control, NumberControl):
            return _slides(control.slider)
        if isinstance(control, StepControl):
            return itertools.cycle(
                [control.forward.click] * control.last + [control.back.click] * control.last
            )
        if isinstance(control, SwitchControl):
            return itertools.cycle([lambda c=control, on=on: setattr(c.widget, "value", on) for on in (1, 0)])
    names = [name for _, name in control.widget.options]
    return itertools.cycle([lambda n=name: setattr(control.widget, "value", n) for name in names])


def _slides(slider):
    low, high = (10**slider.min, 10**slider.max) if hasattr(slider, "base") else (slider.min, slider.max)
    places = [low + (high - low) * part / 23 for part in range(2, 20)]
    step = 0 if hasattr(slider, "base") else slider.step
    places = [low + round((place - low) / step) * step for place in places] if step else places
    return itertools.cycle([lambda p=place: setattr(slider, "value", p) for place in places])


def main():
    """Print the table."""
    for lang in language.LANGUAGES:
        language.use(lang)
        for kind in PANELS.values():
            panel = kind(Memory())
            times = []
            for move in itertools.islice(moves(panel), CHANGES):
                before, start = panel.picture.value, (time.perf_counter(), time.process_time())
                move()
                if panel.picture.value != before:
                    times.append((time.perf_counter() - start[0], time.process_time() - start[1]))
            clock, processor = (_spread(column) for column in zip(*times, strict=True))
            size = len(panel.picture.value) // 1000
            print(
                f"{panel.name:16} {lang}  clock {clock}  processor {processor}  {len(times)} pictures  {size} kB"
            )


def _spread(seconds):
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95) - 1]
    return f"p50 {1e3 * middle:4.0f} p95 {1e3 * late:4.0f}"


if __name__ == "__main__":
    main()
