"""A reader that knows what it read before."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from checker.cache.entries import key_of
from checker.isolation.duplicates import digest_of
from checker.model import Report, TranscribedPlace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from types import TracebackType

    from checker.cache.entries import Entries
    from checker.rulebook.form import Form
    from checker.rulebook.lexicon import Lexicon

    Reports: TypeAlias = tuple[Report, ...]


class Reader(Protocol):
    """What reads files; see ``pipeline.ReportReader``."""

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Name and version of each library, as far as known."""

    def read(
        self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: Lexicon | None = None
    ) -> Iterator[Reports]:
        """The reports of each file, in the order given."""


class CachedReaders:
    """Reads ``files`` as another reader does, and takes from ``entries`` what was read before.

    ``how`` is all that a reading follows from but the file itself. The other reader is started at
    once where a file is not known, for its processes take their time; else not at all.
    """

    def __init__(
        self,
        files: Sequence[str],
        start: Callable[[], AbstractContextManager[Reader]],
        entries: Entries,
        how: str,
    ) -> None:
        self._start = start
        self._entries = entries
        self._stack = ExitStack()
        self._reader: Reader | None = None
        self._digests = {path: digest_of(path) for path in files}
        self._how = how
        self._known = {path: self._key(path) for path in files if self._is_known(path)}

    def __enter__(self) -> CachedReaders:
        if len(self._known) < len(self._digests):
            self._started()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)
        self._entries.tidy()

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """The libraries of the other reader, as far as it was asked."""
        return () if self._reader is None else self._reader.versions

    def read(
        self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: Lexicon | None = None
    ) -> Iterator[Reports]:
        """The reports of each file in the order given; reading of what is not known starts now."""
        unknown = [path for path in paths if path not in self._known]
        read = iter(self._started().read(unknown, forms, lexicon)) if unknown else iter(())

        def reports() -> Iterator[Reports]:
            for path in paths:
                if path in self._known:
                    found = self._kept(path)
                    # It was there, and is not whole: read like any other.
                    yield found or next(iter(self._started().read([path], forms, lexicon)))
                else:
                    given = next(read)
                    self._keep(path, given)
                    yield given

        return reports()

    def _started(self) -> Reader:
        if self._reader is None:
            self._reader = self._stack.enter_context(self._start())
        return self._reader

    def _key(self, path: str) -> str:
        # The name as well: a spreadsheet of text is known by its ending.
        return key_of("reading", self._how, self._digests[path], Path(path).name)

    def _is_known(self, path: str) -> bool:
        return bool(self._digests[path]) and self._entries.has(self._key(path))

    def _kept(self, path: str) -> Reports | None:
        found = self._entries.get(self._key(path))
        if not isinstance(found, tuple) or not found:
            return None
        if not all(isinstance(one, Report) for one in found):
            return None
        # The same bytes may lie elsewhere today.
        return tuple(replace(one, path=Path(path).as_posix()) for one in found)

    def _keep(self, path: str, reports: Reports) -> None:
        digest = self._digests[path]
        if digest and all(is_lasting(one) and one.sha256 == digest for one in reports):
            self._entries.put(self._key(path), reports)


def is_lasting(report: Report) -> bool:
    """Whether the next reading of the same bytes must give the same.

    Not where it ended early (a limit, a crash, something not installed: all refusals and faults
    are told anew), nor where its places name other files.
    """
    if report.refusal is not None or report.faults:
        return False
    return not any(isinstance(one.place, TranscribedPlace) for one in report.cells.values())
