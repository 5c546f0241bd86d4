"""Whole files: what is told is what is printed, and what is not proven is doubtful."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import playa
import pytest

from checker.checks.engine import evaluate
from checker.documents.pdf.decipher import deciphered as room
from checker.documents.pdf.source import Source
from checker.isolation.read import read_report
from checker.model import RefusalReason, RemarkKind, Result, State
from checker.model.document import UNKNOWN
from checker.recognise.wordings import FormWordings
from checker.rulebook.load import load_forms, load_rulebook
from tests.documents.pdf.decipher.makers import first_bytes_told, redrawn, untold

if TYPE_CHECKING:
    from checker.documents.pdf.decipher.glyph_codes import Symbol
    from checker.model import Cell, Report

ROOT = Path(__file__).parents[4]
SAMPLES = ROOT / "samples"
DRESSES = ROOT / "tests" / "corpus" / "dresses"
SOURCE = SAMPLES / "ok" / "suqian-2024.pdf"
FILES = [
    SAMPLES / "bad" / "missing-row-2024.pdf",  # a row is not printed
    SAMPLES / "bad" / "old-form-2022.pdf",
    SAMPLES / "ok" / "suqian-2023.pdf",  # by an office program
    DRESSES / "thousands.pdf",
]


def read(path: Path) -> Report:
    return read_report(path, load_forms())


def worth(cell: Cell) -> tuple[State, object]:
    return cell.state, cell.value


def characters(path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[Symbol, str]:
    """What the symbols of a file are found to be."""
    found: dict[Symbol, str] = {}

    def kept(data: bytes, codes: object, told: dict[Symbol, str]) -> bytes:
        del codes
        found.update(told)
        return data

    with monkeypatch.context() as patched, Source(path.read_bytes()) as source:
        patched.setattr(room, "told", kept)
        assert source.tell(FormWordings(load_forms()).printed)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_fonts_do_not_say_is_found_out(path: Path, tmp_path: Path) -> None:
    told, report = read(path), read(untold(path, tmp_path / path.name))
    assert report.refusal is None
    assert [remark.kind for remark in report.remarks] == [RemarkKind.DECIPHERED]
    assert (report.form, report.layout, report.tables) == (told.form, told.layout, told.tables)
    assert set(report.cells) <= set(told.cells)
    sure = {ref for ref, cell in report.cells.items() if cell.state is not State.DOUBTFUL}
    assert {ref: worth(report.cells[ref]) for ref in sure} == {
        ref: worth(told.cells[ref]) for ref in sure
    }
    assert len(sure) > 0.85 * len(told.cells)


def test_of_a_map_that_tells_first_bytes_the_ideographs_are_believed(tmp_path: Path) -> None:
    """Its digits are found out by their shapes, its other letters by the wordings."""
    path = DRESSES / "plain.pdf"
    told, report = read(path), read(first_bytes_told(path, tmp_path / path.name))
    assert [remark.kind for remark in report.remarks] == [RemarkKind.DECIPHERED]
    assert report.form == told.form
    sure = {ref for ref, cell in report.cells.items() if cell.state is not State.DOUBTFUL}
    assert {ref: worth(report.cells[ref]) for ref in sure} == {
        ref: worth(told.cells[ref]) for ref in sure
    }
    assert len(sure) > 0.95 * len(told.cells)


def test_a_body_of_which_letters_are_unknown_is_not_named(tmp_path: Path) -> None:
    report = read(untold(SOURCE, tmp_path / "a.pdf"))
    assert report.body is None
    assert any(UNKNOWN in section.text for section in report.sections)


def test_sums_are_judged_and_words_are_not(tmp_path: Path) -> None:
    rulebook = load_rulebook()
    path = untold(SAMPLES / "bad" / "wrong-sum-2023.pdf", tmp_path / "a.pdf")
    failed = {o.rule for o in evaluate([read(path)], rulebook) if o.result is Result.FAIL}
    assert failed
    assert all(rule.startswith(("T3-", "T4-", "T2-", "ST-05")) for rule in failed), failed


@pytest.mark.parametrize("swapped", ["38", "0123456789"])
def test_a_digit_drawn_as_another_is_never_taken_for_what_it_is_not(
    swapped: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """3.危及… says that a code is 3, and its shape that it is 8: nobody knows."""
    source = DRESSES / "plain.pdf"
    plain = untold(source, tmp_path / "plain.pdf")
    codes: dict[int, dict[str, int]] = {}
    for symbol, char in characters(plain, monkeypatch).items():
        if char in swapped:
            codes.setdefault(symbol.font, {})[char] = symbol.code
    turn = dict(zip(swapped, swapped[1:] + swapped[:1], strict=True))
    glyphs = {
        font: {own[char]: own[turn[char]] for char in own if turn[char] in own}
        for font, own in codes.items()
    }
    assert any(glyphs.values())
    report, told = read(redrawn(plain, tmp_path / "lie.pdf", glyphs)), read(source)
    for ref, cell in report.cells.items():
        printed = told.cells[ref]
        if cell.state is State.NUMBER:
            assert not set(printed.raw) & set(swapped), (ref, printed.raw, cell.raw)
            assert worth(cell) == worth(printed), ref


def test_where_the_wordings_are_few_nothing_is_guessed(tmp_path: Path) -> None:
    path = untold(SOURCE, tmp_path / "prose.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.pages[1:]
        pdf.save(path)
    refusal = read(path).refusal
    assert refusal is not None
    assert refusal.reason is RefusalReason.NO_UNICODE


def test_long_files_are_not_looked_at(tmp_path: Path) -> None:
    with pikepdf.open(untold(SOURCE, tmp_path / "a.pdf")) as pdf:
        while len(pdf.pages) <= room.MOST_PAGES:
            pdf.pages.append(pdf.pages[-1])
        pdf.save(tmp_path / "long.pdf")
    with Source((tmp_path / "long.pdf").read_bytes()) as source:
        assert not source.tell(FormWordings(load_forms()).printed)


def test_fonts_that_say_what_they_draw_are_believed() -> None:
    with Source(SOURCE.read_bytes()) as source:
        assert not source.tell(FormWordings(load_forms()).printed)


@pytest.mark.parametrize("path", [SOURCE, DRESSES / "plain.pdf"], ids=lambda path: path.stem)
def test_every_character_that_is_told_is_the_one_printed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office program and a browser; each glyph against what the file itself said of it."""
    found = characters(untold(path, tmp_path / "a.pdf"), monkeypatch)
    by_code = {(symbol.code, char) for symbol, char in found.items()}
    with playa.open(path) as document:
        printed = {
            (glyph.cid, unicodedata.normalize("NFKC", glyph.text or ""))
            for page in document.pages
            for glyph in page.glyphs
        }
    plain = {(code, char.strip()) for code, char in by_code}
    assert not plain - {(code, text.strip()) for code, text in printed}
    assert len(plain) > 180
