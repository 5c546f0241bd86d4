"""How a run's files are read: by how many processes, and what need not be read again."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence, Sized
    from contextlib import AbstractContextManager

    from checker.cache import Kept
    from checker.cache.readings import Reader
    from checker.options import Options


def kept_of(options: Options) -> Kept | None:
    """What was read and judged before, where the run has a folder for it."""
    if not options.cache or options.reading.password is not None:
        return None  # what is under a password is not left lying about
    from checker.cache import Kept

    return Kept(options)


def readers(
    files: Sequence[str],
    options: Options,
    start: Callable[[Options], AbstractContextManager[Reader]] | None,
    kept: Kept | None,
) -> AbstractContextManager[Reader]:
    """Reading processes, or what a caller starts instead; behind what is known, where any is."""
    begin = partial(start or _processes, options)
    return begin() if kept is None else kept.readers(files, begin)


def with_jobs(options: Options, files: Sized) -> Options:
    """As many reading processes as there are processors, and no more than files."""
    jobs = options.jobs or os.cpu_count() or 1
    return options._replace(jobs=max(1, min(jobs, len(files))))


def own_processes(options: Options) -> AbstractContextManager[Reader]:
    """The same reading processes for a process that is the program's own, which they may copy."""
    return _processes(options, forks=True)


def _processes(options: Options, *, forks: bool = False) -> AbstractContextManager[Reader]:
    from checker.isolation.pool import Readers

    return Readers(jobs=options.jobs or 1, reading=options.reading, forks=forks, lang=options.lang)
