"""``checker register status``: who has handed in, who is late, and how far each report got."""

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
from checker.reporters import BINARY, STATUS_REPORTERS, status_reporter

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders

STATES = ("changed", "findings", "corrected", "sent-back", "owed", "in", "cleared")
"""Those of ``model.filings.FilingState``, which ``--help`` does not wait for."""


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register status``."""
    words = speech.words
    group = add_common(parser, speech, tuple(STATUS_REPORTERS))
    group.add_argument(
        "--year", type=year_in(speech), metavar="YEAR", help=words("help.option.year-shown")
    )
    group.add_argument("--parent", default="", metavar="BODY", help=words("help.option.parent"))
    group.add_argument(
        "--state", action="append", default=[], choices=STATES, metavar="STATE",
        help=words("help.option.state", either=speech.either(STATES)),
    )  # fmt: skip


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Show the bodies of a year as a tree."""
    config = configured(arguments, tuple(STATUS_REPORTERS))
    store = opened(config)
    from checker.model.filings import FilingState
    from checker.register.overview import status

    with store.reading() as session:
        found = status(
            session,
            store.name,
            year=arguments.year,
            day=day(config.date, config.lang),
            lang=config.lang,
            parent=arguments.parent,
            wanted=[FilingState(one) for one in arguments.state],
        )
    name = config.output_format
    put_out(config, store, status_reporter(name), found, binary=name in BINARY)
    return CLEAN
