"""Every sentence a person reads: in both languages, with the same places, written as that language is written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter

from house import files, tree

from kamlab.language import LANGUAGES, catalogue, rooms

SENTENCES = {f"{room}.{name}": text for room in rooms() for name, text in catalogue(room).items()}
FILE_ENDINGS = {"json", "csv", "md", "toml", "yml", "html", "css", "js", "ipynb", "py", "txt", "log", "xlsx"}
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?]|[\u4e00-\u9fff]\.(?=$|\s)|[,;!?][\u4e00-\u9fff]")
IS_CODE = re.compile(
    r"\{[^}]*\}|</?[a-z][^>]*>|`[^`]*`|--[a-z-]+|~?/[\w/-]+|python -m pip install \S+|pip install \S+"
    r"|(?:kamlab|nbgrader)(?: [a-z_]+)*|[\w-]+\.(?:json|csv|md|toml|yml|py|ipynb|txt)|Ctrl-[A-Z]|[A-Z]+_[A-Z_]+"
)
ENGLISH_IN_CHINESE = set(
    "ABC AUM CSV EBA Excel Gini HHI Jupyter JupyterLab KA KAM LTV Notebook OK PNG Pareto Python RFM SWOT Tab UTC UTF VIP English KB MB zip".split()
)
GROUPED_OTHERWISE = {"style"}
NAMED_BY_DATA = {"data"}
SAID = (
    "say",
    "_say",
    "BadInput",
    "CannotWrite",
    "CourseFault",
    "DamagedFile",
    "KamlabError",
    "MissingColumn",
)


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _strings(path) -> Iterator[tuple[str, bool]]:
    """Texts in a module and whether each is whole; what an f-string or a sum fills in is written as `*`."""
    inside = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in node.values}
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values), False
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left = node.left
            if isinstance(left, ast.Constant) and isinstance(left.value, str):
                inside.add(id(left))
                yield f"{left.value}*", False
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value, True


SOURCES = [path for path in files(".py") if "toolkit" in path.parts]
WHOLE = {text for path in SOURCES for text, is_whole in _strings(path) if is_whole}
PATTERNS = {text for path in SOURCES for text, is_whole in _strings(path) if not is_whole}
NAMED = {text for text in WHOLE if re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", text)}


def _is_filled_in(key: str) -> bool:
    """Whether a key, or a name, is put together somewhere; a pattern that is all places says nothing."""
    told = (text for text in PATTERNS if re.search(r"[a-z]", text.rpartition(".")[2]) or text.endswith("*_*"))
    usable = [
        re.escape(text).replace(r"\*", "[A-Za-z0-9_]+")
        for text in told
        if re.fullmatch(r"[a-z0-9_.*]+", text)
    ]
    return any(re.fullmatch(text, key) or re.fullmatch(text, key.partition(".")[2]) for text in usable)


def _as_commands(key: str) -> set[str]:
    """Words that an author or trainer types and that the English text shows as well."""
    if key.split(".")[0] in ("panels", "panels_live", "charts", "style", "methods"):
        return set()
    return set(re.findall(r"[A-Za-z]{2,}", SENTENCES[key]["en"]))


def _foreign(key: str) -> set[str]:
    words = set(re.findall(r"[A-Za-z]{2,}", IS_CODE.sub(" ", SENTENCES[key]["zh"])))
    return words - ENGLISH_IN_CHINESE - _as_commands(key)


def test_a_sentence_stands_in_both_languages():
    """A sentence has a Chinese and an English text, and neither is empty."""
    assert all(set(text) == set(LANGUAGES) for text in SENTENCES.values())
    assert not [key for key, text in SENTENCES.items() if not all(part.strip() for part in text.values())]


def test_both_languages_have_the_same_places():
    """What is filled in is the same in both; amounts of money, grouped by ten thousand in Chinese, excepted."""
    told = {key: text for key, text in SENTENCES.items() if key.split(".")[0] not in GROUPED_OTHERWISE}
    assert not [key for key, text in told.items() if _places(text["zh"]) != _places(text["en"])]


def test_chinese_is_written_with_chinese_punctuation():
    """No half-width mark stands between or after Chinese characters, and no sentence ends with one."""
    bare = {key: IS_CODE.sub("", text["zh"]) for key, text in SENTENCES.items()}
    assert not [key for key, text in bare.items() if HALF_WIDTH.search(text) or re.search(r"[,;:!?]$", text)]


def test_no_english_is_left_in_chinese():
    """Words in Latin letters in a Chinese sentence are names, commands or abbreviations in use."""
    assert not {key: words for key in SENTENCES if (words := _foreign(key))}


def test_no_chinese_is_left_in_english():
    """An English sentence has no Chinese character and no full-width mark; the language's own name may stand."""
    assert not [key for key, text in SENTENCES.items() if CHINESE.search(text["en"].replace("中文", ""))]


def test_every_sentence_asked_for_exists():
    """Each "room.name" in the code is in the catalogue."""
    asked = {key for key in NAMED if key.split(".")[0] in rooms() and key.split(".")[1] not in FILE_ENDINGS}
    assert not asked - set(SENTENCES)


def test_what_is_said_is_a_key_and_no_text():
    """`say` and the errors are given keys of the catalogue, never a sentence."""
    assert not {path.name: texts for path in SOURCES if (texts := list(_sentences_in(path)))}


def _sentences_in(path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
            continue
        text = str(node.args[0].value)
        if getattr(node.func, "id", getattr(node.func, "attr", "")) in SAID and re.search(
            r"[ \u4e00-\u9fff]", text
        ):
            yield text


def test_every_sentence_is_said_somewhere():
    """No sentence is left over: its key, its name, or the pattern that it is put together by stands in the code."""
    assert not [key for key in SENTENCES if not _is_said(key)]


def _is_said(key: str) -> bool:
    room, _, name = key.partition(".")
    begun = any(text.endswith("_") and name.startswith(text) for text in WHOLE)
    return room in NAMED_BY_DATA or key in WHOLE or name in WHOLE or begun or _is_filled_in(key)
