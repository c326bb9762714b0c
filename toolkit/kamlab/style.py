"""Look of every chart, and how numbers are written: fonts, colours and formats in one place.

matplotlib is loaded when a figure is first asked for, and its settings are never changed for others: a chart
is drawn and rendered inside `theme()`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kamlab.language import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = {
    "main": "#0072B2",
    "second": "#D55E00",
    "third": "#009E73",
    "fourth": "#CC79A7",
    "warm": "#E69F00",
    "light": "#A9CDE3",
    "ink": "#1D2733",
    "quiet": "#5B6875",
    "faint": "#D5DCE3",
}
"""Colours that also colour-blind eyes tell apart (Okabe & Ito 2008), and the greys of text and lines."""
ORDERED = ("#08456E", "#2E7EB8", "#74B3DA", "#CFE3F1", "#E69F00")
"""Five steps from best to last: blue growing lighter, the last in orange because it asks for attention."""
PIXELS_PER_INCH = 92
"""Size on the page, in CSS pixels."""
DOTS_PER_INCH = 130
"""Dots in the picture; more than the page's pixels, so that text is sharp."""
COLOUR_COUNT = 128
"""Colours in a picture: flat areas and smooth letters need no more, and it is packed in half the time."""
FONT_FILE = "NotoSansSC-Regular.ttf"
FALLBACK_FONTS = (
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "DejaVu Sans",
)
MINUS = "\N{MINUS SIGN}"


def bundled_font() -> Path | None:
    """Font file that comes with the package zhplot, which is not imported; None where it is not installed."""
    try:
        files = metadata.distribution("zhplot").files or []
    except metadata.PackageNotFoundError:
        return None
    found = next((file for file in files if file.name == FONT_FILE), None)
    path = Path(str(found.locate())) if found else None
    return path if path and path.is_file() else None


@cache
def font_families() -> tuple[str, ...]:
    """Names of fonts that exist here, the Chinese one first, so that a missing glyph falls to the next.

    The bundled font is registered on the first call. Chinese draws as boxes only where neither it nor any
    of `FALLBACK_FONTS` but the last is there.
    """
    from matplotlib import font_manager

    bundled, names = bundled_font(), []
    if bundled:
        font_manager.fontManager.addfont(str(bundled))
        names.append(font_manager.FontProperties(fname=str(bundled)).get_name())
    existing = {font.name for font in font_manager.fontManager.ttflist}
    return tuple(names) + tuple(name for name in FALLBACK_FONTS if name in existing)


@contextmanager
def theme() -> Iterator[None]:
    """Draw in the lab's look inside the block; the reader's own matplotlib settings come back after it."""
    import matplotlib

    with matplotlib.rc_context(_settings()):
        yield


def _settings() -> Any:
    regular = dict.fromkeys(
        ("font.weight", "axes.titleweight", "axes.labelweight", "figure.titleweight"), "regular"
    )
    ink = dict.fromkeys(("text.color", "axes.labelcolor", "xtick.color", "ytick.color"), COLOURS["ink"])
    plain = {f"axes.spines.{side}": side in ("left", "bottom") for side in ("left", "bottom", "top", "right")}
    return regular | ink | plain | {
        "font.family": list(font_families()),
        "font.size": 11,
        "axes.titlesize": 12,
        "axes.titlelocation": "left",
        "axes.titlepad": 10,
        "axes.edgecolor": COLOURS["quiet"],
        "axes.axisbelow": True,
        "axes.unicode_minus": True,
        "grid.color": COLOURS["faint"],
        "figure.facecolor": "white",
        "figure.dpi": DOTS_PER_INCH,
        "legend.frameon": False,
        "svg.fonttype": "none",
    }  # fmt: skip


def new_figure(width: float, height: float) -> Figure:
    """Empty figure in the lab's look, apart from pyplot's state.

    Parameters
    ----------
    width, height
        Inches; 1 inch is `PIXELS_PER_INCH` pixels on the page.

    Examples
    --------
    >>> new_figure(7, 4).get_size_inches().tolist()
    [7.0, 4.0]
    """
    from matplotlib.figure import Figure

    with theme():
        return Figure(figsize=(width, height))


def new_axes(figure: Figure, *, margins: tuple[float, float, float, float] = (0.85, 0.3, 0.65, 0.5)) -> Axes:
    """Axes that fill the figure up to the margins, which stay where they are while a chart is redrawn.

    Parameters
    ----------
    margins
        Left, right, bottom, top, in inches.
    """
    width, height = figure.get_size_inches()
    left, right, bottom, top = margins
    place = (left / width, bottom / height, (width - left - right) / width, (height - bottom - top) / height)
    with theme():
        return figure.add_axes(place)


def to_png(figure: Figure) -> bytes:
    """Picture of the figure, packed fast rather than small."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    canvas: Any = FigureCanvasAgg(figure)
    buffer = io.BytesIO()
    with theme():
        canvas.draw()
    picture = Image.frombuffer("RGBA", canvas.get_width_height(), bytes(canvas.buffer_rgba())).convert("RGB")
    picture.quantize(COLOUR_COUNT, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        buffer, format="png", compress_level=1
    )
    return buffer.getvalue()


def number(value: float, *, digits: int = 0) -> str:
    """Number with thousands separated and a true minus sign.

    Examples
    --------
    >>> number(-1234.5, digits=1)
    '−1,234.5'
    """
    text = f"{value:,.{digits}f}"
    return text.lstrip("-") if float(text.replace(",", "")) == 0 else text.replace("-", MINUS)


def percent(share: float, *, digits: int = 1) -> str:
    """Share 0-1 as a percentage.

    Examples
    --------
    >>> percent(0.8123)
    '81.2%'
    """
    return f"{number(100 * share, digits=digits)}%"


def money(cny: float) -> str:
    """Amount in words of the language: 万元 and 亿元 in Chinese, CNY in thousands and millions in English.

    Examples
    --------
    >>> from kamlab import language
    >>> with language.speaking("zh"):
    ...     money(1_234_567)
    '123.5 万元'
    >>> with language.speaking("en"):
    ...     money(1_234_567)
    'CNY 1.23 million'
    """
    return _in_words(cny, "money")


def short_money(cny: float) -> str:
    """Amount for the marks of an axis: 500万 in Chinese, 5m in English.

    Examples
    --------
    >>> from kamlab import language
    >>> with language.speaking("en"):
    ...     [short_money(amount) for amount in (500, 50_000, 5e6)]
    ['500', '50k', '5m']
    """
    return _in_words(cny, "tick")


_SCALES = {
    "zh": ((1e8, "yi"), (1e4, "wan"), (0.0, "one")),
    "en": ((1e6, "million"), (1e3, "thousand"), (0.0, "one")),
}


def _in_words(cny: float, kind: str) -> str:
    from kamlab.language import current

    scale, name = next((low, name) for low, name in _SCALES[current()] if abs(cny) >= low)
    amount = cny / scale if scale else cny
    return say(f"style.{kind}_{name}", full=number(cny), amount=_short(amount, kind=kind))


def _short(amount: float, *, kind: str) -> str:
    digits = (2 if abs(amount) < 10 else 1) if kind == "money" else 1
    text = number(amount, digits=digits)
    return text.rstrip("0").rstrip(".") if "." in text else text
