"""The two READMEs say the same, and every command in them is there."""

from __future__ import annotations

import re

import pytest
from house import PROJECT

from kamlab import errors
from kamlab.cli.main import _COMMANDS

READMES = {"en": PROJECT / "README.md", "zh": PROJECT / "README.zh-CN.md"}
TEXT = {language: path.read_text(encoding="utf-8") for language, path in READMES.items()}
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def _shape(text: str) -> list[str]:
    """Levels of headings, kinds of list, numbers of table rows, and the code blocks themselves, in order."""
    blocks = re.findall(r"```sh\n.*?```", text, re.DOTALL)
    prose = re.sub(r"```sh\n.*?```", "", text, flags=re.DOTALL)
    marks = [match[0].strip() for match in re.finditer(r"^(#+ |\| |- )", prose, re.MULTILINE)]
    return [*marks, *blocks]


def test_both_have_the_same_parts():
    """Headings, lists and tables come in the same order, and the commands are the same."""
    assert _shape(TEXT["en"]) == _shape(TEXT["zh"])


@pytest.mark.parametrize("language", TEXT)
def test_every_command_is_there(language):
    """Each make target and each kamlab command that is named exists."""
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"[`\n]make ([a-z]+)", TEXT[language])) <= targets
    assert set(re.findall(r"[`\n]kamlab ([a-z]+)", TEXT[language])) <= set(_COMMANDS)


@pytest.mark.parametrize("language", TEXT)
def test_every_variable_of_make_is_read(language):
    """Each `make start name=...` names a variable that the Makefile reads."""
    assert all(f"$({name})" in MAKEFILE for name in re.findall(r"`make start (\w+)=", TEXT[language]))


@pytest.mark.parametrize("language", TEXT)
def test_every_exit_code_is_told(language):
    """The table of codes holds those of the error tree, and 0 and 130."""
    kinds = [each for each in vars(errors).values() if isinstance(each, type)]
    codes = {each.exit_code for each in kinds if issubclass(each, errors.KamlabError)}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", TEXT[language], re.MULTILINE)} == {
        0,
        *codes,
        130,
    }


@pytest.mark.parametrize("language", TEXT)
def test_every_link_leads_somewhere(language):
    """Each file that is linked is there."""
    assert all((PROJECT / link).is_file() for link in re.findall(r"\]\(([\w.-]+)\)", TEXT[language]))
