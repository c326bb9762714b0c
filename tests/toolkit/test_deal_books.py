from __future__ import annotations

import pandas as pd
import pytest
from deal_checks import composite, futures_class, levels, tier_rung
from exercise_deals import firm_grounds

from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.language import catalogue
from kamlab.methods import segment

ALL = range(VARIANT_COUNT)
every_variant = pytest.mark.parametrize("variant", ALL)


@every_variant
def test_profits_fall_and_sum_to_one_million(variant: int) -> None:
    """Ten positive profits, largest first, together 1,000,000 yuan."""
    profits = table("client_profits", variant)["profit_cny"]
    assert profits.is_monotonic_decreasing
    assert (len(profits), profits.sum(), profits.min() > 0) == (10, 1_000_000, True)


@every_variant
def test_profits_keep_clear_of_the_line(variant: int) -> None:
    """No cumulative share is within 1.5 points of 80 % unless it is exactly 80 %, and none is tied there."""
    profits = table("client_profits", variant)["profit_cny"]
    distance = (profits.cumsum() / profits.sum() - 0.8).abs().min()
    assert distance > 0.015 or (variant == 0 and distance < 1e-12)
    assert profits.is_unique or variant == 0


def test_the_worked_profits() -> None:
    """Variant 0 holds the worked ten: two clients have 80.0 % and two reach the line."""
    result = segment.pareto(table("client_profits", 0)["profit_cny"])
    assert (result.top20_share, result.clients_for_80) == (pytest.approx(0.8), 2)


@pytest.mark.parametrize("name", ["level_book_12", "level_book_60"])
@every_variant
def test_level_books_hold_every_level(name: str, variant: int) -> None:
    """All five levels are there, E also by score; one vetoed client would else be A or B."""
    book = table(name, variant)
    free = levels(book.assign(has_veto=False))
    assert set(levels(book[~book["has_veto"]])) == set("ABCDE")
    assert free[book["has_veto"]].isin(["A", "B"]).sum() == 1


@pytest.mark.parametrize("name", ["level_book_12", "level_book_60"])
@every_variant
def test_one_client_is_amber(name: str, variant: int) -> None:
    """One client is less than 2 points below a cut, one above; all others are 2.5 or more away."""
    score = composite(table(name, variant)).to_numpy()
    gaps = pd.DataFrame({cut: score - cut for cut in (25, 45, 65, 80)}).abs().min(axis="columns").round(6)
    assert ((gaps >= 0.2) & (gaps <= 1.8)).sum() == 2
    assert (gaps[gaps > 1.8] >= 2.5).all()


@pytest.mark.parametrize("name", ["level_book_12", "level_book_60", "scheme_book"])
@every_variant
def test_levels_agree_with_the_method(name: str, variant: int) -> None:
    """The five-level method gives each client the level the table was built for."""
    book = table(name, variant)
    assert segment.five_levels(book)["level"].astype(str).tolist() == levels(book).tolist()


@every_variant
def test_the_lecture_book_carries_its_score(variant: int) -> None:
    """`score` is 0.6 contribution + 0.4 potential in all sixty rows, exact to a tenth."""
    book = table("level_book_60", variant)
    assert book["score"].tolist() == composite(book).tolist()


def test_the_worked_levels() -> None:
    """Variant 0 begins with the seven worked clients, whose scores and levels are known."""
    seven = table("level_book_12", 0).head(7)
    assert composite(seven).tolist() == [87.2, 66.8, 55.2, 29.0, 17.0, 79.2, 93.0]
    assert levels(seven).tolist() == list("ABCDEBE")


@every_variant
def test_grids_are_odd_and_starred_three_times(variant: int) -> None:
    """Scores are 1-9 and odd; three of the first seven reach the mean of nine and of seven."""
    grid = table("scoring_grid", variant)
    sheet = segment.score_matrix(grid)
    visible = sheet.totals.head(7)
    assert set(grid.to_numpy().ravel()) <= {1, 3, 5, 7, 9}
    assert sheet.stars.head(7).sum() == sheet.stars.sum() == 3
    assert (visible >= visible.mean()).tolist() == sheet.stars.head(7).tolist()
    assert sheet.totals.sum() % 9 != 0


@every_variant
def test_a_printed_mean_betrays_nine_rows(variant: int) -> None:
    """Of 7 to 10 rows only nine can have the printed mean with even totals that hold the visible ones."""
    printed = table("printed_table", variant)
    mean, visible = printed.attrs["printed_mean"], int(printed["total"].sum())
    fits = [rows for rows in (7, 8, 9, 10) if _even_total(rows, mean, at_least=visible)]
    assert fits == [9]


def _even_total(rows: int, mean: float, *, at_least: int) -> bool:
    totals = range(2, 54 * rows + 1, 2)
    known = [total for total in totals if round(total / rows, 1) == mean]
    return any(total == at_least if rows == 7 else total > at_least for total in known)


@every_variant
def test_the_printed_table_is_the_grid_with_wrong_stars(variant: int) -> None:
    """Seven totals of the grid, all starred, four wrongly; the mean of the seven is not the printed one."""
    printed, sheet = table("printed_table", variant), segment.score_matrix(table("scoring_grid", variant))
    assert printed["total"].tolist() == sheet.totals.head(7).tolist()
    assert printed["is_printed_star"].all()
    assert (printed["total"] < sheet.mean).sum() == 4
    assert printed.attrs["printed_mean"] == round(sheet.mean, 1) != round(printed["total"].mean(), 1)


