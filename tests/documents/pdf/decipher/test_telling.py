"""The copy that says what was deciphered: both parsers read the same of it."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import playa
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.documents.pdf.decipher import glyph_codes as room
from checker.documents.pdf.decipher.glyph_codes import glyph_codes
from checker.documents.pdf.decipher.telling import told, written
from checker.model.document import UNKNOWN
from tests.documents.pdf.decipher.makers import untold

SOURCE = Path(__file__).parents[4] / "tests" / "corpus" / "dresses" / "plain.pdf"


def as_pdfium_writes(path: Path) -> bytes:
    copy = io.BytesIO()
    with pypdfium2.PdfDocument(path) as document:
        document.save(copy)
    return copy.getvalue()


def test_both_parsers_read_what_is_told(tmp_path: Path) -> None:
    data = as_pdfium_writes(untold(SOURCE, tmp_path / "a.pdf"))
    codes = glyph_codes(data)
    named = sorted({glyph.symbol for glyph in codes.glyphs})
    characters = {symbol: chr(0x4E00 + at) for at, symbol in enumerate(named) if at % 3}
    copy = told(data, codes, characters)
    assert copy.startswith(data)
    expected = [characters.get(glyph.symbol, UNKNOWN) for glyph in codes.glyphs]
    with playa.parse(copy) as document:
        assert [glyph.text for page in document.pages for glyph in page.glyphs] == expected
    with pypdfium2.PdfDocument(copy) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert sorted("".join(text.split())) == sorted(expected)
    assert not glyph_codes(copy).untold
    with pikepdf.open(io.BytesIO(copy)) as checked:
        assert not checked.check_pdf_syntax()


def test_fonts_that_tell_their_characters_are_left_alone() -> None:
    codes = glyph_codes(as_pdfium_writes(SOURCE))
    assert not codes.untold
    assert not codes.glyphs


_atoms = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1000, 1000),
    st.decimals(-9, 9, places=3).map(float),
    st.binary(max_size=9),
)
_names = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=9)


@settings(deadline=None)
@given(st.recursive(_atoms, lambda one: st.lists(one) | st.dictionaries(_names, one), max_leaves=9))
def test_values_are_read_as_they_were_written(value: object) -> None:
    document = b"%PDF-1.4\n1 0 obj\n<</Type /Catalog /Pages 2 0 R /Value " + written(value)
    document += b">>\nendobj\n2 0 obj\n<</Type /Pages /Kids [] /Count 0>>\nendobj\n"
    document += b"trailer\n<</Root 1 0 R /Size 3>>\n"
    with playa.parse(document) as read:
        assert read.catalog.get("Value") == _without_nothing(value)


def _without_nothing(value: object) -> object:
    """An entry that is null is as one that is absent (ISO 32000-1, 7.3.9)."""
    if isinstance(value, list):
        return [_without_nothing(one) for one in value]
    if isinstance(value, dict):
        return {key: _without_nothing(one) for key, one in value.items() if one is not None}
    return value


def test_damaged_contents_prove_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a code at the end of a string: the parser raises what it likes."""
    with pikepdf.open(untold(SOURCE, tmp_path / "a.pdf")) as pdf:
        page = pdf.pages[0]
        font = min(page.Resources.Font.keys())
        page.contents_add(f"BT {font} 9 Tf <000102> Tj ET".encode())
        pdf.save(tmp_path / "damaged.pdf")
    data = as_pdfium_writes(tmp_path / "damaged.pdf")
    codes = glyph_codes(data)
    assert not codes.untold
    assert not codes.glyphs

    def exhausted(data: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr(room, "_codes", exhausted)
    with pytest.raises(MemoryError):
        glyph_codes(data)
