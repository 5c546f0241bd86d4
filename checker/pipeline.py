"""The order of the work; the only module that knows it.

Reading starts first: its child processes import camelot while this one reads the rule book and
imports pandera.
"""

from __future__ import annotations

import itertools
import os
from contextlib import nullcontext
from dataclasses import dataclass, replace
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import TypeAlias

    from checker.checks.account import ReportAccount
    from checker.checks.across.body_list import Body
    from checker.model import Checked, Compared, Finding, Outcome, Report
    from checker.options import Options
    from checker.path_arguments import PathArgument
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule, Rulebook


_NOTHING_FOUND: Mapping[str, Sequence[str]] = MappingProxyType({})


class ReportReader(Protocol):
    """Reads files, in the order given; a bad file gives a refused report, never an error.

    ``versions`` are the libraries it reads with, as far as it knows them.
    """

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Name and version of each library."""

    def read(self, paths: Sequence[str], forms: tuple[Form, ...]) -> Iterator[tuple[Report, ...]]:
        """The reports of each file: one in most, several where a file holds them."""


if TYPE_CHECKING:
    StartReaders: TypeAlias = Callable[[Options], AbstractContextManager[ReportReader]]
    Progress: TypeAlias = Callable[[], None]
    Loading: TypeAlias = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Run:
    """The results, the forms that their cells are named by, and the rules that were applied.

    ``fault`` says that the installation or the program failed alike on every report, in one line;
    whatever the results hold, such a run proves nothing. Of a single report it is likely only.
    """

    results: Results
    forms: tuple[Form, ...]
    rules: tuple[Rule, ...] = ()
    fault: str = ""
    fault_is_certain: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """Reports as read, the forms that their cells are named by, and what else was given.

    ``fault`` is that of ``Run``, empty for none.
    """

    reports: tuple[Report, ...]
    forms: tuple[Form, ...]
    inputs: Inputs
    fault: str = ""


def check(paths: PathArgument | Iterable[PathArgument], options: Options | None = None) -> Results:
    """Read and check one file or several; the results of each file's reports, in the order given.

    Files of the same content are read once (``Results.inputs`` names them).

    A file that cannot be read is a result (``verdict`` unreadable), not an error. ``TypeError``
    for what is no path and for an option of the wrong type; ``CheckerError`` for an unknown rule
    id, a faulty rule file (``RuleFileError``) or a broken installation (``InstallationError``),
    also where reading the tables failed alike on every one of several files.

    Nothing of the calling process is changed: files are read in child processes, and the rules
    are judged here without touching its collector, modules, warnings or loggers.
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
    being read. The libraries that judge are imported within ``loading()``: a process that is the
    program's own may hurry it (``startup``).
    ``RuleFileError`` for a faulty rule file, ``CheckerError`` for an unknown rule id and where
    there is no report at all; a file that cannot be read is a result, not an error.
    """
    others = as_paths(options.previous)
    names = (*(paths if shown is None else shown), *others)
    batch = Batch((*paths, *others), names, len(paths))
    with (start_readers or _start_readers)(_with_jobs(options, batch.reports)) as reader:
        from checker.rulebook import load_rulebook
        from checker.rulebook.proof import require_examples

        # Within the readers: their processes import camelot meanwhile.
        rulebook = load_rulebook(options.rules, options.lang)
        require_examples(rulebook.rules, options.lang)
        bodies = _bodies(options)
        _require_known(options.severities, rulebook, options.lang)
        known = [rule.id for rule in rulebook.rules]
        options.selection.require_known(known, options.lang)
        Selection(select=options.blank_as_zero).require_known(known, options.lang)
        reading = reader.read(batch.files, rulebook.forms)
        with loading():
            from checker.checks.assessed import unassessed
            from checker.checks.blank_as_zero import judged
            from checker.checks.engine import evaluate, prepare
            from checker.checks.zeros_tried import with_zeros_tried

            # pandera loads its backends at the first check: that, too, while the files are being
            # read.
            prepare(rulebook)
            from checker.findings.assemble import assemble
            from checker.locate import locate_each

            if meanwhile is not None:
                meanwhile()
        read = batch.named(_told(reading, progress))
        failed = same_fault([*itertools.chain(*read)])
        fault = failed.told(options.lang, reader.versions) if failed else ""
    reports, previous, inputs = batch.sorted_out(read, found)
    inputs = beside + inputs
    _require_reports(reports, inputs, options.lang)
    reports, previous = _with_scopes(reports, previous, bodies, options)
    # All rules, whatever is selected: that a hard one was left out must be known (unassessed).
    printed = evaluate(reports, rulebook)
    if not options.blank_as_zero:
        printed = tuple(with_zeros_tried(printed, reports, rulebook))
    blanks = judged(printed, reports, rulebook, options.blank_as_zero)
    every = blanks.outcomes
    outcomes = _selected(every, reports, options.selection)
    outcomes = (*outcomes, *unassessed(every, outcomes, reports, rulebook))
    waivers = options.waivers
    waive = waivers.of_report if waivers is not None else None
    causes = locate_each(reports, outcomes, rulebook)
    checked = assemble(
        reports,
        outcomes,
        rulebook,
        options.lang,
        options.severities,
        waive=waive,
        causes=causes,
    )
    checked = tuple(
        replace(
            _with_left_out(one, rulebook, options.selection), blank_as_zero=blanks.used.get(at, ())
        )
        for at, one in enumerate(checked)
    )
    findings, compared = _between((*reports, *previous), len(reports), bodies, rulebook, options)
    results = Results(__version__, checked, findings, compared, inputs)
    certain = failed is not None and failed.files > 1
    return Run(results, rulebook.forms, rulebook.rules, fault, fault_is_certain=certain)


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
    with (start_readers or _start_readers)(_with_jobs(options, batch.files)) as reader:
        from checker.rulebook import load_forms

        forms = load_forms(lang=options.lang)
        read = batch.named(_told(reader.read(batch.files, forms), progress))
        failed = same_fault([*itertools.chain(*read)])
        fault = failed.told(options.lang, reader.versions) if failed else ""
    reports, _, inputs = batch.sorted_out(read, found)
    inputs = beside + inputs
    _require_reports(reports, inputs, options.lang)
    return Tables(reports, forms, inputs, fault)


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
    from checker.rulebook import load_rulebook

    rulebook = load_rulebook(options.rules)
    read = tables(
        paths, options, shown=shown, found=found, beside=beside,
        start_readers=start_readers, progress=progress,
    )  # fmt: skip
    return read, tuple(account(report, rulebook) for report in read.reports)


def _require_reports(reports: Sequence[Report], inputs: Inputs, lang: str) -> None:
    """``CheckerError`` where nothing but other files was found: no check is never a pass."""
    if not reports and inputs.without_reports:
        from checker.wording.inputs import input_notes

        lines = [line for _, line in input_notes(inputs, lang)]
        raise CheckerError(translate("joining.semicolon", lang).join(lines))


def _start_readers(options: Options) -> AbstractContextManager[ReportReader]:
    from checker.isolation.pool import Readers

    return Readers(jobs=options.jobs or 1, reading=options.reading, lang=options.lang)


def _with_jobs(options: Options, paths: Sequence[str]) -> Options:
    """As many reading processes as there are processors, and no more than files."""
    jobs = options.jobs or os.cpu_count() or 1
    return options._replace(jobs=max(1, min(jobs, len(paths))))


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


def _with_scopes(
    reports: tuple[Report, ...],
    previous: tuple[Report, ...],
    bodies: Mapping[str, Body],
    options: Options,
) -> tuple[tuple[Report, ...], tuple[Report, ...]]:
    """The reports with the scope that the user says they have, where anything is said."""
    if not bodies and not options.scope:
        return reports, previous
    from checker.checks.across.body_list import SCOPES
    from checker.checks.across.directory import with_scopes

    told = with_scopes((*reports, *previous), bodies, SCOPES[options.scope])
    return told[: len(reports)], told[len(reports) :]


def _between(
    reports: Sequence[Report],
    checked: int,
    bodies: Mapping[str, Body],
    rulebook: Rulebook,
    options: Options,
) -> tuple[tuple[Finding, ...], tuple[Compared, ...]]:
    """What the rules on several reports say; nothing for one report alone."""
    if len(reports) < 2 and not bodies:  # noqa: PLR2004 - several
        return (), ()
    from checker.checks.across.judge import judge_side_by_side
    from checker.findings.assemble import assemble_between, weight_between
    from checker.findings.compared import compared

    applies = options.selection.applies
    held = judge_side_by_side(
        reports, checked, bodies, rulebook, blank_as_zero=options.blank_as_zero
    ).only(lambda one: applies(one.outcome.rule, reports[one.outcome.report].path))
    waive = options.waivers.of_report if options.waivers is not None else None
    weight = weight_between(reports, rulebook, options.lang, options.severities, waive=waive)
    # After the choice of rules: a rule is silent only where the other one speaks.
    held = held.news(rulebook, weight)
    findings = assemble_between(
        held.outcomes, reports, rulebook, options.lang, options.severities, waive=waive
    )
    return findings, compared(held, reports, options.lang)


def _selected(
    outcomes: Sequence[Outcome], reports: Sequence[Report], selection: Selection
) -> Sequence[Outcome]:
    """The outcomes of the rules that were asked for; that a file is unreadable is always told."""
    if selection.is_all:
        return outcomes
    return [
        outcome
        for outcome in outcomes
        if reports[outcome.report].refusal is not None
        or selection.applies(outcome.rule, reports[outcome.report].path)
    ]


def _with_left_out(checked: Checked, rulebook: Rulebook, selection: Selection) -> Checked:
    if selection.is_all or checked.report.refusal is not None:
        return checked
    path = checked.report.path
    left_out = [rule.id for rule in rulebook.rules if not selection.applies(rule.id, path)]
    return replace(checked, left_out=tuple(left_out))


def _require_known(rule_ids: Iterable[str], rulebook: Rulebook, lang: str) -> None:
    known = [rule.id for rule in rulebook.rules]
    for rule_id in rule_ids:
        if rule_id not in known:
            unknown = translate("diagnostic.unknown-rule", lang, rule=rule_id)
            hint = did_you_mean(likely_id(rule_id), known, lang)
            raise UnknownRuleError(rule_id, unknown + hint)
