"""``checker``: arguments to options, options to the pipeline, results to a reporter and a status.

Nothing heavy is imported before it is needed, so that ``--help`` and ``--version`` are quick.
Exit status: 0 all assessed and nothing at or above ``--fail-on``; 1 such findings, or a report
that could not be read or fully assessed; 2 wrong usage, configuration or rule file, or an
internal error; 130 interrupted.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.arguments import LEVELS, LIMITS, NEVER, UsageError, language, parse, severities
from checker.errors import CheckerError
from checker.texts import HELP, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import BinaryIO, TextIO

    from checker.model import Checked, Report, Results
    from checker.pipeline import Options, StartReaders
    from checker.reporters.options import Look
    from checker.rulebook.form import Form

CLEAN, FINDINGS, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None, *, start_readers: StartReaders | None = None) -> int:
    """Run the command line and return the exit status; never raises for what users do."""
    argv = sys.argv[1:] if argv is None else list(argv)
    lang = "zh"
    try:
        lang = language(argv, os.environ)
        arguments = parse(argv, os.environ)
        return _COMMANDS[arguments.command](arguments, start_readers)
    except SystemExit as end:  # --help and --version
        return int(end.code or 0)
    except (UsageError, CheckerError) as error:
        return _complain(str(error), lang)
    except KeyboardInterrupt:
        _complain(say("interrupted", lang), lang)
        return INTERRUPTED
    except Exception as error:  # the last resort: one line and status 2
        if os.environ.get("CHECKER_DEBUG") == "1":
            raise
        name = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return _complain(say("internal-error", lang, error=name), lang)


def _check(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    from checker.pipeline import run
    from checker.reporters import reporter

    options = _options(arguments)
    with _inputs(arguments) as (paths, shown), _progress(arguments, len(paths)) as advance:
        found = run(paths, options, start_readers=start_readers, progress=advance)
    results = replace(
        found.results,
        reports=tuple(
            replace(checked, report=replace(checked.report, path=path))
            for checked, path in zip(found.results.reports, shown, strict=True)
        ),
    )
    _deliver(
        arguments,
        lambda stream: reporter(arguments.output_format)(
            results, _look(arguments, found.forms, stream), stream
        ),
    )
    return exit_status(results, arguments.fail_on, exit_zero=arguments.exit_zero)


def _tables(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    from checker.pipeline import tables
    from checker.reporters import BINARY, table_reporter

    binary = arguments.output_format in BINARY
    if binary and not arguments.output_file and sys.stdout.isatty():
        raise UsageError(say("needs-file", arguments.lang))
    options = _options(arguments)
    with _inputs(arguments) as (paths, shown), _progress(arguments, len(paths)) as advance:
        read, forms = tables(paths, options, start_readers=start_readers, progress=advance)
    reports: tuple[Report, ...] = tuple(
        replace(report, path=path) for report, path in zip(read, shown, strict=True)
    )
    _deliver(
        arguments,
        lambda stream: table_reporter(arguments.output_format)(
            reports, _look(arguments, forms, stream), stream
        ),
        binary=binary,
    )
    return FINDINGS if any(report.refusal for report in reports) else CLEAN


_COMMANDS: Mapping[str, Callable[[argparse.Namespace, StartReaders | None], int]] = {
    "check": _check,
    "tables": _tables,
}


def exit_status(results: Results, fail_on: str, *, exit_zero: bool = False) -> int:
    """The status a run ends with; a broken rule is never passed over."""
    if any(f.outcome == "broken" for checked in results.reports for f in checked.findings):
        return USAGE
    counted = LEVELS[: LEVELS.index(fail_on) + 1] if fail_on != NEVER else ()
    bad = any(_is_bad(checked, counted) for checked in results.reports)
    return FINDINGS if bad and not exit_zero else CLEAN


def _is_bad(checked: Checked, counted: Sequence[str]) -> bool:
    if checked.verdict in ("unreadable", "undecided"):
        return True
    return any(f.outcome == "fail" and f.severity in counted for f in checked.findings)


def _options(arguments: argparse.Namespace) -> Options:
    from checker.model import Severity
    from checker.pipeline import Options

    chosen = severities(getattr(arguments, "severity", ()), arguments.lang)
    limits = {name.replace("-", "_"): getattr(arguments, name.replace("-", "_")) for name in LIMITS}
    return Options(
        lang=arguments.lang,
        severities={rule: Severity(level) for rule, level in chosen.items()},
        rules=tuple(getattr(arguments, "rules", ())),
        password=arguments.password,
        jobs=arguments.jobs,
        **limits,
    )


def _look(arguments: argparse.Namespace, forms: tuple[Form, ...], stream: TextIO) -> Look:
    from checker.console import wants_color, width
    from checker.reporters.options import Look

    color = wants_color(arguments.color, stream, os.environ)
    return Look(forms, arguments.lang, width(), color, arguments.quiet)


@contextlib.contextmanager
def _inputs(arguments: argparse.Namespace) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The files to read and the names to show; standard input is kept in a file meanwhile."""
    from checker.inputs import STDIN, expand

    shown = expand(arguments.paths, arguments.lang)
    with contextlib.ExitStack() as stack:
        paths = list(shown)
        if STDIN in shown:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="checker-"))
            copy = Path(folder) / "stdin.pdf"
            copy.write_bytes(sys.stdin.buffer.read())
            paths[shown.index(STDIN)] = str(copy)
        yield tuple(paths), shown


@contextlib.contextmanager
def _progress(arguments: argparse.Namespace, total: int) -> Iterator[Callable[[], None] | None]:
    from checker.console import progress

    if arguments.quiet:
        yield None
        return
    with progress(total, arguments.lang, sys.stderr) as advance:
        yield advance


def _deliver(
    arguments: argparse.Namespace, write: Callable[..., None], *, binary: bool = False
) -> None:
    """Write to standard output, or to a file that appears whole or not at all."""
    if arguments.output_file:
        try:
            with _whole_file(Path(arguments.output_file), binary=binary) as stream:
                write(stream)
        except OSError as error:
            reason = error.strerror or str(error)
            path = arguments.output_file
            raise CheckerError(
                say("cannot-write", arguments.lang, path=path, reason=reason)
            ) from error
        return
    try:
        write(sys.stdout.buffer if binary else sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough: no error, and nothing more to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def _whole_file(path: Path, *, binary: bool) -> Iterator[TextIO | BinaryIO]:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        if binary:
            with open(handle, "wb") as stream:  # noqa: PTH123 - a descriptor, not a path
                yield stream
        else:
            with open(handle, "w", encoding="utf-8", newline="\n") as stream:  # noqa: PTH123
                yield stream
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)  # noqa: PTH101 - mkstemp made it private
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        os.unlink(name)  # noqa: PTH108
        raise


def _complain(message: str, lang: str) -> int:
    text = f"checker: {HELP['error'][lang]}{message}"
    encoding = sys.stderr.encoding or "utf-8"
    safe = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
    sys.stderr.write(safe.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    return USAGE
