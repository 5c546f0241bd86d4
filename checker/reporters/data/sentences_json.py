"""The sentences of the prose as JSON: what each says, what it was held against, what was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import __version__
from checker.claims import Claim, Listing
from checker.findings.records import heading_record, place_record, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from checker.checks.account import ReportAccount, Said, SentenceAccount
    from checker.findings.records import Record
    from checker.model import Outcome
    from checker.reporters.options import Look

FORMAT = "checker-claims/1"


def report(accounts: Sequence[ReportAccount], _options: Look, stream: TextIO) -> None:
    """Write one JSON object: each report with its sentences in the order printed."""
    record = {
        "format": FORMAT,
        "version": __version__,
        "reports": [_report(one) for one in accounts],
    }
    write_json(record, stream)


def _report(one: ReportAccount) -> Record:
    refusal = one.report.refusal
    return {
        **heading_record(one.report),
        "refusal": refusal and {"reason": refusal.reason.value, "detail": refusal.detail},
        "sentences": [_sentence(each) for each in one.sentences],
    }


def _sentence(one: SentenceAccount) -> Record:
    return {
        "section": one.sentence.section,
        "heading": one.sentence.heading or None,
        "text": one.sentence.text,
        "place": place_record(one.sentence.place),
        "said": [_said(each) for each in one.said],
        "left": [{"printed": each.printed, "why": each.reason.value} for each in one.left],
    }


def _said(one: Said) -> Record:
    what = one.what
    if isinstance(what, Listing):
        said: Record = {
            "kind": "list",
            "total": str(what.total),
            "parts": [str(part) for part in what.parts],
            "complete": what.closed,
        }
    elif isinstance(what, Claim):
        said = {
            "kind": what.kind,
            "about": what.about,
            "value": str(what.value),
            "printed": what.printed,
            "exactness": what.exactness.value,
            "year": what.year,
            "scope": what.scope,
            "part": what.part,
        }
    else:
        said = {"kind": "statement", "about": what.about, "scope": what.scope}
    return {**said, "held_against": [_outcome(each) for each in one.outcomes]}


def _outcome(one: Outcome) -> Record:
    left = one.facts.get("left_over", "")
    return {
        "rule": one.rule,
        "outcome": one.result.value,
        "case": one.case,
        "readings": one.facts.get("readings"),
        "cells": [str(ref) for ref in one.cells],
        "unsure": one.facts.get("note"),
        "left_over": left.split("\t") if left else [],
    }
