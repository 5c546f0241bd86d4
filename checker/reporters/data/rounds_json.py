"""What became of reports between two rounds, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import __version__
from checker.findings.records import (
    Record,
    cell_record,
    finding_record,
    heading_record,
    place_record,
    write_json,
)

if TYPE_CHECKING:
    from typing import TextIO

    from checker.claims import Sentence
    from checker.model import Cell, Checked
    from checker.reporters.options import Look
    from checker.rounds import Followed, NumberChange, Round, Rounds, SentenceChange

FORMAT = "checker-rounds/1"


def report(rounds: Rounds, _options: Look, stream: TextIO) -> None:
    """Write one JSON object: each report with both its versions and what differs."""
    record = {
        "format": FORMAT,
        "version": __version__,
        "reports": [_round(one) for one in rounds.rounds],
        "findings": [_followed(one) for one in rounds.between],
        "only_old": [heading_record(one) for one in rounds.only_old],
        "only_new": [heading_record(one) for one in rounds.only_new],
        "several": [heading_record(one) for one in rounds.several],
    }
    write_json(record, stream)


def _round(one: Round) -> Record:
    return {
        "old": _side(one.old),
        "new": _side(one.new),
        "same_file": one.is_same_file,
        "headings": [
            {"name": each.name, "old": each.old or None, "new": each.new or None}
            for each in one.headings
        ],
        "findings": [_followed(each) for each in one.findings],
        "numbers": [_number(each) for each in one.numbers],
        "uncertain": [
            {"cell": str(each.ref), "old": _cell(each.old), "new": _cell(each.new)}
            for each in one.uncertain
        ],
        "sentences": [_sentence_change(each) for each in one.sentences],
    }


def _side(checked: Checked) -> Record:
    refusal = checked.report.refusal
    return {
        **heading_record(checked.report),
        "verdict": checked.verdict.value,
        "refusal": refusal and {"reason": refusal.reason.value, "detail": refusal.detail},
    }


def _followed(one: Followed) -> Record:
    return {
        "course": one.course.value,
        "old": one.old and finding_record(one.old),
        "new": one.new and finding_record(one.new),
    }


def _number(one: NumberChange) -> Record:
    return {
        "cell": str(one.ref),
        "cause": one.cause.value,
        "rules": list(one.rules),
        "old": _cell(one.old),
        "new": _cell(one.new),
    }


def _cell(cell: Cell | None) -> Record | None:
    return None if cell is None else cell_record(cell)


def _sentence_change(one: SentenceChange) -> Record:
    return {
        "says_otherwise": one.says_otherwise,
        "rules": list(one.rules),
        "old": _sentence(one.old),
        "new": _sentence(one.new),
    }


def _sentence(one: Sentence | None) -> Record | None:
    if one is None:
        return None
    return {
        "section": one.section,
        "heading": one.heading or None,
        "text": one.text,
        "place": place_record(one.place),
    }
