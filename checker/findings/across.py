"""Outcomes about several reports to findings, and what was held together to a list of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.checks.across.pairing import unknown_reports
from checker.checks.across.side_by_side import places_of
from checker.findings.assemble import finding_id, severity_of
from checker.i18n.texts import SCOPES
from checker.i18n.texts import say as say_plain
from checker.i18n.texts_between import say
from checker.model import CellRef, Compared, Coverage, Evidence, Finding, Result, Severity
from checker.model.places import gathered
from checker.rulebook.joint_form import with_year
from checker.rulebook.kinds.across import YearsSpec
from checker.wording.names import Names
from checker.wording.outcomes import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.checks.across.pairing import Level, YearPair
    from checker.checks.across.side_by_side import Between
    from checker.findings.assemble import Waive
    from checker.model import Outcome, Place, Report
    from checker.rulebook.rule import Rule, Rulebook

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_SHOWN = 8
"""Up to so many figures of one finding are written out; the rest are counted."""


def assemble_between(
    found: Sequence[Between],
    reports: Sequence[Report],
    rulebook: Rulebook,
    lang: str = "zh",
    severities: Mapping[str, Severity] | None = None,
    *,
    waive: Waive | None = None,
) -> tuple[Finding, ...]:
    """The findings about several reports: by the report accused, worst first."""
    rules = {rule.id: rule for rule in rulebook.rules}
    ids: dict[tuple[object, ...], str] = {}
    seen: Counter[str] = Counter()
    told = []
    for between in found:
        one = between.outcome
        if one.result is Result.PASS:
            continue
        case = "/".join(reports[index].body or "" for index in between.reports[1:])
        own = finding_id(one.rule, reports[one.report], one.place, case)
        seen[own] += 1
        own = own if seen[own] == 1 else f"{own}-{seen[own]}"
        ids[one.rule, between.reports, one.place] = own
        told.append((own, between))
    order = {rule.id: number for number, rule in enumerate(rulebook.rules)}
    findings = []
    for own, between in told:
        rule = rules[between.outcome.rule]
        severity = severity_of(rule, between.outcome, severities)
        finding = replace(_finding(between, rule, reports, rulebook, lang), severity=severity)
        cause = ids.get((finding.rule, between.reports, between.part_of))
        finding = replace(finding, id=own, follows_from=cause if between.part_of else None)
        if waive is not None:
            finding = replace(finding, waived=waive(reports[between.outcome.report], finding))
        findings.append((between.outcome.report, finding))
    findings.sort(key=lambda pair: (pair[0], _WEIGHT[pair[1].severity], order[pair[1].rule]))
    return tuple(finding for _, finding in findings)


def _finding(
    between: Between,
    rule: Rule,
    reports: Sequence[Report],
    rulebook: Rulebook,
    lang: str,
) -> Finding:
    outcome = between.outcome
    accused = reports[outcome.report]
    plain = Names.of(accused, rulebook.forms, lang)
    names = _names(between, rule, accused, plain)
    evidence = tuple(
        Evidence(
            reports[at].name,
            title_of(reports[at], lang),
            ref,
            reports[at].cell(ref),
            reports[at].sha256,
        )
        for at, ref in between.operands
    )
    cells = tuple(dict.fromkeys(ref for at, ref in between.operands if at == outcome.report))
    place = outcome.place
    if between.names and len(cells) == 1:  # a row of the table of levels is a cell of the form
        place = str(cells[0])
    # Either report may be the wrong one, so no figure is said to be the one that should stand.
    facts = {**outcome.facts, **_worded(outcome, names, lang)}
    worded = outcome._replace(facts=facts, reported=None, expected=None)
    return Finding(
        id="",
        rule=rule.id,
        kind=rule.kind,
        title=rule.title[lang],
        severity=rule.severity,
        outcome=outcome.result,
        place=place,
        message=message(worded, rule, names, between.sheet or accused),
        cells=cells,
        places=_places(between, reports),
        reported=_decimal(outcome.reported),
        expected=_decimal(outcome.expected),
        difference=_decimal(outcome.difference),
        basis=rule.basis.get(lang),
        advice=rule.advice.get(lang),
        where=plain.where(rule.table, place, cells),
        quote=outcome.quote,
        reports=tuple(reports[index].name for index in between.reports),
        evidence=evidence,
    )


def _places(between: Between, reports: Sequence[Report]) -> tuple[Place, ...]:
    """The places in the report accused: those of its cells and of the sentence quoted."""
    quote = between.outcome.quote
    cells = places_of(between.operands, reports, between.outcome.report)
    return gathered([*cells, quote.place if quote is not None else None])


def _names(between: Between, rule: Rule, accused: Report, plain: Names) -> Names:
    """The names of the form that holds the reports side by side, with year or bodies in them."""
    if between.form is None:
        return plain
    form = between.form
    if isinstance(rule.spec, YearsSpec) and accused.year is not None:
        form = with_year(form, accused.year - 1)
    elif between.names:
        count = say("sum-of-below", plain.lang, count=between.names["count"])
        columns = {
            role: replace(item, short={plain.lang: count}) if role == "children" else item
            for table in form.tables.values()
            for role, item in table.columns.items()
        }
        form = replace(
            form,
            tables={code: replace(t, columns=columns) for code, t in form.tables.items()},
        )
    return replace(plain, form=form)


def _worded(outcome: Outcome, names: Names, lang: str) -> dict[str, str]:
    """Facts that need the names of cells or words of the language."""
    told = []
    for key, value in outcome.facts.items():
        if key.count(".") == 2:  # noqa: PLR2004 - a cell's table, row and column
            told.append(f"{names.cell(CellRef.parse(key))} {value}")
    more = len(told) - _SHOWN
    if more > 0:
        told = [*told[:_SHOWN], say_plain("cells-more", lang, count=more)]
    facts = {key: say_plain("semicolon", lang).join(told) for key in ("jumps", "sums") if told}
    for key in ("scope", "previous_scope"):
        if key in outcome.facts:
            facts[key] = SCOPES[outcome.facts[key]][lang]
    if "missing_bodies" in outcome.facts:
        bodies = outcome.facts["missing_bodies"].split("、")
        facts["missing_bodies"] = say_plain("list", lang).join(bodies)
    return facts


def compared(
    pairs: Sequence[YearPair],
    levels: Sequence[Level],
    found: Sequence[Between],
    reports: Sequence[Report],
    lang: str,
) -> tuple[Compared, ...]:
    """What was held together, what was missing, what was not taken, and what became of it."""
    result = []
    for pair in pairs:
        this = reports[pair.this]
        year = (this.year or 0) - 1
        missing: tuple[str, ...] = ()
        if pair.several:
            missing = (say("several-reports", lang, year=year, count=pair.several),)
        elif pair.previous is None:
            missing = (say("year-of", lang, year=year),)
        indexes: tuple[int, ...] = (pair.this,)
        if pair.previous is not None:
            indexes = (pair.this, pair.previous)
        result.append(
            Compared(
                "years",
                this.body or "",
                this.year or 0,
                tuple(reports[index].name for index in indexes),
                missing,
                coverage=_coverage(
                    one.outcome for one in found if not one.names and one.reports == indexes
                ),
            )
        )
    for level in levels:
        parent = reports[level.parent]
        indexes = (level.parent, *level.below)
        excluded = tuple((reports[at].name, say(key, lang)) for at, key in level.excluded)
        result.append(
            Compared(
                "levels",
                parent.body or "",
                parent.year or 0,
                tuple(reports[index].name for index in indexes),
                level.missing,
                excluded,
                _coverage(
                    one.outcome for one in found if one.names and one.outcome.report == level.parent
                ),
            )
        )
    unknown = unknown_reports(reports)
    if unknown and (pairs or levels):
        reason = say("unknown-body", lang)
        excluded = tuple((reports[index].name, reason) for index in unknown)
        result.append(Compared("years", "", 0, (), (), excluded))
    return tuple(result)


def _coverage(outcomes: Iterable[Outcome]) -> Coverage:
    count = Counter(outcome.result for outcome in outcomes)
    return Coverage(
        count.total(),
        count[Result.PASS],
        count[Result.FAIL],
        count[Result.UNDECIDED] + count[Result.BROKEN],
    )


def title_of(report: Report, lang: str) -> str:
    """``某县人民政府2023年``."""
    return say("report-of", lang, body=report.body or report.name, year=report.year or "")


def _decimal(number: object) -> str | None:
    return None if number is None else format(number, "f")
