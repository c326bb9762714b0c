"""Dealt tables on the page: every table of every variant can be read, and a gap is shown as a gap."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest

from kamlab.data import deals
from kamlab.panels.tables import cell_text, frame_html


@pytest.mark.parametrize("name", deals.names())
def test_every_dealt_table_can_be_shown(name):
    """A table becomes HTML with a row for each of its rows, and no gap is told in a machine's words."""
    frame = deals.table(name, 3)
    html = frame_html(frame)
    assert html.count("<tr>") == len(frame) + 1
    assert not [word for word in ("nan", "NaN", "NaT", "None<", "&lt;NA&gt;") if f">{word}" in html]


@pytest.mark.parametrize("gap", [math.nan, None, pd.NA, pd.NaT, np.nan], ids=str)
def test_a_gap_is_an_empty_cell(gap):
    """Whatever kind of gap a table holds, nothing stands in the cell."""
    assert cell_text(gap, "lead_days") == ""


def test_a_day_is_shown_without_a_clock():
    """A date in a table is its day alone, whichever kind of date it is."""
    assert cell_text(pd.Timestamp("2025-03-05"), "date") == "2025-03-05"
    assert cell_text(date(2025, 3, 5), "date") == "2025-03-05"
