"""Where outputs go: what a path stands for, and that writing there destroys nothing of the run."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import unicodedata
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from checker.errors import CheckerError
from checker.i18n import system_reason, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STDIN_DESCRIPTOR = 0
_MOST_LINKS = 40  # what Linux follows in one path (path_resolution(7)) before it says ELOOP
# A file is known by its device and number; one that is not there yet by its name alone.
_Key: TypeAlias = tuple[int, int] | str


class Target(NamedTuple):
    """What an output's path stands for.

    ``path`` is a file's own, with links followed. ``descriptor`` is one of this process
    (``/dev/stdout``, ``/dev/fd/63`` of a shell's ``>(…)``): a copy of it is written to, because
    opening its file anew would begin at its start. ``is_stream``: a device, pipe or socket, which
    is written to as it stands. Only what is neither can be replaced as a whole.
    """

    path: str
    descriptor: int | None = None
    is_stream: bool = False

    @classmethod
    def of(cls, path: str) -> Target:
        """``OSError`` for a folder, a ring of links, a link that leads nowhere, no access."""
        descriptor = _own_descriptor(path)
        if descriptor is not None:
            return cls(path, descriptor)
        if path.endswith(("/", os.sep)):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116 - a path as it was given
        except FileNotFoundError:
            if os.path.lexists(path):
                raise
            return cls(os.path.realpath(path))
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        if stat.S_ISREG(mode):
            return cls(os.path.realpath(path))
        return cls(path, is_stream=True)


class Destinations:
    """Keeps the outputs of a run off its inputs, and off one another.

    ``inputs`` are the paths of everything the run reads; they are looked at when the first output
    is claimed. ``found`` are those that lay in a folder: the program's own outputs of an earlier
    run may be among them, which only reading tells, so a claim on one of them waits for
    ``settle``. ``from_stdin``: standard input is among the inputs.
    """

    def __init__(
        self,
        inputs: Iterable[str],
        lang: str,
        *,
        found: Iterable[str] = (),
        from_stdin: bool = False,
    ) -> None:
        self._inputs = inputs
        self._found = found
        self._lang = lang
        self._from_stdin = from_stdin
        self._read: dict[_Key, str] | None = None
        self._in_folders: dict[_Key, str] = {}
        self._open: list[tuple[str, str]] = []  # output and input
        self._taken: set[_Key] = set()
        self._printed: _Key | None = None

    def claim(self, path: str, *, exact: bool = False) -> None:
        """Take a path for an output; ``CheckerError`` if it is an input or taken already.

        Names that differ in nothing but case or Unicode form are taken to be one, as they are
        where the output may be copied to; ``exact``: they are not, for names that come from
        files which lie side by side. Any number of outputs may go to a terminal or to the null
        device. A path that cannot be written is none of this room's business: writing tells.
        """
        keys = set(self._keys(path, exact=exact))
        self._refuse_inputs(keys, path)
        descriptor = _own_descriptor(path)
        # /dev/stdout beside standard output is one stream, written in turn: nothing is lost. The
        # file that it is redirected to is another matter: replacing it would lose what is printed.
        printed = {self._printed} if descriptor is None else set()
        if keys & (self._taken | printed):
            raise CheckerError(translate("diagnostic.same-file", self._lang, path=path))
        self._taken |= keys

    def settle(self, own: Iterable[str]) -> None:
        """Refuse what was claimed in place of a file in a folder, unless reading told it is ours.

        ``own`` are the paths of the program's own outputs among the inputs. Called before the
        first output is written; ``CheckerError`` as from ``claim``.
        """
        ours = set(own)
        for path, read in self._open:
            if read not in ours:
                raise CheckerError(
                    translate("diagnostic.output-is-input", self._lang, path=path, input=read)
                )
        self._open.clear()

    def claim_main(self, path: str | None) -> None:
        """Take the place of a command's own output: a file, or standard output without a path."""
        if path is None:
            self._claim_standard_output()
        else:
            self.claim(path)

    def _claim_standard_output(self) -> None:
        """Standard output is written to: refused where it is redirected into an input."""
        with contextlib.suppress(OSError, ValueError):  # closed, or of no file: nothing to destroy
            there = os.fstat(sys.stdout.fileno())
            if stat.S_ISREG(there.st_mode):
                self._printed = (there.st_dev, there.st_ino)
        if self._printed is not None:
            self._refuse_inputs({self._printed}, "/dev/stdout")

    def _refuse_inputs(self, keys: set[_Key], path: str) -> None:
        if self._read is None:
            self._read = dict(_keys_of(self._inputs))
            self._read |= dict(self._stdin_keys())
            self._in_folders = dict(_keys_of(self._found))
        for key in keys:
            if key in self._read:
                raise CheckerError(
                    translate(
                        "diagnostic.output-is-input", self._lang, path=path, input=self._read[key]
                    )
                )
            if key in self._in_folders:
                self._open.append((path, self._in_folders[key]))

    def _stdin_keys(self) -> Iterator[tuple[_Key, str]]:
        if self._from_stdin:
            with contextlib.suppress(OSError):  # closed
                there = os.fstat(STDIN_DESCRIPTOR)
                if stat.S_ISREG(there.st_mode):
                    yield (there.st_dev, there.st_ino), "-"

    def _keys(self, path: str, *, exact: bool) -> Iterator[_Key]:
        descriptor = _own_descriptor(path)
        try:
            there = os.stat(path) if descriptor is None else os.fstat(descriptor)  # noqa: PTH116
        except OSError as error:
            if descriptor is not None:  # not the user's: it may become one of this program's own
                reason = system_reason(error, self._lang)
                raise CheckerError(
                    translate("diagnostic.cannot-write", self._lang, path=path, reason=reason)
                ) from error
        else:
            # A terminal or /dev/null: whatever goes there takes nothing away.
            if stat.S_ISCHR(there.st_mode):
                return
            yield (there.st_dev, there.st_ino)
        if descriptor is None:
            real = os.path.realpath(path)
            yield real if exact else _folded(real)


def _keys_of(paths: Iterable[str]) -> Iterator[tuple[_Key, str]]:
    for path in paths:
        with contextlib.suppress(OSError):  # what cannot be read cannot be destroyed
            there = os.stat(path)  # noqa: PTH116 - a path as it was given
            yield (there.st_dev, there.st_ino), path
        yield _folded(os.path.realpath(path)), path


def _folded(path: str) -> str:
    """A path as a file system sees it that minds neither case nor Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _own_descriptor(path: str) -> int | None:
    """The descriptor of this process that a path leads to, link by link; ``None`` for any other.

    ``os.path.realpath`` would go on to what the descriptor is open on, and lose it.
    """
    folders = {os.path.realpath(folder) for folder in ("/dev/fd", "/proc/self/fd")}
    for _ in range(_MOST_LINKS):
        folder, name = os.path.split(path)
        folder = os.path.realpath(folder or ".")
        path = os.path.join(folder, name)  # noqa: PTH118
        if folder in folders and name.isascii() and name.isdecimal():
            return int(name)
        if not os.path.islink(path):  # noqa: PTH114
            return None
        path = os.path.join(folder, os.readlink(path))  # noqa: PTH115, PTH118
    return None
