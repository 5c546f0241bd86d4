"""``checker register show BODY YEAR``: one body's report of a year, with its whole history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import (
    add_common,
    configured,
    opened,
    put_out,
    year_in,
)
from checker.cli.commands.settings import day
from checker.cli.commands.status import CLEAN
from checker.reporters import register_reporter

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders

_FORMATS = ("text", "json")


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register show``."""
    add_body_and_year(parser, speech)
    add_common(parser, speech, _FORMATS)


def add_body_and_year(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """Whose report it is, and of which year."""
    words = speech.words
    group = parser.add_argument_group(words("help.page.arguments"))
    group.add_argument("body", metavar="BODY", help=words("help.argument.body"))
    group.add_argument(
        "year", type=year_in(speech), metavar="YEAR", help=words("help.argument.year")
    )


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Show it."""
    config = configured(arguments, _FORMATS)
    store = opened(config)
    from checker.register.queries import filing

    with store.reading() as session:
        found = filing(
            session,
            store.name,
            arguments.body,
            arguments.year,
            day=day(config.date, config.lang),
            lang=config.lang,
        )
    put_out(config, store, register_reporter(config.output_format, "filing"), found, binary=False)
    return CLEAN
