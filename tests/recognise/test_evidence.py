"""What is no annual report is refused, whatever pictures and tables it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, Stream

from checker.cli.main import main
from checker.isolation.read import read_report
from checker.model import PagePlace, RefusalReason
from checker.model.document import Part
from checker.recognise.evidence import is_gibberish
from checker.rulebook.load import load_forms
from tests.documents.harmed_report import SAMPLES
from tests.support.paper import Pen, add_page, font, lines, save, simple_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FORMS = load_forms()
BUDGET = [
    ["项目", "总计", "其他", "自然人", "行政许可"],
    ["一、基本支出", "120", "3", "4", "5"],
    ["二、项目支出", "80", "1", "0", "2"],
    ["（七）总计", "200", "4", "4", "7"],
]
REGULATIONS = [
    "中华人民共和国政府信息公开条例",
    "第十四条 依法确定为国家秘密的政府信息，法律、行政法规禁止公开的政府信息，以及公开后可能危",
    "及国家安全、公共安全、经济安全、社会稳定的政府信息，不予公开。",
    "第十六条 行政机关的内部事务信息，过程性信息以及行政执法案卷信息，可以不予公开。",
    "第二十条 （一）行政法规、规章和规范性文件；（五）办理行政许可；（六）行政处罚、行政强制；",
    "（八）行政事业性收费。第三十条 补正后申请内容仍不明确的。",
    "第三十九条 信访、投诉、举报，要求提供公开出版物的，告知获取的途径。",
    "行政机关应当每年公布政府信息公开工作年度报告。",
]
NOTICE = [
    "关于做好2024年政府信息公开工作年度报告",
    "编制工作的通知",
    "各科室：请按国办公开办函〔2021〕30号的要求，于1月20日前报送本科室2024年政府信息公开工作年度",
    "报告的素材，并核对表中数据的勾稽关系。",
]
GUIDE = [
    "某局政府信息公开指南",
    "一、主动公开的范围",
    "二、依申请公开的程序",
    "三、监督方式",
    "本局每年1月31日前公布上一年度的政府信息公开工作年度报告。",
]
OTHER = ["某局2024年法治政府建设年度报告", "一、总体情况", "五、存在的主要问题", "六、其他事项"]


def document(
    target: Path, texts: Sequence[str], *, tables: bool = True, picture: bool = True
) -> Path:
    """One page of text, with a ruled table of figures and a picture of half the page."""
    with Pdf.new() as pdf:
        pen = Pen()
        top = lines(pen, 800, 10, texts, indent=40)
        if tables:
            simple_table(pen, top - 20, [120, 80, 80, 80, 80], BUDGET)
        add_page(pdf, pen, font(pdf))
        if picture:
            _with_picture(pdf)
        return save(pdf, target)


def _with_picture(pdf: Pdf) -> None:
    page = pdf.pages[0]
    image = Stream(pdf, bytes(3 * 4))
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent = 2, 2, 8
    image.ColorSpace = Name.DeviceRGB
    page.Resources.XObject = Dictionary(Im=image)
    page.contents_add(Stream(pdf, b"q 500 0 0 380 40 30 cm /Im Do Q"), prepend=False)


@pytest.mark.parametrize("picture", [False, True])
@pytest.mark.parametrize("tables", [False, True])
@pytest.mark.parametrize(
    "texts", [REGULATIONS, NOTICE, GUIDE, OTHER, ["Rainfall 2014", "Monthly values"]]
)
def test_another_document_is_refused(
    texts: Sequence[str], tmp_path: Path, *, tables: bool, picture: bool
) -> None:
    path = document(tmp_path / "a.pdf", texts, tables=tables, picture=picture)
    report = read_report(path, FORMS)
    assert report.refusal is not None
    assert report.refusal.reason is RefusalReason.NOT_A_REPORT


@pytest.mark.parametrize("command", ["check", "tables"])
def test_its_tables_are_no_result(command: str, tmp_path: Path) -> None:
    path = document(tmp_path / "a.pdf", GUIDE)
    assert main([command, str(path), "--isolated"]) != 0


@pytest.mark.parametrize(
    "texts",
    [
        ["某局2024年政府信息公开工作年度报告", "一、总体情况"],
        ["某局", "2024年政府信息公开工作年度报告"],
        ["某局政府信息公开工作年度报告（2024年度）"],
        ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"],
    ],
)
def test_a_report_whose_tables_are_pictures_is_one(texts: Sequence[str], tmp_path: Path) -> None:
    path = document(tmp_path / "a.pdf", texts, tables=False)
    report = read_report(path, FORMS)
    assert report.refusal is None
    assert report.tables == ("t2", "t3", "t4"), "printed, and not read"


@pytest.mark.parametrize(
    ("text", "gibberish"),
    [
        ("2019\nÄ2019\nÅ 60ÇÉÑÖ Ü á 2019\nà â äãå çéèêëí2019 1ì1îïñ2019 12ì31îóà", True),
        ("Journal officiel de la République française : décrets, arrêtés, circulaires", False),
        ("某县2022年部门预算公开说明（2022年1月）", False),
        ("Бюджет муниципального района", False),
        ("", False),
    ],
)
def test_a_text_of_accents_and_signs_is_none(text: str, *, gibberish: bool) -> None:
    assert is_gibberish([Part(text, PagePlace(1))]) is gibberish


def test_a_report_without_a_word_of_prose_is_one(tmp_path: Path) -> None:
    """Its statutory rows alone show it."""
    with pikepdf.open(SAMPLES / "ok" / "suqian-2023.pdf") as pdf:
        for number in (4, 0):
            del pdf.pages[number]
        path = save(pdf, tmp_path / "tables.pdf")
    assert read_report(path, FORMS).refusal is None
