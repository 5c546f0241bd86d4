"""What ``clear`` and ``send-back`` have in common: somebody decides of a report, with a note."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import add_common, configured, opened
from checker.cli.commands.register.show import add_body_and_year
from checker.cli.commands.settings import day
from checker.cli.commands.status import CLEAN
from checker.i18n import translate

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.model.filings import FilingEvent


def add_deciding(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """Whose report, by whom, why, and which version was seen."""
    words = speech.words
    add_body_and_year(parser, speech)
    group = add_common(parser, speech)
    group.add_argument("--note", default="", metavar="TEXT", help=words("help.option.note"))
    group.add_argument("--by", default="", metavar="NAME", help=words("help.option.by"))
    group.add_argument("--seen", type=speech.count, metavar="N", help=words("help.option.seen"))


def decided(arguments: argparse.Namespace, event: FilingEvent) -> int:
    """Put the decision into the store, and say what the report's state is now."""
    config = configured(arguments)
    store = opened(config)
    from checker.register.filings import Decision, decide
    from checker.register.overview import body_of
    from checker.register.queries import filing_row
    from checker.register.records import storable

    decision = Decision(
        event,
        day(config.date, config.lang),
        by=storable(arguments.by),
        note=storable(arguments.note.strip()),
        seen=arguments.seen,
    )
    with store.writing() as session:
        name = body_of(session, arguments.body, config.lang).name
        row = filing_row(session, arguments.body, arguments.year, config.lang)
        state = decide(session, row, decision, config.lang)
        version = row.current
    word = translate(f"register.state.{state.value}", config.lang)
    line = translate(
        "register.decided", config.lang,
        body=name, year=arguments.year, version=version, state=word,
    )  # fmt: skip
    sys.stdout.write(line + "\n")
    return CLEAN
