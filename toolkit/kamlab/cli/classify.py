"""`kamlab classify`: an own client list from Excel or CSV, classified, as a workbook."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from kamlab.cli.disk import write_whole
from kamlab.data.ownfile import CRITERION, OTHER, listed
from kamlab.errors import BadInput, CannotWrite, nearest
from kamlab.language import say
from kamlab.ownlist.lists import (
    OwnList,
    classify_list,
    corrected,
    for_scheme,
    open_list,
    role_words,
)
from kamlab.ownlist.permission import require_allowed
from kamlab.ownlist.scheme import Classified, Wishes
from kamlab.ownlist.schemes import SCHEMES
from kamlab.ownlist.workbook import workbook

ROWS_SHOWN, NAMES_SHOWN = 10, 20
BINS = "3456789"
SETTING_OF = {"--by": "abc", "--weights": "score", "--lower": "score", "--bins": "rfm", "--as-of": "rfm"}
"""Setting -> the scheme that reads it."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `classify` to the command line."""
    parser = commands.add_parser("classify", help=say("ownlist.about"), description=say("ownlist.about_long"))
    parser.add_argument("file", type=Path, help=say("ownlist.arg_file"))
    parser.add_argument("-o", "--out", type=Path, help=say("ownlist.arg_out"))
    parser.add_argument("--scheme", required=True, metavar="|".join(SCHEMES), help=say("ownlist.arg_scheme"))
    parser.add_argument("--sheet", help=say("ownlist.arg_sheet"))
    parser.add_argument(
        "--column", action="append", default=[], metavar="ROLE=HEADING", help=say("ownlist.arg_column")
    )
    parser.add_argument(
        "--keep", action="append", default=[], metavar="HEADING", help=say("ownlist.arg_keep")
    )
    parser.add_argument("--by", default="", metavar="ROLE", help=say("ownlist.arg_by"))
    parser.add_argument("--weights", default="", metavar="NAME=NUMBER,…", help=say("ownlist.arg_weights"))
    parser.add_argument("--lower", action="append", default=[], metavar="NAME", help=say("ownlist.arg_lower"))
    parser.add_argument("--bins", default="5", metavar="3-9", help=say("ownlist.arg_bins"))
    parser.add_argument("--as-of", default="", metavar="YYYY-MM-DD", help=say("ownlist.arg_as_of"))
    parser.add_argument("--replace", action="store_true", help=say("ownlist.arg_replace"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, say how it was read, classify, write the workbook; 0 when done."""
    require_allowed()
    _require_scheme(arguments.scheme)
    wishes = _wishes(arguments)
    target = _target(arguments)
    own = open_list(arguments.file, sheet=arguments.sheet)
    corrections = _corrections(arguments.column, headings=own.roles)
    roles = corrected(own, corrections)
    used = for_scheme(own, scheme=arguments.scheme, roles=roles, wishes=wishes)
    columns = _columns_told(own, used, keep=arguments.keep, told=corrections)
    _print(*own.notes, *columns, *_unused(arguments))
    result, cleaned = classify_list(
        own, scheme=arguments.scheme, used=used, wishes=wishes, keep=arguments.keep
    )
    reading = [str(note) for note in (*own.notes, *columns, *cleaned.notes)]
    data = workbook(result, source=arguments.file.name, dropped=cleaned.dropped, reading=reading)
    _write(target, data)
    _print(*cleaned.notes, *_dropped_told(cleaned.dropped.astype(str).to_numpy().tolist()))
    _print(*result.told, *_counts_told(result), say("ownlist.written", file=target))
    return 0


def _target(arguments: argparse.Namespace) -> Path:
    """Where the workbook goes: as asked, else beside the list."""
    source: Path = arguments.file.expanduser()
    name = say("ownlist.default_name", name=source.stem)
    target: Path = arguments.out.expanduser() if arguments.out else source.parent / name
    if target.suffix.lower() != ".xlsx":
        raise BadInput("ownlist.not_xlsx", found=target.name)
    try:
        if target.exists() and source.exists() and target.samefile(source):
            raise BadInput("ownlist.is_the_list", file=target.name)
        if target.is_dir() or (target.exists() and not arguments.replace):
            raise BadInput("ownlist.is_a_folder" if target.is_dir() else "ownlist.is_there", file=target.name)
    except OSError as fault:
        raise CannotWrite("ownlist.cannot_write", file=target.name, reason=fault.strerror or "") from fault
    return target


def _require_scheme(name: str) -> None:
    if name not in SCHEMES:
        near = nearest(name, SCHEMES) or "abc"
        raise BadInput("ownlist.no_such_scheme", found=name, known=", ".join(SCHEMES), near=near)


def _wishes(arguments: argparse.Namespace) -> Wishes:
    return Wishes(
        by=arguments.by,
        weights=_weights(arguments.weights),
        lower_is_better=tuple(arguments.lower),
        bins=_bins(arguments.bins),
        as_of=_day(arguments.as_of),
    )


def _pair(text: str, *, headings: Collection[str]) -> tuple[str, str]:
    """Heading and role of "ROLE=HEADING"; either may hold the mark too, so a heading of the list decides."""
    marks = [place for place, letter in enumerate(text) if letter == "="]
    splits = [(text[place + 1 :].strip(), text[:place].strip()) for place in marks]
    splits = [(heading, role) for heading, role in splits if heading and role]
    if not splits:
        raise BadInput("ownlist.bad_column", found=text)
    return next((split for split in splits if split[0] in headings), splits[0])


def _corrections(texts: Sequence[str], *, headings: Collection[str]) -> dict[str, str]:
    """Heading -> role; neither may be given twice."""
    pairs = [_pair(text, headings=headings) for text in texts]
    for place, (heading, role) in enumerate(pairs):
        for first, (other, its_role) in zip(texts[:place], pairs, strict=False):
            if heading == other or (role == its_role != OTHER):
                raise BadInput("ownlist.column_twice", first=first, second=texts[place])
    return dict(pairs)


def _bins(text: str) -> int:
    if text not in BINS:
        raise BadInput("ownlist.bad_bins", found=text, low=BINS[0], high=BINS[-1])
    return int(text)


def _unused(arguments: argparse.Namespace) -> list[str]:
    """A sentence for each setting that the scheme does not read."""
    is_set = {
        "--by": arguments.by,
        "--weights": arguments.weights,
        "--lower": arguments.lower,
        "--bins": arguments.bins != "5",
        "--as-of": arguments.as_of,
    }
    return [
        say("ownlist.told_unused", option=option, scheme=SETTING_OF[option])
        for option, given in is_set.items()
        if given and SETTING_OF[option] != arguments.scheme
    ]


def _weights(text: str) -> dict[str, float]:
    parts = [part.rpartition("=") for part in text.replace("，", ",").split(",") if part.strip()]
    try:
        return {name.strip(): float(value) for name, _, value in parts}
    except ValueError as fault:
        raise BadInput("ownlist.bad_weights", found=text) from fault


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise BadInput("ownlist.bad_day", found=text) from fault


def _print(*lines: object) -> None:
    """Print each line as far as the terminal can show it; a reader that has left stops nothing."""
    if sys.stdout is None:
        return
    coding = sys.stdout.encoding or "utf-8"
    with suppress(BrokenPipeError):
        for line in lines:
            print(str(line).encode(coding, "replace").decode(coding), flush=True)


def _columns_told(
    own: OwnList, used: Mapping[str, str], *, keep: Sequence[str], told: Collection[str]
) -> list[str]:
    """A sentence for each column that is used: what it was taken for; then those that were not."""
    lines, left_out = [], {name for name in own.personal if name not in keep}
    for column, role in used.items():
        if role != OTHER and column not in left_out:
            why = own.reasons.get(column, "")
            if role != own.roles[column]:
                is_counted = role == f"{CRITERION}{column}" and column not in told
                why = say("ownlist.why_figures" if is_counted else "ownlist.you_said")
            lines.append(say("ownlist.told_column", column=column, role=role_words(role), why=why))
    ignored = [name for name, role in used.items() if role == OTHER and name not in left_out]
    if ignored:
        names = listed(ignored[:NAMES_SHOWN])
        key = "ownlist.told_ignored" if len(ignored) <= NAMES_SHOWN else "ownlist.told_ignored_more"
        lines.append(say(key, columns=names, count=len(ignored)))
    return lines


def _write(target: Path, data: bytes) -> None:
    partial = target.with_name(f".{target.name[:60]}.part")
    try:
        write_whole(target, data=data, partial=partial)
    except CannotWrite as fault:
        reason = fault.values.get("reason", fault)
        raise CannotWrite("ownlist.cannot_write", file=target.name, reason=reason) from fault
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _dropped_told(dropped: Sequence[Sequence[str]]) -> list[str]:
    """The first cells that were left out, and how many more there are."""
    lines = [
        say("ownlist.dropped", row=row, column=column, found=found, why=why)
        for row, column, found, why in dropped[:ROWS_SHOWN]
    ]
    more = len(dropped) - ROWS_SHOWN
    return [*lines, say("ownlist.more_dropped", count=more)] if more > 0 else lines


def _counts_told(result: Classified) -> list[str]:
    return [
        say("ownlist.counted", name=result.words(name), count=count) for name, count in result.counts.items()
    ]
