"""The results as JSON, per ``checker/results.schema.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.findings.records import results_record, write_json

if TYPE_CHECKING:
    from typing import TextIO

    from checker.model import Results
    from checker.reporters.options import Look


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write one JSON object for the whole run."""
    write_json(results_record(results, options.forms), stream)
