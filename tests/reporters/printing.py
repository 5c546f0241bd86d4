"""What a reporter prints, as text."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from checker.checks.engine import evaluate
from checker.findings.assemble import assemble
from checker.locate import locate_each
from checker.model import Results
from checker.reporters import BINARY_TABLES, reporter, table_reporter
from checker.reporters.options import Look
from checker.rulebook.rule import Rulebook
from tests.support.made_outcomes import results, rulebook

if TYPE_CHECKING:
    from checker.model import Report


class Stream(io.StringIO):
    """A text stream that says which encoding it has, and refuses what that lacks."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._named = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._named

    def write(self, text: str) -> int:
        text.encode(self._named)
        return super().write(text)


def look(**given: Any) -> Look:
    """How it should look; Chinese, 80 columns, no colour unless told."""
    return Look(rulebook().forms, **{"rules": rulebook().rules, **given})


def checked_as(name: str, *reports: Report, encoding: str = "utf-8", **given: Any) -> str:
    """Reports through the real rules, as this reporter prints them."""
    lang = given.get("lang", "zh")
    return printed(name, results(*reports, lang=lang), encoding=encoding, **given)


@cache
def _table_rules() -> Rulebook:
    """The rules on tables alone: outputs that are compared do not change with other rules."""
    whole = rulebook()
    kept = tuple(r for r in whole.rules if r.id[:2] in ("T2", "T3", "T4") or r.id in _READING)
    return Rulebook(whole.forms, kept, whole.bodies)


_READING = ("ST-04", "ST-05", "ST-06", "ST-20")


def table_results(*reports: Report, lang: str = "zh") -> Results:
    """Reports through the rules on tables."""
    few = _table_rules()
    outcomes = evaluate(reports, few)
    causes = locate_each(reports, outcomes, few)
    return Results("0.1.0", assemble(reports, outcomes, few, lang, causes=causes))


def tables_checked_as(name: str, *reports: Report, encoding: str = "utf-8", **given: Any) -> str:
    """Reports through the rules on tables, as this reporter prints them."""
    found = table_results(*reports, lang=given.get("lang", "zh"))
    return printed(name, found, encoding=encoding, **{"rules": _table_rules().rules, **given})


def printed(name: str, found: Results, *, encoding: str = "utf-8", **given: Any) -> str:
    """Results as this reporter prints them."""
    stream = Stream(encoding)
    reporter(name)(found, look(**given), stream)
    return stream.getvalue()


def tables_as(name: str, *reports: Report, encoding: str = "utf-8", **given: Any) -> str:
    """Reports as this reporter of tables prints them."""
    stream = Stream(encoding)
    table_reporter(name)(reports, look(**given), stream)
    return stream.getvalue()


def workbook(*reports: Report, **given: Any) -> bytes:
    """Reports as a workbook."""
    assert "xlsx" in BINARY_TABLES
    stream = io.BytesIO()
    table_reporter("xlsx")(reports, look(**given), stream)
    return stream.getvalue()
