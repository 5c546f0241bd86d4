"""What a run checked and what came of it, as the plain values of a certificate.

``checker-certificate/1``: program and rules by version and hash, every file by its hash, what was
read of it, every rule and its outcome, every finding. Two runs of the same program with the same
rules on the same files give the same values, in whatever language and order.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from checker.findings.records import cell_record, shown_path
from checker.model import PagePlace
from checker.rulebook.load import rule_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Cell, Checked, Coverage, Finding, Inputs, Report, Results

Record: TypeAlias = dict[str, Any]

FORMAT = "checker-certificate/1"
ATTACHMENT = "certificate.json"
_ID_DIGITS = 16


def certificate_record(
    results: Results,
    *,
    date: str | None = None,
    extra_rules: Sequence[str] = (),
    severities: Mapping[str, str] = MappingProxyType({}),
) -> Record:
    """The certificate of a run; its ``id`` is a hash of all the rest.

    ``date`` is the date of the check as the user gave it, ``extra_rules`` the rule files given
    beside the program's own, ``severities`` the levels that the user changed, by rule.
    """
    record: Record = {
        "format": FORMAT,
        "version": results.version,
        "date": date,
        "rules": [{"path": path, "sha256": digest} for path, digest in rule_files(extra_rules)],
        "severities": dict(sorted(severities.items())),
        "reports": [_report(checked) for checked in results.reports],
        "between": _findings(results.findings),
        "beside": _beside(results.inputs),
    }
    # Over all the rest, so that nothing of a certificate can be changed and keep its number.
    return {**record, "id": _digest(record)[:_ID_DIGITS]}


def is_genuine(record: Record) -> bool:
    """Whether a certificate's ``id`` is that of its content; a signature is put to that later."""
    rest = {key: value for key, value in record.items() if key not in ("id", "signature")}
    return bool(record.get("id") == _digest(rest)[:_ID_DIGITS])


def rules_digest(record: Record) -> str:
    """One hash for all rule files of a certificate."""
    return _digest(record["rules"])


def _beside(inputs: Inputs) -> Record:
    """What was given and not checked, by file names: a folder may lie elsewhere next time.

    It says what the certificate does not cover. ``verify`` does not compare it, for the outputs
    of a run lie beside the reports of the next.
    """
    lists = {
        "unread": [one.path for one in inputs.unread],
        "own_outputs": [one.path for one in inputs.own],
        "duplicates": [one.path for one in inputs.duplicates],
        "without_reports": inputs.without_reports,
    }
    return {
        key: sorted(PurePath(shown_path(path)).name for path in paths)
        for key, paths in lists.items()
    }


def _report(checked: Checked) -> Record:
    one = checked.report
    cells = {ref: _read(cell) for ref, cell in sorted(one.cells.items())}
    return {
        "file": PurePath(shown_path(one.path)).name,
        **({} if one.part is None else {"part": one.part.number}),
        "sha256": one.sha256,
        "pages": one.pages,
        "body": one.body,
        "year": one.year,
        "form": one.form,
        "layout": one.layout,
        "verdict": checked.verdict.value,
        "refusal": one.refusal and one.refusal.reason.value,
        "read": _digest(cells),
        "cells": len(cells),
        "coverage": _counts(checked.coverage),
        "hard": _counts(checked.hard),
        "rules": {covered.rule: _counts(covered.coverage) for covered in checked.by_rule},
        "left_out": list(checked.left_out),
        **({"blank_as_zero": list(checked.blank_as_zero)} if checked.blank_as_zero else {}),
        **({"confirmed": confirmed} if (confirmed := _confirmed(one)) else {}),
        "findings": _findings(checked.findings),
    }


def _confirmed(one: Report) -> list[Record]:
    """The cells that a person read: which, as what, who and when."""
    return [
        {
            "cell": ref,
            "value": cell.text,
            "read": cell.text_read,
            "by": cell.confirmed.by,
            "at": cell.confirmed.at,
        }
        for ref, cell in sorted(one.cells.items())
        if cell.confirmed is not None
    ]


def _read(cell: Cell) -> Record:
    """What was read, and where; a place on a page is told by page and box alone.

    So a certificate given before there were other places still holds.
    """
    record = cell_record(cell)
    if cell.place is None or isinstance(cell.place, PagePlace):
        del record["place"]
    return record


def _findings(findings: Iterable[Finding]) -> list[Record]:
    listed = [
        {
            "id": finding.id,
            "rule": finding.rule,
            "place": finding.place,
            "severity": finding.severity.value,
            "outcome": finding.outcome.value,
            "waived": finding.waived is not None,
        }
        for finding in findings
    ]
    return sorted(listed, key=lambda record: str(record["id"]))


def _counts(coverage: Coverage) -> list[int]:
    """Checks, passed, failed, undecided."""
    return [*coverage.counts.values()]


def canonical(value: object) -> bytes:
    """One spelling for one content: keys sorted, no blanks, ASCII (half characters escaped)."""
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return text.encode("ascii")


def _digest(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()
