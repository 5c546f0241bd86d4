"""The summary of a register as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import __version__
from checker.findings.records import shown_path, write_json
from checker.model.summary import FIGURES
from checker.reporters.data.register_json import FORMAT

if TYPE_CHECKING:
    from typing import TextIO

    from checker.findings.records import Record
    from checker.model.summary import Part, Summary, Totals
    from checker.reporters.options import Look


def report(summary: Summary, options: Look, stream: TextIO) -> None:
    """Write one JSON object; sums are texts, exact whatever reads them."""
    del options  # codes are the same in every language
    record = {
        "format": FORMAT,
        "version": __version__,
        "store": shown_path(summary.store),
        "year": summary.year,
        **_part(summary.whole),
        "reports_before": summary.before,
        "by_rule": [
            {
                "rule": one.rule,
                "title": one.title,
                "broken": one.broken,
                "undecided": one.undecided,
                "broken_before": one.before,
            }
            for one in summary.rules
        ],
        "by_region": [
            {"region": one.key, "name": one.name, **_part(one)} for one in summary.regions
        ],
        "by_kind": [{"kind": one.key, **_part(one)} for one in summary.kinds],
        "totals": [_totals(one) for one in summary.totals],
    }
    write_json(record, stream)


def _part(one: Part) -> Record:
    return {
        "bodies": one.bodies,
        "reports": one.reports,
        "wrong": one.wrong,
        "undecided": one.undecided,
        "rules": dict(sorted(one.rules.items())),
    }


def _totals(one: Totals) -> Record:
    return {
        "region": one.region,
        "kind": one.kind,
        "reports": one.reports,
        "figures": [
            {"cell": ref, "sum": format(each.value, "f"), "left_out": each.left_out}
            for (_, ref), each in zip(FIGURES, one.sums, strict=True)
        ],
    }
