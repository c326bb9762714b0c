import tomllib
from pathlib import Path

import pytest
from own_file_sayings import inside, said

from kamlab.language import LANGUAGES, catalogue, speaking

SENTENCES = tomllib.loads(Path(__file__).with_name("ownfile_sentences.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sayings(tmp_path_factory):
    """What the files make the reading say."""
    return list(said(tmp_path_factory.mktemp("sayings")))


def test_every_sentence_is_said_by_some_file(sayings):
    """No sentence of the room is without a file that brings it about."""
    assert {key.removeprefix("ownfile.") for each in sayings for key in inside(each)} == set(
        catalogue("ownfile")
    )


def test_each_sentence_reads_as_it_should(sayings):
    """The first time that each is said, its whole text stands in the list, in Chinese and in English."""
    first = {each.key: each for each in reversed(sayings)}
    assert set(SENTENCES) == set(first)
    for language in LANGUAGES:
        with speaking(language):
            assert {key: str(each) for key, each in first.items()} == {
                key: text[language] for key, text in SENTENCES.items()
            }
