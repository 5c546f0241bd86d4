"""Reports, cells and findings as plain values for machine formats (``results.schema.json``).

Numbers are exact decimals written as text; everything stands in a fixed order.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from checker.findings.indented import indented
from checker.model import (
    DocumentPlace,
    ElementPlace,
    PagePlace,
    PicturePlace,
    Severity,
    SheetPlace,
    TranscribedPlace,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from checker.model import (
        Box,
        Cell,
        Checked,
        Compared,
        Confirmed,
        Finding,
        Inputs,
        Place,
        Remark,
        Repair,
        Report,
        ReportPart,
        Results,
    )
    from checker.rulebook.form import Form

Record: TypeAlias = dict[str, Any]

RESULTS_FORMAT = "checker-results/1"
_BEYOND_ASCII = re.compile(r"[^\x00-\x7e]+")


def run_record(results: Results) -> Record:
    """A run without its reports, which may be too many for one record."""
    # Those that follow from another too: the file has them all, and the counts are of the file.
    severities: Counter[Severity | None] = Counter(
        finding.severity if finding.waived is None else None
        for own in chain((one.findings for one in results.reports), (results.findings,))
        for finding in own
    )
    confirmed = sum(one.report.confirmed for one in results.reports)
    return {
        "findings": [finding_record(finding) for finding in results.findings],
        "compared": [_compared(one) for one in results.compared],
        "inputs": inputs_record(results.inputs),
        **({"waivers": shown_path(results.waivers)} if results.waivers else {}),
        "summary": {
            **results.tally,
            "findings": {severity.value: severities[severity] for severity in Severity},
            "waived": severities[None],
            **({"confirmed": confirmed} if confirmed else {}),
            "inputs": {key: len(listed) for key, listed in inputs_record(results.inputs).items()},
        },
    }


def inputs_record(inputs: Inputs) -> Record:
    """What was given and is not among the reports."""
    return {
        "unread": [{"path": shown_path(one.path), "kind": one.kind.value} for one in inputs.unread],
        "own_outputs": [{"path": shown_path(one.path), "format": one.format} for one in inputs.own],
        "duplicates": [
            {"path": shown_path(one.path), "same_as": shown_path(one.same_as)}
            for one in inputs.duplicates
        ],
        "without_reports": [shown_path(path) for path in inputs.without_reports],
    }


def report_record(checked: Checked, forms: tuple[Form, ...]) -> Record:
    """One report: what it is, its verdict, every cell, coverage and findings."""
    report = checked.report
    refusal = report.refusal
    return {
        **heading_record(report),
        "verdict": checked.verdict.value,
        "refusal": refusal and {"reason": refusal.reason.value, "detail": refusal.detail},
        "coverage": {**checked.coverage.counts, "hard": checked.hard.counts},
        "left_out": list(checked.left_out),
        **({"blank_as_zero": list(checked.blank_as_zero)} if checked.blank_as_zero else {}),
        "findings": [finding_record(finding) for finding in checked.findings],
        "repairs": [repair_record(repair) for repair in checked.repairs],
        "unexplained": [
            {"findings": list(cause.findings), "cells": cause.cells, "message": cause.lines[0]}
            for cause in checked.causes
            if not cause.repairs
        ],
        "cells": {ref: cell_record(report.cells[ref]) for ref in cell_order(report, forms)},
    }


def heading_record(report: Report) -> Record:
    """What a report says of itself."""
    return {
        "path": shown_path(report.path),
        "sha256": report.sha256,
        "media_type": report.media_type,
        # Absent where there is none: the contract grew by it.
        **({"remarks": [_remark(one) for one in report.remarks]} if report.remarks else {}),
        "part": report.part and _part(report.part),
        "pages": report.pages,
        "body": report.body,
        "title": report.title,
        "year": report.year,
        "form": report.form,
        "layout": report.layout,
        "scope": report.scope and report.scope.value,
    }


def _remark(remark: Remark) -> Record:
    return {"kind": remark.kind.value, "detail": remark.detail}


def _part(part: ReportPart) -> Record:
    return {
        "number": part.number,
        "count": part.count,
        "places": [place_record(place) for place in part.places],
    }


def cell_record(cell: Cell) -> Record:
    """One cell as read, with its evidence."""
    return {
        "state": cell.state.value,
        "value": None if cell.value is None else format(cell.value, "f"),
        "raw": cell.raw,
        "note": cell.note,
        "page": cell.page,
        "box": box_record(cell.box),
        "place": place_record(cell.place),
        "doubt": cell.doubt and cell.doubt.value,
        "readings": list(cell.readings),
        # Absent where there is none: the contract grew by it.
        **({"confirmed": _confirmed(cell.confirmed)} if cell.confirmed is not None else {}),
    }


def _confirmed(one: Confirmed) -> Record:
    """Whose value it is, and what the program made of the cell."""
    return {
        "by": one.by,
        "at": one.at,
        "note": one.note,
        "state": one.state.value,
        "value": None if one.value is None else format(one.value, "f"),
        "doubt": one.doubt and one.doubt.value,
    }


def place_record(place: Place | None) -> Record | None:  # noqa: PLR0911 - one for each kind
    """Where something stands in its file: the ``kind`` of place, and what tells it there."""
    match place:
        case None:
            return None
        case PagePlace():
            return {"kind": place.kind, "page": place.page, "box": box_record(place.box)}
        case DocumentPlace():
            return {
                "kind": place.kind,
                "table": place.table,
                "row": place.row,
                "cell": place.cell,
                "paragraph": place.paragraph,
            }
        case SheetPlace():
            return {
                "kind": place.kind,
                "sheet": place.sheet,
                "address": place.address,
                "formula": place.formula,
            }
        case ElementPlace():
            return {"kind": place.kind, "path": place.path}
        case TranscribedPlace():
            return {"kind": place.kind, "report": place.report, "cell": place.cell}
        case PicturePlace():
            return {
                "kind": place.kind,
                "page": place.page,
                "picture": place.picture,
                "box": box_record(place.box),
                "confidence": format(place.confidence, "f"),
                "readers": list(place.readers),
            }


def box_record(box: Box | None) -> list[float] | None:
    """A box to a hundredth of a point."""
    return None if box is None else [round(edge, 2) for edge in box]


def finding_record(finding: Finding) -> Record:
    """One finding."""
    return {
        "id": finding.id,
        "rule": finding.rule,
        "title": finding.title,
        "severity": finding.severity.value,
        "outcome": finding.outcome.value,
        "place": finding.place,
        "where": finding.where,
        "message": finding.message,
        "cells": [str(ref) for ref in finding.cells],
        "pages": list(finding.pages),
        "places": [place_record(place) for place in finding.places],
        "reported": finding.reported,
        "expected": finding.expected,
        "difference": finding.difference,
        "quote": finding.quote
        and {
            "section": finding.quote.section,
            "text": finding.quote.text,
            "page": finding.quote.page,
            "place": place_record(finding.quote.place),
        },
        "basis": finding.basis,
        "advice": finding.advice,
        "follows_from": finding.follows_from,
        "waived": finding.waived
        and {
            "reason": finding.waived.reason,
            "by": finding.waived.by,
            "date": finding.waived.date,
        },
        **_between(finding),
    }


def repair_record(repair: Repair) -> Record:
    """One repair; ``from`` is ``None`` for a blank cell."""
    return {
        "changes": [
            {
                "cell": str(change.cell),
                "from": None if change.before is None else format(change.before, "f"),
                "to": format(change.after, "f"),
            }
            for change in repair.changes
        ],
        "explains": list(repair.explains),
        "pattern": repair.pattern.value,
        "rivals": repair.rivals,
        "message": repair.message,
    }


def cell_order(report: Report, forms: tuple[Form, ...]) -> list[str]:
    """The report's cells in form order; what its form does not have comes last, sorted."""
    layouts = (layout for form in forms for layout in form.layouts)
    own = next((form for form in layouts if form.layout == report.layout), None)
    if own is None:
        return sorted(report.cells)
    known = [str(ref) for ref in own.refs if str(ref) in report.cells]
    return known + sorted(set(report.cells).difference(known))


