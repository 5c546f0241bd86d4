"""Whatever a report says is text in an output, and stands where any other text would stand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import (
    Cell,
    ElementPlace,
    Label,
    PagePlace,
    Quote,
    Result,
    Results,
    Section,
    SheetPlace,
    State,
    Waived,
)
from checker.reporters.inert import inert
from tests.reporters.handing import Stub, written
from tests.reporters.printing import table_results
from tests.support.made_outcomes import sample

if TYPE_CHECKING:
    from collections.abc import Callable

PLACE = "甲乙丙丁"
"""Stands where the text is to stand; no form, rule or message has it."""
CHARACTERS = st.one_of(
    st.characters(),  # surrogates and controls too
    st.sampled_from("<>&\"'`=/\\{}%#[]()!-;:?\0\x1b\r\n\t\x85\u2028\u202e\ufeff\uffff"),
    st.sampled_from(("{{", "}}", "{%", "{#", "&lt;", "&#x3c;", "<!--", "-->", "]]>", "<![CDATA[")),
    st.sampled_from(("</td>", "<br/>", "<script>", "</script>", "</style>", "onclick=")),
)
# Nothing but blanks is nothing to show; a cell as printed has none at its ends.
TEXTS = st.lists(CHARACTERS, min_size=1, max_size=30).map("".join).map(str.strip).filter(
    lambda text: inert(text) == inert(text).strip() != ""
)  # fmt: skip


@cache
def everywhere() -> Results:
    """A report with ``PLACE`` wherever a report can have text, in every kind of finding."""
    report = sample("hongze-2023")
    at = PagePlace(1, (100.0, 100.0, 200.0, 120.0))
    others = (SheetPlace(PLACE, PLACE, PLACE), ElementPlace(PLACE))
    raw = Cell(State.TEXT, PLACE, place=at, note=PLACE)
    doubtful = Cell(State.DOUBTFUL, PLACE, place=at, readings=(PLACE, "2"))
    report = replace(
        report,
        sha256=hashlib.sha256(b"").hexdigest(),
        path="a.pdf",
        body=PLACE,
        title=PLACE,
        cells={
            **{ref: replace(cell, note=PLACE) for ref, cell in report.cells.items()},
            "t4.review.upheld": raw,
            "t3.granted.total": doubtful,
        },
        labels=(
            Label("t4", "row", "review", PLACE, "行政复议", known=False, place=at),
            Label("t4", "row", None, PLACE, place=at),
        ),
        sections=(Section(1, PLACE, PLACE, at), *report.sections[1:]),
    )
    found = table_results(report)
    (checked,) = found.reports
    first, *rest = checked.findings
    first = replace(
        first, message=PLACE, title=PLACE, where=PLACE, basis=PLACE, advice=PLACE,
        quote=Quote("1", PLACE, at), places=(at, *others),
    )  # fmt: skip
    worded = [first, replace(first, id="0" * 12, waived=Waived(PLACE, PLACE, PLACE))]
    worded += [replace(first, id="1" * 12, outcome=Result.UNDECIDED)]
    return replace(found, reports=(replace(checked, findings=(*worded, *rest)),))


def put(value: Any, text: str) -> Any:
    """A value with the text for ``PLACE``, however deep."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return value.replace(PLACE, text)
    if isinstance(value, Mapping):
        return {key: put(inner, text) for key, inner in value.items()}
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(put(inner, text) for inner in value)
    if is_dataclass(value) and not isinstance(value, type):
        given = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
        return replace(value, **{name: put(inner, text) for name, inner in given.items()})
    return value


class _Page(HTMLParser):
    """A page as a browser takes it: elements with their attributes, and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.read: list[object] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.read.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.read.append(tag)

    def handle_data(self, data: str) -> None:
        self.read.append(("text", data))

    def handle_comment(self, data: str) -> None:
        self.read.append(("comment", data))


def expected(value: Any, shown: Callable[[str], str]) -> Any:
    """What was read with ``PLACE``, with what is shown for it in its place."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, list | tuple):
        return type(value)(expected(inner, shown) for inner in value)
    return value


@cache
def page_of_place() -> list[object]:
    return _Page(written("html", everywhere(), originals=Stub()).decode()).read


@given(TEXTS)
@settings(max_examples=50, deadline=None, derandomize=True)
def test_on_a_page(text: str) -> None:
    page = _Page(written("html", put(everywhere(), text), originals=Stub()).decode())
    assert sum(PLACE in str(one) for one in page_of_place()) > 20
    assert page.read == expected(page_of_place(), lambda value: value.replace(PLACE, inert(text)))


def _elements(text: str) -> list[list[Any]]:
    root = ET.fromstring(text)  # noqa: S314 - our own
    return [[one.tag, one.text or "", list(one.attrib.items())] for one in root.iter()]


@cache
def suites_of_place() -> list[list[Any]]:
    return _elements(written("junit", everywhere()).decode())


@given(TEXTS)
@settings(max_examples=50, deadline=None, derandomize=True)
def test_in_junit(text: str) -> None:
    lines = "\n".join(map(inert, text.split("\n")))
    assert _elements(written("junit", put(everywhere(), text)).decode()) == [
        [
            tag,
            body.replace(PLACE, lines),
            [(name, value.replace(PLACE, inert(text))) for name, value in attributes],
        ]
        for tag, body, attributes in suites_of_place()
    ]
