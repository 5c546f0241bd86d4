"""Bare calls answer as pypdfium2's do, with addresses in the place of handles."""

from __future__ import annotations

import ctypes

import pypdfium2
from pypdfium2 import raw

from checker.documents.pdf.bare_calls import address_of, bare
from tests.documents.harmed_report import good

NAME = "ok/suqian-2024"


def test_what_they_tell_is_the_same() -> None:
    document = pypdfium2.PdfDocument(good(NAME))
    page = document[2]
    text = page.get_textpage()
    get_unicode, get_box = bare(raw.FPDFText_GetUnicode), bare(raw.FPDFText_GetCharBox)
    there = address_of(text.raw)
    ours, theirs = ([ctypes.c_double() for _ in range(4)] for _ in range(2))
    for index in range(text.count_chars()):
        assert get_unicode(there, index) == raw.FPDFText_GetUnicode(text, index)
        assert get_box(there, index, *ours) == raw.FPDFText_GetCharBox(text, index, *theirs)
        assert [edge.value for edge in ours] == [edge.value for edge in theirs]
    document.close()


def test_handles_are_numbers_both_ways_and_none_is_none() -> None:
    document = pypdfium2.PdfDocument(good(NAME))
    page = document[2]
    get_object, get_type = bare(raw.FPDFPage_GetObject), bare(raw.FPDFPageObj_GetType)
    count = raw.FPDFPage_CountObjects(page)
    for index in range(count):
        theirs = raw.FPDFPage_GetObject(page, index)
        assert get_object(address_of(page.raw), index) == address_of(theirs)
        assert get_type(address_of(theirs)) == raw.FPDFPageObj_GetType(theirs)
    assert count > 0
    assert get_object(address_of(page.raw), count) is None
    assert address_of(raw.FPDFPage_GetObject(page, count)) == 0
    document.close()
