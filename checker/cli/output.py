"""Outputs to their places: standard output, or files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.i18n.texts import HELP, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO, TextIO, TypeAlias

    Write: TypeAlias = Callable[..., None]


def deliver(write: Write, path: str | None, lang: str, *, binary: bool = False) -> None:
    """Write to a file, whole or not at all, or to standard output when there is no path.

    ``CheckerError`` when the file cannot be written; what stood there before still does.
    """
    if path is None:
        _print(write, binary=binary)
        return
    try:
        with _whole_file(Path(path), binary=binary) as stream:
            write(stream)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CheckerError(say("cannot-write", lang, path=path, reason=reason)) from error


def append(text: str, path: str, lang: str) -> None:
    """Add text to the end of a file that others write to as well (a CI step's summary)."""
    try:
        with Path(path).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CheckerError(say("cannot-write", lang, path=path, reason=reason)) from error


def complain(message: str, lang: str, kind: str = "error") -> None:
    """One line (an ``error`` or a ``note``) on standard error, which nothing in it can steer."""
    text = f"checker: {HELP[kind][lang]}{message}"
    encoding = sys.stderr.encoding or "utf-8"
    safe = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
    sys.stderr.write(safe.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def internal_error(error: Exception, lang: str) -> str:
    """The one line that an unforeseen error gives."""
    name = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return say("internal-error", lang, error=name)


def _print(write: Write, *, binary: bool) -> None:
    try:
        write(sys.stdout.buffer if binary else sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough: no error, and nothing more to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def _whole_file(path: Path, *, binary: bool) -> Iterator[TextIO | BinaryIO]:
    import tempfile

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
