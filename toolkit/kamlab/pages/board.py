"""The trainer's board plan: one printable page made from the cells that the page marks for it."""

from __future__ import annotations

from html import escape
from importlib import resources
from string import Template

from markdown_it import MarkdownIt

from kamlab.language import Language, say
from kamlab.pages.notebook import mark_terms
from kamlab.pages.source import Page


def board_plan(page: Page, language: Language) -> str:
    """HTML of the board plan in `language`: a card a board cell, and the minutes of every step beside it."""
    render = MarkdownIt("commonmark").enable("table").render
    texts = (mark_terms(block.text[language]) for block in page.prose("board"))
    cards = "\n".join(f"<section>{render(text)}</section>" for text in texts)
    sheet = resources.files("kamlab") / "pages" / "board.html"
    return Template(sheet.read_text(encoding="utf-8")).substitute(
        language={"zh": "zh-CN", "en": "en"}[language],
        title=escape(page.title[language]),
        heading=escape(say("pages.board_heading", title=page.title[language])),
        plan=_minutes(page, language),
        cards=cards,
    )


def _minutes(page: Page, language: Language) -> str:
    steps = [block for block in page.prose("") if block.step]
    rows = "".join(
        f"<tr><td>{escape(_heading(block.text[language]))}</td><td>{block.minutes}</td>"
        f"<td>{escape(say('pages.track_' + block.track.replace('-', '_')))}</td></tr>"
        for block in steps
    )
    heads = "".join(f"<th>{escape(say(f'pages.plan_{name}'))}</th>" for name in ("step", "minutes", "track"))
    total = sum(block.minutes for block in steps)
    foot = f"<tr><th>{escape(say('pages.plan_total'))}</th><th>{total}</th><th></th></tr>"
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody><tfoot>{foot}</tfoot></table>"


def _heading(text: str) -> str:
    lines = (line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("#"))
    return next(lines, text.strip().splitlines()[0])
