"""What a run may take from the cache and put there: the keys of its readings and verdicts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cache.entries import Entries, key_of
from checker.cache.readings import CachedReaders, is_lasting
from checker.cache.stamp import stamp
from checker.model import Checked, Report
from checker.rulebook.load import sources

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from checker.cache.readings import Reader
    from checker.options import Options


class Kept:
    """The cache as one run sees it: ``options`` say how it reads and judges."""

    def __init__(self, options: Options) -> None:
        self._entries = Entries(options.cache)
        rules = [Path(path).read_bytes() for path in sources(options.rules, options.lang)]
        self._reading = key_of(stamp(), rules, options.reading)
        self._judging = key_of(
            self._reading,
            options.lang,
            sorted(options.severities.items()),
            options.selection,
            options.blank_as_zero,
        )
        # What a waiver accepts is told of the run; a verdict from the cache would use none, and
        # would know nothing of what people read.
        self._judges = options.waivers is None and options.confirmed is None

    @property
    def fault(self) -> OSError | None:
        """Why nothing could be kept."""
        return self._entries.fault

    def readers(
        self, files: Sequence[str], start: Callable[[], AbstractContextManager[Reader]]
    ) -> CachedReaders:
        """A reader of ``files`` that knows what was read before."""
        return CachedReaders(files, start, self._entries, self._reading)

    def verdict(self, report: Report) -> Checked | None:
        """What was found in this very report under these very rules."""
        if not (self._judges and is_lasting(report)):
            return None
        found = self._entries.get(self._key(report))
        return replace(found, report=report) if isinstance(found, Checked) else None

    def keep(self, checked: Checked) -> None:
        """Keep what was found in a report; the report itself is kept as it was read."""
        if self._judges and is_lasting(checked.report):
            self._entries.put(self._key(checked.report), checked.alone)

    def _key(self, report: Report) -> str:
        # The path: rules may be chosen by it. The scope: a list of bodies may say another.
        scope = report.scope and report.scope.value
        return key_of("verdict", self._judging, report.sha256, report.name, scope)
