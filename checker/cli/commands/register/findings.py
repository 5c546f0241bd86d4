"""``checker register findings``: what was found, and what became of it from version to version."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.cli.commands.register.asking import add_asking, asked
from checker.cli.commands.register.shared import add_common, configured, opened, put_out
from checker.cli.commands.status import CLEAN
from checker.options import LEVELS
from checker.reporters import register_reporter

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders

_FORMATS = ("text", "json")
STATES = ("new", "reopened", "still", "settled")
"""Those of ``model.filings.FindingState``, which ``--help`` does not wait for."""


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register findings``."""
    words = speech.words
    group = add_common(parser, speech, _FORMATS)
    add_asking(group, speech)
    group.add_argument(
        "--rule", action="append", default=[], metavar="RULE", help=words("help.option.of-rule")
    )
    group.add_argument(
        "--severity", action="append", default=[], choices=LEVELS, metavar="LEVEL",
        help=words("help.option.of-severity", either=speech.either(LEVELS)),
    )  # fmt: skip
    group.add_argument(
        "--state", action="append", default=[], choices=STATES, metavar="STATE",
        help=words("help.option.finding-state", either=speech.either(STATES)),
    )  # fmt: skip


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """List them."""
    config = configured(arguments, _FORMATS)
    store = opened(config)
    from checker.model.filings import PRESENT, FindingState
    from checker.register.queries import findings

    wanted = replace(
        asked(arguments),
        rules=tuple(arguments.rule),
        severities=tuple(arguments.severity),
        states=frozenset(map(FindingState, arguments.state)) or PRESENT,
    )
    with store.reading() as session:
        found = findings(session, wanted, config.lang)
    put_out(config, store, register_reporter(config.output_format, "findings"), found, binary=False)
    return CLEAN
