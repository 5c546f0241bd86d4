"""The makers of hostile documents: each writes what it says, the same bytes every time.

How the checker reads them is tested elsewhere; here only the corpus itself is proved, with
libraries that the makers do not use for writing.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.support.hostile import MAKERS, PASSWORD

SOURCE = Path(__file__).parents[2] / "samples" / "ok" / "suqian-2023.pdf"
PAGES = 5

# What pdfium says of the files it must refuse; every other file opens.
REFUSED = {
    "not_a_pdf",
    "docx_renamed",
    "empty_file",
    "truncated_60",
    "truncated_95",
    "no_xref",
    "user_password",
    "zero_pages",
}
OTHER_LENGTH = {
    "two_hundred_pages": 200,
    "no_to_unicode": 1,
    "budget": 1,
    "old_report": 2,
    "blank_form": 3,
}
RANDOM_BY_NATURE = {"user_password", "owner_password"}  # encryption draws fresh keys


def text_of(path: Path) -> str:
    """All text that pdfium finds, white space removed."""
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return "".join("".join(texts).split())


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_every_maker_writes_its_file_the_same_way_twice(name: str, tmp_path: Path) -> None:
    target = tmp_path / f"{name}.pdf"
    assert MAKERS[name](target, SOURCE) == target
    first = target.read_bytes()
    MAKERS[name](target, SOURCE)
    assert name in RANDOM_BY_NATURE or target.read_bytes() == first


@pytest.mark.parametrize("name", sorted(set(MAKERS) - {"deflate_bomb"}))
def test_pdfium_opens_exactly_the_files_that_are_meant_to_open(name: str, tmp_path: Path) -> None:
    target = MAKERS[name](tmp_path / f"{name}.pdf", SOURCE)
    if name in REFUSED:
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(target)
        return
    with pypdfium2.PdfDocument(target) as document:
        assert len(document) == OTHER_LENGTH.get(name, PAGES)


def test_the_password_opens_the_locked_report(tmp_path: Path) -> None:
    target = MAKERS["user_password"](tmp_path / "locked.pdf", SOURCE)
    with pypdfium2.PdfDocument(target, password=PASSWORD) as document:
        assert len(document) == PAGES


def test_the_owner_forbids_taking_text_out(tmp_path: Path) -> None:
    target = MAKERS["owner_password"](tmp_path / "owned.pdf", SOURCE)
    with pikepdf.open(target) as pdf:
        assert pdf.is_encrypted
        assert not pdf.allow.extract


def test_the_scan_has_no_text_and_the_hidden_layer_has_all_of_it(tmp_path: Path) -> None:
    assert text_of(MAKERS["scan"](tmp_path / "scan.pdf", SOURCE)) == ""
    layered = MAKERS["hidden_ocr_layer"](tmp_path / "layered.pdf", SOURCE)
    assert sorted(text_of(layered)) == sorted(text_of(SOURCE))


@pytest.mark.parametrize("name", ["form_xobject", "crop_box", "other_origin", "junk_before_header"])
def test_a_report_in_another_wrapping_keeps_its_text(name: str, tmp_path: Path) -> None:
    target = MAKERS[name](tmp_path / f"{name}.pdf", SOURCE)
    assert sorted(text_of(target)) == sorted(text_of(SOURCE))


def test_text_without_a_unicode_map_cannot_be_read(tmp_path: Path) -> None:
    target = MAKERS["no_to_unicode"](tmp_path / "unmapped.pdf", SOURCE)
    assert "政府信息公开" not in text_of(target)


def test_the_page_tree_loops(tmp_path: Path) -> None:
    target = MAKERS["looped_page_tree"](tmp_path / "looped.pdf", SOURCE)
    with pytest.raises(pikepdf.PdfError, match="Loop detected in /Pages"):
        pikepdf.open(target)


def test_the_bomb_unfolds_to_300_megabytes(tmp_path: Path) -> None:
    target = MAKERS["deflate_bomb"](tmp_path / "bomb.pdf", SOURCE)
    assert target.stat().st_size < 1_000_000
    with pikepdf.open(target) as pdf:
        packed = pdf.pages[2].obj.Contents[0].read_raw_bytes()
    unpacker = zlib.decompressobj()
    size, piece = 0, packed
    while piece and not unpacker.eof:
        size += len(unpacker.decompress(piece, 1 << 22))
        piece = unpacker.unconsumed_tail
    assert size == 300_000_000


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("budget", "部门预算"),
        ("old_report", "附表政府信息公开情况统计表（2018年度）"),
        ("blank_form", "1.申请人无正当理由逾期不补正"),
    ],
)
def test_the_other_documents_say_what_they_are(name: str, said: str, tmp_path: Path) -> None:
    assert said in text_of(MAKERS[name](tmp_path / f"{name}.pdf", SOURCE))


def test_the_blank_form_has_no_figure(tmp_path: Path) -> None:
    target = MAKERS["blank_form"](tmp_path / "blank.pdf", SOURCE)
    assert "2023" not in text_of(target)
    assert "3511" not in text_of(target)
