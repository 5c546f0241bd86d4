"""The same hostile strings through every registered output: text everywhere, effect nowhere.

A format that is registered without a judge of its own here fails the first test.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import openpyxl
import pypdfium2 as pdfium
import pytest

from checker.isolation.page_images import OriginalFiles
from checker.model import (
    Cell,
    DocumentPlace,
    ElementPlace,
    Label,
    PagePlace,
    Place,
    Quote,
    Result,
    Results,
    Section,
    SheetPlace,
    State,
    Waived,
)
from checker.reporters import BINARY, COPIES, REPORTERS, reporter
from tests.needs import PACKAGES, advice, has_font
from tests.reporters.harmless import (
    as_csv,
    as_gitlab,
    as_json,
    as_json_lines,
    as_junit,
    as_markdown,
    as_marked_page,
    as_pdf,
    as_sarif,
    as_workbook,
    as_workflow_commands,
    for_a_terminal,
    no_control,
    tags,
)
from tests.reporters.printing import Stream, look, table_results, text_of
from tests.support import web_pages, word_files, workbooks
from tests.support.made_outcomes import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


SAMPLE = Path(__file__).parent.parent.parent / "samples" / "bad" / "hongze-2023.pdf"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NASTY = {
    "rich": "[bold red]x[/bold red][link=http://x]y[/link]",
    "ansi": "\x1b[31mred\x1b]0;title\x07\x9b31m",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>&lt;",
    "xml": "a\x00b\x08c\x0bd\ufffe\uffff]]><!--",
    "surrogate": "\ud800\udfff",
    "formula": "=cmd|' /C calc'!A0",
    "formula-at": "@SUM(A1)\t+1\t-1",
    "command": "::error file=x,line=1::owned",
    "command-line": "\n::set-output name=a::b\n##[error]x",
    "percent": "%0A::warning::x%0D%25",
    "crlf": "a\r\nb\u2028c\u0085d",
    "path": "../../etc/passwd",
    "bidi": "\u202edrow\u2066\u200f",
    "markdown": "|a|b|\n# x\n![i](http://x/i.png) [l](javascript:x) `c` @me #1 <b>",
    "typst": '#read("/etc/passwd") $x$ \\ #let a = 1; *b*',
    "pdf": "(x) Tj /JS (app.alert(1)) /S /JavaScript >> endobj",
    "long": "长" * 5000,
    "digits": "9" * 400,
}
TYPESET = {"pdf", "certificate"}  # they need a Chinese font


@cache
def hostile(text: str) -> Results:
    """A report with the text wherever a report can have text, in every kind of finding."""
    report = sample("hongze-2023")
    box = (100.0, 100.0, 200.0, 120.0)
    raw = Cell(State.TEXT, text, place=PagePlace(1, box), note=text)
    doubtful = Cell(State.DOUBTFUL, text, place=PagePlace(1, box), readings=(text, "2"))
    report = replace(
        report,
        sha256=hashlib.sha256(SAMPLE.read_bytes()).hexdigest(),
        path=f"in/{text}.pdf",
        body=text,
        title=text,
        cells={**report.cells, "t4.review.upheld": raw, "t3.granted.total": doubtful},
        labels=(
            Label("t4", "row", "review", text, "行政复议", known=False, place=PagePlace(1)),
            Label("t4", "row", None, text, place=PagePlace(1)),
        ),
        sections=(Section(1, text, text, PagePlace(1)), *report.sections[1:]),
    )
    found = table_results(report)
    (checked,) = found.reports
    first, *rest = checked.findings
    first = replace(
        first, message=text, title=text, where=text, basis=text, advice=text,
        quote=Quote("1", text, PagePlace(1)),
    )  # fmt: skip
    worded = [first, replace(first, id="0" * 12, waived=Waived(text, text, text))]
    worded += [replace(first, id="1" * 12, outcome=Result.UNDECIDED)]
    checked = replace(checked, findings=(*worded, *rest))
    return replace(found, reports=(checked,), waivers=f"{text}.toml")


class _AlwaysOne(dict[str, str]):
    """Whatever the report's path is said to be, its file is this one."""

    def __init__(self, file: Path) -> None:
        super().__init__(any="path")
        self._file = file

    def get(self, path: str, default: Any = None) -> str:
        del path, default
        return str(self._file)


@cache
def _originals(file: Path = SAMPLE) -> OriginalFiles:
    return OriginalFiles(_AlwaysOne(file))


@cache
def _word_file() -> Path:
    path = Path(tempfile.mkdtemp()) / "report.docx"
    path.write_bytes(word_files.plain("hongze-2023"))
    return path


@cache
def _workbook_file() -> Path:
    path = Path(tempfile.mkdtemp()) / "report.xlsx"
    path.write_bytes(workbooks.plain("hongze-2023"))
    return path


@cache
def _page_file() -> Path:
    path = Path(tempfile.mkdtemp()) / "report.html"
    path.write_text(web_pages.plain("hongze-2023"), "utf-8")
    return path


