"""The results as JSON Lines: one report a line, then a line that sums up.

Each line has a ``type``: ``report`` (the fields of a report in ``results.schema.json``) or
``summary`` (format, version, findings about several reports, counts), which always comes last,
so that its absence tells of an output cut short.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.findings.records import RESULTS_FORMAT, report_record, run_record, write_json

if TYPE_CHECKING:
    from typing import TextIO

    from checker.model import Results
    from checker.reporters.options import Look


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write a line for each report in its order, and the summary."""
    for checked in results.reports:
        write_json(
            {"type": "report", **report_record(checked, options.forms)}, stream, in_a_line=True
        )
    summary = {"format": RESULTS_FORMAT, "version": results.version, **run_record(results)}
    write_json({"type": "summary", **summary}, stream, in_a_line=True)
