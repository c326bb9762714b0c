from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from kamlab.data import deals
from kamlab.data.branch import branch
from kamlab.data.branch_transactions import transactions
from kamlab.data.broker import broker
from kamlab.data.labels import value_label
from kamlab.language import LANGUAGES, speaking

IDS = {"client_id", "manager_id", "referrer_id", "referred_id", "ticket_number", "event_id"}
IDS |= {"buyer", "dealer", "entity", "person", "week", "account_id"}


def _text_values() -> Iterator[tuple[str, str]]:
    book, firm = branch(1, 200), broker(1, 200)
    detail = transactions(1, book.monthly, row_limit=2_000)
    tables = [book.clients, book.events, firm.clients, detail, book.districts.reset_index()]
    for name in deals.names():
        tables += [deals.table(name, variant).reset_index() for variant in range(deals.VARIANT_COUNT)]
    for frame in tables:
        for column in frame.select_dtypes(["str", "category"]).columns.difference(list(IDS)):
            yield from ((str(column), str(value)) for value in pd.unique(frame[column]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_a_text_column_has_words(language: str) -> None:
    """No district, class, channel, firm or kind of event reaches a reader as a bare key."""
    with speaking(language):  # type: ignore[arg-type]
        bare = {pair for pair in _text_values() if value_label(*pair) == pair[1]}
    assert not bare


def test_words_differ_between_the_languages() -> None:
    """A value is told in the reader's language."""
    found = []
    for language in LANGUAGES:
        with speaking(language):
            found.append(value_label("district", "riverside"))
    assert found == ["滨江片区", "Riverside"]


def test_a_value_without_words_is_its_own_label() -> None:
    """An id stays as it is."""
    assert value_label("client_id", "K01") == "K01"
