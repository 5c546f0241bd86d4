"""``checker register reports``: the reports of the store, version by version."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.cli.commands.register.asking import add_asking, asked
from checker.cli.commands.register.shared import add_common, configured, opened, put_out
from checker.cli.commands.status import CLEAN
from checker.reporters import register_reporter

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders

_FORMATS = ("text", "json")


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register reports``."""
    group = add_common(parser, speech, _FORMATS)
    add_asking(group, speech)
    group.add_argument(
        "--unassigned", action="store_true", help=speech.words("help.option.unassigned")
    )


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """List them."""
    config = configured(arguments, _FORMATS)
    store = opened(config)
    from checker.register.queries import reports

    wanted = replace(asked(arguments), unassigned=arguments.unassigned)
    with store.reading() as session:
        found = reports(session, wanted, config.lang)
    put_out(config, store, register_reporter(config.output_format, "reports"), found, binary=False)
    return CLEAN
