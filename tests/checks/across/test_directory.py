"""Which body a report is from: by its name, by the places before it, by what the list says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker.checks.across.body_list import Body
from checker.checks.across.directory import Directory, with_scopes
from checker.checks.across.pairing import (
    NOT_LISTED,
    SEVERAL_BODIES,
    headless_levels,
    levels,
    pair_years,
    unlisted_reports,
)
from checker.checks.body_names import folded_name, regions_of
from checker.model import Report, Scope, Section

if TYPE_CHECKING:
    from collections.abc import Iterable


def report(body: str, year: int = 2024, scope: Scope | None = None) -> Report:
    return Report(f"{body}{year}.pdf", body + str(year), body=body, year=year, scope=scope)


def listed(*bodies: Body) -> dict[str, Body]:
    return {body.name: body for body in bodies}


WEST = listed(
    Body("西湖区人民政府", "government"),
    Body("西湖区教育局", "department", "西湖区人民政府"),
    Body("财政局", "department", "西湖区人民政府"),
    Body("西湖区卫生健康局", "department", "西湖区人民政府", aliases=("西湖区卫健局",)),
)
CITY = WEST | listed(
    Body("东江市人民政府", "government"),
    Body("西湖区人民政府", "government", "东江市人民政府"),
)


def keys(names: Iterable[str], bodies: dict[str, Body]) -> list[str | None]:
    reports = [report(name) for name in names]
    directory = Directory.of(reports, bodies)
    found = [directory.listed(one) for one in reports]
    return [body.name if body else None for body in found]


@pytest.mark.parametrize(
    ("name", "bodies", "body"),
    [
        ("西湖区教育局", WEST, "西湖区教育局"),
        ("东江市西湖区教育局", WEST, "西湖区教育局"),
        ("浙江省东江市西湖区教育局", CITY, "西湖区教育局"),
        ("南昌市西湖区教育局", CITY, None),
        ("西湖区政府", WEST, "西湖区人民政府"),
        ("东江市西湖区人民政府", WEST, "西湖区人民政府"),
        ("西湖区财政局", WEST, "财政局"),
        ("东江市西湖区财政局", WEST, "财政局"),
        ("东湖区财政局", WEST, None),
        ("西湖区卫健局", WEST, "西湖区卫生健康局"),
        ("东江市西湖区卫健局", WEST, "西湖区卫生健康局"),
        ("西湖区卫生健康局(中医药局)", WEST, "西湖区卫生健康局"),
        ("西湖区教育局第二幼儿园", WEST, None),
        ("东江市教育局", CITY, None),
    ],
)
def test_a_name_on_the_list(name: str, bodies: dict[str, Body], body: str | None) -> None:
    assert keys([name], bodies) == [body]


def test_a_list_that_prints_the_longer_names() -> None:
    bodies = listed(Body("东江市西湖区教育局"), Body("东江市西湖区财政局"))
    assert keys(["西湖区教育局", "西湖区财政局"], bodies) == [*bodies]


def test_a_name_that_fits_two_bodies_is_told_and_not_guessed() -> None:
    bodies = listed(Body("东江市西湖区教育局"), Body("南昌市西湖区教育局"))
    reports = [report("西湖区教育局"), report("青山县教育局"), report("东江市西湖区教育局")]
    directory = Directory.of(reports, bodies)
    assert unlisted_reports(reports, 3, directory) == ((1, NOT_LISTED),)
    alone = reports[:2]
    directory = Directory.of(alone, bodies)
    assert unlisted_reports(alone, 2, directory) == ((0, SEVERAL_BODIES), (1, NOT_LISTED))


def test_years_pair_by_names_that_mean_the_same() -> None:
    this, last = report("东江市西湖区教育局"), report("西湖区教育局", 2023)
    assert pair_years([this, last], 2)[0].previous == 1
    other = report("南昌市西湖区教育局")
    pairs = {pair.this: pair.previous for pair in pair_years([this, last, other], 3)}
    assert pairs[0] is None  # 西湖区教育局 may be either city's


def test_levels_hold_by_the_list() -> None:
    reports = [
        report("东江市西湖区人民政府", scope=Scope.AGGREGATED),
        report("东江市西湖区教育局"),
        report("西湖区财政局"),
    ]
    level = levels(reports, 3, WEST)[0]
    assert (level.parent, level.below, level.missing) == (0, (1, 2), ("西湖区卫生健康局",))


def test_two_reports_of_one_body_are_not_summed_and_the_second_is_told() -> None:
    reports = [
        report("西湖区人民政府", scope=Scope.AGGREGATED),
        report("西湖区教育局"),
        report("东江市西湖区教育局"),
    ]
    level = levels(reports, 3, WEST)[0]
    assert level.below == (1,)
    assert level.excluded == ((2, "another-of-body"),)


def test_a_body_whose_own_report_is_not_there_is_told() -> None:
    reports = [report("西湖区教育局"), report("西湖区财政局"), report("西湖区财政局", 2023)]
    directory = Directory.of(reports, WEST)
    assert headless_levels(reports, 3, directory) == (
        ("西湖区人民政府", 2024, (0, 1)),
        ("西湖区人民政府", 2023, (2,)),
    )


def test_the_scope_that_the_user_gives() -> None:
    bodies = WEST | listed(Body("西湖区教育局", scope=Scope.AGGREGATED))
    reports = [report("东江市西湖区教育局", scope=Scope.OWN), report("青山县教育局")]
    told = with_scopes(reports, bodies, None)
    assert [one.scope for one in told] == [Scope.AGGREGATED, None]
    told = with_scopes(reports, bodies, Scope.OWN)
    assert [one.scope for one in told] == [Scope.AGGREGATED, Scope.OWN]
    assert with_scopes(reports, {}, None) == tuple(reports)


@pytest.mark.parametrize(
    ("kind", "text", "scope"),
    [
        ("government", "公开工作有序开展。", Scope.AGGREGATED),
        ("government", "本机关收到申请3件。", Scope.OWN),
        ("department", "公开工作有序开展。", Scope.OWN),
    ],
)
def test_the_list_says_what_is_a_government(kind: str, text: str, scope: Scope) -> None:
    name = "东江市开发区管委会"
    told = replace(report(name, scope=Scope.OWN), sections=(Section(1, "一、总体情况", text),))
    assert with_scopes([told], listed(Body(name, kind)), None)[0].scope is scope


@pytest.mark.parametrize(
    ("name", "regions"),
    [
        ("东江市西湖区教育局", ("东江市", "西湖区")),
        ("住房和城乡建设局", ()),
        ("青山县市场监督管理局", ("青山县",)),
        ("郑州市教育局", ("郑州市",)),
        ("景德镇市教育局", ("景德镇市",)),
        ("青山县城市管理局", ("青山县",)),
        ("东江市人民政府", ("东江市",)),
        ("内蒙古自治区锡林郭勒盟财政局", ("内蒙古自治区", "锡林郭勒盟")),
        ("东江市柳林街道办事处", ("东江市", "柳林街道")),
        ("东江市市场监督管理局", ("东江市",)),
        ("东江市市监局", ("东江市",)),
        ("东江市市政管理局", ("东江市",)),
    ],
)
def test_the_places_before_a_name(name: str, regions: tuple[str, ...]) -> None:
    assert regions_of(folded_name(name)) == regions
