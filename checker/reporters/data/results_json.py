"""The results as JSON, per ``checker/results.schema.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.findings.records import RESULTS_FORMAT, json_text, report_record, run_record

if TYPE_CHECKING:
    from typing import TextIO

    from checker.model import Results
    from checker.reporters.options import Look


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write one JSON object for the whole run, a report at a time: 20,000 take 1.5 GB as text."""
    head = {"format": RESULTS_FORMAT, "version": results.version}
    stream.write(json_text(head, stream).removesuffix("\n}") + ',\n  "reports": [')
    before = ""
    for checked in results.reports:
        # No text of JSON holds a line break: those here are all of the layout.
        text = json_text(report_record(checked, options.forms), stream).replace("\n", "\n    ")
        stream.write(f"{before}\n    {text}")
        before = ","
    stream.write("\n  ]" if before else "]")
    stream.write("," + json_text(run_record(results), stream).removeprefix("{") + "\n")
