"""``checker register copy FROM TO``: a whole store into another place."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import add_common, configured, require_extra
from checker.cli.commands.status import CLEAN
from checker.i18n import translate

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register copy``."""
    words = speech.words
    group = parser.add_argument_group(words("help.page.arguments"))
    group.add_argument("source", metavar="FROM", help=words("help.argument.copy-from"))
    group.add_argument("target", metavar="TO", help=words("help.argument.copy-to"))
    add_common(parser, speech, names_store=False)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Copy it, whole or not at all."""
    config = configured(arguments)
    require_extra(config.lang)
    from checker.register.copying import copy_store
    from checker.register.location import located
    from checker.register.store import open_store

    lang = config.lang
    target = located(arguments.target, lang)
    source = open_store(located(arguments.source, lang), lang)
    rows = copy_store(source, target, lang)
    told = target.name if isinstance(target, tuple) else target
    line = translate(
        "register.copied", lang, path=told,
        bodies=rows["bodies"], reports=rows["reports"], findings=rows["findings"],
    )  # fmt: skip
    sys.stdout.write(line + "\n")
    return CLEAN
