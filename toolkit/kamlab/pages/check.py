"""What is still to be mended in the pages, told exactly: file, place, what is wrong."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt

from kamlab.answers.key import load_key
from kamlab.errors import KamlabError
from kamlab.language import LANGUAGES, say
from kamlab.pages.build import build
from kamlab.pages.leaks import leaks
from kamlab.pages.notebook import terms_in
from kamlab.pages.running import run_faults
from kamlab.pages.source import Page, Prose, find_pages
from kamlab.terms import glossary

CODE_LINES = 15
_markdown = MarkdownIt("commonmark").enable("table")


def check(content: Path, *, is_run: bool = True) -> tuple[int, list[str]]:
    """Number of pages under `content`, and a sentence for everything that is to be mended in them.

    Parameters
    ----------
    is_run
        Also build the pages and run every code cell in both languages, warnings counting as faults.
    """
    pages = find_pages(content)
    findings = [*_ids(pages), *(finding for page in pages for finding in _page(page))]
    if not any(page.faults for page in pages):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder)
            build(content, out)
            findings += leaks(pages, out)
            if is_run:
                findings += run_faults(pages, out)
    return len(pages), findings


def _page(page: Page) -> Iterator[str]:
    yield from map(str, page.faults)
    yield from _names(page)
    yield from _cells(page)
    yield from _key(page)
    for prose in page.blocks:
        if isinstance(prose, Prose):
            yield from _twins(page, prose)
            yield from _terms(page, prose)
            yield from _links(page, prose)


def _ids(pages: Sequence[Page]) -> Iterator[str]:
    counts = Counter(page.id for page in pages if page.kind != "teaching-note")
    yield from (say("check.page_twice", page=name) for name, count in counts.items() if count > 1)


def _names(page: Page) -> Iterator[str]:
    counts = Counter(code.name for code in page.code())
    yield from (say("check.name_twice", file=_file(page), name=name) for name, n in counts.items() if n > 1)
    asked = {question.id for question in page.questions()}
    solved = {block.question for block in page.prose("solution")}
    yield from (say("check.no_solution", file=_file(page), name=name) for name in sorted(asked - solved))
    yield from (say("check.no_question", file=_file(page), name=name) for name in sorted(solved - asked))


def _cells(page: Page) -> Iterator[str]:
    for code in page.code():
        lines = len(code.source.splitlines())
        if lines > CODE_LINES:
            yield say("check.code_long", file=_file(page), name=code.name, lines=lines, high=CODE_LINES)


def _key(page: Page) -> Iterator[str]:
    if not page.questions():
        return
    try:
        key = load_key(page.path.parent)
        expected = key.expected(0)
    except KamlabError as fault:
        yield str(fault)
        return
    for question in page.questions():
        if question.id not in expected and not question.is_marked_by_hand:
            yield say("check.no_expected", file=_file(page), name=question.id)
    for name, answer in expected.items():
        for misconception in sorted(set(answer.wrong) - set(key.misconceptions)):
            yield say("check.no_sentence", file=_file(page), name=name, misconception=misconception)


def _twins(page: Page, prose: Prose) -> Iterator[str]:
    shapes = {language: _shape(prose.text[language]) for language in LANGUAGES}
    for part in shapes["zh"]:
        if shapes["zh"][part] != shapes["en"][part]:
            yield say(
                "check.twins_differ",
                file=_file(page),
                text=_start(prose),
                part=say(f"check.part_{part}"),
                chinese=_told(shapes["zh"][part]),
                english=_told(shapes["en"][part]),
            )


def _shape(text: str) -> dict[str, list[str]]:
    tokens = _markdown.parse(text)
    inline = [part for token in tokens for part in (token.children or ())]
    return {
        "headings": [token.tag for token in tokens if token.type == "heading_open"],
        "items": [token.type for token in tokens if token.type == "list_item_open"],
        "rows": [token.type for token in tokens if token.type == "tr_open"],
        "figures": [str(part.attrs.get("src", "")) for part in inline if part.type == "image"],
        "links": [str(part.attrs.get("href", "")) for part in inline if part.type == "link_open"],
    }


def _told(part: list[str]) -> str:
    return ", ".join(part) if part and not part[0].endswith("_open") else str(len(part))


def _terms(page: Page, prose: Prose) -> Iterator[str]:
    pairs = glossary()
    chinese, english = terms_in(prose.text["zh"]), terms_in(prose.text["en"])
    unknown = [term for term in chinese if term not in {zh for zh, _ in pairs}]
    unknown += [term for term in english if term not in {en for _, en in pairs}]
    yield from (say("check.term_unknown", file=_file(page), term=term) for term in unknown)
    wanted = {en for zh, en in pairs if zh in chinese}
    if not unknown and wanted != set(english):
        yield say(
            "check.terms_differ",
            file=_file(page),
            text=_start(prose),
            terms="; ".join(sorted(wanted ^ set(english))),
        )


def _links(page: Page, prose: Prose) -> Iterator[str]:
    for language in LANGUAGES:
        for link in _shape(prose.text[language])["links"]:
            target = link.split("#")[0]
            is_outside = "://" in link or link.startswith("mailto:")
            if target and not is_outside and not (page.path.parent / target).is_file():
                yield say("check.link_dead", file=_file(page), link=link)


def _file(page: Page) -> str:
    return f"{page.folder.as_posix()}/{page.path.name}"


def _start(prose: Prose) -> str:
    return prose.text["zh"].strip().splitlines()[0][:30] if prose.text["zh"].strip() else ""
