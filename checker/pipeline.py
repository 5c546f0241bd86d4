"""The order of the work; the only module that knows it.

Reading starts first: its child processes import camelot while this one reads the rule book and
imports pandera.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from checker import __version__
from checker.errors import CheckerError, InstallationError, UnknownRuleError
from checker.i18n import did_you_mean, translate
from checker.isolation.batch import Batch
from checker.isolation.same_fault import same_fault
from checker.model import Inputs, Results
from checker.options import Selection, require_options
from checker.options.selection import likely_id
from checker.path_arguments import as_paths
from checker.reading import kept_of, readers, with_jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import TypeAlias

    from checker.checks.account import ReportAccount
    from checker.checks.across.body_list import Body
    from checker.model import Report
    from checker.options import Options
    from checker.path_arguments import PathArgument
    from checker.rounds import Rounds
    from checker.rulebook.form import Form
    from checker.rulebook.lexicon import Lexicon
    from checker.rulebook.rule import Rule, Rulebook


_NOTHING_FOUND: Mapping[str, Sequence[str]] = MappingProxyType({})


class ReportReader(Protocol):
    """Reads files, in the order given; a bad file gives a refused report, never an error.

    ``versions`` are the libraries it reads with, as far as it knows them.
    """

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Name and version of each library."""

    def read(
        self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: Lexicon | None = None
    ) -> Iterator[tuple[Report, ...]]:
        """The reports of each file: one in most, several where a file holds them.

        Where a ``lexicon`` is given, their prose may be read by it as well (``Report.stated``).
        """


if TYPE_CHECKING:
    StartReaders: TypeAlias = Callable[[Options], AbstractContextManager[ReportReader]]
    Progress: TypeAlias = Callable[[], None]
    Loading: TypeAlias = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Run:
    """The results, the forms that their cells are named by, and the rules that were applied.

    ``fault`` says that the installation or the program failed alike on every report, in one line;
    whatever the results hold, such a run proves nothing. Of a single report it is likely only.
    ``cache_fault`` is why nothing could be kept for the next run.
    """

    results: Results
    forms: tuple[Form, ...]
    rules: tuple[Rule, ...] = ()
    fault: str = ""
    fault_is_certain: bool = False
    cache_fault: OSError | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """Reports as read, the forms that their cells are named by, and what else was given.

    ``fault`` and ``cache_fault`` are those of ``Run``.
    """

    reports: Sequence[Report]
    forms: tuple[Form, ...]
    inputs: Inputs
    fault: str = ""
    cache_fault: OSError | None = None


@dataclass(frozen=True, slots=True)
class RoundFiles:
    """Files to read: ``shown`` are their names; ``found`` and ``beside`` as in ``run``."""

    paths: tuple[str, ...]
    shown: tuple[str, ...]
    found: Mapping[str, Sequence[str]] = field(default_factory=dict)
    beside: Inputs = Inputs()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class TwoRounds:
    """Two runs, and what the second made of the first."""

    old: Run
    new: Run
    rounds: Rounds


def check(paths: PathArgument | Iterable[PathArgument], options: Options | None = None) -> Results:
    """Read and check one file or several; the results of each file's reports, in the order given.

    Files of the same content are read once (``Results.inputs`` names them).

    A file that cannot be read is a result (``verdict`` unreadable), not an error. ``TypeError``
    for what is no path and for an option of the wrong type; ``CheckerError`` for an unknown rule
    id, a faulty rule file (``RuleFileError``) or a broken installation (``InstallationError``),
    also where reading the tables failed alike on every one of several files.

    Nothing of the calling process is changed: files are read in child processes, and the rules
    are judged here without touching its modules, warnings or loggers; its collector of cyclic
    garbage waits while they are, and is as it was afterwards.
    """
    found = run(as_paths(paths), require_options(options))
    if found.fault_is_certain:
        raise InstallationError(found.fault)
    return found.results


def run(
    paths: Sequence[str],
    options: Options,
    *,
    shown: Sequence[str] | None = None,
    found: Mapping[str, Sequence[str]] = _NOTHING_FOUND,
    beside: Inputs = Inputs(),  # noqa: B008 - frozen
    start_readers: StartReaders | None = None,
    progress: Progress | None = None,
    meanwhile: Progress | None = None,
    loading: Loading = nullcontext,
) -> Run:
    """Read, check and word a batch; ``shown`` are the names of the files in the results.

    ``found`` has, for each folder and glob that was searched, the names of the files it gave;
    what the program itself wrote is passed over there, and refused where it is named. ``beside``
    is what was given and is not to be read. ``meanwhile`` is called once while the files are
    being read. The rules are loaded within ``loading()``, and the libraries that judge imported: a
    process that is the program's own may hurry both (``startup``).
    ``RuleFileError`` for a faulty rule file, ``CheckerError`` for an unknown rule id and where
    there is no report at all; a file that cannot be read is a result, not an error.
    """
    others = as_paths(options.previous)
    names = (*(paths if shown is None else shown), *others)
    batch = Batch((*paths, *others), names, len(paths))
    kept = kept_of(options)
    with readers(batch.files, with_jobs(options, batch.reports), start_readers, kept) as reader:
        # Within the readers: their processes import camelot meanwhile.
        with loading():
            rulebook = rulebook_of(options)
        bodies = _bodies(options)
        reading = reader.read(batch.files, rulebook.forms, rulebook.lexicon)
        with loading():
            from checker.checks.engine import prepare

            # pandera loads its backends at the first check: that, too, while the files are being
            # read.
            prepare(rulebook)
            from checker.judging import Judging

            if meanwhile is not None:
                meanwhile()
        read = batch.gathered(_told(reading, progress), found, options.lang)
        failed = same_fault(read.heads)
        fault = failed.told(options.lang, reader.versions) if failed else ""
    inputs = beside + read.inputs
    _require_reports(read.checked, inputs, options.lang)
    judging = Judging(
        read.reports, read.checked, bodies, rulebook, options, heads=read.heads, kept=kept
    )
    checked = judging.each()
    findings, compared = judging.between()
    results = Results(__version__, checked, findings, compared, inputs)
    certain = failed is not None and failed.files > 1
    return Run(
        results, rulebook.forms, rulebook.rules, fault, fault_is_certain=certain,
        cache_fault=kept.fault if kept else None,
    )  # fmt: skip


