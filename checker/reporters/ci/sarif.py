"""SARIF 2.1.0 with what GitHub's code scanning asks for, within its limits.

One result a cause. PDFs have no lines: with a sidecar the region is the row's line there; page,
box, table, row and column ride in ``logicalLocations`` and ``properties``. A rule's help stands in
the file itself; ``informationUri`` and ``helpUri`` lead to the repository if its address is known.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from checker.findings.indented import indented
from checker.findings.records import (
    box_record,
    inputs_record,
    place_record,
    shown_path,
    write_json,
)
from checker.i18n import translate
from checker.model import Report, Severity
from checker.reporters.ci.annotations import listed_findings, sentence, worst_first
from checker.reporters.ci.sidecar import AnchorsOf
from checker.reporters.inert import inert
from checker.wording.inputs import input_notes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from checker.findings.records import Record
    from checker.model import CellRef, Evidence, Results
    from checker.reporters.ci.annotations import Listed
    from checker.reporters.ci.sidecar import Anchor
    from checker.reporters.options import Look
    from checker.rulebook.rule import Rule
    from checker.wording.names import Names

MAX_RESULTS = 25_000
"""Results of a run that GitHub takes (it shows 5,000)."""
MAX_BYTES = 9_500_000
"""GitHub takes 10 MB compressed; the rest of the file needs some of it."""
_MAX_TEXT = 1024
_MAX_LOCATIONS = 100
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}


def report(
    results: Results,
    options: Look,
    stream: TextIO,
    limit: int = MAX_RESULTS,
    max_bytes: int = MAX_BYTES,
) -> None:
    """Write one run; past the limits the worst results stay and a notification counts the rest."""
    listed = listed_findings(results, options.lang)
    order = {one.key: number for number, one in enumerate(listed)}
    ranked = [order[one.key] for one in worst_first(listed)][:limit]
    rules = _rules(listed, options)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    anchors, names = AnchorsOf(results, options), _NamesOf(results, options)
    records = {number: _result(listed[number], index, anchors, names) for number in ranked}
    ranked = _fitting(ranked, records, max_bytes)
    write_json(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "checker",
                            "version": results.version,
                            **({"informationUri": options.homepage} if options.homepage else {}),
                            "language": translate("language.sarif", options.lang),
                            "rules": rules,
                        }
                    },
                    "language": translate("language.sarif", options.lang),
                    "columnKind": "unicodeCodePoints",
                    "invocations": [_invocation(len(listed) - len(ranked), results, options)],
                    "artifacts": _artifacts(results, options),
                    "results": [records[number] for number in sorted(ranked)],
                    **_beside(results),
                }
            ],
        },
        stream,
    )


def _fitting(ranked: Sequence[int], records: Mapping[int, Record], max_bytes: int) -> list[int]:
    """As many of the worst as fit when compressed."""
    texts = [indented(records[number]) for number in ranked]

    def fits(count: int) -> bool:
        # The compressed size is what GitHub limits; compressing is asked for only past it as plain
        # text.
        whole = "\n".join(texts[:count]).encode("utf-8", "backslashreplace")
        return len(whole) <= max_bytes or len(zlib.compress(whole)) <= max_bytes

    if fits(len(texts)):
        return list(ranked)
    # fits() holds up to some number of results and never again: that number is looked for.
    count = bisect_left(range(len(texts)), x=True, key=lambda count: not fits(count + 1))
    return list(ranked[:count])


def _rules(listed: Sequence[Listed], options: Look) -> list[Record]:
    """Every rule that was applied, and any other that a result names."""
    known = {rule.id: _descriptor(rule, options) for rule in options.rules}
    for one in listed:
        finding = one.finding
        text = {"text": inert(finding.title)}
        # A rule that the caller did not name is described by its finding.
        known.setdefault(
            finding.rule,
            {
                "id": finding.rule,
                "shortDescription": text,
                "fullDescription": text,
                "help": {"text": inert(finding.advice or finding.title)},
            },
        )
    return list(known.values())


def _help_uri(rule: Rule, homepage: str) -> Record:
    """Where the catalogue explains a rule that it has; nobody's own rule stands there."""
    if not homepage or not rule.path.startswith("rules/"):
        return {}
    # A fragment of text has a hyphen of its own meaning, so that of an id is written as its code.
    fragment = quote(rule.id, safe="").replace("-", "%2D")
    return {"helpUri": f"{homepage}/blob/HEAD/rules/README.md#:~:text={fragment}"}


def _descriptor(rule: Rule, options: Look) -> Record:
    lang = options.lang
    title = inert(rule.title[lang])
    why = inert(rule.why.get(lang) or rule.title[lang])
    grounds = [
        (translate(f"report.grounds.{key}", lang), inert(text.get(lang, "")))
        for key, text in (("basis", rule.basis), ("advice", rule.advice))
        if text.get(lang)
    ]
    colon = translate("joining.colon", lang)
    plain = [why, *(f"{name}{colon}{text}" for name, text in grounds)]
    marked = [
        f"**{rule.id} {title}**",
        why,
        *(f"**{name}**{colon}{text}" for name, text in grounds),
    ]
    return {
        "id": rule.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why[:_MAX_TEXT]},
        "help": {"text": "\n\n".join(plain), "markdown": "\n\n".join(marked)},
        **_help_uri(rule, options.homepage),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": [tag for tag in (rule.kind, rule.table, "hard" if rule.hard else None) if tag],
            "precision": "very-high" if rule.hard else "high",
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }


