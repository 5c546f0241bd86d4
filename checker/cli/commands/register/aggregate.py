"""``checker register aggregate``: the reports below a body added up into a draft of its own."""

from __future__ import annotations

import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import (
    add_common,
    configured,
    opened,
    put_out,
    year_in,
)
from checker.cli.commands.settings import day
from checker.cli.commands.status import CLEAN, FINDINGS
from checker.cli.parser import UsageError
from checker.cli.settings import add_section
from checker.i18n import translate
from checker.options.setting import Section
from checker.reporters import AGGREGATE_REPORTERS, BINARY, aggregate_reporter

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders

_FORMATS = tuple(AGGREGATE_REPORTERS)
_NOT_HERE = ("severity", "previous", "bodies", "scope")
_BY_ENDING = {".xlsx": "xlsx", ".docx": "docx"}


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register aggregate``."""
    words = speech.words
    group = add_common(parser, speech, _FORMATS)
    group.add_argument(
        "--parent", required=True, metavar="BODY", help=words("help.option.of-parent")
    )
    group.add_argument(
        "--year", type=year_in(speech), metavar="YEAR", help=words("help.option.year-shown")
    )
    group.add_argument("--output", default="", metavar="FILE", help=words("help.option.draft"))
    group.add_argument("--compare", action="store_true", help=words("help.option.compare"))
    add_section(group, speech, Section.JUDGING, but=_NOT_HERE)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Tell what was added up, and write the draft; 1 where somebody has to look at it."""
    from checker.cli.commands.shared import destinations, rules_told_by_file

    config = configured(arguments, _FORMATS)
    draft_format = _format_of(arguments.output, config.lang)
    store = opened(config)
    if draft_format:  # before either is written: the draft's file is not what is told of it
        claimed = destinations(config, store.database.files)
        claimed.claim(arguments.output)
        claimed.claim_main(config.output_file)
    from checker.pipeline import rulebook_of
    from checker.register.aggregating import aggregate
    from checker.register.overview import latest_year

    today = datetime.date.fromisoformat(day(config.date, config.lang))
    with rules_told_by_file(config):
        forms = rulebook_of(config.options).forms
    with store.reading() as session:
        found = aggregate(
            session,
            arguments.parent,
            arguments.year or latest_year(session, today),
            forms,
            config.lang,
            # Of some rules alone it says nothing of a sum that no rule asks for.
            blank_as_zero="" in config.options.blank_as_zero,
            held=arguments.compare,
        )
    if draft_format:
        # The draft to its file, what is to be minded to the terminal.
        drawn = config._replace(output_format=draft_format, output_file=arguments.output)
        put_out(drawn, store, aggregate_reporter(draft_format), found, binary=True)
    name = config.output_format
    put_out(config, store, aggregate_reporter(name), found, binary=name in BINARY)
    return CLEAN if found.is_settled else FINDINGS


def _format_of(path: str, lang: str) -> str:
    """The format that a draft's name ends in; empty where none is to be written."""
    if not path:
        return ""
    found = _BY_ENDING.get(PurePath(path).suffix.lower())
    if found is None:
        raise UsageError(translate("register.bad-draft", lang, path=path))
    return found
