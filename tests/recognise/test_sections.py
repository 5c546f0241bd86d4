"""Sections are known by their titles, then by their numbers; their text is beside the tables."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from checker.model import UNTITLED, PagePlace, Section
from checker.model.document import Part
from checker.recognise.narrative import read_narrative
from tests.documents.harmed_report import forms

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMS = forms()
TITLE = "青山县水务局2024年政府信息公开工作年度报告"
TITLES = {
    1: "总体情况",
    2: "主动公开政府信息情况",
    3: "收到和处理政府信息公开申请情况",
    4: "政府信息公开行政复议、行政诉讼情况",
    5: "存在的主要问题及改进情况",
    6: "其他需要报告的事项",
}
TEXTS = {
    1: "本局认真做好公开工作。",
    2: "信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 0 0 0\n行政规范性文件 0 0 0",
    3: "一、本年新收政府信息公开申请数量 0 0 0 0 0 0 0\n二、上年结转政府信息公开申请数量 0 0 0",
    4: "结果维持 结果纠正 其他结果 尚未审结 总计\n0 0 0 0 0",
    5: "栏目更新还不够及时。",
    6: "未收取信息处理费。",
}


def told(
    headings: Mapping[int, str],
    texts: Mapping[int, str] = TEXTS,
    *,
    preamble: str = "现公布本报告。",
) -> tuple[Section | None, dict[int, Section]]:
    lines = [TITLE, preamble]
    for number, heading in headings.items():
        lines += [heading, texts[number]]
    found = read_narrative([Part("\n".join(lines), PagePlace(1))], FORMS)
    return found.preamble, {section.number: section for section in found.sections}


def numbered(shift: int = 0, start: int = 7) -> dict[int, str]:
    """The six headings, those from a section on numbered one or more off."""
    return {
        number: f"{'一二三四五六七八'[number - 1 + (shift if number >= start else 0)]}、{title}"
        for number, title in TITLES.items()
    }


def test_a_report_in_order() -> None:
    preamble, sections = told(numbered())
    assert preamble is not None
    assert preamble.text == "现公布本报告。"
    assert [(s.number, s.printed, s.titled) for s in sections.values()] == [
        (number, number, None) for number in range(1, 7)
    ]
    assert [sections[number].text for number in (1, 5, 6)] == [TEXTS[1], TEXTS[5], TEXTS[6]]


def test_the_text_of_a_section_is_what_stands_beside_its_table() -> None:
    said = {
        **TEXTS,
        2: f"{TEXTS[2]}\n行政许可 12(含联合发文5件)\n行政处罚 无",
        3: f"2024年，共收到政府信息公开申请96件。\n{TEXTS[3]}",
        4: f"{TEXTS[4]}\n未发生行政复议和行政诉讼。",
    }
    _, sections = told(numbered(), said)
    assert sections[2].text == ""
    assert sections[3].text == "2024年,共收到政府信息公开申请96件。"
    assert sections[4].text == "未发生行政复议和行政诉讼。"
    assert sections[3].places == (PagePlace(1),)


def test_a_line_of_prose_that_a_label_might_be_stays_prose() -> None:
    words = "答复情况如下:\n予以公开\n部分公开\n3件\n均已答复。"
    _, sections = told(numbered(), {**TEXTS, 1: words})
    assert sections[1].text == words


@pytest.mark.parametrize("start", [2, 4, 6])
def test_headings_one_number_off(start: int) -> None:
    _, sections = told(numbered(1, start))
    assert [sections[n].printed for n in range(1, 7)] == [n + (n >= start) for n in range(1, 7)]
    assert [sections[n].text for n in (1, 5, 6)] == [TEXTS[1], TEXTS[5], TEXTS[6]]
    assert {section.titled for section in sections.values()} == {None}


def test_a_heading_that_bears_the_title_of_another_section() -> None:
    _, sections = told(numbered() | {4: f"四、{TITLES[3]}"})
    assert list(sections) == [1, 2, 3, 4, 5, 6]
    assert sections[4].titled == 3
    assert sections[3].titled is None


def test_topics_of_the_first_section_that_are_numbered_as_sections_are() -> None:
    topics = (
        "二、工作机制保障\n设立协调小组。\n三、主动公开工作情况\n及时发布。\n"
        "四、政府信息公开申请情况\n全年收到政府信息公开申请37件。\n五、政府信息管理\n更新指南。\n"
        "六、政府信息公开平台建设\n办好网站。"
    )
    _, sections = told(numbered(), {**TEXTS, 1: topics})
    assert [(n, s.printed, s.titled) for n, s in sections.items()] == [
        (n, n, None) for n in range(1, 7)
    ]
    assert "申请37件" in sections[1].text
    assert sections[5].text == TEXTS[5]


def test_a_table_of_contents_is_no_report() -> None:
    contents = "\n".join(f"{heading}……{number}" for number, heading in numbered().items())
    for listed in (contents, "\n".join(numbered().values())):
        _, sections = told(numbered(), preamble=f"目录\n{listed}\n现公布本报告。")
        assert [sections[number].text for number in (1, 5, 6)] == [TEXTS[1], TEXTS[5], TEXTS[6]]


@pytest.mark.parametrize(
    "printed",
    [
        f"六、{TITLES[6]}",
        f"（六）{TITLES[6]}",
        f"第六部分 {TITLES[6]}",
        f"l六、{TITLES[6]}",
        f"六\n、{TITLES[6][:6]}\n{TITLES[6][6:]}",
        TITLES[6],
    ],
    ids=["plain", "brackets", "part", "a bullet of a symbol font", "broken", "number lost"],
)
def test_how_a_heading_is_printed(printed: str) -> None:
    _, sections = told(numbered() | {6: printed})
    assert sections[6].text == TEXTS[6]
    assert sections[6].titled is None


def test_a_heading_that_runs_into_the_text() -> None:
    _, sections = told(numbered() | {5: f"五、{TITLES[5]}。一是公开不够主动。"})
    assert sections[5].text == f"一是公开不够主动。\n{TEXTS[5]}"
    headings = {number: heading for number, heading in numbered().items() if number != 6}
    _, sections = told(headings, {**TEXTS, 5: f"不够及时。六、{TITLES[6]}\n无。"})
    assert (sections[5].text, sections[6].text) == ("不够及时。", "无。")


def test_a_heading_that_is_printed_twice() -> None:
    _, sections = told(numbered() | {5: f"五、{TITLES[5]}\n五、{TITLES[5]}"})
    assert (sections[4].text, sections[5].text) == ("", TEXTS[5])


def test_a_heading_with_a_title_of_its_own() -> None:
    _, sections = told(numbered() | {4: "四、复议应诉"})
    assert sections[4].titled == UNTITLED
    assert sections[4].heading == "四、复议应诉"


def test_a_heading_that_is_not_there_is_missing_and_its_neighbour_keeps_the_text() -> None:
    headings = {number: heading for number, heading in numbered().items() if number != 5}
    said = {**TEXTS, 4: f"{TEXTS[4]}\n{TEXTS[5]}"}
    _, sections = told(headings, said)
    assert list(sections) == [1, 2, 3, 4, 6]
    assert sections[4].text == TEXTS[5]


def test_sections_that_change_places_are_out_of_order() -> None:
    swapped = {number: numbered()[number] for number in (1, 3, 2, 4, 5, 6)}
    _, sections = told(swapped)
    assert list(sections) == [1, 3, 2, 4, 5, 6]


def test_a_text_of_nothing_but_headings_is_read_in_no_time() -> None:
    lines = [
        f"{ordinal}、{title}"
        for ordinal, title in zip("一二三四五六", TITLES.values(), strict=True)
    ]
    many = Part("\n".join(lines * 2000) + "。".join(lines * 2000), PagePlace(1))
    start = process_time()
    assert len(read_narrative([many], FORMS).sections) == 6
    assert process_time() - start < 10


def test_a_title_is_known_where_a_page_ran_its_paragraphs_together() -> None:
    numbered = {number: f"{'〇一二三四五六'[number]}、{title}" for number, title in TITLES.items()}
    rest = {number: numbered[number] for number in range(2, 7)}
    run_on = f"统计期限为2024年1月1日到12月31日。 {numbered[1]} 2024年,本局认真做好公开工作。"
    preamble, found = told(rest, preamble=run_on)
    assert preamble is not None
    assert preamble.text.endswith("12月31日。")
    assert found[1].text == "2024年,本局认真做好公开工作。"
    # A title in passing is none.
    _, found = told(rest, preamble="本报告有六部分。一、总体情况和二、其他。")
    assert 1 not in found
