"""Numbers that known words make another year's, both cases', a row's or a whole's, kind by kind."""

from __future__ import annotations

import pytest

from checker.claims import LAST_YEAR, Claim, read_claims
from checker.model import PagePlace, Section
from checker.rulebook import kept_rulebook

LEXICON = kept_rulebook().lexicon


def counts(text: str, *kinds: str) -> list[Claim]:
    section = Section(1, "一、总体情况", f"（二）依申请公开情况\n{text}", PagePlace(1))
    return [one for one in read_claims([section], LEXICON).claims if one.kind in kinds]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("与上年收到1件相比，2021年没有群众提出信息公开申请。", 1),
        ("与上年受理的15件申请相比，今年收到申请20件。", 15),
        ("和2022年新收23件相比，2023年新收30件，增加7件。", 23),
        ("较上年收到的15件申请增加3件，共收到18件。", 15),
        ("相较上年办结的20件，今年办结25件。", 20),
        ("2023年收到申请20件，比2022年收到的15件增长33.3%。", 15),
        ("收到申请20件较上年的15件增加5件。", 15),
        ("本区2019年度共受理申请260件，与2018年305件相比，减少45件，下降20.8%。", 305),
        ("同上一年度答复的31件相比，本年度答复47件。", 31),
    ],
)
def test_what_this_year_is_held_against_is_the_other_years(text: str, other: int) -> None:
    found = {int(one.value): one.year for one in counts(text, "count")}
    assert found.pop(other) in {LAST_YEAR, 2018, 2022}
    assert set(found.values()) <= {None, 2019, 2023}


@pytest.mark.parametrize(
    "text",
    [
        "与上年相比，收到申请5件，减少2件。",
        "与2022年相比，2023年收到申请5件。",
        "收到申请5件，较上年减少2件。",
    ],
)
def test_what_stands_behind_a_comparison_is_this_years(text: str) -> None:
    assert [(int(one.value), one.year in {None, 2023}) for one in counts(text, "count")] == [
        (5, True)
    ]


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("行政复议52件，比上年增加6件；行政诉讼15件；被纠正的共7件。", 0),
        ("发生行政复议10件、行政诉讼4件，共维持12件、纠正2件。", 0),
        ("行政复议8件，行政诉讼3件，尚未审结的共2件。", 0),
        ("因政府信息公开引起的行政复议5件、诉讼2件，累计纠正1件。", 0),
        ("行政复议8件，共维持6件；行政诉讼3件，维持2件。", 2),
        ("行政诉讼3件，其中直接起诉1件、复议后起诉2件，共被纠正1件。", 1),
    ],
)
def test_what_is_added_up_of_both_is_of_neither(text: str, outcomes: int) -> None:
    text = f"因政府信息公开{text}"
    told = [one.about for one in counts(text, "count") if not one.about.endswith("total")]
    assert len(told) == outcomes


@pytest.mark.parametrize(
    ("text", "abouts"),
    [
        ("含上年未办结的在内共答复4件，公开3件。", {"handled", "granted"}),
        ("收到申请5件，含上年结转在内应办6件。", {"received", "workload"}),
        ("办结12件（含2023年转入2024年办结2件）。", {"handled", "carried_over"}),
        ("收到申请30件，连同上年结转的2件共答复31件。", {"received", "carried_over", "handled"}),
    ],
)
def test_what_was_done_with_those_carried_in(text: str, abouts: set[str]) -> None:
    assert {one.about for one in counts(f"收到申请9件。{text}", "count")} - {"received"} == (
        abouts - {"received"}
    )


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("内部事务2件、过程性信息3件、查询事项1件不予公开，公开9件。",
         {"denied_internal", "denied_process", "denied_admin_query"}),
        ("国家秘密1件、第三方权益2件不予公开，公开5件。",
         {"denied_state_secret", "denied_third_party"}),
        ("公开5件，本机关不掌握3件无法提供。", {"unavailable_not_held"}),
        ("信访类2件不予处理，重复申请1件不予处理，公开3件。",
         {"refused_petition", "refused_repeat"}),
    ],
)  # fmt: skip
def test_a_row_before_its_number_and_its_group_behind(text: str, rows: set[str]) -> None:
    found = {one.about for one in counts(f"收到申请50件。{text}", "count")}
    assert found - {"granted", "received"} == rows


@pytest.mark.parametrize(
    "text",
    [
        "收到申请77件，线上66件、线下11件，比上年增加16件、增长26.2%。",
        "收到申请30件，其中线上20件、线下10件，比上年增加5件、增长20%。",
        "收到申请30件，自然人20件、企业10件，同比增长20%。",
        "收到申请30件，公开10件，比上年增加5件。",
    ],
)
def test_growth_behind_parts_and_their_whole_is_of_either(text: str) -> None:
    assert counts(text, "growth", "change") == []
    kept = "收到申请30件，办结28件，同比增长20%，上年办结25件。"
    assert [one.about for one in counts(kept, "growth")] == ["handled"]
