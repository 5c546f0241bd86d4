"""A draft of an aggregated report as JSON: every cell with its summands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import __version__
from checker.findings.records import shown_path, write_json
from checker.reporters.data.register_json import FORMAT

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import TextIO

    from checker.aggregation import Aggregate, Beside, Member, Summand, Total
    from checker.findings.records import Record
    from checker.reporters.options import Look


def report(draft: Aggregate, options: Look, stream: TextIO) -> None:
    """Write one JSON object; numbers are texts, exact as printed."""
    del options  # codes are the same in every language
    record = {
        "format": FORMAT,
        "version": __version__,
        "body": draft.body,
        "code": draft.code,
        "year": draft.year,
        "form": draft.form.code,
        "tally": draft.tally,
        "members": [_member(one) for one in draft.members],
        "cells": [_total(one) for one in draft.totals.values()],
        "published": draft.published
        and {
            "path": shown_path(draft.published.path),
            "version": draft.published_version,
            "cells": [_beside(one) for one in draft.beside],
            "causes": [
                {"cause": one.kind.value, "code": one.member.code, "body": one.member.name}
                for one in draft.causes
            ],
        },
    }
    write_json(record, stream)


def _member(one: Member) -> Record:
    return {
        "body": one.name,
        "code": one.code,
        "fate": one.fate.value,
        "path": one.report and shown_path(one.report.path),
        "version": one.version or None,
        "verdict": one.verdict and one.verdict.value,
        "faults": sorted(map(str, one.faults)),
        "own_scope": one.is_own_scope,
    }


def _total(one: Total) -> Record:
    return {
        "cell": str(one.ref),
        "added": one.is_added,
        "total": _number(one.number),
        "known": _number(one.known),
        "summands": [_summand(summand) for summand in one.summands],
    }


def _summand(one: Summand) -> Record:
    return {
        "code": one.member.code,
        "number": _number(one.number),
        "state": "missing" if one.cell is None else one.cell.state.value,
        "raw": None if one.cell is None else one.cell.raw,
    }


def _beside(one: Beside) -> Record:
    return {
        "cell": str(one.total.ref),
        "fit": one.fit.value,
        "counts": one.counts,
        "published": None if one.published is None else one.published.raw,
        "difference": _number(one.difference),
    }


def _number(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")
