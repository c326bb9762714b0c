"""Charts: drawn without a warning in both languages, all text inside the picture and apart from other text."""

import re
import warnings

import matplotlib
import pytest
from chart_scenes import MARGINS, SIZES, scenes
from matplotlib.text import Text

from kamlab import language, style
from kamlab.charts.drawing import wipe

SCENES = dict(scenes())
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CODES = re.compile(r"K\d+|[A-E]\b|\d+[km]\b|\b[RFM]\b")


def drawn(name):
    """Axes of a scene, drawn, after a rendering that raised no warning."""
    family = name.split("-")[0]
    figure = style.new_figure(*SIZES.get(family, (7.2, 3.8)))
    margins = {"margins": MARGINS[family]} if family in MARGINS else {}
    ax = style.new_axes(figure, **margins)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert SCENES[name](ax) is ax
        style.to_png(figure)
    return ax


def texts(ax):
    """Texts of a figure that are drawn; a mark beyond the ends of its axis is not."""
    beyond = {label for axis in (ax.xaxis, ax.yaxis) for label in _beyond(axis)}
    found = [text for text in ax.figure.findobj(Text) if text.get_visible() and text not in beyond]
    return [text for text in found if text.get_text().strip()]


def _beyond(axis):
    low, high = sorted(axis.get_view_interval())
    slack = 1e-9 * (high - low)
    for tick in axis.get_major_ticks():
        if not low - slack <= tick.get_loc() <= high + slack:
            yield from (tick.label1, tick.label2)


def boxes(ax):
    """Text -> the box it is drawn in, in dots."""
    renderer = ax.figure.canvas.get_renderer()
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts(ax)]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SCENES)
def test_text_is_inside_and_apart(name, lang):
    """No text leaves the picture, and no two texts cover each other."""
    with language.speaking(lang):
        ax = drawn(name)
        found = boxes(ax)
    width, height = ax.figure.get_size_inches() * ax.figure.dpi
    outside = [text for text, box in found if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height]
    assert outside == []
    covering = [
        (one, two)
        for place, (one, first) in enumerate(found)
        for two, second in found[:place]
        if first.shrunk(0.94, 0.94).overlaps(second.shrunk(0.94, 0.94))
    ]
    assert covering == []


@pytest.mark.parametrize("name", SCENES)
def test_each_language_reads_its_own_words(name):
    """The English chart has no Chinese word, the Chinese one no English word but codes."""
    with language.speaking("en"):
        assert [text.get_text() for text in texts(drawn(name)) if CHINESE.search(text.get_text())] == []
    with language.speaking("zh"):
        plain = [CODES.sub("", text.get_text()) for text in texts(drawn(name))]
    assert [text for text in plain if re.search("[A-Za-z]", text)] == []


@pytest.mark.parametrize("name", SCENES)
def test_axes_with_numbers_say_what_they_show(name):
    """An axis with numbers on it has a label, apart from those whose marks are names."""
    ax = drawn(name)
    for axis in (ax.xaxis, ax.yaxis):
        marks = "".join(mark.get_text() for mark in axis.get_ticklabels())
        assert axis.label.get_text() or not marks or CHINESE.search(marks)


@pytest.mark.parametrize(
    "name", ["pareto-0.2", "gap-0.2", "scoring", "futures-3", "coverage", "histogram-money"]
)
def test_a_chart_fits_into_somebody_elses_figure(name):
    """On an Axes made with other settings the marks and labels are still in the lab's fonts."""
    from matplotlib.figure import Figure

    with matplotlib.rc_context({"font.family": ["DejaVu Serif"]}), warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = Figure(figsize=(7, 4)).add_subplot()
        SCENES[name](ax)
        ax.figure.canvas.draw()


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("scoring", "printed"),
        ("printed", "scoring"),
        ("histogram-money", "histogram-count"),
        ("histogram-count", "histogram-money"),
        ("pareto-0.2", "pareto-0.66"),
        ("futures-3", "futures-7"),
        ("levels-0.0", "levels-1.0"),
        ("difference-False", "difference-True"),
        ("coverage", "coverage-lost"),
        ("gap-0.2", "gap-0.99"),
        ("crosstab", "crosstab"),
        ("fees-example-0", "fees-dear-7"),
        ("orders-0-0", "orders-14-10"),
        ("bank-0-1", "bank-19-10"),
        ("keeping-0", "keeping-5"),
        ("rfm-count-5", "rfm-money-3"),
        ("weights-minmax", "weights-negative"),
        ("leavers-0.0", "leavers-1.0"),
        ("alerts-off", "alerts-all"),
        ("contacts-one", "contacts-many"),
        ("lifetime-usual-start", "lifetime-sunk-end_certain"),
        ("profit-usual", "profit-burns"),
        ("ladder-tier-0-0.1", "ladder-three_tier-7-0.3"),
        ("distance-tier-0-0.01", "distance-tier-0-0.3"),
    ],
)
def test_nothing_stays_of_what_was_drawn_before(name, other):
    """A chart drawn on wiped axes is the picture it is on new ones."""
    fresh = style.to_png(drawn(name).figure)
    ax = drawn(name)
    for scene in (other, name, name):
        wipe(ax)
        SCENES[scene](ax)
    assert style.to_png(ax.figure) == fresh