def shown_path(path: str) -> str:
    """The path as given, with forward slashes."""
    return path.replace("\\", "/")


def write_json(
    record: Mapping[str, object] | Sequence[Mapping[str, object]],
    stream: TextIO,
    *,
    in_a_line: bool = False,
) -> None:
    """Write JSON that is safe to print: no control or format character stands bare."""
    stream.write(json_text(record, stream, in_a_line=in_a_line) + "\n")


def json_text(
    record: Mapping[str, object] | Sequence[Mapping[str, object]],
    stream: TextIO,
    *,
    in_a_line: bool = False,
) -> str:
    """JSON as ``write_json`` writes it to a stream."""
    # Not ensure_ascii: Chinese as \uXXXX is twice as long, and read by nobody.
    text = json.dumps(record, ensure_ascii=False) if in_a_line else indented(record)
    # json escapes beyond the BMP as two halves, as backslashreplace would not.
    poor = not (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")
    # Nearly always there is nothing to escape, which is seen in a tenth of the time of looking.
    if not poor and text.replace("\n", "").isprintable():
        return text
    return _BEYOND_ASCII.sub(lambda match: _escaped(match[0], poor=poor), text)


def _escaped(run: str, *, poor: bool) -> str:
    """Characters as JSON may write them, escaped where they could steer a terminal."""
    if not poor and run.isprintable():
        return run
    return "".join(_escaped_character(char, poor=poor) for char in run)


def _escaped_character(char: str, *, poor: bool) -> str:
    if char == "\x7f":
        return r"\u007f"  # json leaves DEL as it is
    if poor or unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
        return json.dumps(char)[1:-1]
    return char


def _between(finding: Finding) -> Record:
    """What a finding about several reports has beside the rest: their paths, their cells."""
    if not finding.reports:
        return {}
    return {
        "reports": [shown_path(path) for path in finding.reports],
        "evidence": [
            {
                "report": shown_path(one.report),
                "sha256": one.sha256,
                "cell": str(one.ref),
                "read": one.cell and cell_record(one.cell),
            }
            for one in finding.evidence
        ],
    }


def _compared(one: Compared) -> Record:
    return {
        "relation": one.relation,
        "body": one.body or None,
        "year": one.year or None,
        "reports": [shown_path(path) for path in one.reports],
        "missing": list(one.missing),
        "excluded": [
            {"report": shown_path(path), "reason": reason} for path, reason in one.excluded
        ],
        "coverage": one.coverage.counts,
    }
