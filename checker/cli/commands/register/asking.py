"""Which reports and findings are asked for: the options that ``reports`` and ``findings`` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import year_in

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.register.queries import Asked


def add_asking(group: argparse._ArgumentGroup, speech: Speech, year: str = "") -> None:
    """``--year``, with this line of help if one is given, ``--body``, ``--parent``, ``--kind``."""
    words = speech.words
    group.add_argument(
        "--year", type=year_in(speech), metavar="YEAR", help=year or words("help.option.year-of")
    )
    group.add_argument("--body", default="", metavar="BODY", help=words("help.option.body-of"))
    group.add_argument("--parent", default="", metavar="BODY", help=words("help.option.parent"))
    group.add_argument(
        "--kind", action="append", default=[], metavar="KIND", help=words("help.option.body-kind")
    )


def asked(arguments: argparse.Namespace) -> Asked:
    """What they say."""
    from checker.register.queries import Asked

    return Asked(
        year=arguments.year,
        body=arguments.body,
        parent=arguments.parent,
        kinds=tuple(arguments.kind),
    )
