"""What the commands that read reports have in common: inputs, options, looks, progress."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.cache import note_fault, with_cache
from checker.startup import hurried

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

    from checker.cli.destinations import Destinations
    from checker.cli.files import Given
    from checker.cli.settings import RunConfig
    from checker.confirming import Readings
    from checker.findings.waivers import Waivers
    from checker.model import Inputs
    from checker.pipeline import Run, StartReaders, Tables


def _import_reporter(name: str) -> None:
    """The output's module and rich, ready before the last file is read."""
    from checker.reporters import REPORTERS, reporter

    if name in REPORTERS:
        reporter(name)


def check_reports(
    config: RunConfig,
    waivers: Waivers | None,
    start_readers: StartReaders | None,
    *,
    readings: Readings | None,
) -> Run:
    """Read and check the reports that a command was given, beside those of other years."""
    from checker.pipeline import run

    others = previous_of(config)
    wanted = with_cache(config)._replace(waivers=waivers, confirmed=readings, previous=others.files)
    with (
        rules_told_by_file(config),
        inputs(config) as (paths, given),
        progress(config, len(paths) + len(others.files)) as advance,
    ):
        found = run(
            paths,
            wanted,
            shown=given.files,
            found=given.found,
            beside=given.beside + others.beside,
            start_readers=start_readers,
            progress=advance,
            meanwhile=lambda: _import_reporter(config.output_format),
            loading=hurried,
        )
    note_fault(found.cache_fault, config)
    return found


@contextlib.contextmanager
def rules_told_by_file(config: RunConfig) -> Iterator[None]:
    """An unknown rule is told with the configuration file that names it, and the line there."""
    from checker.errors import CheckerError, UnknownRuleError

    try:
        yield
    except UnknownRuleError as error:
        from checker.cli.config import place_of_rule
        from checker.i18n import translate

        place = place_of_rule(config, error.rule)
        if place is None:
            raise
        colon = translate("joining.colon", config.lang)
        raise CheckerError(f"{place}{colon}{error}") from error


def previous_of(config: RunConfig) -> Given:
    """The reports of other years that a command was given."""
    from checker.cli.archives import with_members
    from checker.cli.files import Given, expand

    previous = config.options.previous
    if not previous:
        return Given()
    return with_members(expand(previous, config.lang), config.options.reading, config.lang)


def destinations(
    config: RunConfig,
    also: Sequence[str] = (),
    *,
    settles: bool = False,
) -> Destinations:
    """Where a command's outputs may go, in view of all that it reads (``also``: further files).

    ``settles``: the command will say after reading what of a folder's files is its own output.
    """
    from checker.cli.destinations import Destinations
    from checker.cli.files import STDIN, listed

    exclude, options = config.exclude, config.options
    given = [name for name in config.paths if name != STDIN]
    previous = options.previous

    def read() -> Iterator[str]:
        from checker.rulebook.load import sources

        for one in (*(listed(name, exclude) for name in given), *map(listed, previous)):
            if not (settles and one.found):
                yield from one.files
            # Not read, but somebody's document: a list must not take the place of a web page.
            yield from (unread.path for unread in one.beside.unread)
        yield from sources(options.rules, config.lang)
        yield from filter(None, (options.bodies, *config.files))
        yield from also

    def found() -> Iterator[str]:
        for one in (*(listed(name, exclude) for name in given), *map(listed, previous)):
            for files in one.found.values() if settles else ():
                yield from files

    return Destinations(read(), config.lang, found=found(), from_stdin=STDIN in config.paths)


@contextlib.contextmanager
def inputs(config: RunConfig) -> Iterator[tuple[tuple[str, ...], Given]]:
    """The files to open and what was given; standard input is kept in a file meanwhile."""
    import tempfile

    from checker.cli.archives import with_members
    from checker.cli.files import STDIN, expand

    given = expand(config.paths, config.lang, config.exclude)
    given = with_members(given, config.options.reading, config.lang, config.exclude)
    with contextlib.ExitStack() as stack:
        paths = list(given.files)
        if STDIN in paths:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="checker-"))
            copy = Path(folder) / "stdin.pdf"
            # The reading processes open files by their path, and a pipe could be read by one of
            # them once.
            copy.write_bytes(sys.stdin.buffer.read())
            paths[paths.index(STDIN)] = str(copy)
        yield tuple(paths), given


def note_inputs(found: Inputs, lang: str, *, quiet: bool) -> None:
    """What was given and not checked, on standard error: for outputs that have no room for it."""
    from checker.cli.output import complain
    from checker.wording.inputs import input_notes

    for _, line in input_notes(found, lang, quiet=quiet):
        complain(line, lang, kind="note")


def told_of_reading(read: Tables, config: RunConfig) -> bool:
    """Tell on standard error what was passed over and what faults there were.

    Whether the run as a whole failed: the same fault on every file (``same_fault``).
    """
    from checker.cli.output import complain
    from checker.i18n import translate

    note_inputs(read.inputs, config.lang, quiet=config.quiet)
    for report in read.reports:
        for one in report.faults:
            told = translate(
                "diagnostic.page-fault",
                config.lang,
                path=report.name,
                page=one.page,
                error=one.error,
            )
            complain(told, config.lang, kind="note")
    if read.fault:
        complain(read.fault, config.lang)
    return bool(read.fault)


@contextlib.contextmanager
def progress(
    config: RunConfig, total: int, *, timed: bool = False
) -> Iterator[Callable[[], None] | None]:
    """What to call after each file, ``None`` when nothing is to be shown."""
    from checker.cli.terminal import progress as bar

    if config.quiet:
        yield None
        return
    with bar(total, config.lang, sys.stderr, timed=timed) as advance:
        yield advance


def terminal(config: RunConfig, stream: TextIO) -> tuple[int, bool]:
    """Width in columns, and whether to colour what goes to this stream."""
    from checker.cli.terminal import wants_color, width

    return width(), wants_color(config.color, stream, os.environ)
