"""What a report says of itself, in the wordings that offices use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model import PagePlace, Scope
from checker.model.document import Part
from checker.recognise.narrative import read_narrative
from checker.recognise.title import year_of
from tests.documents.harmed_report import forms

FORMS = forms()
FORM = FORMS[-1]
SUBJECT = "政府信息公开工作年度报告"
HEADINGS = "\n".join(
    f"{'一二三四五六'[heading.number - 1]}、{heading.heading}\n内容。"
    if "、" not in heading.heading[:2]
    else f"{heading.heading}\n内容。"
    for heading in FORM.sections
)


def parts(*pages: str) -> list[Part]:
    return [Part(text, PagePlace(number)) for number, text in enumerate(pages, start=1)]


@pytest.mark.parametrize(
    ("title", "body", "year"),
    [
        (f"青山县人民政府\n2022年{SUBJECT}", "青山县人民政府", 2022),
        (f"2022年青山县财政局{SUBJECT}", "青山县财政局", 2022),
        (f"青山县财政局\n二〇二二年{SUBJECT}", "青山县财政局", 2022),
        ("青山县财政局二○二二年度政府信息公开工作报告", "青山县财政局", 2022),
        (
            "青山县卫生健康委员会2024年政务公开工作年度报告",
            "青山县卫生健康委员会",
            2024,
        ),
        (f"青山县人民政府办公室\n关于2022年度{SUBJECT}", "青山县人民政府办公室", 2022),
        ("2022 年 度\n青山县公安局\n政府信息公开\n工作年度报告", "青山县公安局", 2022),
        (
            f"青山县市场监督管理局（知识产权局）2023年{SUBJECT}",
            "青山县市场监督管理局(知识产权局)",
            2023,
        ),
        (f"青山县“放管服”改革办公室2023年{SUBJECT}", "青山县“放管服”改革办公室", 2023),
        (f"青山县财政局{SUBJECT}（2024年）", "青山县财政局", 2024),
        (f"青山县财政局{SUBJECT}\n（2024年度）", "青山县财政局", 2024),
        ("青山县财政局政府信息公开工作2024年度报告", "青山县财政局", 2024),
        (f"青山县财政局\n2024年{SUBJECT}", "青山县财政局", 2024),
        (f"内部资料\n青山县财政局\n2024年{SUBJECT}", "青山县财政局", 2024),
        (f"2024年{SUBJECT}\n青山县财政局", "青山县财政局", 2024),
        ("⻘山县人⺠政府\n2024年政府信息公开⼯作年度报告", "青山县人民政府", 2024),
        ("青山縣財政局2024年政府信息公開工作年度報告", "青山縣財政局", 2024),
    ],
)
def test_titles(title: str, body: str, year: int) -> None:
    told = read_narrative(parts(f"{title}\n根据条例，现公布本报告。"), FORMS)
    assert (told.body, told.year) == (body, year)
    assert told.years[0].where == "title"


@pytest.mark.parametrize(
    "printed",
    [
        "统计期限自2022年1月1日起至2022年12月31日止",
        "统计期限：2022年1月1日至12月31日",
        "报告时限为2022年1月1日—2022年12月31日",
        "所列数据期限自2022年1月1日起，至2022年12月31日止",
        "数据统计期限为2022.1.1-2022.12.31",
        "统计期限自 2022 年 1 月 1 日 起 到 2022 年 12 月 31 日 止",
    ],
)
def test_periods(printed: str) -> None:
    period = read_narrative(parts(f"某县财政局2022年{SUBJECT}\n本报告{printed}。"), FORMS).period
    assert period is not None
    assert (period.start, period.end) == ("2022-01-01", "2022-12-31")


def test_a_wrong_period_is_told_as_printed() -> None:
    text = f"周湾镇人民政府2021年{SUBJECT}\n统计期限自2021年1月1日至2021年12月30日。"
    told = read_narrative(parts(text), FORMS)
    assert told.period is not None
    assert told.period.end == "2021-12-30"


def test_a_date_that_is_no_period_is_left_alone() -> None:
    text = f"某县财政局2022年{SUBJECT}\n公示时间为2023年1月3日至2023年1月9日，欢迎监督。"
    assert read_narrative(parts(text), FORMS).period is None


def test_a_title_that_names_no_body_does_not_make_one_of_its_own_words() -> None:
    told = read_narrative(parts(f"2025年{SUBJECT}\n根据条例，现公布本报告。"), FORMS)
    assert (told.body, told.year) == (None, 2025)


def test_a_body_that_only_signs() -> None:
    text = f"2025年{SUBJECT}\n现公布本报告。\n没有其他事项。\n青山县财政局\n2026年1月20日"
    assert read_narrative(parts(text), FORMS).body == "青山县财政局"


def test_a_title_without_a_year_has_that_of_the_period() -> None:
    text = f"青山县科学技术委员会{SUBJECT}\n统计期限自2025年1月1日至2025年12月31日。"
    told = read_narrative(parts(text), FORMS)
    assert (told.body, told.year) == ("青山县科学技术委员会", 2025)
    assert [mention.where for mention in told.years] == ["period"]


def test_a_notice_that_is_cited_is_no_title() -> None:
    text = "根据国务院办公厅关于政府信息公开工作年度报告\n有关事项的通知，现公布如下。"
    assert read_narrative(parts(text), FORMS).title is None


@pytest.mark.parametrize(
    ("body", "text", "scope"),
    [
        ("青山县人民政府", "全县各级行政机关收到申请3件。", Scope.AGGREGATED),
        ("青山县财政局", "全县财政系统收到申请3件。", Scope.OWN),
        ("青山县人民政府", "本机关收到申请3件。", Scope.OWN),
        ("青山县人民政府", "收到申请3件。", Scope.AGGREGATED),
        ("青山县人民政府", "本报告汇总全县各部门的情况编制。本机关收到申请3件。", Scope.AGGREGATED),
        ("青山县人民政府", "本报告为县政府（含县政府办公室）的情况。全县公开工作有序。", Scope.OWN),
        ("青山县人民政府", "因本机关不掌握而无法提供2件。", Scope.AGGREGATED),
        ("青山县人民政府办公室", "收到申请3件。", Scope.OWN),
        ("青山县人民政府办公室", "本报告汇总全县各单位的情况编制。", Scope.AGGREGATED),
        ("柳林镇人民政府", "全镇收到申请3件。", Scope.OWN),
    ],
)
def test_scope(body: str, text: str, scope: Scope | None) -> None:
    assert read_narrative(parts(f"{body}2022年{SUBJECT}\n{text}"), FORMS).scope == scope


def test_the_label_of_a_row_says_nothing_of_the_scope() -> None:
    rows = "1.本机关不掌握相关政府信息 0 0 0 0 0 0 0\n（一）予以公开 0 0 0 0 0 0 0\n"
    text = f"青山县人民政府2022年{SUBJECT}\n{HEADINGS}\n" + rows * 4
    assert read_narrative(parts(text), FORMS).scope is Scope.AGGREGATED


def test_the_six_sections_and_labels_of_tables_that_look_like_them() -> None:
    text = f"某县财政局2022年{SUBJECT}\n{HEADINGS}\n一、本年新收政府信息公开申请数量\n3"
    sections = read_narrative(parts(text), FORMS).sections
    assert [section.number for section in sections] == [1, 2, 3, 4, 5, 6]


@given(st.integers(2000, 2099))
def test_years_in_chinese(year: int) -> None:
    digits = "〇一二三四五六七八九"
    assert year_of("".join(digits[int(digit)] for digit in str(year))) == year
    assert year_of(str(year)) == year


@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_read_without_a_crash(pages: list[str]) -> None:
    told = read_narrative(parts(*pages), FORMS)
    assert told.year is None or 2000 <= told.year <= 2099
