"""A file that is no PDF is refused by the name of what it is."""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from checker.documents.unsupported import kind_of
from checker.i18n import translate
from checker.isolation.read import read_report
from checker.model import RefusalReason
from checker.rulebook.load import load_forms
from checker.wording.facts import refusal
from tests.support.archives import stored

if TYPE_CHECKING:
    from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(*names: str, first: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        if first:
            archive.writestr("mimetype", first)
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def tarred(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def workbook() -> bytes:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


ODF = b"application/vnd.oasis.opendocument."
FILES = {
    "docx": (zipped("[Content_Types].xml", "word/document.xml"), "word"),
    "xlsx": (workbook(), "spreadsheet"),
    "pptx": (zipped("ppt/presentation.xml"), "presentation"),
    "ofd": (zipped("OFD.xml", "Doc_0/Document.xml"), "ofd"),
    "odt": (zipped("content.xml", first=ODF + b"text"), "word"),
    "ods": (
        zipped("content.xml", first=ODF + b"spreadsheet"),
        "spreadsheet",
    ),
    "zip": (zipped("a.pdf"), "archive"),
    # What lies in an archive as it is shows its own marks.
    "zip of pdf": (stored({"a.pdf": b"%PDF-1.7"}), "archive"),
    "zip of odt": (stored({"a.odt": zipped("x", first=ODF + b"text")}), "archive"),
    "rar of pdf": (b"Rar!\x1a\x07\x01\0 %PDF-1.7", "archive"),
    "tar of pdf": (tarred("a.pdf", b"%PDF-1.7"), "archive"),
    "cut zip": (zipped("word/document.xml")[:40], "archive"),
    "doc": (OLE + "WordDocument".encode("utf-16-le") + bytes(40), "word"),
    "xls": (OLE + "Workbook".encode("utf-16-le") + bytes(40), "spreadsheet"),
    "other ole": (OLE, "office"),
    "xml of 2003": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "spreadsheet",
    ),
    "rtf": (b"{\\rtf1\\ansi", "word"),
    "html": ("\ufeff\n<!-- x -->\n<!DOCTYPE html><html>年报</html>".encode(), "web-page"),
    "bare html": (b"<HTML lang=zh>", "web-page"),
    "html in UTF-16": ("\ufeff<html><body>".encode("utf-16-le"), "web-page"),
    "html called xls": (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel">', "web-page"),
    "mhtml": (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n",
        "web-page",
    ),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
    "tiff": (b"II*\0\x08\0\0\0", "picture"),
    "bmp": (b"BM\x36\x10\x00\x00\0\0\0\0\x36", "picture"),
    "webp": (b"RIFF\x10\0\0\0WEBPVP8 ", "picture"),
    "postscript": (b"%!PS-Adobe-3.0", "fixed-layout"),
    "rar": (b"Rar!\x1a\x07\x01\0", "archive"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_a_file_is(name: str, tmp_path: Path) -> None:
    data, kind = FILES[name]
    assert kind_of(data) == kind
    path = tmp_path / "report.pdf"  # the name says nothing
    path.write_bytes(data)
    refused = read_report(path, load_forms()).refusal
    assert refused is not None
    if kind in ("word", "web-page", "ofd") or name in ("xlsx", "xls"):  # which have a reader
        none = (
            *(RefusalReason.NO_TEXT, RefusalReason.DAMAGED, RefusalReason.NOT_A_REPORT),
            *(RefusalReason.NEEDS_LIBREOFFICE, RefusalReason.NOT_CONVERTED),
        )
        assert refused.reason in none
        return
    if name in ("png", "jpeg", "tiff", "bmp"):  # pictures that are read, and these are cut off
        assert refused.reason in (RefusalReason.DAMAGED, RefusalReason.SCAN)
        return
    assert (refused.reason, refused.detail) == (RefusalReason.UNSUPPORTED, kind)
    for lang in ("zh", "en"):
        assert translate(f"one-file.{kind}", lang) in refusal(refused.reason, refused.detail, lang)


@pytest.mark.parametrize("data", [b"", b"BM, a text", "某市2023年年报".encode(), b"PK", b"\0" * 64])
def test_what_is_of_no_known_kind(data: bytes) -> None:
    assert kind_of(data) is None


def test_a_pdf_behind_other_bytes_is_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(b"<html>\n%PDF-1.7\n")
    refused = read_report(path, load_forms()).refusal
    assert refused is not None
    assert refused.reason is RefusalReason.DAMAGED
