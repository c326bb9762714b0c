"""Panels of the transfer list, of the hall and of the referrers: what each tells at settings that are known."""

import threading

from kamlab.language import speaking
from kamlab.panels import leads, on_site, referrals
from kamlab.panels.panel import Memory


def test_screening_takes_every_risk_sign_off_the_list():
    """At the start seven firms with risk signs are mixed in; with the switch on, ten were passed on first."""
    with speaking("en"):
        panel = leads.TransferSignalsPanel(Memory())
        assert "7 firms with the risk signs are on it" in panel.sentence.value
        panel.controls["risk_first"].widget.value = True
        assert "10 firms with the risk signs went to anti-money laundering first" in panel.sentence.value


def test_online_payments_drive_no_risk_out():
    """With the online condition as many risk signs are mixed in as before, with the debit at most one."""
    with speaking("en"):
        panel = leads.TransferSignalsPanel(Memory())
        panel.controls["online"].widget.value = True
        assert "7 firms with the risk signs are on it" in panel.sentence.value
        panel.controls["online"].widget.value = False
        panel.controls["debit"].widget.value = True
        assert "0 firms with the risk signs are on it" in panel.sentence.value


def test_lines_beyond_everybody_leave_the_list_empty():
    """With every line at its top nobody is on the list, and no precision is claimed."""
    with speaking("en"):
        panel = leads.TransferSignalsPanel(Memory())
        panel.controls["usage_share"].box.value = "100"
        assert "Nobody is on the list" in panel.sentence.value
        assert "none" in panel.table.value


def test_consent_makes_the_difference_to_the_five_per_cent():
    """In data set 0: 4.5 % with consent asked, 6.5 % without, and the base is all 5,000."""
    panel = on_site.QueueLogPanel(Memory())
    assert "4.5%" in panel.sentence.value
    panel.controls["needs_consent"].widget.value = False
    assert "6.5%" in panel.sentence.value
    assert "5,000" in panel.table.value


def test_names_without_asking_bring_two_on_the_list():
    """In data set 0 K05 and K12 are among the ten only when nobody asks, and K14 and K16 drop out then."""
    panel = referrals.ReferralsPanel(Memory())
    assert "K14" in panel.sentence.value
    assert "K16" in panel.sentence.value
    panel.controls["counts_all"].widget.value = True
    assert "K05" in panel.sentence.value
    assert "K12" in panel.sentence.value


def test_ties_at_the_end_of_the_list_are_all_in():
    """A list of eight is one of ten where three are level."""
    with speaking("en"):
        panel = referrals.ReferralsPanel(Memory())
        panel.controls["count"].box.value = "8"
        assert "10 are on the list" in panel.sentence.value


def test_two_threads_that_move_controls_at_once_leave_one_picture():
    """Jupyter calls a panel from several threads; whoever comes last, the picture is that of the settings."""
    panel = referrals.ReferralsPanel(Memory())
    moves = [
        threading.Thread(target=control.show, args=(value,))
        for control, value in ((panel.controls["count"], 5.0), (panel.controls["counts_all"], True))
    ]
    moves += [threading.Thread(target=panel.changed) for _ in range(6)]
    for move in moves:
        move.start()
    for move in moves:
        move.join()
    panel.changed()
    alone = referrals.ReferralsPanel(Memory(values={"panel:referrals": panel.settings()}))
    assert panel.settings() == {"count": 5.0, "counts_all": True}
    assert panel.picture.value == alone.picture.value
    assert len(panel.axes[0].get_legend().get_texts()) == 2
