"""Damaged, hostile and odd PDFs through the reader: one clear refusal each, or the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.documents.scan import readers
from checker.isolation.read import read_report
from checker.model import Cell, CellRef, RefusalReason, Report, State
from checker.options import ReadOptions
from checker.recognise.blank_cells import is_blank_form, without_unproven_blanks
from checker.rulebook.load import load_forms
from tests.support.hostile import MAKERS, PASSWORD
from tests.support.web_pages import plain

SAMPLES = Path(__file__).parents[2] / "samples"
SOURCE = SAMPLES / "ok" / "suqian-2023.pdf"

REFUSALS = {
    "not_a_pdf": RefusalReason.NOT_PDF,
    "docx_renamed": RefusalReason.DAMAGED,
    "empty_file": RefusalReason.EMPTY,
    "truncated_60": RefusalReason.DAMAGED,
    "truncated_95": RefusalReason.DAMAGED,
    "no_xref": RefusalReason.DAMAGED,
    "user_password": RefusalReason.ENCRYPTED,
    "zero_pages": RefusalReason.NO_PAGES,
    "no_to_unicode": RefusalReason.NO_UNICODE,
    "scan": RefusalReason.SCAN,
    "hidden_ocr_layer": RefusalReason.SCAN,
    "budget": RefusalReason.NOT_A_REPORT,
    "old_report": RefusalReason.OLD_REPORT,
    "blank_form": RefusalReason.BLANK_FORM,
}
# Noise in the page contents; lines that a picture of the whole poster shows too coarsely.
LOST_IN_PART = {"corrupt_stream", "poster", "a0_big_box"}
BOUNDED = {"deflate_bomb", "many_paths"}  # bounded by the sandbox and by the limit on paths
EXPECTED = {
    ref: (cell.state, cell.value) for ref, cell in read_report(SOURCE, load_forms()).cells.items()
}


def read(path: Path, **options: object) -> Report:
    return read_report(path, load_forms(), ReadOptions(**options))  # type: ignore[arg-type]


def test_the_source_is_read_whole() -> None:
    assert len(EXPECTED) == 200
    assert all(state is State.NUMBER for state, _ in EXPECTED.values())


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_a_file_that_gives_no_report_gives_its_reason(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A scan, where nothing is installed that reads one; how they are read: documents/scan.
    monkeypatch.setattr(readers, "are_installed", lambda: False)
    report = read(MAKERS[name](tmp_path / f"{name}.pdf", SOURCE))
    assert report.refusal is not None
    assert report.refusal.reason is REFUSALS[name]
    assert not report.cells


@pytest.mark.parametrize("name", sorted(set(MAKERS) - set(REFUSALS) - LOST_IN_PART - BOUNDED))
def test_a_report_in_odd_wrapping_is_read_all_the_same(name: str, tmp_path: Path) -> None:
    report = read(MAKERS[name](tmp_path / f"{name}.pdf", SOURCE))
    assert report.refusal is None
    assert {ref: (cell.state, cell.value) for ref, cell in report.cells.items()} == EXPECTED


@pytest.mark.parametrize("name", sorted(LOST_IN_PART))
def test_a_report_with_lost_parts_has_no_wrong_number(name: str, tmp_path: Path) -> None:
    report = read(MAKERS[name](tmp_path / f"{name}.pdf", SOURCE))
    for ref, cell in report.cells.items():
        assert cell.state is State.DOUBTFUL or (cell.state, cell.value) == EXPECTED[ref], ref


def test_the_password_opens_the_locked_report(tmp_path: Path) -> None:
    path = MAKERS["user_password"](tmp_path / "locked.pdf", SOURCE)
    assert len(read(path, password=PASSWORD).cells) == len(EXPECTED)
    wrong = read(path, password="wrong").refusal  # noqa: S106 — a test document's
    assert wrong is not None
    assert wrong.reason is RefusalReason.WRONG_PASSWORD


def test_limits_on_pages_and_paths(tmp_path: Path) -> None:
    pages = read(SOURCE, max_pages=2).refusal
    hatched = MAKERS["many_paths"](tmp_path / "hatched.pdf", SOURCE)
    paths = read(hatched, max_paths=50_000).refusal
    assert pages is not None
    assert paths is not None
    assert pages.reason is RefusalReason.TOO_MANY_PAGES
    assert paths.reason is RefusalReason.TOO_COMPLEX


def test_what_is_not_there_and_what_is_no_file(tmp_path: Path) -> None:
    missing, folder = read(tmp_path / "none.pdf").refusal, read(tmp_path).refusal
    assert missing is not None
    assert folder is not None
    assert missing.reason is RefusalReason.NOT_FOUND
    assert folder.reason is RefusalReason.NOT_A_FILE


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.pdf")), ids=lambda path: path.stem)
def test_reading_twice_gives_the_same_report(path: Path) -> None:
    assert read(path) == read(path)


@pytest.mark.parametrize(
    ("states", "sure"),
    [
        ((State.BLANK, State.BLANK), False),
        ((State.BLANK, State.NUMBER, State.DOUBTFUL), True),
        ((State.BLANK, State.BLANK, State.DOUBTFUL), False),
        ((State.BLANK, State.TEXT, State.DOUBTFUL), False),
    ],
)
def test_of_a_scan_without_a_figure_no_blank_is_sure(
    states: tuple[State, ...], *, sure: bool
) -> None:
    """Pale figures that left nothing were 185 sure blanks; nor is it told to be not filled in."""
    refs = (CellRef("t3", "granted", column) for column in ("a", "b", "c"))
    cells = {
        ref: Cell(state, "1" if state is State.NUMBER else "")
        for ref, state in zip(refs, states, strict=False)
    }
    found = without_unproven_blanks(cells)
    assert (found == cells) is sure
    assert sure or State.BLANK not in {cell.state for cell in found.values()}
    assert not is_blank_form(found.values())


@pytest.mark.parametrize(("year", "form"), [(2019, "F2019"), (2020, "F2019"), (2025, "F2021")])
def test_a_report_whose_tables_tell_no_form_is_held_against_that_of_its_year(
    year: int, form: str, tmp_path: Path
) -> None:
    """Rows that both forms print, told in prose; or 表四 alone, which is the same on both."""
    said = "予以公开45件，部分公开4件，属于国家秘密1件，属于行政执法案卷1件，重复申请2件"
    page = tmp_path / "report.html"
    page.write_text(
        f"<!DOCTYPE html><html><body><h1>某市{year}年政府信息公开工作年度报告</h1>"
        "<p>一、总体情况</p>"
        f"<p>{year}年，{said}。</p></body></html>",
        "utf-8",
    )
    report = read(page)
    assert report.refusal is None
    assert report.cells
    assert report.form == form


@pytest.mark.parametrize("label", ["规章行政规范性文件", "行政规范性文件规章"])
def test_figures_beside_two_labels_in_one_cell_are_neither_s(label: str, tmp_path: Path) -> None:
    """A label that was moved into the row above: its figures were read for sure as its own."""
    page = plain("published-2023").replace('"label">行政规范性文件', '"label">', 1)
    (tmp_path / "page.html").write_text(
        page.replace('"label">规章', f'"label">{label}', 1), "utf-8"
    )
    cells = read(tmp_path / "page.html").cells
    rows = [cell for ref, cell in cells.items() if ref.startswith(("t2.regul", "t2.normative"))]
    assert rows
    assert State.NUMBER not in {cell.state for cell in rows}
