"""Findings for GitLab's code quality widget (``gl-code-quality-report.json``)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from checker.findings.records import write_json
from checker.model import Result, Severity
from checker.reporters.ci.annotations import counted, listed_findings, sentence
from checker.reporters.ci.sidecar import AnchorsOf
from checker.reporters.inert import inert

if TYPE_CHECKING:
    from typing import TextIO

    from checker.findings.records import Record
    from checker.model import Finding, Results
    from checker.reporters.ci.annotations import Listed
    from checker.reporters.options import Look

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write one JSON array with an object a finding that counts; empty when all is well."""
    anchors = AnchorsOf(results, options)
    listed = counted(listed_findings(results, options.lang))
    write_json([_record(one, anchors, options.lang) for one in listed], stream)


def _record(one: Listed, anchors: AnchorsOf, lang: str) -> Record:
    finding = one.finding
    anchor = anchors[one.report.name].finding(finding)
    return {
        # The widget does not show check_name, so the rule stands in the description too.
        "description": f"{finding.rule}: {sentence(one, lang, paged=True)}",
        "check_name": finding.rule,
        # Entries with equal fingerprints collapse into one.
        "fingerprint": hashlib.sha256(one.key.encode()).hexdigest(),
        "severity": _severity(finding),
        "location": {
            "path": inert(anchor.path),
            "lines": {"begin": anchor.span.line, "end": anchor.span.end_line},
        },
    }


def _severity(finding: Finding) -> str:
    return "blocker" if finding.outcome is Result.BROKEN else _SEVERITIES[finding.severity]
