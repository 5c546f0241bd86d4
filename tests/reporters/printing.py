"""What a reporter prints, as text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from checker.checks.engine import evaluate
from checker.findings.assemble import assemble
from checker.locate import locate_each
from checker.model import Results
from checker.reporters import BINARY_TABLES, reporter, table_reporter
from checker.reporters.options import Look
from tests.support.golden_rules import golden_rulebook, table_rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Report
    from checker.rulebook.rule import Rulebook


MARK = "\ufeff"


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
    return Look(golden_rulebook().forms, **{"rules": golden_rulebook().rules, **given})


def checked_as(name: str, *reports: Report, encoding: str = "utf-8", **given: Any) -> str:
    """Reports through the rules that golden files are about, as this reporter prints them."""
    found = _judged(reports, golden_rulebook(), given.get("lang", "zh"))
    return printed(name, found, encoding=encoding, **given)


def table_results(*reports: Report, lang: str = "zh") -> Results:
    """Reports through the rules on tables."""
    return _judged(reports, table_rulebook(), lang)


def _judged(reports: Sequence[Report], rulebook: Rulebook, lang: str) -> Results:
    outcomes = evaluate(reports, rulebook)
    causes = locate_each(reports, outcomes, rulebook)
    return Results("0.1.0", assemble(reports, outcomes, rulebook, lang, causes=causes))


def tables_checked_as(name: str, *reports: Report, encoding: str = "utf-8", **given: Any) -> str:
    """Reports through the rules on tables, as this reporter prints them."""
    found = table_results(*reports, lang=given.get("lang", "zh"))
    return printed(name, found, encoding=encoding, **{"rules": table_rulebook().rules, **given})


def text_of(name: str, stream: Stream) -> str:
    """What a program that knows the format reads: of CSV without its byte order mark."""
    text = stream.getvalue()
    assert text.startswith(MARK) == (name == "csv" and stream.encoding == "utf-8")
    return text.removeprefix(MARK)


def printed(name: str, found: Results, *, encoding: str = "utf-8", **given: Any) -> str:
    """Results as this reporter prints them."""
    stream = Stream(encoding)
    reporter(name)(found, look(**given), stream)
    return text_of(name, stream)


def tables_as(name: str, *reports: Report, encoding: str = "utf-8", **given: Any) -> str:
    """Reports as this reporter of tables prints them."""
    stream = Stream(encoding)
    table_reporter(name)(reports, look(**given), stream)
    return text_of(name, stream)


def workbook(*reports: Report, **given: Any) -> bytes:
    """Reports as a workbook."""
    assert "xlsx" in BINARY_TABLES
    stream = io.BytesIO()
    table_reporter("xlsx")(reports, look(**given), stream)
    return stream.getvalue()
