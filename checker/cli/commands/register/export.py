"""``checker register export FOLDER``: the tables of the store, for other programs."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import add_common, configured, opened, year_in
from checker.cli.commands.status import CLEAN
from checker.errors import CheckerError
from checker.i18n import system_reason, translate
from checker.reporters import EXPORTS, export_writer

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders

_FORMATS = tuple(EXPORTS)


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register export``."""
    words = speech.words
    parser.add_argument_group(words("help.page.arguments")).add_argument(
        "folder", metavar="FOLDER", help=words("help.argument.export-folder")
    )
    group = add_common(parser, speech)
    group.add_argument(
        "--format", choices=_FORMATS, default=_FORMATS[0], metavar="FORMAT",
        help=words("help.option.export-format", either=speech.either(_FORMATS)),
    )  # fmt: skip
    group.add_argument(
        "--year", type=year_in(speech), metavar="YEAR", help=words("help.option.year-of")
    )


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Write the tables into a new folder, all of them or none."""
    config = configured(arguments)
    store = opened(config)
    lang = config.lang
    if arguments.format == "parquet" and find_spec("duckdb") is None:
        raise CheckerError(translate("register.no-parquet", lang))
    from checker.register.export import exported

    write = export_writer(arguments.format)
    folder = Path(os.path.abspath(arguments.folder))  # noqa: PTH100 - links stay as they are named
    with store.reading() as session:
        _whole(folder, lang, lambda new: write(exported(session, arguments.year), new))
    sys.stdout.write(translate("register.exported", lang, path=folder) + "\n")
    return CLEAN


def _whole(folder: Path, lang: str, write: Callable[[Path], None]) -> None:
    """Fill a folder that appears when it is full; ``CheckerError`` where something is there."""
    new = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CheckerError(translate("register.folder-not-empty", lang, path=folder))
        new.mkdir()
        write(new)
        if folder.exists():
            folder.rmdir()
        new.rename(folder)
    except OSError as error:
        reason = system_reason(error, lang)
        raise CheckerError(
            translate("diagnostic.cannot-write", lang, path=folder, reason=reason)
        ) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
