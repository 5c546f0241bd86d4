"""``--statistics``: how often each rule found something, most often first; nothing else."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import Result
from checker.model.findings import WEIGHT
from checker.reporters.inert import encodable, inert_line

if TYPE_CHECKING:
    from typing import TextIO

    from checker.model import Finding, Results
    from checker.reporters.options import Look

_WIDTH = 5  # digits of a count: a province has some ten thousand findings of a rule


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write a line a rule: the number of findings, the rule, its severity and title."""
    lang = options.lang
    for record in counts(results):
        level = translate(f"severity.{record['severity']}", lang)
        text = f"{record['findings']:>{_WIDTH}}  {record['rule']}  {level}  {record['title']}"
        if record["undecided"]:
            more = translate("report.statistics-open", lang, count=record["undecided"])
            text += translate("joining.brackets", lang, inner=more)
        stream.write(encodable(inert_line(text), stream) + "\n")
    stream.write(translate("report.summary", lang, **results.tally) + "\n")


def counts(results: Results) -> list[dict[str, str | int]]:
    """A record a rule that found or left open anything; what somebody accepted is not counted.

    Where a rule has several severities (its cases), the worst one met.
    """
    found: dict[str, list[Finding]] = {}
    for told in chain((checked.findings for checked in results.reports), (results.findings,)):
        for one in told:
            if one.waived is None:
                found.setdefault(one.rule, []).append(one)
    records: list[dict[str, str | int]] = []
    for rule, own in found.items():
        worst = min(own, key=lambda one: WEIGHT[one.severity])
        by_outcome = Counter(one.outcome for one in own)
        undecided = by_outcome[Result.UNDECIDED]
        records.append(
            {
                "rule": rule,
                "severity": worst.severity.value,
                "title": worst.title,
                "findings": by_outcome.total() - undecided,
                "undecided": undecided,
            }
        )
    return sorted(records, key=_often)


def _often(record: dict[str, str | int]) -> tuple[int, int, str]:
    return -int(record["findings"]), -int(record["undecided"]), str(record["rule"])
