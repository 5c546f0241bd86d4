"""What the commands that read reports have in common: inputs, options, looks, progress."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.parser import LIMITS
from checker.startup import hurried

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

    from checker.cli.config import Settings
    from checker.cli.destinations import Destinations
    from checker.cli.files import Given
    from checker.findings.waivers import Waivers
    from checker.model import Inputs
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
    from checker.pipeline import run

    others = previous_of(arguments)
    wanted = replace(options(arguments, settings), waivers=waivers, previous=others.files)
    with (
        inputs(arguments, settings.exclude) as (paths, given),
        progress(arguments, len(paths) + len(others.files)) as advance,
    ):
        return run(
            paths,
            wanted,
            shown=given.files,
            found=given.found,
            beside=given.beside + others.beside,
            start_readers=start_readers,
            progress=advance,
            meanwhile=lambda: _import_reporter(getattr(arguments, "output_format", None)),
            loading=hurried,
        )


def previous_of(arguments: argparse.Namespace) -> Given:
    """The reports of other years that a command was given."""
    from checker.cli.files import Given, expand

    return expand(arguments.previous, arguments.lang) if arguments.previous else Given()


def destinations(
    arguments: argparse.Namespace,
    settings: Settings | None = None,
    also: Sequence[str] = (),
    *,
    settles: bool = False,
) -> Destinations:
    """Where a command's outputs may go, in view of all that it reads (``also``: further files).

    ``settles``: the command will say after reading what of a folder's files is its own output.
    """
    from checker.cli.destinations import Destinations
    from checker.cli.files import STDIN, listed

    exclude = settings.exclude if settings else ()
    given = [name for name in getattr(arguments, "paths", ()) if name != STDIN]
    previous = getattr(arguments, "previous", ())

    def read() -> Iterator[str]:
        from checker.rulebook.load import sources

        for one in (*(listed(name, exclude) for name in given), *map(listed, previous)):
            if not (settles and one.found):
                yield from one.files
            # Not read, but somebody's document: a list must not take the place of a web page.
            yield from (unread.path for unread in one.beside.unread)
        yield from sources(settings.rules if settings else getattr(arguments, "rules", ()))
        if settings:
            yield from filter(None, (settings.bodies, *settings.files))
        yield from also

    def found() -> Iterator[str]:
        for one in (*(listed(name, exclude) for name in given), *map(listed, previous)):
            for files in one.found.values() if settles else ():
                yield from files

    lang = settings.lang if settings else arguments.lang
    from_stdin = STDIN in getattr(arguments, "paths", ())
    return Destinations(read(), lang, found=found(), from_stdin=from_stdin)


@contextlib.contextmanager
def inputs(
    arguments: argparse.Namespace, exclude: Sequence[str] = ()
) -> Iterator[tuple[tuple[str, ...], Given]]:
    """The files to open and what was given; standard input is kept in a file meanwhile."""
    import tempfile

    from checker.cli.files import STDIN, expand

    given = expand(arguments.paths, arguments.lang, exclude)
    with contextlib.ExitStack() as stack:
        paths = list(given.files)
        if STDIN in paths:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="checker-"))
            copy = Path(folder) / "stdin.pdf"
            copy.write_bytes(sys.stdin.buffer.read())
            paths[paths.index(STDIN)] = str(copy)
        yield tuple(paths), given


def note_inputs(found: Inputs, lang: str, *, quiet: bool) -> None:
    """What was given and not checked, on standard error: for outputs that have no room for it."""
    from checker.cli.output import complain
    from checker.wording.inputs import input_notes

    for _, line in input_notes(found, lang, quiet=quiet):
        complain(line, lang, kind="note")


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
