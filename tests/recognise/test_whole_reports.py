"""Reports printed with one thing amiss in their frame: read from the PDF, checked, told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from checker.cli.main import main
from samples.grid import Sheet
from samples.recipes import Recipe, Route, Voice
from samples.story import Paragraph, Part, tell
from tests.support.factory import figures
from tests.support.paper import print_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from samples.grid import Grid

    Blocks = Sequence[Paragraph | Grid]
    Change = Callable[[Blocks], Blocks]

RECIPE = Recipe("frame", "ok", Route.CHROMIUM, Voice.TOWN)
BODY = "青山县水务局"


def printed(target: Path, change: Change, **cells: str) -> Path:
    given = figures("yanghe-2025")
    zeros = dict.fromkeys(given["cells"], "0")
    given |= {"body": BODY, "cells": zeros | {k.replace("__", "."): v for k, v in cells.items()}}
    return print_blocks(target, change(tell(Sheet(given), RECIPE)))


def worded(change: Callable[[Paragraph], Paragraph | None]) -> Change:
    """A change of single paragraphs; ``None`` leaves one out."""

    def apply(blocks: Blocks) -> Blocks:
        new = [change(one) if isinstance(one, Paragraph) else one for one in blocks]
        return [one for one in new if one is not None]

    return apply


def headed(**titles: str) -> Change:
    """Other words for the headings of some sections, by their ordinal (``一``)."""
    return worded(
        lambda one: (
            replace(one, text=titles.get(one.text[0], one.text))
            if one.part is Part.HEADING
            else one
        )
    )


def section(ordinal: str, texts: Sequence[str]) -> Change:
    """Other text for a section of prose."""

    def apply(blocks: Blocks) -> Blocks:
        found: list[Paragraph | Grid] = []
        inside = False
        for one in blocks:
            is_heading = isinstance(one, Paragraph) and one.part is Part.HEADING
            is_prose = isinstance(one, Paragraph) and one.part is not Part.SIGNATURE
            if is_heading and isinstance(one, Paragraph):
                inside = one.text.startswith(ordinal)
                found.append(one)
                found += [Paragraph(text) for text in texts] if inside else []
            elif not (inside and is_prose):
                found.append(one)
        return found

    return apply


def unchanged(blocks: Blocks) -> Blocks:
    return blocks


def check(capsys: pytest.CaptureFixture[str], *argv: str | Path) -> dict[str, Any]:
    assert main(["check", *map(str, argv), "--output-format", "json", "--isolated"]) in (0, 1)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def failed(results: dict[str, Any]) -> dict[str, str]:
    """The message of each rule that failed."""
    findings = [*results["reports"][0]["findings"], *results.get("findings", [])]
    return {one["rule"]: one["message"] for one in findings if one["outcome"] == "fail"}


SHIFTED = {
    "二": "三、主动公开政府信息情况",
    "三": "四、收到和处理政府信息公开申请情况",
    "四": "五、政府信息公开行政复议、行政诉讼情况",
    "五": "六、存在的主要问题及改进情况",
    "六": "七、其他需要报告的事项",
}
TOPICS = (
    "本局认真做好公开工作，接受考核评议。",
    "二、工作机制保障",
    "设立政务公开协调小组，统筹推进各项工作。",
    "三、主动公开工作情况",
    "通过门户网站及时发布各类政府信息。",
    "四、政府信息公开申请情况",
    "全年收到政府信息公开申请37件。",
    "五、政府信息管理",
    "及时更新政府信息公开指南。",
    "六、政府信息公开平台建设",
    "办好门户网站，提升服务水平。",
)
RECEIVED = {
    f"t3__{row}__{column}": "34"
    for row in ("new_received", "granted", "total_handled")
    for column in ("natural_person", "total")
}


class Amiss(NamedTuple):
    """A change of the report, the rule that must speak of it, and words of what it says."""

    change: Change
    cells: dict[str, str]
    rule: str | None
    said: str


@pytest.mark.parametrize(
    "amiss",
    [
        Amiss(unchanged, {}, None, ""),
        Amiss(headed(**SHIFTED), {}, "ST-15", "“三、主动公开政府信息情况” → 二"),
        Amiss(headed(四="四、收到和处理政府信息公开申请情况"), {}, "ST-01", "与第三部分的标题相同"),
        Amiss(headed(四="四、复议应诉"), {}, "ST-01", "（格式标题：四、政府信息公开行政复议"),
        Amiss(section("一", TOPICS), RECEIVED, "TX-01", "37"),
        Amiss(section("五", ()), {}, "ST-16", "之下没有内容"),
        Amiss(unchanged, {"t2__fees__amount_10k_yuan": "-10"}, "ST-07", "不应为负数"),
        Amiss(
            worded(lambda one: replace(one, text=one.text.replace("〔2021〕30号", "〔2019〕60号"))),
            {},
            "ST-13",
            "应为国办公开办函〔2021〕30号",
        ),
        Amiss(
            worded(lambda one: None if "统计期限" in one.text else one),
            {},
            "ST-11",
            "未写明统计期限",
        ),
        Amiss(
            worded(
                lambda one: (
                    replace(one, text="青山县林业局")
                    if one.part is Part.SIGNATURE and one.text == BODY
                    else one
                )
            ),
            {},
            "ST-22",
            "标题单位为“青山县水务局”，落款为“青山县林业局”",
        ),
        Amiss(
            worded(lambda one: one if one.part in (Part.TITLE, Part.HEADING) else None),
            {},
            "ST-01",
            "没有读到任何文字",
        ),
    ],
    ids=[
        *("in-order", "one-number-off", "title-of-another", "title-of-its-own", "topics-numbered"),
        *("section-5-empty", "negative-fee", "old-notice", "no-period", "signed-by-another"),
        "tables-alone",
    ],
)
def test_what_is_amiss_is_told_and_nothing_else(
    amiss: Amiss, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = check(capsys, printed(tmp_path / "report.pdf", amiss.change, **amiss.cells))
    report = results["reports"][0]
    assert (report["body"], report["year"]) == (BODY, 2025)
    found = failed(results)
    follows = {"ST-11", "ST-16", "ST-22", "TX-22"} if "任何文字" in amiss.said else set()
    assert set(found) - follows == ({amiss.rule} if amiss.rule else set())
    assert amiss.rule is None or amiss.said in found[amiss.rule]


def test_a_title_without_a_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change = worded(
        lambda one: (
            replace(one, text=f"{BODY}政府信息公开工作年度报告") if one.part is Part.TITLE else one
        )
    )
    results = check(capsys, printed(tmp_path / "report.pdf", change))
    report = results["reports"][0]
    assert (report["body"], report["year"]) == (BODY, 2025)
    assert failed(results) == {}


PROSE = {
    "一": "公开工作有序开展，接受社会评议。",
    "五": "存在的主要问题是栏目更新还不够及时，已安排专人按月检查。",
    "六": "未收取信息处理费。",
}
"""Text that does not say whose figures the report gives."""
LIST = """body,kind,parent,complete,scope
青山县人民政府,government,,,{scope}
青山县水务局,department,青山县人民政府,,
"""


@pytest.fixture
def county(tmp_path: Path) -> Callable[..., list[str | Path]]:
    """A county and a bureau below it whose names have the city before them, and their list."""

    def make(scope: str = "", blank: str = "", parent: str = "人民政府") -> list[str | Path]:
        below = RECEIVED | dict.fromkeys(filter(None, (blank,)), "")
        paths: list[str | Path] = []
        for body, cells in ((f"东江市青山县{parent}", {}), ("东江市青山县水务局", below)):
            given = figures("yanghe-2025")
            zeros = dict.fromkeys(given["cells"], "0")
            given |= {
                "body": body,
                "cells": zeros | {key.replace("__", "."): raw for key, raw in cells.items()},
            }
            blocks: Blocks = tell(Sheet(given), RECIPE)
            for ordinal, text in PROSE.items():
                blocks = section(ordinal, (text,))(blocks)
            paths.append(print_blocks(tmp_path / f"{len(paths)}.pdf", blocks))
        listed = tmp_path / "bodies.csv"
        listed.write_text(LIST.format(scope=scope), "utf-8")
        return [*paths, "--bodies", listed]

    return make


def test_a_county_as_it_is_published(
    county: Callable[..., list[str | Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    results = check(capsys, *county())
    assert [one["scope"] for one in results["reports"]] == ["agg", "own"]
    # HI-02 would say the same of the same cells, and is silent.
    assert {one["rule"] for one in results["findings"]} == {"HI-01"}
    levels = next(one for one in results["compared"] if one["relation"] == "levels")
    assert (levels["missing"], levels["excluded"]) == ([], [])


@pytest.mark.parametrize(
    ("scope", "more", "compared"),
    [
        ("own", (), False),
        ("", ("--scope", "own"), False),
        ("aggregated", ("--scope", "own"), True),
    ],
)
def test_whose_figures_they_are_the_user_may_say(
    scope: str,
    more: tuple[str, ...],
    *,
    compared: bool,
    county: Callable[..., list[str | Path]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    results = check(capsys, *county(scope), *more)
    assert bool(results["findings"]) is compared


def test_the_body_that_gave_no_number_is_named(
    county: Callable[..., list[str | Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    paths = county(blank="t3__carried_over__total")
    results = check(capsys, *paths)
    told = [one for one in results["findings"] if one["outcome"] == "undecided"]
    assert {one["message"] for one in told} == {
        "东江市青山县人民政府2025年，表三「上年结转·总计」：有数字未能读取，不能比较："
        "东江市青山县水务局的上年结转·总计空白"
    }
    main(["check", *map(str, paths), "--isolated", "--select", "HI"])
    shown = capsys.readouterr().out.partition("上下级之间")[2]
    lines = [line.split()[1] for line in shown.splitlines() if "↳" in line]
    assert sorted(lines) == sorted(["东江市青山县人民政府2025年", "东江市青山县水务局2025年"] * 3)


def test_what_the_list_does_not_know_is_told(
    county: Callable[..., list[str | Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    results = check(capsys, *county(parent="第一中学"))
    told = [reason for one in results["compared"] for _, reason in _excluded(one)]
    assert told == ["没有上级报告，未作上下级比较", "单位名单中没有“东江市青山县第一中学”"]


def _excluded(compared: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["report"], one["reason"]) for one in compared["excluded"]]
