"""Fonts and formats: every sentence of the lab can be drawn with what the lab itself brings along."""

import os
import subprocess
import sys
import tomllib
import warnings
from importlib import resources
from pathlib import Path

import matplotlib
import pytest
from matplotlib import font_manager

from kamlab import language, style, terms

RARE_NAME_CHARACTERS = "镕堃喆翀祎赟犇"


@pytest.fixture
def only_own_fonts(monkeypatch):
    """Matplotlib sees none of the system's fonts, only those it ships itself."""
    shipped = str(Path(matplotlib.get_data_path()))
    own = [font for font in font_manager.fontManager.ttflist if font.fname.startswith(shipped)]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", own)
    style.font_families.cache_clear()
    yield
    style.font_families.cache_clear()


def every_text():
    """All that a person may read: sentences, column labels and terms, with where it stands."""
    folder = resources.files("kamlab") / "messages"
    for file in folder.iterdir():
        if file.name.endswith(".toml"):
            for name, pair in tomllib.loads(file.read_text(encoding="utf-8")).items():
                yield from ((f"{file.name} {name}", pair[lang]) for lang in ("zh", "en"))
    for name, entry in terms.columns().items():
        yield from ((f"terms.toml {name}", entry[lang]) for lang in ("zh", "en"))
    yield from (("glossary", word) for pair in terms.glossary() for word in pair)


def missing_glyphs(text):
    """Warnings given while `text` is drawn in the lab's look."""
    figure = style.new_figure(2, 1)
    with style.theme(), warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        figure.text(0.1, 0.5, text, parse_math=False)
        style.to_png(figure)
    return [str(warning.message) for warning in seen]


def test_every_text_has_all_its_glyphs_without_system_fonts(only_own_fonts):
    """No sentence, column label or term asks for a sign that the bundled fonts lack."""
    signs = {sign: place for place, text in every_text() for sign in text if not sign.isspace()}
    wrong = missing_glyphs("".join(sorted(signs)))
    assert wrong == [], [place for sign, place in signs.items() if missing_glyphs(sign)]


@pytest.mark.parametrize("sign", RARE_NAME_CHARACTERS)
def test_rare_characters_of_names_are_drawn(only_own_fonts, sign):
    """Characters of names that older character sets lack are in the bundled font."""
    assert missing_glyphs(sign) == []


def test_chinese_font_stands_first_and_all_names_exist(only_own_fonts):
    """The list of fonts holds concrete names that exist, the Chinese one before the Latin one."""
    names = style.font_families()
    existing = {font.name for font in font_manager.fontManager.ttflist}
    assert names[0] == "Noto Sans SC"
    assert names[-1] == "DejaVu Sans"
    assert set(names) <= existing


def test_without_the_bundled_font_what_exists_is_used(only_own_fonts, monkeypatch):
    """Where the font's package is missing, charts still draw in what is there."""
    monkeypatch.setattr(style, "bundled_font", lambda: None)
    assert style.font_families() == ("DejaVu Sans",)


def test_readers_settings_are_left_alone():
    """Making, drawing and rendering a figure changes none of matplotlib's global settings."""
    before = dict(matplotlib.rcParams)
    figure = style.new_figure(3, 2)
    style.new_axes(figure).plot([1, 2])
    style.to_png(figure)
    assert dict(matplotlib.rcParams) == before


def test_style_is_light_until_a_figure_is_made():
    """Importing the look loads neither matplotlib nor the package that brings the font."""
    code = "import sys, kamlab.style; sys.exit('matplotlib' in sys.modules or 'zhplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=dict(os.environ)).returncode == 0


def test_pyplot_never_knows_of_our_figures():
    """A figure of the lab is not in pyplot's list, so it is neither shown twice nor kept for ever."""
    code = (
        "import sys\nfrom kamlab import style\nf = style.new_figure(3, 2)\nstyle.new_axes(f).plot([1])\n"
        "style.to_png(f)\nsys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], env=dict(os.environ)).returncode == 0


def test_picture_is_a_png_of_the_stated_size():
    """A figure of w x h inches gives a PNG of w x h times the dots per inch."""
    png = style.to_png(style.new_figure(4, 3))
    width, height = (int.from_bytes(png[place : place + 4]) for place in (16, 20))
    assert png.startswith(b"\x89PNG")
    assert (width, height) == (4 * style.DOTS_PER_INCH, 3 * style.DOTS_PER_INCH)


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        (0, "0 元", "CNY 0"),
        (-1_250, "−1,250 元", "CNY −1,250"),
        (12_000, "1.2 万元", "CNY 12,000"),
        (6e6, "600 万元", "CNY 6 million"),
        (230_000_000, "2.3 亿元", "CNY 230 million"),
    ],
)
def test_money_is_written_as_each_language_counts(amount, zh, en):
    """Amounts go by ten thousands in Chinese and by thousands and millions in English."""
    with language.speaking("zh"):
        assert style.money(amount) == zh
    with language.speaking("en"):
        assert style.money(amount) == en


def test_a_rounded_nought_has_no_minus():
    """A tiny negative number is written as nought, not as minus nought."""
    assert style.number(-0.0004, digits=2) == "0.00"
    assert style.percent(-0.00001) == "0.0%"


def _seen(colour, kind):
    """Colour as seen with one kind of cones missing (Vienot, Brettel & Mollon 1999), linear RGB."""
    rgb = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    red, green, blue = linear
    first = 0.11238 * red + 0.88762 * green if kind == "protan" else 0.29275 * red + 0.70725 * green
    last = (0.00401 if kind == "protan" else -0.02234) * (red - green) + blue
    return first, last


@pytest.mark.parametrize("kind", ["protan", "deutan"])
def test_colours_differ_for_colour_blind_eyes(kind):
    """Any two colours of classes stay apart when red and green look alike."""
    names = ("main", "second", "third", "fourth")
    seen = [_seen(style.COLOURS[name], kind) for name in names]
    gaps = [
        sum((a - b) ** 2 for a, b in zip(one, two, strict=True)) ** 0.5
        for place, one in enumerate(seen)
        for two in seen[:place]
    ]
    assert min(gaps) > 0.05
