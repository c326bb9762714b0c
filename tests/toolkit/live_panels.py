"""The live panels found by looking, what a person reads of one, and how a reader moves a control."""

import pkgutil
import re
from importlib import import_module

from kamlab import panels
from kamlab.panels.live_controls import ChoiceControl, StepControl, SwitchControl
from kamlab.panels.live_numbers import NumberControl
from kamlab.panels.live_weights import WeightsControl
from kamlab.panels.panel import Panel

MODULES = [import_module(f"kamlab.panels.{module.name}") for module in pkgutil.iter_modules(panels.__path__)]
PANELS = {
    panel.name: panel
    for module in MODULES
    for panel in vars(module).values()
    if isinstance(panel, type) and issubclass(panel, Panel) and panel is not Panel
}
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
ALLOWED_LETTERS = re.compile(r"[GK]\d+|\b[A-E]\b|\b[RFM]\b|\bRFM\b")


def read_by(panel):
    """All that a person reads or hears of a panel, tags taken off."""
    texts = [panel.sentence.value, panel.table.value, *re.findall(r'alt="([^"]*)"', panel.picture.value)]
    texts += [child.value for child in panel.widget.children if hasattr(child, "value")]
    for control in panel.controls.values():
        texts += words_of(control)
    return re.sub("<[^>]*>|&[a-z]+;", " ", " ".join(texts))


def words_of(control):
    """Labels and options of a control."""
    if isinstance(control, WeightsControl):
        return [word for part in control.parts.values() for word in words_of(part)]
    if isinstance(control, NumberControl):
        return [control.box.description, control.slider.description]
    if isinstance(control, StepControl):
        return [control.back.description, control.forward.description, control.where.value]
    options = [text for text, _ in control.widget.options] if isinstance(control, ChoiceControl) else []
    return [control.widget.description, *options]


def moved(control):
    """Move a control as a reader does, to somewhere else."""
    if isinstance(control, WeightsControl):
        moved(next(iter(control.parts.values())))
    elif isinstance(control, NumberControl):
        shown, scale = control.value / control.scale.factor, control.scale
        way = 1 if shown < (scale.low + scale.high) / 2 else -1
        control.slider.value = shown * 1.5 if scale.is_log else shown + way * scale.step
    elif isinstance(control, StepControl):
        control.forward.click()
    elif isinstance(control, SwitchControl):
        control.widget.value = not control.widget.value
    else:
        control.widget.value = next(n for _, n in control.widget.options if n != control.value)


def far(control):
    """Move a number to the end of its range that is farther away, so that something else is shown for certain."""
    if not isinstance(control, NumberControl):
        moved(control)
        return
    shown, scale = control.value / control.scale.factor, control.scale
    control.slider.value = scale.low if shown - scale.low > scale.high - shown else scale.high
