"""The marks of what the program writes, by which it is known when it is found among reports.

Each format carries the mark where its standard has room for one:

========================  ======================================================================
pdf, certificate          Info entry ``Keywords`` (and XMP ``pdf:Keywords``)
annotated-pdf             Info entry ``CheckerOutput``: length and SHA-256 of the original
annotated-docx            custom property ``CheckerOutput``: SHA-256 of original and text
annotated-html            ``<meta name="CheckerOutput">``: SHA-256 of original and rest
html                      ``<meta name="generator">``
xlsx, docx                custom document property ``CheckerOutput``, the archive's first member
json, tables, register,
certificate               ``format``; SARIF the driver's name; JUnit the name of the suites
sidecar                   its two first lines
csv                       its first line, the names of its columns
========================  ======================================================================

Text, Markdown and JSON Lines have no such room; they are no documents that could be taken
for a report. A file's mark is what the file says of itself: whoever believes it tells so.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MARK = "checker-output/1"
PROPERTY = "CheckerOutput"
"""The name of the mark where a format lets a document have properties of its own."""
PDF_INFO = (PROPERTY, "Keywords")
"""The Info entries of a PDF that may hold the mark (PDF 32000-1, 14.3.3)."""
GENERATOR = f"checker ({MARK})"
"""The content of an HTML page's ``generator``."""
HEAD = 4096
"""Bytes from a file's start that hold the mark of any format but PDF; measured: at most 900."""
_PDF = re.compile(re.escape(MARK) + r" ([a-z-]+)(?: (\d{1,12}) ([0-9a-f]{64}))?")
_MARKED_COPY = re.compile(re.escape(MARK) + r" ([a-z-]+) ([0-9a-f]{64}) ([0-9a-f]{64})")
_PAGE_HEAD = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="CheckerOutput" content="{mark}">
"""
_MARKED_PAGE = re.compile(
    re.escape(_PAGE_HEAD).replace(re.escape("{mark}"), r"([ -!#-~]{1,200})").encode()
)
_HEADS = (
    ("html", re.compile(rb'<meta name="generator" content="checker \(checker-output/\d+\)">')),
    ("xlsx", re.compile(rb"\APK\x03\x04.*>checker-output/\d+ xlsx<", re.DOTALL)),
    ("docx", re.compile(rb"\APK\x03\x04.*>checker-output/\d+ docx<", re.DOTALL)),
    ("csv", re.compile(rb"\A(?:\xef\xbb\xbf)?path,body,year,(?:id,severity|form,table),")),
    ("json", re.compile(rb'\A\s*\{\s*"format":\s*"checker-results/\d+"')),
    ("tables", re.compile(rb'\A\s*\{\s*"format":\s*"checker-tables/\d+"')),
    ("register", re.compile(rb'\A\s*\{\s*"format":\s*"checker-register/\d+"')),
    ("certificate", re.compile(rb'\A\s*\{\s*"format":\s*"checker-certificate/\d+"')),
    ("sarif", re.compile(rb'\A\s*\{.*"driver":\s*\{\s*"name":\s*"checker"', re.DOTALL)),
    ("junit", re.compile(rb'\A<\?xml[^>]*>\s*<testsuites name="checker"')),
    ("sidecar", re.compile(rb"\A[^\n]*checker[^\n]*\nsha256 [0-9a-f]{64}\n")),
)


class Own(NamedTuple):
    """An output of the program: its format; of a marked copy the original's SHA-256."""

    format: str
    original: str = ""


def mark(name: str) -> str:
    """The mark of an output of this format."""
    return f"{MARK} {name}"


def mark_of_copy(original: bytes) -> str:
    """The mark of an annotated copy of these bytes."""
    return f"{mark('annotated-pdf')} {len(original)} {hashlib.sha256(original).hexdigest()}"


def mark_of_marked(name: str, original: str, content: bytes) -> str:
    """The mark of a copy that is written anew: its original's SHA-256 and that of its content."""
    return f"{mark(name)} {original} {hashlib.sha256(content).hexdigest()}"


def own_marked(written: str, content: bytes) -> Own | None:
    """What a file with such a mark is, as far as its content bears it out.

    Somebody may correct a marked copy and hand it in: then it is a report, and read like one.
    """
    found = _MARKED_COPY.fullmatch(written)
    if found is None or hashlib.sha256(content).hexdigest() != found[3]:
        return None
    return Own(found[1], found[2])


def marked_page_head(mark: str) -> bytes:
    """The beginning of a marked copy of a web page, up to what its mark vouches for."""
    return _PAGE_HEAD.format(mark=mark).encode()


def own_page(data: bytes) -> Own | None:
    """What a web page is, as far as its content bears it out."""
    found = _MARKED_PAGE.match(data[:HEAD])
    if found is None:
        return own_head(data[:HEAD])
    return own_marked(found[1].decode("ascii"), data[found.end() :])


def own_pdf(entries: Iterable[str], data: bytes) -> Own | None:
    """What a PDF with these Info entries says it is, as far as its bytes bear it out.

    A copy must begin with the very bytes that its mark names; a mark that lies is no mark, and
    the file is read like any other.
    """
    # Any of them: a tool that saves the file anew may keep one entry and rewrite another.
    for entry in entries:
        found = _PDF.fullmatch(entry)
        if found is None:
            continue
        name, length, digest = found.groups()
        if name != "annotated-pdf":
            return Own(name)
        if length and hashlib.sha256(data[: int(length)]).hexdigest() == digest:
            return Own(name, digest)
    return None


def own_head(head: bytes) -> Own | None:
    """What a file that is no PDF is, by its first ``HEAD`` bytes."""
    for name, pattern in _HEADS:
        if pattern.search(head):
            return Own(name)
    return None
