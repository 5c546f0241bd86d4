"""What the rules say of reports that were read: of each, and of several held together.

Block by block, so that memory does not grow with the number of reports: what is not being judged
lies in a file (``spool``). In whatever blocks they come, the same reports give the same results.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from checker.checks.across.beside import figures_of
from checker.checks.across.body_list import SCOPES
from checker.checks.across.directory import scoping
from checker.checks.across.judge import judged_parts, together
from checker.checks.assessed import unassessed
from checker.checks.blank_as_zero import judged
from checker.checks.engine import evaluate
from checker.checks.zeros_tried import with_zeros_tried
from checker.findings.assemble import assemble, part_between, weight_between
from checker.findings.compared import not_paired, of_part
from checker.findings.make import Maker
from checker.locate import locate_each
from checker.spool import HELD, Mapped, Spool
from checker.startup import not_collecting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.checks.across.beside import Figures
    from checker.checks.across.body_list import Body
    from checker.findings.assemble import Rank
    from checker.findings.make import Waive
    from checker.model import Checked, Compared, Finding, Outcome, Report
    from checker.options import Options, Selection
    from checker.rulebook.rule import Rulebook

BLOCK = 128
"""Reports that are judged in one frame: a report without prose takes 0.8 ms among 100 and 0.6 among
2,000, and its outcomes take 60 kB until they are findings."""


class Verdicts(Protocol):
    """What was found in reports before (``cache.Kept``)."""

    def verdict(self, report: Report) -> Checked | None:
        """What was found in this very report, if it is known."""

    def keep(self, checked: Checked) -> None:
        """Keep what was found in a report."""


class Judging:
    """Some reports under one rule book: ``checked`` of them, the others are their partners.

    ``heads`` are those of all that was read, in any order: what bodies there are.
    """

    def __init__(
        self,
        reports: Sequence[Report],
        checked: int,
        bodies: Mapping[str, Body],
        rulebook: Rulebook,
        options: Options,
        *,
        heads: Sequence[Report],
        kept: Verdicts | None = None,
    ) -> None:
        scoped = scoping(heads, bodies, SCOPES[options.scope])
        confirmed = options.confirmed

        def prepared(_: int, report: Report) -> Report:
            return scoped(report if confirmed is None else confirmed.applied(report))

        # Kept where all are in memory anyway; else each is loaded when it is looked at.
        keep = len(reports) <= HELD
        self._reports = Mapped(reports, prepared, keep=keep)
        self._checked = checked
        self._bodies = bodies
        self._rulebook = rulebook
        self._options = options
        self._kept = kept
        self._heads: list[Report] = []
        self._figures: list[Figures | None] = []

    @property
    def _waive(self) -> Waive | None:
        waivers = self._options.waivers
        return waivers.of_report if waivers is not None else None

    def each(self) -> Sequence[Checked]:
        """What is found in each of the checked reports by itself."""
        found: Spool[Checked] = Spool(lang=self._options.lang)
        is_long = self._checked > HELD
        for start in range(0, self._checked, BLOCK):
            # What is loaded, judged and packed holds no cycles; see ``evaluate``.
            with not_collecting():
                reports = self._reports[start : min(start + BLOCK, self._checked)]
                for checked in self._verdicts(reports):
                    # Most reports lie on the disk already, and take longer to pack than verdicts.
                    found.append(checked.alone if is_long else checked)
                self._note(reports)
        for index in range(self._checked, len(self._reports)):
            self._note((self._reports[index],))
        # What is short is as plain a value as any other result.
        return Mapped(found, self._with_report) if is_long else tuple(found)

    def _with_report(self, index: int, checked: Checked) -> Checked:
        return replace(checked, report=self._reports[index])

    def skip(self) -> None:
        """Instead of ``each``, where what is found in each report by itself is known."""
        for index in range(len(self._reports)):
            self._note((self._reports[index],))

    def _note(self, reports: Sequence[Report]) -> None:
        """Keep what tells which reports belong together."""
        self._heads += [report.head for report in reports]
        self._figures += map(figures_of, reports)

    def _verdicts(self, reports: Sequence[Report]) -> Sequence[Checked]:
        """What is found in each of some reports, as far as it is not known from before."""
        if self._kept is None:
            return self._block(reports)
        known = [self._kept.verdict(report) for report in reports]
        others = [report for report, one in zip(reports, known, strict=True) if one is None]
        new = iter(self._block(others) if others else ())
        found = []
        for one in known:
            checked = next(new) if one is None else one
            if one is None:
                self._kept.keep(checked)
            found.append(checked)
        return found

    def _block(self, reports: Sequence[Report]) -> tuple[Checked, ...]:
        options, rulebook = self._options, self._rulebook
        # All rules, whatever is selected: that a hard one was left out must be known (unassessed).
        printed: Sequence[Outcome] = evaluate(reports, rulebook)
        if not options.blank_as_zero:
            printed = tuple(with_zeros_tried(printed, reports, rulebook))
        blanks = judged(printed, reports, rulebook, options.blank_as_zero)
        every = blanks.outcomes
        outcomes = _selected(every, reports, options.selection)
        outcomes = (*outcomes, *unassessed(every, outcomes, reports, rulebook))
        checked = assemble(
            reports,
            outcomes,
            rulebook,
            options.lang,
            options.severities,
            waive=self._waive,
            causes=locate_each(reports, outcomes, rulebook),
        )
        return tuple(
            replace(
                _with_left_out(one, rulebook, options.selection),
                blank_as_zero=blanks.used.get(at, ()),
            )
            for at, one in enumerate(checked)
        )

    def between(self) -> tuple[Sequence[Finding], tuple[Compared, ...]]:
        """What rules on several reports say, after ``each`` or ``skip``; for one alone nothing."""
        heads, rulebook, options = self._heads, self._rulebook, self._options
        if len(heads) < 2 and not self._bodies:  # noqa: PLR2004 - several
            return (), ()
        those = together(
            heads, self._checked, self._bodies, rulebook, whole=self._reports, figures=self._figures
        )
        found: Spool[Finding] = Spool(lang=options.lang)
        ranks: list[Rank] = []
        compared: list[Compared] = []
        seen: Counter[str] = Counter()
        parts = judged_parts(
            those,
            self._reports,
            rulebook,
            blank_as_zero=options.blank_as_zero,
            wants=options.selection.wants,
        )
        for part, reports in parts:
            held = part
            if not options.selection.is_all:
                held = part.only(
                    lambda one: options.selection.applies(
                        one.outcome.rule, heads[one.outcome.report].path
                    )
                )
            given = (reports, rulebook, options.lang, options.severities)
            with not_collecting():
                # After the choice of rules: a rule is silent only where the other one speaks.
                held = held.news(rulebook, weight_between(*given, waive=self._waive))
                maker = Maker(*given, waive=self._waive, seen=seen)
                for rank, finding in part_between(held.outcomes, maker):
                    ranks.append(rank)
                    found.append(finding)
                compared += of_part(held, heads, options.lang)
        compared += not_paired(those, heads, options.lang)
        order = sorted(range(len(ranks)), key=ranks.__getitem__)
        findings: Sequence[Finding] = Mapped(found, at=order)
        return findings if len(order) > HELD else tuple(findings), tuple(compared)


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
