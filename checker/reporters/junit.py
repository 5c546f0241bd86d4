"""JUnit XML as CI servers read it (the common dialect that testmo describes).

A suite a report, a case a rule and place: what passed is listed too, so that a green run shows
what ran. A failure is what fails the run (``--fail-on``); a lighter finding is a passed case
with its text in ``system-out``; undecided is skipped; what could not be read is an error.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from checker.model import Finding, Result, Severity
from checker.reporters.inert import inert
from checker.reporters.records import shown_path
from checker.reporters.sidecar import Anchors
from checker.texts import SEVERITIES, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from checker.model import Checked, Outcome, Results
    from checker.reporters.options import Look
    from checker.reporters.sidecar import Anchor

MAX_BYTES = 30_000_000
"""GitLab takes no larger file."""
_NOT_XML = str.maketrans("", "", "\ufffe\uffff")


@dataclass(frozen=True, slots=True)
class _Case:
    name: str
    kind: str  # "passed", "failure", "skipped" or "error"
    anchor: Anchor
    finding: Finding | None = None


def report(results: Results, options: Look, stream: TextIO, limit: int = MAX_BYTES) -> None:
    """Write one ``testsuites`` element; within ``limit`` bytes, passed cases give way first."""
    suites = [(checked, list(_cases(checked, options))) for checked in results.reports]
    text = _document(suites, options)
    if len(text.encode()) > limit:
        suites, passed = _without_passed(suites)
        text = _document(suites, options, say("passing-left-out", options.lang, count=passed))
    left_out = 0
    while len(text.encode()) > limit and any(cases for _, cases in suites):
        suites, more = _worst(suites, len(text.encode()) / limit)
        left_out += more
        text = _document(suites, options, say("left-out", options.lang, count=left_out))
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "xmlcharrefreplace").decode(encoding))


_Suites = list[tuple["Checked", list[_Case]]]


def _without_passed(suites: _Suites) -> tuple[_Suites, int]:
    kept = [(checked, [c for c in cases if c.finding is not None]) for checked, cases in suites]
    before, after = (sum(len(cases) for _, cases in some) for some in (suites, kept))
    return kept, before - after


def _worst(suites: _Suites, too_large: float) -> tuple[_Suites, int]:
    """The worst cases of all reports, as many as ``too_large`` times fewer, and how many went."""
    rank = {"error": 0, "failure": 1, "skipped": 2, "passed": 3}
    ordered = sorted((c for _, cases in suites for c in cases), key=lambda case: rank[case.kind])
    number = int(len(ordered) / too_large * 0.8)  # cases differ in length
    keep = {id(case) for case in ordered[:number]}
    cut = [(checked, [c for c in cases if id(c) in keep]) for checked, cases in suites]
    return cut, len(ordered) - number


def _cases(checked: Checked, options: Look) -> Iterator[_Case]:
    """Every check of a report in catalogue order, under names that differ."""
    anchors = Anchors(checked.report, options)
    names = options.names(checked.report)
    titles = {rule.rule: rule.title for rule in checked.by_rule}
    waiting: dict[tuple[str, str | None, Result], list[Finding]] = defaultdict(list)
    for finding in checked.findings:
        waiting[finding.rule, finding.place, finding.outcome].append(finding)
    seen: Counter[str] = Counter()

    def case(finding: Finding) -> _Case:
        name = _name(finding.rule, finding.title, finding.where)
        return _Case(name, _kind(finding, options), anchors.finding(finding), finding)

    def cases() -> Iterator[_Case]:
        for outcome in checked.outcomes:
            if outcome.result is Result.PASS:
                where = names.where(_table(outcome), outcome.place, outcome.cells)
                name = _name(outcome.rule, titles.get(outcome.rule, ""), where)
                yield _Case(name, "passed", anchors.report)
            elif found := waiting.get((outcome.rule, outcome.place, outcome.result)):
                yield case(found.pop(0))
        for left in waiting.values():
            yield from map(case, left)

    for one in cases():
        seen[one.name] += 1
        number = f" ({seen[one.name]})" if seen[one.name] > 1 else ""
        yield _Case(one.name + number, one.kind, one.anchor, one.finding)


def _table(outcome: Outcome) -> str | None:
    return outcome.cells[0].table if outcome.cells else outcome.facts.get("table")


def _name(rule: str, title: str, where: str) -> str:
    return " ".join(part for part in (rule, title, where) if part)


def _kind(finding: Finding, options: Look) -> str:
    if finding.outcome is Result.BROKEN:
        return "error"
    if finding.outcome is Result.UNDECIDED:
        # Only a file that could not be read is an error; it has no cells to be unsure of.
        return "error" if finding.severity is Severity.ERROR and not finding.cells else "skipped"
    levels = [severity.value for severity in Severity]
    counted = levels[: levels.index(options.fail_on) + 1] if options.fail_on in levels else []
    return "failure" if finding.severity.value in counted else "passed"


def _document(suites: _Suites, options: Look, note: str = "") -> str:
    every = [case for _, cases in suites for case in cases]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites {_attributes(name='checker', **_counts(every))}>",
    ]
    for checked, cases in suites:
        lines += _suite(checked, cases, options)
    if note:
        counts = _counts([])
        lines += [
            f"<testsuite {_attributes(name='checker', **counts)}>",
            f"<system-out>{_text(note)}</system-out>",
            "</testsuite>",
        ]
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _suite(checked: Checked, cases: Sequence[_Case], options: Look) -> Iterator[str]:
    found = checked.report
    path = shown_path(found.path)
    yield f"<testsuite {_attributes(name=path, **_counts(cases), file=path)}>"
    yield "<properties>"
    about = {
        "body": found.body,
        "year": found.year,
        "form": found.form,
        "sha256": found.sha256,
        "verdict": checked.verdict.value,
    }
    for name, value in about.items():
        if value:
            yield f"<property {_attributes(name=name, value=value)}/>"
    yield "</properties>"
    for case in cases:
        yield from _element(case, path, options.lang)
    yield "</testsuite>"


def _element(case: _Case, path: str, lang: str) -> Iterator[str]:
    attributes = _attributes(
        classname=path,
        name=case.name,
        file=case.anchor.path,
        line=case.anchor.span.line,
        time="0",
    )
    if case.finding is None:
        yield f"<testcase {attributes}/>"
        return
    yield f"<testcase {attributes}>"
    finding = case.finding
    body = _text("\n".join(_body(finding, path, lang)))
    if case.kind == "passed":
        yield f"<system-out>{body}</system-out>"
    elif case.kind == "skipped":
        yield f"<skipped {_attributes(message=finding.message)}/>"
        yield f"<system-out>{body}</system-out>"
    else:
        kind = finding.severity.value if case.kind == "failure" else finding.outcome.value
        yield f"<{case.kind} {_attributes(message=finding.message, type=kind)}>{body}</{case.kind}>"
    yield "</testcase>"


def _body(finding: Finding, path: str, lang: str) -> Iterator[str]:
    colon = say("colon", lang)
    pages = ",".join(str(page) for page in finding.pages)
    at = say("brackets", lang, inner=say("page", lang, pages=pages)) if pages else ""
    yield f"{SEVERITIES[finding.severity.value][lang]} {finding.rule} {finding.title}"
    yield f"{path}{at} {finding.where}".rstrip()
    yield finding.message
    for key, text in (("basis", finding.basis), ("advice", finding.advice)):
        if text:
            yield say(key, lang) + colon + text
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


def _attributes(**values: object) -> str:
    return " ".join(f"{name}={quoteattr(_legal(str(value)))}" for name, value in values.items())


def _text(text: str) -> str:
    return escape("\n".join(_legal(line) for line in text.split("\n")))


def _legal(text: str) -> str:
    """One line without what XML 1.0 forbids; control characters are shown as escapes."""
    return inert(text).translate(_NOT_XML)
