"""Rules and outcomes made by hand, for tests of what is told and how."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from checker.checks.engine import evaluate
from checker.findings.assemble import assemble
from checker.locate import locate_each
from checker.model import (
    Cell,
    CellRef,
    Doubt,
    Outcome,
    PagePlace,
    Result,
    Results,
    Severity,
    State,
    Term,
    Working,
)
from checker.rulebook import load_rulebook
from checker.rulebook.rule import Rule, Rulebook
from checker.wording.names import Names
from tests.support.factory import sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Checked, Report


@cache
def rulebook() -> Rulebook:
    """The shipped rules."""
    return load_rulebook()


def checked(*reports: Report, lang: str = "zh", severities: Any = None) -> tuple[Checked, ...]:
    """Reports through the real rules."""
    outcomes = evaluate(reports, rulebook())
    causes = locate_each(reports, outcomes, rulebook())
    return assemble(reports, outcomes, rulebook(), lang, severities, causes=causes)


def results(*reports: Report, lang: str = "zh") -> Results:
    """Reports through the real rules, as a run."""
    return Results("0.1.0", checked(*reports, lang=lang))


def names(report: Report, lang: str = "zh") -> Names:
    """The names of a report's form."""
    return Names.of(report, rulebook().forms, lang)


def a_rule(rule_id: str = "T3-01", severity: Severity = Severity.ERROR, **given: Any) -> Rule:
    """A rule with plain words."""
    settings: dict[str, Any] = {
        "id": rule_id,
        "kind": "equation",
        "title": {"zh": "收办平衡", "en": "balance"},
        "severity": severity,
        "forms": ("F2019", "F2021"),
        "spec": None,
        "basis": {"zh": "附件表三注", "en": "note of table 3"},
        "advice": {"zh": "请核对", "en": "check it"},
    }
    return Rule(**(settings | given))


def an_outcome(
    report: Report,
    left: Sequence[str],
    comparison: str,
    right: Sequence[str],
    **given: Any,
) -> Outcome:
    """A relation over cells, judged by hand as ``given`` says (a failure unless told)."""

    def terms(refs: Sequence[str]) -> tuple[Term, ...]:
        found = []
        for written in refs:
            factor, _, name = written.rpartition("*")
            ref = CellRef.parse(name)
            found.append(Term(ref, Decimal(factor or 1), report.cell(ref)))
        return tuple(found)

    working = Working(terms(left), comparison, terms(right))
    cells = tuple(t.ref for t in (*working.left, *working.right) if t.ref is not None)
    settings: dict[str, Any] = {
        "rule": "T3-01",
        "report": 0,
        "place": None,
        "result": Result.FAIL,
        "cells": cells,
        "working": working,
    }
    return Outcome(**(settings | given))


def doubtful(
    report: Report, ref: str, *readings: str, doubt: Doubt = Doubt.READINGS_DIFFER
) -> Report:
    """The same report with one cell that was not read for sure."""
    raw = readings[0] if readings else ""
    cell = Cell(State.DOUBTFUL, raw, place=PagePlace(3), doubt=doubt, readings=readings)
    return replace(report, cells={**report.cells, ref: cell})


def without(report: Report, *refs: str) -> Report:
    """The same report with cells that were not found."""
    return replace(report, cells={k: v for k, v in report.cells.items() if k not in refs})


__all__ = [
    "a_rule",
    "an_outcome",
    "checked",
    "doubtful",
    "names",
    "results",
    "rulebook",
    "sample",
    "without",
]
