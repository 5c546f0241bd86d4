"""``checker completion SHELL``: the script with which a shell completes commands and options."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker.cli.commands.status import CLEAN
from checker.cli.parser import add_options
from checker.cli.settings import add_section
from checker.options.setting import Section

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders

SHELLS = ("bash", "zsh", "fish")
_FILES = ("PATH", "FILE", "CERTIFICATE")


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker completion``."""
    parser.add_argument_group(speech.words("help.page.arguments")).add_argument(
        "shell", choices=SHELLS, metavar="SHELL", help=speech.words("help.argument.shell")
    )
    add_section(add_options(parser, speech), speech, Section.LANGUAGE)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Print the script; it is made anew from the options that there are."""
    import shtab

    from checker.cli.commands import COMMANDS
    from checker.cli.parser import arguments_of, whole_parser

    parser = whole_parser(arguments.lang, COMMANDS)
    for action in arguments_of(parser):
        if str(action.metavar).endswith(_FILES):
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # where shtab looks
    sys.stdout.write(shtab.complete(parser, arguments.shell) + "\n")
    return CLEAN
