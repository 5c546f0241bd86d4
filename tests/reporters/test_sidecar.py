"""Sidecars: one line a table row, at places that hold what they are said to hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker.model import CellRef, Label, Refusal, RefusalReason, Report
from checker.reporters.ci.sidecar import Anchors, sidecar_path, sidecar_text
from tests.reporters.printing import look, table_results
from tests.support.factory import change
from tests.support.made_outcomes import doubtful, sample, without

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.reporters.ci.sidecar import Anchor

HONGZE = sample("hongze-2023")


def cut(report: Report, anchor: Anchor) -> str:
    """What stands at an anchor of the report's sidecar."""
    text = sidecar_text(report, look())
    assert text is not None
    assert anchor.path == sidecar_path(report.path)
    assert anchor.span.line == anchor.span.end_line
    return text.splitlines()[anchor.span.line - 1][
        anchor.span.column - 1 : anchor.span.end_column - 1
    ]


def anchors(report: Report) -> Anchors:
    return Anchors(report, look(sidecars=frozenset([report.path])))


@pytest.mark.parametrize("name", ["hongze-2023", "shanghai-office-2019"])
def test_golden(*, name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"sidecar/{name}.tables.txt", sidecar_text(sample(name), look()) or "")


@pytest.mark.parametrize("name", ["hongze-2023", "shanghai-office-2019", "xuefu-2020"])
def test_every_cell_lies_where_it_is_said_to(name: str) -> None:
    report = sample(name)
    own = anchors(report)
    for ref, cell in report.cells.items():
        assert cut(report, own.cell(CellRef.parse(ref))) == (cell.raw or "[空]")


def test_a_finding_points_at_its_row() -> None:
    (found,) = table_results(HONGZE).reports
    finding = found.findings[0]
    assert cut(HONGZE, anchors(HONGZE).finding(finding)) == "10 | 1 | 0 | 0 | 0"
    about_a_row = replace(finding, cells=(), place="review")
    assert cut(HONGZE, anchors(HONGZE).finding(about_a_row)).startswith("行政复议 | 10")
    about_a_table = replace(finding, cells=(), place="t4")
    assert cut(HONGZE, anchors(HONGZE).finding(about_a_table)).startswith("表四 ")
    about_nothing = replace(finding, cells=(), place=None)
    assert anchors(HONGZE).finding(about_nothing).span.line == 1


def test_without_a_sidecar_the_pdf_is_pointed_at() -> None:
    (found,) = table_results(HONGZE).reports
    anchor = Anchors(HONGZE, look(places={HONGZE.path: "a/b.pdf"})).finding(found.findings[0])
    assert (anchor.path, anchor.span.line, anchor.span.end_line) == ("a/b.pdf", 1, 1)


def test_what_is_no_number_shows() -> None:
    report = without(HONGZE, "t4.review.total")
    report = doubtful(change(report, "t4.review.other", ""), "t4.review.upheld", "10", "1")
    report = change(report, "t4.review.pending", "无|有")
    text = sidecar_text(report, look()) or ""
    assert r"行政复议 | [?] 10 | 1 | [空] | 无\x7c有 | [缺]" in text


def test_altered_labels_are_shown_as_printed() -> None:
    label = Label("t4", "row", "review", "行政复义", "行政复议", known=False)
    text = sidecar_text(replace(HONGZE, labels=(label,)), look()) or ""
    assert "\n行政复义 | 10" in text


def test_the_language_of_the_run_does_not_matter() -> None:
    assert sidecar_text(HONGZE, look(lang="en")) == sidecar_text(HONGZE, look())


def test_no_tables_no_sidecar() -> None:
    refused = Report("scan.pdf", "", refusal=Refusal(RefusalReason.SCAN))
    assert sidecar_text(refused, look()) is None
    assert anchors(refused).report.span.line == 1


def test_paths() -> None:
    assert sidecar_path("a/b.pdf") == "a/b.tables.txt"
    assert sidecar_path("a.pdf/B.PDF") == "a.pdf/B.tables.txt"
    assert sidecar_path("b") == "b.tables.txt"
