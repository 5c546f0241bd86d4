"""The run of ``add``: what is known is left out, the rest is read, judged and kept file by file."""

from __future__ import annotations

from contextlib import closing, nullcontext
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from checker.checks.across.body_list import SCOPES, Body
from checker.isolation.duplicates import digest_of
from checker.model import RefusalReason
from checker.model.register_changes import FileFate, Taken
from checker.register.between import compare, stale_filings
from checker.register.matching import name_key
from checker.register.tables import BodyName, BodyRow
from checker.register.waiving import reconsider
from checker.stepwise import comparing, each_file, judging

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence

    from checker.cache import Kept
    from checker.findings.waivers import Waivers
    from checker.model import Checked, Report
    from checker.options import Options
    from checker.pipeline import Loading, Progress, StartReaders
    from checker.register.intake import Intake
    from checker.register.store import Store


class Unknown(NamedTuple):
    """Files to read, by path and name; and how many of those given are known, or given again."""

    paths: tuple[str, ...]
    names: tuple[str, ...]
    known: int
    again: int


def unknown(paths: Sequence[str], names: Sequence[str], intake: Intake) -> Unknown:
    """Which of some files have to be read. Of what cannot be hashed its reader says why."""
    digests = [digest_of(path) for path in paths]
    known = intake.known(digest for digest in digests if digest)
    seen: set[str] = set()
    kept = []
    for at, digest in enumerate(digests):
        if digest not in known and not (digest and digest in seen):
            kept.append(at)
        seen.add(digest)
    count = sum(digest in known for digest in digests)
    return Unknown(
        tuple(paths[at] for at in kept),
        tuple(names[at] for at in kept),
        count,
        len(paths) - len(kept) - count,
    )


def added(
    store: Store,
    intake: Intake,
    files: Unknown,
    options: Options,
    *,
    searched: frozenset[str] = frozenset(),
    start_readers: StartReaders | None = None,
    loading: Loading = nullcontext,
    progress: Progress | None = None,
    kept: Kept | None = None,
) -> Generator[Taken, None, None]:
    """Read and keep files, one after the other; what came of each, once it is kept.

    ``searched`` are the names of those found in folders: what the program itself wrote is passed
    over there. Raises what ``stepwise.each_file`` and ``Intake.take`` do.
    """
    reading = each_file(
        files.paths,
        options,
        bodies_of=lambda reports: bodies_known(store, reports),
        shown=files.names,
        start_readers=start_readers,
        loading=loading,
        kept=kept,
    )
    # Closed, whatever happens here: the reading processes end with it.
    with store.held(), closing(reading):
        for path, found in zip(files.paths, reading, strict=True):
            report = found[0].report
            is_own = report.refusal and report.refusal.reason is RefusalReason.OWN_OUTPUT
            if is_own and report.path in searched:
                yield Taken(report.path, FileFate.OWN)
            else:
                yield intake.take(path, found)
            if progress is not None:
                progress()


def waived_anew(
    store: Store,
    options: Options,
    waivers: Waivers,
    intake: Intake,
    *,
    loading: Loading = nullcontext,
) -> int:
    """Judge again what the waivers accept now and did not, or no more; gives of how many files."""
    made: list[Callable[[Sequence[Report]], Sequence[Checked]]] = []

    def judge(reports: Sequence[Report]) -> Sequence[Checked]:
        if not made:  # the rules take half a second to load, and mostly there is nothing to judge
            made.append(
                judging(options, bodies_of=lambda some: bodies_known(store, some), loading=loading)
            )
        return made[0](reports)

    with store.held():
        return reconsider(store, waivers, intake, judge)


def compared(store: Store, options: Options, day: str, *, loading: Loading = nullcontext) -> int:
    """Hold against one another what changed; gives of how many reports that was done."""
    stale = stale_filings(store)
    if stale:
        judge = comparing(options, loading=loading)
        with store.held():
            for filing in stale:
                compare(store, filing, judge, day)
    return len(stale)


def bodies_known(store: Store, reports: Sequence[Report]) -> Mapping[str, Body]:
    """What the list says of the bodies that the reports of one file are from."""
    printed = {name_key(report.body): report.body for report in reports if report.body}
    with store.reading() as session:
        rows = session.execute(
            select(BodyName.key, BodyRow).join(BodyRow).where(BodyName.key.in_(printed))
        )
        # Known by what the report calls it: whose it is has been told by the register.
        return {
            row.name: Body(row.name, row.kind, scope=SCOPES[row.scope], aliases=(printed[key],))
            for key, row in rows
        }
