"""What the commands that read reports have in common: inputs, options, looks, progress."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.parser import LIMITS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

    from checker.cli.config import Settings
    from checker.findings.waivers import Waivers
    from checker.pipeline import Options, Run, StartReaders


def options(arguments: argparse.Namespace, settings: Settings | None = None) -> Options:
    """How the run goes: as the settings say, where a command has them."""
    from checker.model import Severity
    from checker.pipeline import Options

    names = [name.replace("-", "_") for name in LIMITS]
    if settings is None:
        limits = {name: getattr(arguments, name) for name in names}
        wanted = Options(lang=arguments.lang, **limits)
    else:
        from checker.rulebook.selection import Selection

        limits = {name.replace("-", "_"): limit for name, limit in settings.limits.items()}
        wanted = Options(
            lang=settings.lang,
            severities={rule: Severity(level) for rule, level in settings.severity.items()},
            rules=settings.rules,
            selection=Selection(
                settings.select,
                settings.extend_select,
                settings.ignore,
                settings.per_file_ignores,
            ),
            bodies=settings.bodies,
            **limits,
        )
    return replace(wanted, password=arguments.password, jobs=arguments.jobs)


def _import_reporter(name: str | None) -> None:
    """The output's module and rich, ready before the last file is read."""
    from checker.reporters import REPORTERS, reporter

    if name is not None and name in REPORTERS:
        reporter(name)


def check_reports(
    arguments: argparse.Namespace,
    settings: Settings,
    waivers: Waivers | None,
    start_readers: StartReaders | None,
) -> Run:
    """Read and check the reports that a command was given, beside those of other years."""
    from checker.cli.files import expand
    from checker.pipeline import run

    others = expand(arguments.previous, settings.lang) if arguments.previous else ()
    wanted = replace(options(arguments, settings), waivers=waivers, previous=others)
    with (
        inputs(arguments, settings.exclude) as (paths, shown),
        progress(arguments, len(paths) + len(others)) as advance,
    ):
        return run(
            paths,
            wanted,
            shown=shown,
            start_readers=start_readers,
            progress=advance,
            meanwhile=lambda: _import_reporter(getattr(arguments, "output_format", None)),
        )


@contextlib.contextmanager
def inputs(
    arguments: argparse.Namespace, exclude: Sequence[str] = ()
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The files to read and the names to show; standard input is kept in a file meanwhile."""
    import tempfile

    from checker.cli.files import STDIN, expand

    shown = expand(arguments.paths, arguments.lang, exclude)
    with contextlib.ExitStack() as stack:
        paths = list(shown)
        if STDIN in shown:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="checker-"))
            copy = Path(folder) / "stdin.pdf"
            copy.write_bytes(sys.stdin.buffer.read())
            paths[shown.index(STDIN)] = str(copy)
        yield tuple(paths), shown


@contextlib.contextmanager
def progress(arguments: argparse.Namespace, total: int) -> Iterator[Callable[[], None] | None]:
    """What to call after each file, ``None`` when nothing is to be shown."""
    from checker.cli.terminal import progress as bar

    if arguments.quiet:
        yield None
        return
    with bar(total, arguments.lang, sys.stderr) as advance:
        yield advance


def terminal(arguments: argparse.Namespace, stream: TextIO) -> tuple[int, bool]:
    """Width in columns, and whether to colour what goes to this stream."""
    from checker.cli.terminal import wants_color, width

    return width(), wants_color(arguments.color, stream, os.environ)
