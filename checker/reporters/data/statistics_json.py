"""``--statistics --output-format json``: how often each rule found something, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.findings.records import write_json
from checker.reporters.terminal.statistics import counts

if TYPE_CHECKING:
    from typing import TextIO

    from checker.model import Results
    from checker.reporters.options import Look


def report(results: Results, _options: Look, stream: TextIO) -> None:
    """Write a list with a record a rule: rule, severity, title, findings, undecided."""
    write_json(counts(results), stream)