def tables(
    paths: Sequence[str],
    options: Options,
    *,
    shown: Sequence[str] | None = None,
    found: Mapping[str, Sequence[str]] = _NOTHING_FOUND,
    beside: Inputs = Inputs(),  # noqa: B008 - frozen
    start_readers: StartReaders | None = None,
    progress: Progress | None = None,
) -> Tables:
    """Read files without checking them; see ``run``."""
    batch = Batch(paths, paths if shown is None else shown, len(paths))
    kept = kept_of(options)
    with readers(batch.files, with_jobs(options, batch.files), start_readers, kept) as reader:
        from checker.rulebook import load_forms

        forms = load_forms(lang=options.lang)
        read = batch.gathered(_told(reader.read(batch.files, forms), progress), found, options.lang)
        failed = same_fault(read.heads)
        fault = failed.told(options.lang, reader.versions) if failed else ""
    inputs = beside + read.inputs
    _require_reports(read.checked, inputs, options.lang)
    return Tables(read.reports, forms, inputs, fault, kept.fault if kept else None)


def sentences(
    paths: Sequence[str],
    options: Options,
    *,
    shown: Sequence[str] | None = None,
    found: Mapping[str, Sequence[str]] = _NOTHING_FOUND,
    beside: Inputs = Inputs(),  # noqa: B008 - frozen
    start_readers: StartReaders | None = None,
    progress: Progress | None = None,
) -> tuple[Tables, tuple[ReportAccount, ...]]:
    """Read files and give an account of their prose; see ``run``."""
    from checker.checks.account import account
    from checker.rulebook import kept_rulebook

    rulebook = kept_rulebook(options.rules)
    read = tables(
        paths, options, shown=shown, found=found, beside=beside,
        start_readers=start_readers, progress=progress,
    )  # fmt: skip
    return read, tuple(account(report, rulebook) for report in read.reports)


def rounds(
    old: RoundFiles,
    new: RoundFiles,
    options: Options,
    *,
    start_readers: StartReaders | None = None,
    progress: Progress | None = None,
) -> TwoRounds:
    """Check two rounds of the same reports and hold them together; see ``run``.

    Each round is a run of its own: an earlier version is no partner of the later one in any rule.
    """
    from checker.rounds import paired
    from checker.rulebook import kept_rulebook

    files = len(old.paths) + len(new.paths)
    with readers((), with_jobs(options, range(files)), start_readers, None) as reader:
        before, now = (
            run(
                one.paths, options, shown=one.shown, found=one.found, beside=one.beside,
                start_readers=lambda _: nullcontext(reader), progress=progress,
            )
            for one in (old, new)
        )  # fmt: skip
    rulebook = kept_rulebook(options.rules, options.lang)
    held = paired(before.results, now.results, _bodies(options), rulebook)
    return TwoRounds(before, now, held)


def rulebook_of(options: Options) -> Rulebook:
    """The rules of a run, each with its examples; ``CheckerError`` if options name another."""
    from checker.rulebook import kept_rulebook
    from checker.rulebook.proof import require_examples

    rulebook = kept_rulebook(options.rules, options.lang)
    require_examples(rulebook.rules, options.lang)
    _require_known(options.severities, rulebook, options.lang)
    known = [rule.id for rule in rulebook.rules]
    options.selection.require_known(known, options.lang)
    Selection(select=options.blank_as_zero).require_known(known, options.lang)
    return rulebook


def _require_reports(checked: int, inputs: Inputs, lang: str) -> None:
    """``CheckerError`` where nothing but other files was found: no check is never a pass."""
    if not checked and inputs.without_reports:
        from checker.wording.inputs import input_notes

        lines = [line for _, line in input_notes(inputs, lang)]
        raise CheckerError(translate("joining.semicolon", lang).join(lines))


def _told(
    files: Iterable[tuple[Report, ...]], progress: Progress | None
) -> Iterator[tuple[Report, ...]]:
    for reports in files:
        yield reports
        if progress is not None:
            progress()


def _bodies(options: Options) -> Mapping[str, Body]:
    """The list of bodies, if one was given."""
    if not options.bodies:
        return {}
    from checker.checks.across.body_list import read_bodies

    return read_bodies(Path(options.bodies), options.lang)


def _require_known(rule_ids: Iterable[str], rulebook: Rulebook, lang: str) -> None:
    known = [rule.id for rule in rulebook.rules]
    for rule_id in rule_ids:
        if rule_id not in known:
            unknown = translate("diagnostic.unknown-rule", lang, rule=rule_id)
            hint = did_you_mean(likely_id(rule_id), known, lang)
            raise UnknownRuleError(rule_id, unknown + hint)
