"""What the forms print, whole and in pieces, as a reader of tables without lines asks for it."""

from __future__ import annotations

import pytest

from checker import documents
from checker.model.document import Expectant
from checker.model.wordings import NoWordings, Role
from checker.options import ReadOptions
from checker.recognise.wordings import FormWordings
from checker.rulebook.load import load_forms
from tests.documents.harmed_report import SAMPLES

FORMS = FormWordings(load_forms())


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("3.危及“三安全一稳定”", {Role.ROW}),
        ("３.危及三安全\n一稳定", {Role.ROW}),
        ("科研机构", {Role.HEAD}),
        ("总　计", {Role.HEAD, Role.ROW}),
        ("（三）不予公开", {Role.ROW_GROUP}),
        ("未经复议直接起诉", {Role.HEAD_GROUP}),
        ("信息内容", {Role.LABEL_HEAD}),
        ("第二十条第（五）项", {Role.CAPTION}),
        ("四、政府信息公开行政复议、行政诉讼情况", {Role.SECTION}),
        ("存在的主要问题", set()),
        ("", set()),
    ],
)
def test_a_wording_in_full_is_what_it_is_on_its_form(text: str, roles: set[Role]) -> None:
    assert FORMS.roles(text) == roles


def test_the_number_of_a_list_tells_a_row_from_a_head() -> None:
    assert Role.HEAD in FORMS.roles("其他")
    assert Role.HEAD not in FORMS.roles("3.其他")


@pytest.mark.parametrize(
    ("text", "begins", "holding"),
    [
        ("2.没有现成信息需要", True, {Role.ROW}),
        ("需要另行制作", False, {Role.ROW}),
        ("年度办理结", False, {Role.ROW_GROUP}),
        ("结结果果", False, set()),
        ("", False, set()),
    ],
)
def test_pieces_of_wordings_are_known(text: str, *, begins: bool, holding: set[Role]) -> None:
    assert FORMS.begins(text) is begins
    assert FORMS.holding(text) == holding


def test_without_a_form_nothing_is_known() -> None:
    nothing = NoWordings()
    assert not nothing.roles("总计")
    assert not nothing.begins("总计")
    assert not nothing.holding("总计")


@pytest.mark.parametrize("name", ["ok/suqian-2024.pdf", "bad/official-copy-2022.ofd"])
def test_formats_with_pages_find_open_tables_by_the_wordings(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    with documents.opened(data, ReadOptions()) as document:
        assert isinstance(document, Expectant)
        document.expect(FORMS)
        assert document.grids([2], document.routes[-1]) is not None


def test_the_wordings_of_a_form_come_in_the_order_printed() -> None:
    printed = list(FormWordings(load_forms()).printed[-1])
    places = [
        printed.index(text)
        for text in (
            "一、总体情况",
            "（五）监督保障",
            "二、主动公开政府信息情况",
            "第二十条第（一）项",
            "本年制发件数",
            "规章",
            "第二十条第（五）项",
            "行政许可",
            "三、收到和处理政府信息公开申请情况",
            "申请人",
            "自然人",
            "法人或其他组织",
            "商业企业",
            "一、本年新收政府信息公开申请数量",
            "三、本年度办理结果",
            "（一）予以公开",
            "（三）不予公开",
            "1.属于国家秘密",
            "四、结转下年度继续办理",
            "四、政府信息公开行政复议、行政诉讼情况",
            "行政复议",
            "审理结果",
            "结果维持",
            "六、其他需要报告的事项",
        )
    ]
    assert places == sorted(places)
