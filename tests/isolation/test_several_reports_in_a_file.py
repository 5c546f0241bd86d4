"""A file that holds several reports is several reports; what cannot be parted is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from checker.documents.pdf.source import Source
from checker.errors import DocumentError
from checker.isolation.read import read_report, read_reports
from checker.model import PagePlace, RefusalReason
from checker.model.document import Part
from checker.recognise.parts import Vocabulary
from checker.recognise.several import reports_in
from checker.rulebook.load import load_forms
from tests.documents.harmed_report import SAMPLES
from tests.support.paper import save

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from checker.model import Report

FORMS = load_forms()
VOCABULARY = Vocabulary.of(FORMS)
FIRST, SECOND, THIRD = (
    SAMPLES / "ok" / f"{name}.pdf" for name in ("suqian-2023", "suqian-2024", "xuefu-2020")
)
BAD = SAMPLES / "bad" / "wrong-sum-2023.pdf"


def bound(target: Path, *files: Path, before: int = 0) -> Path:
    """The pages of several files in one, behind some that are empty."""
    with pikepdf.Pdf.new() as pdf:
        for _ in range(before):
            pdf.add_blank_page(page_size=(595, 842))
        for file in files:
            with pikepdf.open(file) as source:
                pdf.pages.extend(source.pages)
        return save(pdf, target)


def values(report: Report) -> Mapping[str, object]:
    return {ref: (cell.state, cell.value) for ref, cell in report.cells.items()}


def texts(*files: Path) -> list[Part]:
    """The text of every page of the files, one after the other."""
    pages: list[str] = []
    for file in files:
        with Source(file.read_bytes()) as source:
            pages += [source.page(number).plain for number in range(1, source.count + 1)]
    return [Part(text, PagePlace(number)) for number, text in enumerate(pages, start=1)]


def parted(pages: Sequence[Part]) -> list[tuple[int, ...]]:
    return reports_in(pages, VOCABULARY, FORMS)


@pytest.mark.parametrize(
    "files",
    [(FIRST, SECOND), (SECOND, FIRST), (FIRST, THIRD), (FIRST, FIRST), (THIRD, BAD, SECOND)],
    ids=lambda files: "+".join(file.stem for file in files),
)
def test_each_report_is_read_as_it_is_alone(files: Sequence[Path], tmp_path: Path) -> None:
    """Two years of a body, two bodies, one twice, three of two forms."""
    found = read_reports(bound(tmp_path / "all.pdf", *files), FORMS)
    assert [report.refusal for report in found] == [None] * len(files)
    page = 0
    for number, (report, file) in enumerate(zip(found, files, strict=True), start=1):
        alone = read_report(file, FORMS)
        assert report.name.endswith(f"all.pdf#{number}")
        assert values(report) == values(alone)
        assert (report.body, report.year, report.layout) == (alone.body, alone.year, alone.layout)
        assert [one.text for one in report.sections] == [one.text for one in alone.sections]
        assert report.part is not None
        assert report.part.places == tuple(PagePlace(page + at) for at in range(1, alone.pages + 1))
        assert {cell.page for cell in report.cells.values()} == {
            page + (cell.page or 0) for cell in alone.cells.values()
        }
        page += alone.pages


def test_a_yearbook_of_twenty_is_twenty_reports(tmp_path: Path) -> None:
    files = [FIRST, SECOND, THIRD, BAD] * 5
    found = read_reports(bound(tmp_path / "yearbook.pdf", *files, before=2), FORMS)
    alone = {file: values(read_report(file, FORMS)) for file in set(files)}
    assert [report.part and report.part.number for report in found] == list(range(1, 21))
    assert [report.body for report in found[:4]] == [
        "宿迁市人民政府",
        "宿迁市人民政府",
        "洛龙区学府街道办事处",
        "某区人民政府",
    ]
    assert [values(report) for report in found] == [alone[file] for file in files]


@pytest.mark.parametrize("file", [FIRST, THIRD, BAD])
def test_a_report_alone_is_one(file: Path) -> None:
    pages = texts(file)
    assert parted(pages) == [tuple(range(len(pages)))]


def test_a_table_of_contents_begins_no_report() -> None:
    headings = "\n".join(section.heading for section in FORMS[-1].sections)
    titles = "\n".join(f"甲{letter}局2024年政府信息公开工作年度报告" for letter in "乙丙丁戊")
    pages = texts(FIRST, THIRD)
    with_contents = [Part(f"目录\n{titles}\n{headings}", PagePlace(1)), *pages]
    first = 1 + len(texts(FIRST))
    assert parted(with_contents) == [
        tuple(range(1, first)),
        tuple(range(first, len(with_contents))),
    ]


def test_a_title_along_the_head_of_every_page_begins_no_report() -> None:
    pages = [
        Part(f"某市2024年政府信息公开工作年度报告\n{page.text}", page.place)
        for page in texts(FIRST, THIRD)
    ]
    assert [len(numbers) for numbers in parted(pages)] == [len(texts(FIRST)), len(texts(THIRD))]


def test_a_report_named_at_the_end_of_another_is_none() -> None:
    *pages, last = texts(FIRST)
    named = Part(f"{last.text}\n附件\n某县2022年政府信息公开工作年度报告", last.place)
    assert len(parted([*pages, named])) == 1


def test_reports_that_share_a_page_are_refused_in_one_line(tmp_path: Path) -> None:
    first, second = texts(FIRST), texts(SECOND)
    shared = Part(f"{first[-1].text}\n{second[0].text}", first[-1].place)
    with pytest.raises(DocumentError) as refused:
        parted([*first[:-1], shared, *second[1:]])
    assert refused.value.reason is RefusalReason.SEVERAL_REPORTS
    assert refused.value.detail == str(len(first))
