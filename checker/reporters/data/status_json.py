"""The status of a register as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import __version__
from checker.findings.records import shown_path, write_json
from checker.reporters.data.register_json import FORMAT, standing_record

if TYPE_CHECKING:
    from typing import TextIO

    from checker.model.filings import Status
    from checker.reporters.options import Look


def report(status: Status, options: Look, stream: TextIO) -> None:
    """Write one JSON object: totals of all, and a record for each body that is shown."""
    del options  # codes are the same in every language
    record = {
        "format": FORMAT,
        "version": __version__,
        "store": shown_path(status.store),
        "year": status.year,
        "day": status.day,
        "totals": status.totals,
        "unassigned": status.unassigned,
        "bodies": [standing_record(one) for one in status.lines],
    }
    write_json(record, stream)
