"""``checker register bodies FILE``: a list of bodies into the store."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import (
    add_common,
    configured,
    put_out,
    require_extra,
    tell_store,
)
from checker.cli.commands.settings import day
from checker.cli.commands.status import CLEAN
from checker.reporters import register_reporter

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.cli.settings import RunConfig
    from checker.pipeline import StartReaders
    from checker.register.store import Store

_FORMATS = ("text", "json")


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register bodies``."""
    words = speech.words
    parser.add_argument_group(words("help.page.arguments")).add_argument(
        "list", metavar="FILE", help=words("help.argument.bodies-list")
    )
    group = add_common(parser, speech, _FORMATS)
    group.add_argument("--dry-run", action="store_true", help=words("help.option.dry-run"))


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Take over the list, or tell what would become of it."""
    config = configured(arguments, _FORMATS)
    require_extra(config.lang)
    from checker.checks.across.body_list import read_bodies
    from checker.model.register_changes import Imported
    from checker.register.body_import import import_bodies
    from checker.register.filings import settle_unassigned

    bodies = read_bodies(Path(arguments.list), config.lang)
    dry = arguments.dry_run
    with ExitStack() as stack:
        store = _store(config, stack, dry=dry)
        session = stack.enter_context(store.trying() if dry else store.writing())
        changes = import_bodies(session, bodies, config.lang)
        assigned = settle_unassigned(session, day(config.date, config.lang))
    result = Imported(changes, assigned, is_dry_run=dry)
    put_out(
        config, store, register_reporter(config.output_format, "imported"), result, binary=False
    )
    return CLEAN


def _store(config: RunConfig, stack: ExitStack, *, dry: bool) -> Store:
    """The store, made where there is none; one that is gone afterwards where nothing may be."""
    from checker.register.location import DEFAULT, located
    from checker.register.store import create_store, is_there, open_store

    place = located(config.store, config.lang)
    if is_there(place, config.lang):
        store = open_store(place, config.lang)
    elif dry:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="checker-"))
        return create_store(Path(folder) / DEFAULT, config.lang)
    else:
        store = create_store(place, config.lang)
    tell_store(store, config)
    return store