def _result(
    one: Listed, index: Mapping[str, int], anchors: AnchorsOf, names: Mapping[str, Names]
) -> Record:
    finding = one.finding
    own = names[one.report.name]
    location: Record = {"physicalLocation": _physical(anchors[one.report.name].finding(finding))}
    if finding.cells:
        location["logicalLocations"] = [
            _logical(ref, own) for ref in finding.cells[:_MAX_LOCATIONS]
        ]
    record: Record = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": sentence(one, own.lang, paged=True)},
        "locations": [location],
        # GitHub works this out from lines of source, which a PDF has not; the key keeps an alert
        # the same from run to run.
        "partialFingerprints": {"primaryLocationLineHash": one.key},
        "properties": _properties(one),
    }
    related = [
        {
            "id": number,
            "physicalLocation": _physical(anchors[operand.report].cell(operand.ref)),
            "logicalLocations": [_logical(operand.ref, names[operand.report])],
            "message": {"text": _operand(operand, names[operand.report])},
            "properties": _evidence(operand),
        }
        for number, operand in enumerate(one.operands[:_MAX_LOCATIONS], start=1)
    ]
    if related:
        record["relatedLocations"] = related
    if finding.waived is not None:
        reason = inert(finding.waived.reason)
        record["suppressions"] = [{"kind": "external", "justification": reason}]
    return record


def _properties(one: Listed) -> Record:
    finding, found = one.finding, one.report
    properties: Record = {
        "report": inert(shown_path(found.name)),
        "body": inert(found.body or ""),
        "year": found.year,
        "outcome": finding.outcome.value,
        "place": finding.place,
        "where": inert(finding.where),
        "pages": list(finding.pages),
        "places": _inert_values([place_record(place) for place in finding.places]),
        "reported": finding.reported,
        "expected": finding.expected,
        "difference": finding.difference,
        "findingsThatFollow": one.followers,
    }
    if finding.quote is not None:
        properties["quote"] = {
            "text": inert(finding.quote.text),
            "page": finding.quote.page,
            "place": _inert_values(place_record(finding.quote.place)),
        }
    return properties


class _NamesOf(dict[str, "Names"]):
    """The names of each report's own layout, by name."""

    def __init__(self, results: Results, options: Look) -> None:
        super().__init__(
            (checked.report.name, options.names(checked.report)) for checked in results.reports
        )
        self._options = options

    def __missing__(self, path: str) -> Names:
        return self._options.names(Report(path, ""))


def _physical(anchor: Anchor) -> Record:
    span = anchor.span
    return {
        "artifactLocation": {"uri": uri(anchor.path)},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }


def uri(path: str) -> str:
    """A path as a relative reference, or as a ``file`` URI when it is absolute."""
    encoded = quote(path.encode("utf-8", "surrogatepass"), safe="/")
    return "file://" + encoded if path.startswith("/") else encoded


def _logical(ref: CellRef, names: Names) -> Record:
    return {
        "name": inert(names.cell(ref)),
        "fullyQualifiedName": inert(str(ref)),
        "kind": "cell",
    }


def _operand(one: Evidence, names: Names) -> str:
    raw = translate("report.missing-sign", names.lang) if one.cell is None else one.cell.text
    return inert(f"{names.cell(one.ref)}{translate('joining.colon', names.lang)}{raw}")


def _evidence(one: Evidence) -> Record:
    ref, cell = one.ref, one.cell
    evidence: Record = {
        "report": inert(shown_path(one.report)),
        "sha256": one.sha256,
        "table": ref.table,
        "row": ref.row,
        "column": ref.column,
    }
    if cell is not None:
        evidence |= {
            "state": cell.state.value,
            "raw": inert(cell.text),
            "value": None if cell.value is None else format(cell.value, "f"),
            "page": cell.page,
            "box": box_record(cell.box),
            "place": _inert_values(place_record(cell.place)),
        }
    return evidence


def _inert_values(value: Any) -> Any:
    """Plain values, every text in them inert."""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, list):
        return [_inert_values(one) for one in value]
    if isinstance(value, dict):
        return {key: _inert_values(one) for key, one in value.items()}
    return value


def _artifacts(results: Results, options: Look) -> list[Record]:
    """The files that were checked, with their hashes; each file once."""
    artifacts: dict[str, Record] = {}
    for checked in results.reports:
        found = checked.report
        path = options.places.get(found.path, shown_path(found.path))
        record: Record = {"location": {"uri": uri(path)}, "mimeType": found.media_type}
        if found.sha256:
            record["hashes"] = {"sha-256": found.sha256}
        # Several reports of one file are one artifact.
        artifacts.setdefault(record["location"]["uri"], record)
    return list(artifacts.values())


def _invocation(left_out: int, results: Results, options: Look) -> Record:
    lang = options.lang
    told = [
        ("note" if key in ("own", "duplicates") else "warning", inert(line))
        for key, line in input_notes(results.inputs, lang)
    ]
    if left_out:
        told.append(("warning", translate("ci.left-out", lang, count=left_out)))
    invocation: Record = {"executionSuccessful": True}
    if told:
        invocation["toolExecutionNotifications"] = [
            {"level": level, "message": {"text": text}} for level, text in told
        ]
    return invocation


def _beside(results: Results) -> Record:
    """The run's properties: the file of waivers, what was given and not checked, if any."""
    inputs = {key: listed for key, listed in inputs_record(results.inputs).items() if listed}
    waivers = inert(shown_path(results.waivers))
    confirmed = sum(one.report.confirmed for one in results.reports)
    known = {"waivers": waivers, "confirmed": confirmed, "inputs": inputs}
    properties = {key: value for key, value in known.items() if value}
    return {"properties": properties} if properties else {}
