"""The results as JSON Lines: one report a line, then a line that sums up.

Each line has a ``type``: ``report`` (the fields of a report in ``results.schema.json``) or
``summary`` (format, version, findings about several reports, counts), which always comes last,
so that its absence tells of an output cut short.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.findings.records import results_record, write_json

if TYPE_CHECKING:
    from typing import TextIO

    from checker.model import Results
    from checker.reporters.options import Look


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write a line for each report in its order, and the summary."""
    # Made whole first: the counts of the last line are those of the lines before it.
    whole = results_record(results, options.forms)
    for record in whole.pop("reports"):
        write_json({"type": "report", **record}, stream, indent=None)
    write_json({"type": "summary", **whole}, stream, indent=None)
