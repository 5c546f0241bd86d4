"""The order of the work where a run is no whole: file by file, and what is kept against itself.

For a register, which keeps each file before the next is read and holds reports against each other
that were read long ago. The steps are those of ``pipeline.run``.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from checker import __version__
from checker.errors import InstallationError
from checker.isolation.same_fault import same_fault
from checker.pipeline import rulebook_of
from checker.reading import readers, with_jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence

    from checker.cache import Kept
    from checker.checks.across.body_list import Body
    from checker.model import Checked, Finding, Report
    from checker.options import Options
    from checker.pipeline import Loading, StartReaders
    from checker.rounds import Rounds
    from checker.rulebook.form import Form


class Judge(Protocol):
    """Judges the reports of a file, as asked for at first or as asked for now.

    ``now`` may differ from the first options in language and waivers.
    """

    def __call__(self, reports: Sequence[Report], now: Options = ...) -> Sequence[Checked]:
        """What the rules say of each."""


def each_file(
    paths: Sequence[str],
    options: Options,
    *,
    bodies_of: Callable[[Sequence[Report]], Mapping[str, Body]],
    shown: Sequence[str] | None = None,
    start_readers: StartReaders | None = None,
    loading: Loading = nullcontext,
    kept: Kept | None = None,
) -> Generator[tuple[Checked, ...], None, None]:
    """Read and check files one by one: what is found in the reports of each, by themselves.

    ``bodies_of`` gives what is known of the bodies that the reports of a file are from; ``kept``
    is the cache (``reading.kept_of``), if one is to be used. The other
    arguments, and what is raised at the beginning, are those of ``run``. Ends in
    ``InstallationError`` where reading failed alike on every one of several files.
    """
    with readers(paths, with_jobs(options, paths), start_readers, kept) as reader:
        with loading():
            rulebook = rulebook_of(options)
        reading = reader.read(paths, rulebook.forms, rulebook.lexicon)
        with loading():
            from checker.checks.engine import prepare

            prepare(rulebook)
            from checker.judging import Judging

        suspects: list[Report] = []
        is_sound = False
        for name, own in zip(paths if shown is None else shown, reading, strict=True):
            reports = tuple(replace(report, path=name) for report in own)
            heads = [report.head for report in reports]
            # One report with tables and no fault clears the installation of all others' faults.
            is_sound = is_sound or any(one.table_pages and not one.faults for one in heads)
            suspects = [] if is_sound else suspects + heads
            bodies = bodies_of(reports)
            judging = Judging(
                reports, len(reports), bodies, rulebook, options, heads=heads, kept=kept
            )
            yield tuple(judging.each())
        failed = same_fault(suspects)
        if failed is not None and failed.files > 1:
            raise InstallationError(failed.told(options.lang, reader.versions))


def judging(
    options: Options,
    *,
    bodies_of: Callable[[Sequence[Report]], Mapping[str, Body]],
    loading: Loading = nullcontext,
) -> Judge:
    """What the rules say of the reports of a file that was read before, each by itself.

    ``bodies_of`` is that of ``each_file``; ``options``, and what is raised, are those of ``run``.
    """
    with loading():
        rulebook = rulebook_of(options)
        from checker.checks.engine import prepare
        from checker.judging import Judging

        prepare(rulebook)

    def judged(reports: Sequence[Report], now: Options = options) -> Sequence[Checked]:
        heads = [report.head for report in reports]
        bodies = bodies_of(reports)
        return Judging(reports, len(reports), bodies, rulebook, now, heads=heads).each()

    return judged


def comparing(
    options: Options, *, loading: Loading = nullcontext
) -> Callable[[Sequence[Report], Mapping[str, Body]], Sequence[Finding]]:
    """What the rules on several reports say of the first of some, the others being its partners.

    The reports were read before; ``options``, and what is raised, are those of ``run``.
    """
    with loading():
        rulebook = rulebook_of(options)
        from checker.checks.engine import prepare
        from checker.judging import Judging

        prepare(rulebook)

    def compared(reports: Sequence[Report], bodies: Mapping[str, Body]) -> Sequence[Finding]:
        heads = [report.head for report in reports]
        judging = Judging(reports, 1, bodies, rulebook, options, heads=heads)
        judging.skip()
        findings, _ = judging.between()
        return findings

    return compared


def versions_together(
    old: Report, new: Report, options: Options, *, loading: Loading = nullcontext
) -> tuple[Rounds, tuple[Form, ...]]:
    """Two versions of a report, read before, judged alike and held together; with the forms."""
    from checker.model import Results
    from checker.rounds import paired

    with loading():
        rulebook = rulebook_of(options)
        from checker.judging import Judging

    before, now = (
        Results(__version__, Judging((one,), 1, {}, rulebook, options, heads=[one.head]).each())
        for one in (old, new)
    )
    return paired(before, now, {}, rulebook), rulebook.forms
