"""Letters that labels should have and that are nowhere: then fonts lie, nobody is accused."""

from __future__ import annotations

import pytest

from checker.model import DocumentPlace, Label, PagePlace, Remark, RemarkKind
from checker.model.document import Part
from checker.recognise.grid_rows import TableReading
from checker.recognise.lost_letters import lost_letters, with_lost_letters
from checker.recognise.recognise import Recognition
from checker.rulebook.load import load_forms

FORM = next(form for form in load_forms() if form.code == "F2021")


def labels(*pairs: tuple[str, str]) -> list[Label]:
    """Labels as printed beside the form's own."""
    return [Label("t2", "row", "x", printed, own, known=printed == own) for printed, own in pairs]


FALSE = (
    ("理于国申请四", "属于国家秘密"), ("理于三类内三事务信息", "属于三类内部事务信息"),
    ("公研机构", "科研机构"), ("理于行政执总案要", "属于行政执法案卷"),
    ("理于行政查问事项", "属于行政查询事项"),
)  # fmt: skip
WORDED_ANEW = (
    ("涉及国家机密", "属于国家秘密"), ("有关单位", "科研机构"),
    ("属于内部管理信息", "属于三类内部事务信息"),
    ("属于处罚案卷", "属于行政执法案卷"), ("属于信息咨询事项", "属于行政查询事项"),
)  # fmt: skip
ITEMS = tuple(
    (f"{one}项数", f"{one}件数") for one in ("制发", "废止", "现行有效", "处理决定", "许可")
)


@pytest.mark.parametrize(
    ("pairs", "text", "lost"),
    [
        ((("行报许可", "行政许可"), ("行报处罚", "行政处罚")), "公开工作年度报告", "政"),
        ((("行报许可", "行政许可"), ("行报处罚", "行政处罚")), "政府", ""),
        ((("行报许可", "行政许可"), ("行政处罚", "行政处罚")), "报告", ""),
        ((("行政許可", "行政许可"), ("行政處罰", "行政处罚")), "", ""),
        (FALSE, "属于国家秘密，三类内部事务信息，科研机构，法卷询", "属家秘密部科法卷询"),
        (FALSE[1:], "属于国家秘密，三类内部事务信息，科研机构，法卷询", ""),
        (WORDED_ANEW, "属于国家秘密，三类内部事务信息，科研机构，行政执法，查询", ""),
        (ITEMS, "收到申请3件", ""),
        ((), "", ""),
    ],
)  # fmt: skip
def test_letters_that_are_nowhere(pairs: tuple[tuple[str, str], ...], text: str, lost: str) -> None:
    assert lost_letters(labels(*pairs), [text]) == set(lost)


@pytest.mark.parametrize("told", [(), (Remark(RemarkKind.DECIPHERED),)])
def test_only_what_fonts_tell_is_said_to_lie(told: tuple[Remark, ...]) -> None:
    reading = TableReading("t2", FORM)
    reading.labels += labels(("行报许可", "行政许可"), ("行报处罚", "行政处罚"))
    found = Recognition(FORM, {"t2": reading})
    page, paragraph = Part("报告", PagePlace(1)), Part("报告", DocumentPlace())
    assert with_lost_letters(told, found, [paragraph]) == told
    assert with_lost_letters(told, found, [page]) == (told or (Remark(RemarkKind.FONTS_LIE),))
