"""What hostile text must not do, for each kind of output: nothing but text comes of it."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import html5lib
import openpyxl
import pikepdf

_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def no_control(text: str, but: str = "\n") -> None:
    assert not {c for c in text if c not in but and unicodedata.category(c) in _UNSAFE}


def for_a_terminal(text: str) -> None:
    no_control(text)
    for line in text.splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


def as_json(text: str) -> None:
    no_control(text)
    json.loads(text)


def as_json_lines(text: str) -> None:
    no_control(text)
    assert [json.loads(line)["type"] for line in text.splitlines()] == ["report", "summary"]


def as_sarif(text: str) -> None:
    as_json(text)
    for one in json.loads(text)["runs"][0]["results"]:
        no_control(one["message"]["text"], but="")
        uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9%._~/-]+", uri)


def as_gitlab(text: str) -> None:
    as_json(text)
    for one in json.loads(text):
        no_control(one["description"] + one["location"]["path"], but="")


def as_csv(text: str) -> None:
    no_control(text)
    for line in csv.DictReader(io.StringIO(text)):
        for name, field in line.items():
            exact = name in ("reported", "expected", "difference")
            assert exact or not field.lstrip().startswith(("=", "+", "-", "@"))


def as_junit(text: str) -> None:
    no_control(text)
    root = ET.fromstring(text)  # noqa: S314 - our own
    tags = {"testsuites", "testsuite", "testcase", "properties", "property", "failure", "error"}
    assert {element.tag for element in root.iter()} <= tags | {"skipped", "system-out"}


def as_workflow_commands(text: str) -> None:
    no_control(text)
    for line in text.splitlines():
        assert re.match(r"::(error|warning|notice) file=[^:,]+,line=\d+,[^:]*::", line)
        message = line.split("::", 2)[2]
        assert not re.search(r"%(?!25|0A|0D)", message)
        assert not re.search(r"%0[AD]", message)


def as_markdown(text: str) -> None:
    no_control(text)
    # Nothing that Markdown would act on stands bare, apart from the reporter's own structure.
    for line in text.splitlines():
        bare = re.sub(r"\\[\\`*_\[\]~]|&#\d+;", "", line)
        assert not re.search(r"[<>`\[\]@]|://", bare)
        if line.startswith("|"):
            assert bare.count("|") == 6
        assert line.count("#") - line.count("&#") in (0, 3)


class _Page(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags(text: str) -> list[str]:
    page = _Page()
    page.feed(text)
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("href", "src", "action"):
            value = attributes.get(name) or ""
            assert not value or value.startswith(("#", "data:image/png;base64,"))
    return [tag for tag, _ in page.tags if tag in ("script", "iframe", "object", "link", "img")]


def as_workbook(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [name for name in names if ".." in name or "vba" in name.lower()]


def as_pdf(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary):
                assert not {"/JS", "/Launch", "/AA", "/SubmitForm"} & set(one.keys())
                assert one.get("/S") not in ("/JavaScript", "/Launch", "/URI")


def as_marked_page(data: bytes) -> None:
    """The copy's own elements and no other: text in a banner, the marks beside one cell."""
    page = data.decode()
    no_control(page)
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    assert not {"script", "img", "iframe", "object", "form", "svg"} & {e.tag for e in tree.iter()}
    (banner,) = (one for one in tree.iter("div") if one.get("id") == "notes")
    assert {one.tag for one in banner.iter()} == {"div", "p"}
    (marked,) = (one for one in tree.iter("td") if one.get("class"))
    assert all(one.get("href", "").startswith("#note-") for one in marked.iter("a"))
