"""Findings for GitLab's code quality widget (``gl-code-quality-report.json``)."""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import TYPE_CHECKING

from checker.model import Result, Severity
from checker.reporters.inert import inert
from checker.reporters.listing import causes, sentence
from checker.reporters.records import write_json
from checker.reporters.sidecar import Anchors

if TYPE_CHECKING:
    from typing import TextIO

    from checker.model import Finding, Results
    from checker.reporters.listing import Cause
    from checker.reporters.options import Look
    from checker.reporters.records import Record

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write one JSON array with an object for each cause; an empty one when all is well."""
    records = []
    for _, group in groupby(causes(results), key=lambda cause: id(cause.checked)):
        own = list(group)
        anchors = Anchors(own[0].checked.report, options)
        records += [_record(cause, anchors, options.lang) for cause in own]
    write_json(records, stream)


def _record(cause: Cause, anchors: Anchors, lang: str) -> Record:
    finding = cause.finding
    anchor = anchors.finding(finding)
    return {
        # The widget does not show check_name, so the rule stands in the description too.
        "description": f"{finding.rule}: {sentence(cause, lang, paged=True)}",
        "check_name": finding.rule,
        # Entries with equal fingerprints collapse into one.
        "fingerprint": hashlib.sha256(cause.key.encode()).hexdigest(),
        "severity": _severity(finding),
        "location": {
            "path": inert(anchor.path),
            "lines": {"begin": anchor.span.line, "end": anchor.span.end_line},
        },
    }


def _severity(finding: Finding) -> str:
    return "blocker" if finding.outcome is Result.BROKEN else _SEVERITIES[finding.severity]
