"""The one maker of findings: what an outcome about one report, or several, says to a reader.

Words, severity, id, places, what follows from what, and whether somebody accepted it. In which
order findings stand, and what they come to, is decided in ``assemble``.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from checker.findings.root_cause import roots
from checker.i18n import translate
from checker.model import Evidence, Finding, Result, Severity
from checker.model.places import gathered
from checker.rulebook.kinds.tables import ASSESSED, KINDS, READING
from checker.wording.confirmed import confirmed
from checker.wording.names import Names, file_of, report_of
from checker.wording.outcomes import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TypeAlias

    from checker.checks.across.side_by_side import Between
    from checker.model import CellRef, Comparison, Outcome, Place, Quote, Report, Waived
    from checker.rulebook.rule import Rule, Rulebook

    Waive: TypeAlias = Callable[[Report, Finding], Waived | None]

_ID_DIGITS = 12
"""48 bits: two of a million findings share an id with a chance of about 1 in 600."""


_FIGURES = re.compile(r"\d[\d.,，]*%?")
_WORDS_DIGITS = 4
"""16 bits: of two sentences in one place two share them with a chance of 1 in 65,000, and then the
second is numbered."""


def finding_id(
    rule: str, report: Report, place: str | None, case: str | None, words: str = ""
) -> str:
    """Twelve hexadecimal digits, the same for the same rule, body, year and place (and case).

    A report whose body was not recognised is known by its file's name (and number in it). Where a
    rule speaks of sentences, of which one place has many, four more tell the sentence by its
    ``words``, whatever figures it has: ``3f9a2c1b7d04-1e5b``.
    """
    body = report.body or PurePath(report.name).name
    # The path of the file is not part of it: the same report found elsewhere keeps its ids, and
    # with them its waivers and what a ticket says.
    key = "\n".join((rule, body, str(report.year), place or "", case or ""))
    own = _digest(key)[:_ID_DIGITS]
    return f"{own}-{_digest(words)[:_WORDS_DIGITS]}" if words else own


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _words(outcome: Outcome) -> str:
    """What tells an outcome about a sentence from others of the same rule in the same place.

    Its words without the figures, and the cells that they are held against: a corrected number
    is the same finding still.
    """
    if outcome.quote is None or outcome.place is None:
        return ""
    said = outcome.facts.get("clause") or outcome.quote.text
    return "\n".join((_FIGURES.sub("0", said), *map(str, outcome.cells)))


def severity_of(
    rule: Rule, outcome: Outcome, severities: Mapping[str, Severity] | None = None
) -> Severity:
    """What an outcome weighs.

    Undecided accuses nobody, so by itself it is a warning at most; only a case that the rule
    names (a file that could not be read) makes it more. A broken rule is always an error.
    """
    if outcome.result is Result.BROKEN:
        return Severity.ERROR
    own = (severities or {}).get(rule.id) or rule.severity_of(outcome.case)
    named_case = outcome.case is not None and outcome.case in rule.cases
    if outcome.result is Result.UNDECIDED and own is Severity.ERROR and not named_case:
        return Severity.WARNING
    return own


def can_be_waived(finding: Finding) -> bool:
    """Whether a finding speaks of the report.

    That nothing was checked, or that the parser failed on a page, is no value that somebody could
    stand for; a waiver of it would hide the next, other failure.
    """
    return finding.kind != ASSESSED and not (finding.kind == READING and not finding.cells)


class Maker:
    """Makes the findings of a run in one language, with the severities that the user chose.

    ``waive`` tells for each finding whether somebody accepted it. ``seen`` counts the ids given:
    makers of the parts of a run share it, so that no id is given twice.
    """

    def __init__(
        self,
        reports: Sequence[Report],
        rulebook: Rulebook,
        lang: str,
        severities: Mapping[str, Severity] | None = None,
        *,
        waive: Waive | None = None,
        seen: Counter[str] | None = None,
    ) -> None:
        self.reports = reports
        self.lang = lang
        self.rules = {rule.id: rule for rule in rulebook.rules}
        self.severities = severities or {}
        self._forms = rulebook.forms
        self._waive = waive
        self._seen = seen
        self._order = {rule.id: position for position, rule in enumerate(rulebook.rules)}
        self._names: dict[int, Names] = {}

    def rule(self, outcome: Outcome) -> Rule:
        """The rule that gave an outcome."""
        return self.rules[outcome.rule]

    def position(self, outcome: Outcome) -> int:
        """Where its rule stands in the catalogue."""
        return self._order[outcome.rule]

    def severity(self, outcome: Outcome) -> Severity:
        """What it weighs."""
        return severity_of(self.rule(outcome), outcome, self.severities)

    def names(self, index: int) -> Names:
        """The names of the form of one report."""
        if index not in self._names:
            self._names[index] = Names.of(self.reports[index], self._forms, self.lang)
        return self._names[index]

    def make(
        self, told: Sequence[Between], slips: Iterable[Sequence[int]] = ()
    ) -> tuple[Finding, ...]:
        """One finding for each outcome, in the order given, by which ids are numbered.

        ``slips`` are sets of outcomes, by position, of which one slip was located as the cause.
        """
        ids = self._ids(told)
        cause_of = self._causes(told, slips)
        return tuple(
            self._with_waiver(
                one,
                replace(
                    self._finding(one),
                    id=ids[index],
                    follows_from=ids[cause_of[index]] if index in cause_of else None,
                ),
            )
            for index, one in enumerate(told)
        )

    def _comparison(self, outcome: Outcome) -> Comparison | None:
        return KINDS[self.rule(outcome).kind].comparison

    def _ids(self, told: Sequence[Between]) -> tuple[str, ...]:
        """One id each, which hangs on nothing but the outcome itself.

        So it stays when others come or go. Only what nothing tells apart (a sentence printed
        twice) is numbered: the second gets ``-2``. The case of an outcome about several reports is
        which other bodies it is about.
        """
        seen: Counter[str] = Counter() if self._seen is None else self._seen
        ids = []
        for one in told:
            outcome, case = one.outcome, one.outcome.case
            if self._comparison(outcome):
                case = "/".join(self.reports[index].body or "" for index in one.reports[1:])
            report = self.reports[outcome.report]
            own = finding_id(outcome.rule, report, outcome.place, case, _words(outcome))
            seen[own] += 1
            ids.append(own if seen[own] == 1 else f"{own}-{seen[own]}")
        return tuple(ids)

    def _causes(self, told: Sequence[Between], slips: Iterable[Sequence[int]]) -> Mapping[int, int]:
        """Which follows from which, by position: among the outcomes about the same reports."""
        groups: dict[tuple[int, ...], list[int]] = {}
        for index, one in enumerate(told):
            groups.setdefault(one.reports, []).append(index)
        cause_of: dict[int, int] = {}
        for indexes, group in groups.items():
            # root_cause numbers the outcomes of one group, this room those of the run.
            at = {index: number for number, index in enumerate(group)}
            found = roots(
                [told[index].outcome for index in group],
                self.reports[indexes[0]],
                self.names(indexes[0]).form,
                self.rules,
                [[at[index] for index in slip] for slip in slips if at.keys() >= set(slip)],
            )
            cause_of |= {group[one]: group[cause] for one, cause in found.items()}
        return cause_of

    def _with_waiver(self, one: Between, finding: Finding) -> Finding:
        outcome = one.outcome
        report = self.reports[outcome.report]
        if self._waive is None or report.refusal is not None:
            return finding
        if not can_be_waived(finding):
            return finding
        return replace(finding, waived=self._waive(report, finding))

    def _finding(self, one: Between) -> Finding:
        outcome, lang = one.outcome, self.lang
        rule = self.rule(outcome)
        report = self.reports[outcome.report]
        plain = self.names(outcome.report)
        comparison = self._comparison(outcome)
        cells, place = one.cells, one.place or outcome.place
        # A refusal and a broken rule say by themselves what to do; the rule's ground is not theirs.
        grounded = report.refusal is None and outcome.result is not Result.BROKEN
        # Either of two reports may be the wrong one, so no figure is said to be the one that
        # should stand.
        worded = outcome._replace(reported=None, expected=None) if comparison else outcome
        names = plain if one.form is None else replace(plain, form=one.form)
        table = rule.table if comparison else table_of(rule, outcome)
        where = plain.where(table, place, cells)
        # Of several reports nothing else says which one, and which cell of it, is meant.
        lead = self._lead(report, where) if comparison else ""
        return Finding(
            id="",
            rule=rule.id,
            kind=rule.kind,
            title=rule.title[lang],
            severity=self.severity(outcome),
            outcome=outcome.result,
            place=place,
            message=f"{lead}{message(worded, rule, names, one.sheet or report)}{self._read(one)}",
            cells=cells,
            places=_places(cells, outcome.quote, place, report),
            reported=_decimal(outcome.reported),
            expected=_decimal(outcome.expected),
            difference=_decimal(outcome.difference),
            basis=rule.basis.get(lang) if grounded else None,
            advice=rule.advice.get(lang) if grounded and _is_advised(rule, outcome) else None,
            where=where,
            quote=outcome.quote,
            reports=tuple(self.reports[at].name for at in one.reports) if comparison else (),
            evidence=self._evidence(one) if comparison else (),
            comparison=comparison,
            of_run=rule.of_run and outcome.result is Result.FAIL,
        )

    def _lead(self, report: Report, where: str) -> str:
        """``某县人民政府2023年表三「新收·总计」：``."""
        gap = translate("joining.comma", self.lang) if where else ""
        return report_of(report, self.lang) + gap + where + translate("joining.colon", self.lang)

    def _read(self, one: Between) -> str:
        """Which of the cells people read in place of the program, as what; mostly empty."""
        at = one.outcome.report
        operands = one.operands or [(at, ref) for ref in one.cells]
        found = [
            ((report_of(self.reports[other], self.lang) if other != at else "")
             + self.names(at).cell(ref), cell)
            for other, ref in operands
            if (cell := self.reports[other].cell(ref)) is not None and cell.confirmed is not None
        ]  # fmt: skip
        return confirmed(found, self.lang)

    def _in_brackets(self, at: int) -> str:
        """``（draft.docx）``: which file a report is."""
        file = file_of(self.reports[at], self.lang)
        return translate("joining.brackets", self.lang, inner=file)

    def _evidence(self, one: Between) -> tuple[Evidence, ...]:
        """The operands, each with the report that holds it."""
        names = {at: report_of(self.reports[at], self.lang) for at, _ in one.operands}
        if len(set(names.values())) < len(names):  # versions of one report
            names = {at: name + self._in_brackets(at) for at, name in names.items()}
        return tuple(
            Evidence(
                self.reports[at].name,
                names[at],
                ref,
                self.reports[at].cell(ref),
                self.reports[at].sha256,
            )
            for at, ref in one.operands
        )


def _is_advised(rule: Rule, outcome: Outcome) -> bool:
    """Whether a rule's advice is for this: what to do about a failure is none for what is open.

    Kinds that never accuse anybody advise on what could not be read or was not asked.
    """
    never = KINDS[rule.kind].never
    return outcome.result is not Result.UNDECIDED or "fail" in never


def _places(
    cells: Sequence[CellRef], quote: Quote | None, code: str | None, report: Report
) -> tuple[Place, ...]:
    """Where the cells and the words quoted stand, or else the label or section it is about."""
    found = [cell.place for ref in cells if (cell := report.cell(ref)) is not None]
    if quote is not None:
        found.append(quote.place)
    places = gathered(found)
    if not places and code is not None:
        labels = (*report.labels, *report.repeated)
        named = [label.place for label in labels if label.code == code]
        named += [one.place for one in report.sections if str(one.number) == code]
        places = gathered(named)
    return places


def table_of(rule: Rule, outcome: Outcome) -> str | None:
    """The table that an outcome about one report speaks of, ``None`` for no single one."""
    if rule.table is not None:
        return rule.table
    return outcome.cells[0].table if outcome.cells else outcome.facts.get("table")


def _decimal(number: object) -> str | None:
    return None if number is None else format(number, "f")
