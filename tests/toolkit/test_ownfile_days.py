from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_files import TODAY, column, faults

from kamlab.data.ownfile.days import order_of, read_day
from kamlab.data.ownfile.moments import days

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=TODAY)


@given(DAYS)
def test_a_day_is_read_however_it_is_written(day):
    """Shapes that name the year first, Chinese, compact, by month's name, and Excel's own number give the same day."""
    serial = (day - date(1899, 12, 30)).days
    month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[day.month - 1]
    written = [
        day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month:02d}.{day.day:02d}",
        f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}", f"{day:%Y%m%d}101530", f"{day.isoformat()}T10:15:30Z",
        f"{day.isoformat()} 上午 10:15", f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", str(serial),
    ]  # fmt: skip
    assert [read_day(text) for text in written] == [day] * len(written)
    cells = column(day, serial, float(serial) + 0.5, int(f"{day:%Y%m%d}"), *written)
    found = days(cells, column="日期", today=TODAY)
    assert set(found.values) == {pd.Timestamp(day)}
    assert not found.faults


@pytest.mark.parametrize(
    "text",
    [
        "",
        "昨天",
        "2024-13-01",
        "2024-02-30",
        "3月5日",
        "2024",
        "1234567",
        "2024-03-05 至 2024-04-05",
        "99999",
        "05/2024/03",
    ],
)
def test_what_is_no_day_is_none(text):
    """Days that do not exist, days without a year, spans and numbers out of range are not guessed at."""
    assert read_day(text) is None


@given(st.lists(DAYS, min_size=1, max_size=30), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_the_order_of_day_and_month_is_that_which_fits_the_column(found, shape):
    """Where a day above 12 shows the order, all are read by it; where none does, the doubt is said."""
    texts = [day.strftime(shape) for day in found]
    order = order_of(texts)
    if any(day.day > 12 for day in found):
        assert [read_day(text, order=order) for text in texts] == found
        assert not order.doubtful
    else:
        assert order.long == "mdy"
        assert bool(order.doubtful) == any(day.day != day.month for day in found)


def test_short_years():
    """Two digits for the year are read as the column allows, the year first where both fit."""
    for texts, expected in (
        (["24/3/5", "24/3/28"], date(2024, 3, 5)),
        (["3/5/24", "12/30/24"], date(2024, 3, 5)),
        (["30.12.99"], date(1999, 12, 30)),
    ):
        assert read_day(texts[0], order=order_of(texts)) == expected


def test_days_that_cannot_be_are_named():
    """Days before 1950 and after today are what systems put where they know none."""
    found = days(
        column("1900-01-01", "9999-12-31", TODAY, TODAY + timedelta(1), "x", None), column="日期", today=TODAY
    )
    expected = {0: "cell_before", 1: "cell_after", 3: "cell_after", 4: "cell_not_date", 5: "cell_empty"}
    assert dict(sorted(faults(found).items())) == expected
