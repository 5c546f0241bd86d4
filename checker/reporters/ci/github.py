"""Annotations for GitHub Actions: workflow commands on standard output.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest in silence
(actions/toolkit, docs/problem-matchers.md), so the worst come first and a last notice says how
many were left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import Severity
from checker.reporters.ci.annotations import counted, listed_findings, sentence, worst_first
from checker.reporters.ci.sidecar import AnchorsOf
from checker.reporters.inert import encodable, inert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from checker.model import Results
    from checker.reporters.ci.annotations import Listed
    from checker.reporters.ci.sidecar import Anchor
    from checker.reporters.options import Look

SHOWN = 10
"""Annotations of one level that GitHub shows for a step."""
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write one workflow command a finding that counts, as many as GitHub shows."""
    stream.writelines(encodable(line, stream) + "\n" for line in _lines(results, options))


def _lines(results: Results, options: Look) -> Iterator[str]:
    anchors = AnchorsOf(results, options)
    by_level: dict[Severity, list[Listed]] = {severity: [] for severity in Severity}
    for one in worst_first(counted(listed_findings(results, options.lang))):
        by_level[one.finding.severity].append(one)
    shown = dict.fromkeys(Severity, SHOWN)
    if any(len(by_level[severity]) > SHOWN for severity in Severity):
        shown[Severity.INFO] = SHOWN - 1  # the last notice is the one about the rest
    left_out = sum(max(0, len(by_level[severity]) - shown[severity]) for severity in Severity)
    for severity, listed in by_level.items():
        for one in listed[: shown[severity]]:
            anchor = anchors[one.report.name].finding(one.finding)
            text = sentence(one, options.lang, paged=True)
            yield _command(_COMMANDS[severity], anchor, one.finding.rule, text)
    if left_out:
        note = _message(translate("ci.left-out", options.lang, count=left_out))
        yield f"::notice title=checker::{note}"


def _command(command: str, anchor: Anchor, rule: str, text: str) -> str:
    span = anchor.span
    properties = {"file": anchor.path, "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line and span.end_column > span.column:
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"checker ({rule})"
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{command} {written}::{_message(text)}"


def _message(text: str) -> str:
    """The escapes of actions/toolkit ``command.ts``; line breaks are gone already."""
    return inert(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
