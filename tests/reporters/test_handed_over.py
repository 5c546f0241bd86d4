"""Printed lists, marked copies, pages, workbooks, certificates: what they say, and nothing else."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from checker.certificate.record import rules_digest
from checker.errors import CheckerError, DocumentError
from checker.model import PagePlace, Refusal, RefusalReason, Report, Waived
from checker.reporters.print import typesetting
from tests.needs import PACKAGES, advice, has_font
from tests.reporters.handing import (
    Stub,
    certificate_of,
    handed,
    pdf_text,
    squeezed,
    workbook_of,
    written,
)
from tests.reporters.printing import table_results
from tests.reporters.test_hostile import HOSTILE, hostile_report
from tests.support.factory import change
from tests.support.made_outcomes import doubtful, sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HONGZE, YANGHE, WRONG_SUM = sample("hongze-2023"), sample("yanghe-2025"), sample("wrong-sum-2023")
CLEAN = sample("suqian-2023")
DOUBTFUL = doubtful(sample("suqian-2024"), "t3.partial.natural_person", "462", "4620")
REFUSED = Report("scan.pdf", "", refusal=Refusal(RefusalReason.SCAN))
SEVERAL = (WRONG_SUM, DOUBTFUL, CLEAN, REFUSED)
ALL = ("pdf", "html", "xlsx", "certificate")


@pytest.fixture(autouse=True)
def _font(request: pytest.FixtureRequest) -> None:
    if "no_font_needed" not in request.keywords and not has_font():
        pytest.skip(advice([*PACKAGES]))


def boxed(report: Report) -> Report:
    """The report with a box for each cell, as one read from a file has."""
    cells = {
        ref: replace(cell, place=PagePlace(2, (100.0, 700.0 - 5 * n, 140.0, 704.0 - 5 * n)))
        for n, (ref, cell) in enumerate(report.cells.items())
    }
    return replace(report, cells=cells)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden_lists(*, lang: str, golden: Callable[[str, str], None]) -> None:
    date = "2026-01-20" if lang == "zh" else None
    golden(f"pdf/one.{lang}.txt", pdf_text(handed("pdf", HONGZE, lang=lang, date=date)))
    golden(f"pdf/several.{lang}.txt", pdf_text(handed("pdf", *SEVERAL, lang=lang, date=date)))
    golden(f"pdf/certificate.{lang}.txt", _certificate_text(lang, date))


def _certificate_text(lang: str, date: str | None) -> str:
    """The certificate without hashes, which change with every rule that is added."""
    data = handed("certificate", *SEVERAL, lang=lang, date=date)
    record = certificate_of(data)
    text = re.sub(r"rules/.*?yaml(?=SHA)", "rules/…", pdf_text(data))
    return text.replace(record["id"], "<id>").replace(rules_digest(record), "<rules>")


@pytest.mark.no_font_needed
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden_page(*, lang: str, golden: Callable[[str, str], None]) -> None:
    page = handed("html", HONGZE, REFUSED, lang=lang, originals=Stub()).decode()
    page = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", page, flags=re.DOTALL)
    golden(f"html/hongze-2023.{lang}.html", re.sub(r"sha256-[\w+/=]+", "sha256-…", page))


@pytest.mark.parametrize("name", ALL)
def test_same_results_same_bytes(name: str) -> None:
    report = boxed(WRONG_SUM)
    first = handed(name, report, CLEAN, originals=Stub())
    typesetting._fonts.cache_clear()
    assert handed(name, report, CLEAN, originals=Stub()) == first


def test_only_what_fails_is_in_the_list_of_discrepancies() -> None:
    report = doubtful(CLEAN, "t3.partial.natural_person", "462", "4620")
    text = squeezed(pdf_text(handed("pdf", report)))
    problems, undecided = text.split("二、未能判定的事项")
    assert "没有发现不符之处" in problems
    assert "“462”或“4620”" in undecided
    assert "“462”或“4620”" not in problems


def test_an_unreadable_file_says_so_and_lists_nothing() -> None:
    text = squeezed(pdf_text(handed("pdf", REFUSED)))
    assert "没有核对任何数字" in text
    assert "扫描件" in text
    assert "没有发现" not in text


def test_the_date_is_the_users_or_left_to_write_in() -> None:
    assert "核对日期2026年1月20日" in squeezed(pdf_text(handed("pdf", CLEAN, date="2026-01-20")))
    assert "核对日期年月日" in squeezed(pdf_text(handed("pdf", CLEAN)))


def test_the_cover_has_a_line_a_body_and_where_its_list_begins() -> None:
    text = squeezed(pdf_text(handed("pdf", *SEVERAL)))
    cover = text.split("核对人")[0]
    assert "1未识别机关名称—无法读取————scan.pdf2" in cover
    assert "2某区人民政府2023不符1000wrong-sum-2023.pdf3" in cover
    assert "核对情况汇总" not in squeezed(pdf_text(handed("pdf", WRONG_SUM)))


def test_accepted_findings_stand_apart() -> None:
    found = table_results(HONGZE)
    (checked,) = found.reports
    first = replace(checked.findings[0], waived=Waived("已与区政府办核实", "张某", "2025-03-01"))
    found = replace(found, reports=(replace(checked, findings=(first, *checked.findings[1:])),))
    text = squeezed(pdf_text(written("pdf", found)))
    problems, waived = text.split("三、已豁免的事项")
    assert "已与区政府办核实" in waived
    assert "已与区政府办核实" not in problems


def test_findings_between_reports_stand_with_the_report_they_accuse() -> None:
    found = table_results(HONGZE, CLEAN)
    (first, *_), path = found.reports[0].findings, found.reports[1].report.path
    other = found.reports[0].report.path
    broken = replace(first, id="1", rule="YR-01", message="结转不衔接", reports=(path, other))
    absent = replace(broken, id="2", rule="YR-09", message="没有上一年的报告", cells=())
    found = replace(found, findings=(broken, absent))
    text = squeezed(pdf_text(written("pdf", found)))
    _, _, second = text.split("报告核对问题清单单位")
    problems, undecided = second.split("二、未能判定的事项")
    assert "结转不衔接" in problems
    assert "没有上一年的报告" in undecided
    assert "结转不衔接" in written("html", found).decode()


def test_no_font_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for families in ("SERIF", "SANS"):
        monkeypatch.setattr(typesetting, families, ())
    typesetting._fonts.cache_clear()
    for name in ("pdf", "certificate"):
        with pytest.raises(CheckerError, match="fonts-noto-cjk") as error:
            handed(name, CLEAN)
        assert "\n" not in str(error.value)
    bad = tmp_path / "bad.ttf"
    bad.write_bytes(b"no font")
    for path in (bad, tmp_path / "missing.ttf"):
        with pytest.raises(CheckerError, match=path.name):
            handed("pdf", CLEAN, font=str(path))
    typesetting._fonts.cache_clear()


@pytest.mark.parametrize("text", [*HOSTILE, '#eval("1")', "$x$ *b* @ref <l> \\", "A" * 5000])
def test_hostile_text_is_only_text(text: str) -> None:
    report = boxed(hostile_report(text))
    stub = Stub()
    handed("pdf", report, originals=stub)
    certificate = certificate_of(handed("certificate", report))
    assert certificate["reports"][0]["body"] == text
    handed("annotated-pdf", report, originals=stub)
    for note in stub.notes:
        assert not set(note.text) & {"\x1b", "\x00", "\u202e", "\ud800"}
    for sheet in workbook_of(handed("xlsx", report)):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    _Safe().feed(handed("html", report, originals=stub).decode())


class _Safe(HTMLParser):
    """Knows the elements the page is made of; any other is a failure, as is any handler."""

    KNOWN = (
        "html head meta title style body h1 h2 h3 h4 p span a dl dt dd div section article table "
        "thead tbody tr th td details summary figure figcaption svg image rect text label select "
        "option script input ul li"
    )

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        assert name in self.KNOWN.split()
        for key, value in attributes:
            assert not key.startswith("on")
            if key in ("href", "src"):
                assert (value or "").startswith(("#", "data:image/png;base64,"))


@pytest.mark.no_font_needed
def test_the_page_forbids_all_but_its_own_style_and_script() -> None:
    page = handed("html", HONGZE).decode()
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (policy,) = re.findall(r'Content-Security-Policy" content="(.*?)"', page)
    assert policy.startswith("default-src 'none'")
    for content in (style, script):
        assert _digest(content) in policy
    assert " style=" not in page
    assert "http" not in page.replace("http-equiv", "")


def _digest(content: str) -> str:
    import base64

    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@pytest.mark.no_font_needed
def test_the_page_marks_the_cells_with_the_numbers_of_their_findings() -> None:
    page = handed("html", boxed(HONGZE), originals=Stub()).decode()
    assert re.search(r'<td class="error">0 <a href="#finding-1-1">\[1\]</a></td>', page)
    assert page.count('<rect class="error"') >= 10
    assert "<svg" not in handed("html", boxed(HONGZE)).decode()


@pytest.mark.no_font_needed
def test_a_page_of_many_is_sorted_and_can_be_filtered() -> None:
    page = handed("html", *SEVERAL).decode()
    lines = re.findall(r'<tr class="of-report" data-verdict="(\w+)" data-body="(.*?)">', page)
    sections = re.findall(r'<section .*? data-verdict="(\w+)" data-body="(.*?)">', page)
    assert lines == sections
    assert [verdict for verdict, _ in lines] == ["unreadable", "fail", "undecided", "pass"]
    assert 'id="verdict"' in page
    assert 'id="body"' in page
    alone = handed("html", HONGZE).decode()
    assert 'id="verdict"' not in alone
    assert "<title>淮安市洪泽区人民政府 2023 · 年度报告核对结果</title>" in alone


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_output_counts_the_same(lang: str) -> None:
    found = table_results(*SEVERAL, lang=lang)
    book = workbook_of(written("xlsx", found, lang=lang))
    matrix = book.worksheets[2].iter_rows(min_row=3, values_only=True)
    of_book = [["—" if n is None else str(n) for n in line[5:9]] for line in matrix]
    page = written("html", found, lang=lang).decode()
    overview = re.findall(r'<tr class="of-report".*?</tr>', page, re.DOTALL)
    of_page = [re.findall(r"<td>(\d+|—)</td>", line)[-4:] for line in overview]
    cover = squeezed(pdf_text(written("pdf", found, lang=lang)))
    files = ("scan.pdf", "wrong-sum-2023.pdf", "suqian-2024.pdf", "suqian-2023.pdf")
    of_print = [
        list(re.findall(rf"(\d|—)(\d|—)(\d|—)(\d|—){re.escape(file)}", cover)[0]) for file in files
    ]
    assert of_book == of_page == of_print


@pytest.mark.no_font_needed
def test_numbers_on_a_page_never_fill_a_cell() -> None:
    many = change(boxed(WRONG_SUM), "t3.granted.total", "1")
    page = handed("html", many, originals=Stub()).decode()
    for x, wide in re.findall(r'class="plate" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', page):
        assert float(x) + float(wide) <= 30.0 + 0.4 * 60.0 + 0.1


def test_the_issue_sheet_has_numbers_as_numbers() -> None:
    book = workbook_of(handed("xlsx", *SEVERAL))
    sheet = book["问题清单"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:5] == ["序号", "单位", "年度", "位置", "原文/填报数"]
    assert heads[6:13] == [
        "计算过程", "差额", "依据", "级别", "修改建议", "整改情况", "复核人/日期",
    ]  # fmt: skip
    line = next(row for row in sheet.iter_rows(min_row=2) if "T3-02" in str(row[5].value))
    assert [cell.value for cell in line[:5]][2::2] == [2023, 86]
    assert line[7].value == 9
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:N{sheet.max_row}"
    assert all(cell.alignment.wrap_text for cell in line)


@pytest.mark.no_font_needed
def test_lists_of_a_workbook_are_printed_on_a4_and_answered_by_choosing() -> None:
    book = workbook_of(handed("xlsx", *SEVERAL))
    for name in ("问题清单", "未能判定"):
        sheet: Any = book[name]
        assert sheet.print_area == f"'{name}'!$A$1:$M${sheet.max_row}", "all but the file"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        (offered,) = sheet.data_validations.dataValidation
        assert f"L{sheet.max_row}" in offered.cells
        assert "L1" not in offered.cells
        assert sheet["L1"].value == "整改情况"
        assert offered.formula1 == '"已改正,已补充说明,经核实无误,暂未改正"'
        assert not offered.showErrorMessage, "something else may be written"
    empty = workbook_of(handed("xlsx", CLEAN))["问题清单"]
    assert not empty.data_validations.dataValidation


@pytest.mark.no_font_needed
def test_a_row_is_as_high_as_its_longest_text() -> None:
    sheet: Any = workbook_of(handed("xlsx", HONGZE))["问题清单"]
    for row in sheet.iter_rows(min_row=2):
        high = sheet.row_dimensions[row[0].row].height
        for cell in row:
            wide = sheet.column_dimensions[cell.column_letter].width
            text = str(cell.value or "")
            # A character that is not ASCII is two digits wide, and a line of text 15 points high.
            digits = sum(1 if char.isascii() else 2 for char in text)
            assert high >= 15 * digits / wide


@pytest.mark.no_font_needed
def test_a_matrix_of_many_rules_runs_over_pages_that_can_be_read() -> None:
    sheet: Any = workbook_of(handed("xlsx", *SEVERAL))["汇总"]
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.scale >= 70
    assert sheet.print_title_cols == "$A:$C"
    assert sheet.print_title_rows == "$2:$2"
    heads = [cell for cell in sheet[2] if str(cell.value).startswith("T3-")]
    assert heads
    assert all(cell.alignment.text_rotation == 90 for cell in heads)


def test_the_matrix_has_a_line_a_body() -> None:
    sheet = workbook_of(handed("xlsx", *SEVERAL))["汇总"]
    lines = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [line[4] for line in lines] == ["无法读取", "不符", "未能判定", "通过"]
    heads = [str(cell.value) for cell in sheet[2]]
    place = next(n for n, head in enumerate(heads) if head.startswith("T3-02"))
    assert lines[0][place] is None
    assert lines[1][place] == "✗ 1"
    assert str(lines[2][place]).startswith("?")
    assert lines[3][place] == "✓"


def test_a_large_batch_gets_one_sheet_of_cells() -> None:
    book = workbook_of(handed("xlsx", *([CLEAN] * 21)))
    assert book.sheetnames == ["问题清单", "未能判定", "汇总", "读到的数字"]
    assert book["读到的数字"].max_row == 1 + 21 * len(CLEAN.cells)


def test_figures_keep_every_digit() -> None:
    report = change(HONGZE, "t2.fees.amount_10k_yuan", "7730.28")
    book = workbook_of(handed("xlsx", report))
    values = [cell.value for row in book["表二"].iter_rows() for cell in row]
    assert Decimal("7730.28") in [Decimal(str(v)) for v in values if isinstance(v, float)]


def test_one_marked_copy_is_one_report() -> None:
    with pytest.raises(CheckerError, match="文件夹"):
        handed("annotated-pdf", HONGZE, YANGHE, originals=Stub())
    with pytest.raises(CheckerError, match="扫描件"):
        handed("annotated-pdf", REFUSED, originals=Stub())
    with pytest.raises(CheckerError, match="没有原件"):
        handed("annotated-pdf", HONGZE)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_locked_original_is_one_clear_line(*, lang: str) -> None:
    class Locked(Stub):
        def annotated(self, *_: object) -> bytes:
            raise DocumentError(RefusalReason.ENCRYPTED)

    with pytest.raises(CheckerError) as error:
        handed("annotated-pdf", HONGZE, originals=Locked(), lang=lang)
    assert ("已加密" if lang == "zh" else "encrypted") in str(error.value)
    assert "\n" not in str(error.value)


def test_notes_carry_the_numbers_of_the_list() -> None:
    stub = Stub()
    handed("annotated-pdf", boxed(HONGZE), originals=stub)
    assert [note.number for note in stub.notes] == sorted((n.number for n in stub.notes), key=int)
    assert stub.notes[0].text.startswith("1. 必须改正 T4-01")
    assert "应为 11，实填 0，相差 −11" in stub.notes[0].text
    assert stub.notes[0].severity == "error"