def test_the_worked_grid() -> None:
    """Variant 0 is the reconstructed sheet: its totals, its sums by criterion, its mean 29.11."""
    grid = table("scoring_grid", 0)
    assert grid.sum(axis="columns").tolist() == [42, 46, 32, 28, 28, 24, 22, 16, 24]
    assert grid.sum().tolist() == [47, 51, 51, 43, 39, 31]
    assert table("printed_table", 0).attrs["printed_mean"] == 29.1


@every_variant
def test_futures_clients_agree_with_the_method(variant: int) -> None:
    """All four classes are there, the method finds them, and the hedging flag follows the rule."""
    book = table("futures_book", variant)
    assert segment.futures_classes(book).astype(str).tolist() == futures_class(book).tolist()
    assert set(futures_class(book)) == {"hedger", "large", "mid", "retail"}
    assert book["variety_count"].between(1, 19).all()


def test_clients_near_a_cut_are_on_either_side() -> None:
    """Over the variants the clients near 5 m and near 0.5 m lie now above, now below."""
    for cut in (5_000_000, 500_000):
        equity = pd.concat([table("futures_book", variant)["equity_cny"] for variant in ALL])
        near = equity[(equity / cut - 1).abs() <= 0.05]
        assert len(near) == VARIANT_COUNT
        assert 4 <= (near > cut).sum() <= 20


@every_variant
def test_coverage_counts_can_be_moved(variant: int) -> None:
    """1,000 clients, most with one product, at least 100 a row, all in fifties; not half are lost."""
    book = table("coverage_book", variant)
    counts = book["client_count"]
    assert (counts.sum(), counts.min() >= 100, counts.idxmax()) == (1000, True, "one_product")
    assert (counts % 50 == 0).all()
    assert (counts * [0.62, 0.42, 0.12]).sum() != pytest.approx(500)
    assert book["product_count"].tolist() == [1, 3, 5]


def test_the_worked_coverage() -> None:
    """Variant 0 is 500, 300 and 200 clients."""
    assert table("coverage_book", 0)["client_count"].tolist() == [500, 300, 200]


@every_variant
def test_scheme_books_hold_every_tier_and_level(variant: int) -> None:
    """All five tiers and all five levels are there, assets are never equal, one client is vetoed."""
    book = table("scheme_book", variant)
    assert set(tier_rung(book["aum_cny"])) == {0, 1, 2, 3, 4}
    assert set(levels(book)) == set("ABCDE")
    assert book["aum_cny"].is_unique
    assert book["has_veto"].sum() == 1
    assert book["product_count"].between(1, 7).all()


@every_variant
def test_schemes_agree_more_than_chance(variant: int) -> None:
    """Assets and composite score rise together, but not in step."""
    book = table("scheme_book", variant)
    assert 0.45 < book["aum_cny"].rank().corr(composite(book).rank()) < 0.95


@every_variant
def test_at_most_one_ground_makes_a_key_account(variant: int) -> None:
    """No firm fits two types, three fit none, and each has its own name in the catalogue."""
    firms = table("key_accounts", variant)
    grounds = firm_grounds(firms)
    assert sorted(grounds.sum(axis="columns")) == [0] * 3 + [1] * 9
    assert firms["firm"].is_unique
    assert all(f"firm_{firm}" in catalogue("data") for firm in firms["firm"])


@every_variant
def test_firms_without_a_ground_are_traps(variant: int) -> None:
    """The three that are no key accounts: nearly enough income, a rival's offer alone, a group tie alone."""
    firms = table("key_accounts", variant)
    none = firms[~firm_grounds(firms).any(axis="columns")]
    assert none["annual_income_cny"].between(430_000, 480_000).sum() == 1
    assert none["has_rival_offer"].sum() == 1
    assert none.loc[none["is_group_member"], "product_count"].tolist() == [0]


@every_variant
def test_logs_tell_another_story_by_another_indicator(variant: int) -> None:
    """K02 trades most often but small, K03 least often but largest, and all indicators can be counted."""
    trades = table("trade_log", variant)
    found = segment.indicators(
        trades,
        as_of=trades.attrs["as_of"],
        receipts=table("receipt_log", variant),
        contacts=table("contact_log", variant),
    )
    rank = found.rank(ascending=False, method="min")
    assert rank.loc["K02", "trade_count"] == rank.loc["K03", "largest_amount_cny"] == 1
    assert rank.loc["K02", "largest_amount_cny"] > 20
    assert rank.loc["K03", "trade_count"] == len(found) == 30


def test_the_worked_trades() -> None:
    """Variant 0 gives K01 four trades of 60,000 in all and one return of 2,000."""
    trades = table("trade_log", 0)
    first = segment.indicators(trades, as_of=trades.attrs["as_of"]).loc["K01"]
    sold = first[["trade_count", "amount_cny", "mean_amount_cny", "largest_amount_cny"]]
    assert sold.tolist() == [4, 60_000, 15_000, 30_000]
    assert first[["return_count", "return_amount_cny"]].tolist() == [1, 2_000]
