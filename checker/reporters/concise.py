"""One line a finding: ``path:page: severity rule place: message``. Nothing when all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reporters.inert import inert, inert_line
from checker.reporters.records import shown_path
from checker.texts import RESULTS, SEVERITIES, say

if TYPE_CHECKING:
    from typing import TextIO

    from checker.model import Finding, Results
    from checker.reporters.options import Look


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write every finding, folded ones included, in the order of the reports."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    for checked in results.reports:
        for finding in checked.findings:
            line = inert_line(inert(_line(shown_path(checked.report.path), finding, options.lang)))
            stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def _line(path: str, finding: Finding, lang: str) -> str:
    page = f":{finding.pages[0]}" if finding.pages else ""
    words = [SEVERITIES[finding.severity.value][lang], finding.rule]
    if finding.outcome.value != "fail":
        words.append(RESULTS[finding.outcome.value][lang])
    if finding.where:
        words.append(finding.where)
    return f"{path}{page}: {' '.join(words)}{say('colon', lang)}{finding.message}"
