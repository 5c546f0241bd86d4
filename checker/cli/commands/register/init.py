"""``checker register init``: a new, empty store."""

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
    """The arguments of ``checker register init``."""
    add_common(parser, speech)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Make the store; what is there already is never touched."""
    config = configured(arguments)
    require_extra(config.lang)
    from checker.register.location import located
    from checker.register.store import create_store

    store = create_store(located(config.store, config.lang), config.lang)
    sys.stdout.write(translate("register.made", config.lang, path=store.name) + "\n")
    return CLEAN
