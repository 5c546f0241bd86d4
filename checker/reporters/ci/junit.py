"""JUnit XML as CI servers read it (the common dialect that testmo describes).

A suite a report, a case a rule and place: what passed is listed too, so that a green run shows
what ran. A failure is what fails the run (``--fail-on``); a lighter finding is a passed case
with its text in ``system-out``; undecided is skipped; what could not be read is an error.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from checker.findings.records import inputs_record, shown_path
from checker.i18n import translate
from checker.model import Finding, Result, Severity
from checker.reporters.ci.annotations import suggestions
from checker.reporters.ci.sidecar import AnchorsOf
from checker.reporters.inert import encodable, inert
from checker.wording.inputs import input_notes
from checker.wording.names import printed_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

    from checker.model import Checked, Inputs, Outcome, Report, Results
    from checker.reporters.ci.sidecar import Anchor, Anchors
    from checker.reporters.options import Look

MAX_BYTES = 30_000_000
"""GitLab takes no larger file."""


@dataclass(frozen=True, slots=True)
class _Case:
    name: str
    kind: str  # "passed", "failure", "skipped" or "error"
    path: str  # of the report: where it lies
    anchor: Anchor
    finding: Finding | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Suite:
    name: str
    cases: tuple[_Case, ...]
    report: Report | None = None
    verdict: str = ""


def report(results: Results, options: Look, stream: TextIO, limit: int = MAX_BYTES) -> None:
    """Write one ``testsuites`` element; within ``limit`` bytes, passed cases give way first."""
    suites = _suites(results, options)
    text = _document(suites, results.inputs, options)
    if len(text.encode()) > limit:
        suites, passed = _without_passed(suites)
        note = translate("ci.passing-left-out", options.lang, count=passed)
        text = _document(suites, results.inputs, options, note)
    left_out = 0
    # Cases differ in length, so a share of them is a guess: again until it fits.
    while len(text.encode()) > limit and any(suite.cases for suite in suites):
        suites, more = _worst(suites, len(text.encode()) / limit)
        left_out += more
        note = translate("ci.left-out", options.lang, count=left_out)
        text = _document(suites, results.inputs, options, note)
    stream.write(encodable(text, stream, "xmlcharrefreplace"))


def _suites(results: Results, options: Look) -> list[_Suite]:
    """One suite a report, and one of what is about several of them."""
    anchors = AnchorsOf(results, options)
    names = {one.report.name: _class_name(one.report, options) for one in results.reports}
    suites = []
    for checked in results.reports:
        found = checked.report
        name = names[found.name]
        cases = _apart(_cases(checked, name, anchors[found.name], options))
        suites.append(_Suite(name, tuple(cases), found, checked.verdict.value))
    if results.findings:
        between = (
            _case(finding, names.get(path, shown_path(path)), anchors[path], options)
            for finding in results.findings
            for path in finding.reports[:1]
        )
        suites.append(_Suite(translate("ci.between", options.lang), tuple(_apart(between))))
    return suites


def _without_passed(suites: Sequence[_Suite]) -> tuple[list[_Suite], int]:
    kept = [replace(s, cases=tuple(c for c in s.cases if c.finding is not None)) for s in suites]
    before, after = (sum(len(suite.cases) for suite in some) for some in (suites, kept))
    return kept, before - after


def _worst(suites: Sequence[_Suite], too_large: float) -> tuple[list[_Suite], int]:
    """The worst cases of all reports, as many as ``too_large`` times fewer, and how many went."""
    rank = {"error": 0, "failure": 1, "skipped": 2, "passed": 3}
    ordered = sorted((c for suite in suites for c in suite.cases), key=lambda c: rank[c.kind])
    number = int(len(ordered) / too_large * 0.8)  # cases differ in length
    keep = {id(case) for case in ordered[:number]}
    cut = [replace(s, cases=tuple(c for c in s.cases if id(c) in keep)) for s in suites]
    return cut, len(ordered) - number


def _class_name(report: Report, options: Look) -> str:
    """Where the report lies, however its path was written: CI knows a case again by it."""
    place = shown_path(options.places.get(report.path, report.path))
    return place + shown_path(report.name).removeprefix(shown_path(report.path))


def _cases(checked: Checked, path: str, anchors: Anchors, options: Look) -> Iterator[_Case]:
    """Every check of a report in catalogue order."""
    names = options.names(checked.report)
    titles = {rule.rule: rule.title for rule in checked.by_rule}
    hints = suggestions(checked, options.lang)
    waiting: dict[tuple[str, str | None, Result], list[Finding]] = defaultdict(list)
    for finding in checked.findings:
        waiting[finding.rule, finding.place, finding.outcome].append(finding)

    def case(finding: Finding) -> _Case:
        plain = _case(finding, path, anchors, options)
        kind = plain.kind if checked.report.refusal is None else "error"
        return replace(plain, kind=kind, suggestions=hints.get(finding.id, ()))

    for outcome in checked.outcomes:
        if outcome.result is Result.PASS:
            where = names.where(_table(outcome), outcome.place, outcome.cells)
            name = _name(outcome.rule, titles.get(outcome.rule, ""), where)
            yield _Case(name, "passed", path, anchors.report)
        # A failed check is told by its finding, once; of two alike the first stands for the first.
        elif found := waiting.get((outcome.rule, outcome.place, outcome.result)):
            yield case(found.pop(0))
    for left in waiting.values():
        yield from map(case, left)


def _case(finding: Finding, path: str, anchors: Anchors, options: Look) -> _Case:
    name = _name(finding.rule, finding.title, finding.where)
    return _Case(name, _kind(finding, options), path, anchors.finding(finding), finding)


def _apart(cases: Iterable[_Case]) -> Iterator[_Case]:
    """The cases under names that differ: GitLab drops all but one of those that do not."""
    seen: Counter[str] = Counter()
    for case in cases:
        seen[case.name] += 1
        number = f" ({seen[case.name]})" if seen[case.name] > 1 else ""
        yield replace(case, name=case.name + number)


def _table(outcome: Outcome) -> str | None:
    return outcome.cells[0].table if outcome.cells else outcome.facts.get("table")


def _name(rule: str, title: str, where: str) -> str:
    return " ".join(part for part in (rule, title, where) if part)


def _kind(finding: Finding, options: Look) -> str:
    if finding.waived is not None:
        return "skipped"
    if finding.outcome is Result.BROKEN:
        return "error"
    if finding.outcome is Result.UNDECIDED:
        # Error level: the report as a whole was not checked, which must not look green.
        return "error" if finding.severity is Severity.ERROR else "skipped"
    levels = [severity.value for severity in Severity]
    counted = levels[: levels.index(options.fail_on) + 1] if options.fail_on in levels else []
    return "failure" if finding.severity.value in counted else "passed"


def _document(suites: Sequence[_Suite], inputs: Inputs, options: Look, note: str = "") -> str:
    every = [case for suite in suites for case in suite.cases]
    root = ET.Element("testsuites", _attributes(name="checker", **_counts(every)))
    root.extend(_suite(suite, options) for suite in suites)
    beside = dict(input_notes(inputs, options.lang))
    if beside or note:
        suite = ET.SubElement(root, "testsuite", _attributes(name="checker", **_counts([])))
        if beside:
            listed = inputs_record(inputs)
            _properties(suite, {key: len(files) for key, files in listed.items()})
        _text(suite, "system-out", [*beside.values(), *([note] if note else [])])
    ET.indent(root, space="")
    # ElementTree would name this machine's encoding; the stream writes references for the rest.
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(suite: _Suite, options: Look) -> ET.Element:
    found = suite.report
    file = {} if found is None else {"file": suite.name}
    made = ET.Element("testsuite", _attributes(name=suite.name, **_counts(suite.cases), **file))
    if found is not None:
        about = {
            "body": found.body,
            "year": found.year,
            "form": found.form,
            "sha256": found.sha256,
            "verdict": suite.verdict,
            **({"confirmed": found.confirmed} if found.confirmed else {}),
        }
        _properties(made, about)
    made.extend(_element(case, options.lang) for case in suite.cases)
    return made


def _element(case: _Case, lang: str) -> ET.Element:
    made = ET.Element(
        "testcase",
        _attributes(
            classname=case.path,
            name=case.name,
            file=case.anchor.path,
            line=case.anchor.span.line,
            time="0",
        ),
    )
    if case.finding is None:
        return made
    finding = case.finding
    body = list(_body(case, finding, lang))
    if case.kind == "passed":
        _text(made, "system-out", body)
    elif case.kind == "skipped":
        ET.SubElement(made, "skipped", _attributes(message=_why_skipped(finding, lang)))
        _text(made, "system-out", body)
    else:
        kind = finding.severity.value if case.kind == "failure" else finding.outcome.value
        _text(made, case.kind, body, message=finding.message, type=kind)
    return made


def _why_skipped(finding: Finding, lang: str) -> str:
    if finding.waived is None:
        return finding.message
    return translate("waiver.waived", lang, reason=finding.waived.reason)


def _body(case: _Case, finding: Finding, lang: str) -> Iterator[str]:
    colon = translate("joining.colon", lang)
    places = printed_at(finding.places, lang)
    at = translate("joining.brackets", lang, inner=places) if places else ""
    yield f"{translate(f'severity.{finding.severity.value}', lang)} {finding.rule} {finding.title}"
    yield f"{case.path}{at} {finding.where}".rstrip()
    yield finding.message
    yield from case.suggestions
    for key, text in (("basis", finding.basis), ("advice", finding.advice)):
        if text:
            yield translate(f"report.grounds.{key}", lang) + colon + text
    if finding.cells:
        yield " ".join(map(str, finding.cells))


def _counts(cases: Iterable[_Case]) -> dict[str, object]:
    kinds = Counter(case.kind for case in cases)
    return {
        "tests": kinds.total(),
        "failures": kinds["failure"],
        "errors": kinds["error"],
        "skipped": kinds["skipped"],
        "time": "0",  # the same results give the same bytes
    }


def _properties(suite: ET.Element, values: Mapping[str, object]) -> None:
    """What is known of them, under a suite."""
    made = ET.SubElement(suite, "properties")
    for name, value in values.items():
        if value:
            ET.SubElement(made, "property", _attributes(name=name, value=value))


def _text(parent: ET.Element, tag: str, lines: Iterable[str], **attributes: object) -> None:
    """An element that holds lines of text."""
    made = ET.SubElement(parent, tag, _attributes(**attributes))
    made.text = "\n".join(inert(part) for line in lines for part in line.split("\n"))


def _attributes(**values: object) -> dict[str, str]:
    """What XML 1.0 forbids, and ElementTree writes as it is, is shown as an escape (``inert``)."""
    return {name: inert(str(value)) for name, value in values.items()}
