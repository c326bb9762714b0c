"""Live panels: what each one tells at settings whose result is known, and when something is in the way."""

from kamlab.errors import CannotWrite
from kamlab.panels import coverage, futures, levels, pareto, scoring
from kamlab.panels.panel import Memory, shown


def test_client_six_gets_its_star_where_the_case_says():
    """In the printed grid client 6 has no star at 30 % for policy support and has one at 35 %."""
    panel = scoring.ScoringPanel(Memory())
    policy = panel.weights.parts["policy_score"].box
    policy.value = "30"
    assert "K06" not in panel.sentence.value
    policy.value = "35"
    assert "K06" in panel.sentence.value


def test_raising_client_fours_points_lifts_the_mean():
    """With policy support 9 for client 4 the mean is 29.33 and client 4 has a star."""
    panel = scoring.ScoringPanel(Memory())
    panel.controls["points"].box.value = "9"
    assert "29.33" in panel.sentence.value
    assert "K04" in panel.sentence.value


def test_cuts_out_of_order_are_told_and_the_picture_stays():
    """When a cut passes the next one the reader is told and the last good picture stays."""
    panel = levels.FiveLevelsPanel(Memory())
    before = panel.picture.value
    panel.controls["cut_B"].box.value = "95"
    assert panel.said.value
    assert panel.picture.value == before
    panel.controls["cut_B"].box.value = "50"
    assert panel.said.value == ""
    assert panel.picture.value != before


def test_steps_end_at_both_ends():
    """There is no step before the first nor after the last; the last one names the four wrong stars."""
    panel = scoring.PrintedTablePanel(Memory())
    step = panel.controls["step"]
    assert step.back.disabled
    for _ in range(9):
        step.forward.click()
    assert step.forward.disabled
    assert step.value == 4
    assert all(name in panel.sentence.value for name in ("K04", "K05", "K06", "K07"))


def test_hedgers_keep_their_class_wherever_the_lines_are():
    """However the two lines are moved, no hedging firm is in the list of those who change."""
    panel = futures.FuturesPanel(Memory())
    hedgers = panel.book.index[panel.book["is_corporate"] & panel.book["has_spot_exposure"]]
    panel.controls["large_cny"].box.value = "4000"
    panel.controls["mid_cny"].box.value = "1"
    assert "K" in panel.table.value
    assert not [name for name in hedgers if f">{name}<" in panel.table.value]


def test_moving_a_hundred_clients_saves_what_the_source_says():
    """A hundred clients from one product to three save 20, from three to five or more another 30."""
    panel = coverage.CoveragePanel(Memory())
    one, three, five = (panel.controls[f"clients_{products}"].box for products in (1, 3, 5))
    assert "460" in panel.sentence.value
    one.value, three.value = "400", "400"
    assert "440" in panel.sentence.value
    three.value, five.value = "300", "300"
    assert "410" in panel.sentence.value


def test_a_portfolio_without_clients_is_told():
    """Where all three groups are empty there is nothing to lose, and the reader is told so."""
    panel = coverage.CoveragePanel(Memory())
    for products in (1, 3, 5):
        panel.controls[f"clients_{products}"].box.value = "0"
    assert panel.said.value


def test_a_full_disk_is_told_and_the_panel_goes_on():
    """When settings cannot be written the picture is still the new one, and the reader is told."""

    class Full(Memory):
        def put(self, name, value):
            raise CannotWrite("answers.cannot_write", file="answers.json", reason="full")

    panel = pareto.ParetoPanel(Full())
    before = panel.picture.value
    panel.controls["top_share"].box.value = "40"
    assert panel.picture.value != before
    assert "answers.json" in panel.said.value


def test_a_dealt_panel_waits_for_the_reader():
    """While nobody has said who they are no data are shown; they come as soon as the name is known."""

    class Later(Memory):
        def when_known(self, show):
            self.show = show

    store = Later(variant=5)
    widget = shown(levels.FiveLevelsPanel, store)
    assert len(widget.children) == 1
    store.show()
    assert len(widget.children) > 1


def test_another_variant_shows_other_data():
    """Two readers with different variants look at different clients."""
    first, second = (futures.FuturesPanel(Memory(variant=variant)) for variant in (1, 2))
    assert first.picture.value != second.picture.value
