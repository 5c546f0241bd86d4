"""What the commands that read reports have in common: inputs, options, looks, progress."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.arguments import LIMITS, severities

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from checker.pipeline import Options


def options(arguments: argparse.Namespace) -> Options:
    """How the run goes."""
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


@contextlib.contextmanager
def inputs(arguments: argparse.Namespace) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The files to read and the names to show; standard input is kept in a file meanwhile."""
    import tempfile

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
def progress(arguments: argparse.Namespace, total: int) -> Iterator[Callable[[], None] | None]:
    """What to call after each file, ``None`` when nothing is to be shown."""
    from checker.console import progress as bar

    if arguments.quiet:
        yield None
        return
    with bar(total, arguments.lang, sys.stderr) as advance:
        yield advance


def terminal(arguments: argparse.Namespace, stream: TextIO) -> tuple[int, bool]:
    """Width in columns, and whether to colour what goes to this stream."""
    from checker.console import wants_color, width

    return width(), wants_color(arguments.color, stream, os.environ)