@pytest.fixture(scope="module", autouse=True)
def _ended() -> Iterator[None]:
    yield
    _originals().__exit__(None, None, None)
    for file in (_word_file(), _workbook_file(), _page_file()):
        _originals(file).__exit__(None, None, None)
        shutil.rmtree(file.parent)


def of_file(found: Results, file: Path, media_type: str, at: Place) -> Results:
    """The results as of another file, in which everything stands in one cell."""
    (checked,) = found.reports
    report = checked.report
    report = replace(
        report,
        media_type=media_type,
        sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        cells={ref: replace(cell, place=at) for ref, cell in report.cells.items()},
    )
    return replace(found, reports=(replace(checked, report=report),))


def written(name: str, found: Results, **given: Any) -> Any:
    """What the reporter writes."""
    if name in TYPESET and not has_font():
        pytest.skip(advice([*PACKAGES]))
    stream: Any = io.BytesIO() if name in BINARY else Stream()
    path = found.reports[0].report.path
    options = look(sidecars=frozenset([path]), places={path: path}, **given)
    if name == "annotated-docx":
        found = of_file(found, _word_file(), WORD, DocumentPlace(1, 1, 1))
        options = replace(options, originals=_originals(_word_file()))
    elif name == "annotated-xlsx":
        found = of_file(found, _workbook_file(), WORKBOOK, SheetPlace("年报", "D38"))
        options = replace(options, originals=_originals(_workbook_file()))
    elif name == "annotated-html":
        found = of_file(found, _page_file(), "text/html", ElementPlace(MARKED))
        options = replace(options, originals=_originals(_page_file()))
    elif name in COPIES:
        options = replace(options, originals=_originals())
    reporter(name)(found, options, stream)
    return text_of(name, stream) if isinstance(stream, Stream) else stream.getvalue()


def as_html(text: str) -> None:
    no_control(text)
    harmless = written("html", hostile("无害"))
    assert tags(text) == tags(harmless)


def as_document(data: bytes) -> None:
    """Its text is the original's, and what was added is text in comments."""
    before, after = (word_files.parts(one) for one in (_word_file().read_bytes(), data))
    main = word_files.MAIN
    assert word_files.texts(before[main]) == word_files.texts(after[main])
    tree = ET.fromstring(after["word/comments.xml"])  # noqa: S314 - the program's own
    assert {one.tag.rpartition("}")[2] for one in tree.iter()} == {
        "comments",
        "comment",
        "p",
        "r",
        "t",
    }


def as_marked_workbook(data: bytes) -> None:
    """Its cells are the original's, and what was added is text in comments."""
    before, after = (
        openpyxl.load_workbook(io.BytesIO(one)).worksheets[0]
        for one in (_workbook_file().read_bytes(), data)
    )
    assert [*before.values] == [*after.values]
    comment = after["D38"].comment
    assert comment is not None
    no_control(comment.text)


MARKED = "html/body/table[2]/tbody[1]/tr[5]/td[3]"
JUDGES: dict[str, Callable[[Any], None]] = {
    "text": for_a_terminal,
    "concise": for_a_terminal,
    "json": as_json,
    "jsonl": as_json_lines,
    "csv": as_csv,
    "markdown": as_markdown,
    "sarif": as_sarif,
    "junit": as_junit,
    "github": as_workflow_commands,
    "gitlab": as_gitlab,
    "html": as_html,
    "xlsx": as_workbook,
    "pdf": as_pdf,
    "annotated": as_pdf,
    "annotated-docx": as_document,
    "annotated-html": as_marked_page,
    "annotated-pdf": as_pdf,
    "annotated-xlsx": as_marked_workbook,
    "certificate": as_pdf,
}


def test_every_output_has_a_judge() -> None:
    assert set(REPORTERS) <= set(JUDGES)


@pytest.mark.parametrize("kind", NASTY)
@pytest.mark.parametrize("name", REPORTERS)
def test_hostile_text_has_no_effect(*, name: str, kind: str) -> None:
    JUDGES[name](written(name, hostile(NASTY[kind])))


@pytest.mark.parametrize("name", ["text", "json", "jsonl", "markdown", "sarif", "html", "pdf"])
def test_the_file_of_waivers_is_named_where_one_was_used(name: str) -> None:
    found = hostile("某市")
    with_waivers, without = (
        _told(written(name, replace(found, waivers=file))) for file in ("accepted.toml", "")
    )
    assert "accepted.toml" in with_waivers
    assert "accepted.toml" not in without


def _told(output: str | bytes) -> str:
    """The text of an output; of a PDF what its pages show, spaces for its line breaks aside."""
    if isinstance(output, str):
        return output
    with pdfium.PdfDocument(output) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf)


@pytest.mark.parametrize("name", [name for name in REPORTERS if name not in BINARY])
def test_what_can_be_shown_is_shown(name: str) -> None:
    text = written(name, hostile("某市·表格（一）1,234"))
    assert "某市·表格（一）1,234" in text
