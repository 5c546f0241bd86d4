"""Outputs to their places: standard output, files that appear whole or not at all, streams."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from checker.cli.destinations import Target
from checker.errors import CheckerError
from checker.i18n import system_reason, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO, TextIO, TypeAlias

    Write: TypeAlias = Callable[..., None]


_STDOUT = 1


def deliver(write: Write, path: str | None, lang: str, *, binary: bool = False) -> None:
    """Write to a file, whole or not at all, or to standard output when there is no path.

    A link is followed: what it leads to is replaced and keeps its mode and owner. A device, a
    pipe or a descriptor is never replaced but written to as the output is made.
    ``CheckerError`` when nothing or not all can be written; a file that stood there still does.
    """
    if path is None:
        _print(write, binary=binary)
        return
    try:
        target = Target.of(path)
        is_file = target.descriptor is None and not target.is_stream
        with (_whole_file if is_file else _stream)(target, binary=binary) as stream:
            write(stream)
    except OSError as error:
        raise CheckerError(_cannot_write(path, error, lang)) from error


def append(text: str, path: str, lang: str) -> None:
    """Add text to the end of a file that others write to as well (a CI step's summary)."""
    try:
        with Path(path).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise CheckerError(_cannot_write(path, error, lang)) from error


def complain(message: str, lang: str, kind: str = "error") -> None:
    """One line (an ``error`` or a ``note``) on standard error, which nothing in it can steer."""
    text = f"checker: {translate(f'diagnostic.prefix.{kind}', lang)}{message}"
    encoding = sys.stderr.encoding or "utf-8"
    safe = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
    sys.stderr.write(safe.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def internal_error(error: Exception, lang: str) -> str:
    """The one line that an unforeseen error gives."""
    name = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return translate("diagnostic.internal-error", lang, error=name)


def _print(write: Write, *, binary: bool) -> None:
    try:
        write(sys.stdout.buffer if binary else sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough: no error, and nothing more to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _cannot_write(path: str, error: OSError, lang: str) -> str:
    if isinstance(error, FileNotFoundError) and Path(path).is_symlink():
        reason = translate("diagnostic.dangling-link", lang)
    else:
        reason = system_reason(error, lang)
    return translate("diagnostic.cannot-write", lang, path=path, reason=reason)


@contextlib.contextmanager
def _stream(target: Target, *, binary: bool) -> Iterator[TextIO | BinaryIO]:
    """Something that is written to as it stands; a named pipe is waited for, as by any program."""
    if target.descriptor is None:
        handle = os.open(target.path, os.O_WRONLY | getattr(os, "O_NOCTTY", 0))
    else:
        handle = os.dup(target.descriptor)
    try:
        with _opened(handle, binary=binary) as stream:
            yield stream
    except BrokenPipeError:
        if target.descriptor != _STDOUT:  # of any other, not all that was asked for is there
            raise


@contextlib.contextmanager
def _whole_file(target: Target, *, binary: bool) -> Iterator[TextIO | BinaryIO]:
    """A new file beside the old one, which it replaces when all is written."""
    import tempfile

    path = Path(target.path)
    before = path.stat() if path.exists() else None
    if before is not None and not stat.S_ISREG(before.st_mode):
        # Replacing a device would break the whole machine: this room does not rely on its callers.
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target.path)
    if before is not None and not os.access(path, os.W_OK):
        # The folder would let it be replaced all the same, but it was protected on purpose.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), target.path)
    # In the folder of the output: replacing is atomic within a file system only.
    handle, name = tempfile.mkstemp(prefix=".checker-", dir=path.parent)
    try:
        with _opened(handle, binary=binary) as stream:
            yield stream
        _keep_mode(name, before)
        os.replace(name, path)  # noqa: PTH105
    except BaseException:  # Ctrl-C too: no half-written file is left behind
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108
        raise


def _opened(handle: int, *, binary: bool) -> TextIO | BinaryIO:
    if binary:
        return cast("BinaryIO", open(handle, "wb"))
    return open(handle, "w", encoding="utf-8", newline="\n")


def _keep_mode(name: str, before: os.stat_result | None) -> None:
    """Mode and owner of the file that is replaced, else the usual mode: mkstemp made it private."""
    if before is None:
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)  # noqa: PTH101
        return
    if hasattr(os, "chown"):
        # Only root may give a file away; for anybody else it is theirs from now on.
        with contextlib.suppress(PermissionError):
            os.chown(name, before.st_uid, before.st_gid)
    os.chmod(name, stat.S_IMODE(before.st_mode) & 0o777)  # noqa: PTH101
