"""``checker register match``: whose report it is, where the title prints no name of the list."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import add_common, configured, opened, put_out
from checker.cli.commands.settings import day
from checker.cli.commands.status import CLEAN, FINDINGS
from checker.cli.parser import UsageError
from checker.i18n import translate
from checker.reporters import register_reporter

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders

_FORMATS = ("text", "json")
_PAIR = 2


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register match``."""
    words = speech.words
    parser.add_argument_group(words("help.page.arguments")).add_argument(
        "pair", nargs="*", metavar="BODY", help=words("help.argument.match")
    )
    group = add_common(parser, speech, _FORMATS)
    group.add_argument("--accept", action="store_true", help=words("help.option.accept"))


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Settle one name, or those that are sure, or show whose each may be; 1 while some are open."""
    config = configured(arguments, _FORMATS)
    pair = arguments.pair
    if len(pair) not in (0, _PAIR) or (pair and arguments.accept):
        raise UsageError(translate("register.match-usage", config.lang))
    store = opened(config)
    from checker.register.settling import proposed, settle_name

    lang = config.lang
    today = day(config.date, lang)
    if pair or arguments.accept:
        with store.writing() as session:
            pairs = (
                [(pair[0], pair[1])]
                if pair
                else [
                    (one.name, one.bodies[0][0]) for one in proposed(session).names if one.is_sure
                ]
            )
            told = [(name, *settle_name(session, name, body, today, lang)) for name, body in pairs]
        for name, body, count in told:
            line = translate("register.settled", lang, name=name, body=body, count=count)
            sys.stdout.write(line + "\n")
        if pair:
            return CLEAN
    with store.reading() as session:
        found = proposed(session)
    put_out(
        config, store, register_reporter(config.output_format, "proposals"), found, binary=False
    )
    return FINDINGS if found.names else CLEAN
