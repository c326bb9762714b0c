import subprocess
import sys

import pytest

from kamlab import language, terms
from kamlab.errors import BadInput, KamlabError, nearest


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    for name in ("KAMLAB_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(language, "_platform_locale", lambda: "")


def test_what_is_asked_comes_before_every_setting(monkeypatch):
    """A language asked for wins over the environment."""
    monkeypatch.setenv("KAMLAB_LANG", "zh")
    assert language.choose("en") == "en"


def test_the_variable_comes_before_the_system(monkeypatch):
    """KAMLAB_LANG wins over the system's language."""
    monkeypatch.setenv("KAMLAB_LANG", "en")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert language.choose() == "en"


def test_the_system_comes_before_the_default(monkeypatch):
    """Without a wish the system's language is spoken."""
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert language.choose() == "en"


@pytest.mark.parametrize("system", ["", "C", "fr_FR.UTF-8"])
def test_chinese_is_the_default(monkeypatch, system):
    """With no language of ours anywhere, Chinese is spoken."""
    monkeypatch.setenv("LANG", system)
    assert language.choose() == "zh"


def test_a_machine_without_any_setting_speaks_chinese():
    """A fresh process in an empty environment has no language of its own, so it speaks Chinese."""
    program = "from kamlab.language import choose; print(choose())"
    said = subprocess.run([sys.executable, "-c", program], env={}, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "zh"


def test_speaking_ends_with_its_block():
    """A language spoken in a block is given back after it, also after an error."""
    language.use("zh")
    with pytest.raises(RuntimeError), language.speaking("en"):
        assert language.current() == "en"
        raise RuntimeError
    assert language.current() == "zh"


def test_an_error_is_told_in_the_language_of_its_reader():
    """One error reads in either language, with its values in place."""
    fault = BadInput("answers.not_whole", found="12.5")
    with language.speaking("en"):
        assert str(fault) == "Things are counted here, so the number is whole; you wrote '12.5'."
    with language.speaking("zh"):
        assert str(fault) == "这里数的是户数，必须是整数，现在写的是“12.5”。"


def test_every_error_has_an_exit_code_of_its_own():
    """Scripts can tell the kinds of failure apart."""
    codes = [kind.exit_code for kind in (KamlabError, *KamlabError.__subclasses__())]
    assert len(set(codes)) == len(codes)


def test_nearest_name_or_nothing():
    """A slip of the pen finds its name; a stranger finds none."""
    assert nearest("clientid", ["client_id", "aum_cny"]) == "client_id"
    assert nearest("zzz", ["client_id"]) == ""


@pytest.mark.parametrize("name", sorted(terms.columns()))
def test_a_column_is_named_in_both_languages(name):
    """Every column has words in Chinese and English, and a unit where it says one."""
    words = terms.columns()[name]
    assert words["zh"]
    assert words["en"]
    assert set(words) <= {"zh", "en", "unit"}


def test_the_glossary_has_each_term_once():
    """No Chinese term stands twice, and every one has its English."""
    chinese = [zh for zh, _ in terms.glossary()]
    assert len(chinese) == len(set(chinese)) >= 311
    assert all(en for _, en in terms.glossary())
