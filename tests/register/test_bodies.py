"""A list of bodies into a store: told before it is done, keyed by code, nobody lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from checker.checks.across.body_list import KINDS, Body, read_bodies
from checker.errors import CheckerError
from checker.model import Scope
from checker.model.register_changes import BodyFate, Ground
from checker.register.body_import import bodies_of, import_bodies
from checker.register.matching import name_key, proposals
from checker.register.settling import proposed, settle_name
from checker.register.tables import BodyName, BodyRow
from tests.register.feeding import checked, intake
from tests.register.stores import COUNTY, empty_store, store_with

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checker.model.register_changes import BodyChange
    from checker.register.store import Store

COUNTY_NAMES = [body.name for body in COUNTY]
WHOLE = "body,kind,parent,complete,scope,alias,code,region,contact,due\n"


def put(store: Store, bodies: Iterable[Body]) -> tuple[BodyChange, ...]:
    with store.writing() as session:
        return import_bodies(session, {body.name: body for body in bodies}, "en")


def listed(store: Store) -> dict[str, Body]:
    with store.reading() as session:
        return bodies_of(session)


@st.composite
def lists(draw: st.DrawFn) -> list[Body]:
    """A tree of bodies, each with what a list may say of it."""
    count = draw(st.integers(1, 12))
    names = [f"某县第{number}局" for number in range(count)]
    made = []
    for number, name in enumerate(names):
        above = draw(st.sampled_from(["", *names[:number]]))
        made.append(
            Body(
                name,
                draw(st.sampled_from(KINDS)),
                above,
                draw(st.booleans()),
                draw(st.sampled_from([None, *Scope])),
                (f"别名{number}",) if draw(st.booleans()) else (),
                code=f"C{number}",
                region=draw(st.sampled_from(["", "320813"])),
                contact=draw(st.sampled_from(["", "张三 12345"])),
                due=draw(st.sampled_from(["", "01-20", "03-31"])),
            )
        )
    return draw(st.permutations(made))


@settings(max_examples=15)
@given(first=lists(), second=lists())
def test_a_list_stands_in_the_store_as_it_is_whatever_was_there(
    first: list[Body], second: list[Body], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = empty_store(tmp_path_factory.mktemp("lists"))
    assert {one.fate for one in put(store, first)} == {BodyFate.NEW}
    assert listed(store) == {body.name: body for body in first}
    assert {one.fate for one in put(store, first)} == {BodyFate.KEPT}, "twice the same"
    changes = put(store, second)
    assert listed(store) == {body.name: body for body in second}
    codes = [{body.code for body in bodies} for bodies in (first, second)]
    fates = {one.code: one.fate for one in changes}
    assert len(changes) == len(fates) == len(codes[0] | codes[1])
    before = {body.code: body for body in first}
    for body in second:
        was = before.get(body.code)
        wanted = BodyFate.KEPT if was == body else BodyFate.CHANGED if was else BodyFate.NEW
        assert fates[body.code] is wanted
    for code in codes[0] - codes[1]:
        assert fates[code] is BodyFate.ABSENT
    with store.reading() as session:
        assert set(session.scalars(select(BodyRow.code))) == codes[0] | codes[1], "nobody is lost"


def test_a_body_is_renamed_and_moved_by_its_code(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    intake(store).take("1.pdf", [checked(1, "某县教育局")])
    renamed = replace(COUNTY[1], name="某县教育体育局", aliases=("某县教育局",), parent="")
    (change,) = (
        one for one in put(store, [*COUNTY[:1], renamed, *COUNTY[2:]])
        if one.fate is BodyFate.CHANGED
    )  # fmt: skip
    assert change.columns == (
        ("body", "某县教育局", "某县教育体育局"),
        ("parent", "某县人民政府", ""),
        ("alias", "某县教体局", "某县教育局"),
    )
    intake(store).take("2.pdf", [checked(2, "某县教育局", 2022)])
    with store.reading() as session:
        names = Counter(session.scalars(select(BodyRow.name)))
    assert names["某县教育体育局"] == 1
    assert "某县教育局" not in names


def test_two_bodies_may_exchange_their_names(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    one, other = replace(COUNTY[1], aliases=()), COUNTY[2]
    swapped = [replace(one, name=other.name), replace(other, name=one.name)]
    put(store, [COUNTY[0], *swapped, COUNTY[3]])
    assert {body.code: body.name for body in listed(store).values()} == {
        "10": "某县人民政府", "11": "某县民政局", "12": "某县教育局", "13": "某镇人民政府",
    }  # fmt: skip


def test_a_list_without_codes_is_known_by_names_until_it_has_some(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    bare = [replace(body, code="") for body in COUNTY]
    put(store, bare)
    assert [body.code for body in listed(store).values()] == COUNTY_NAMES
    assert {one.fate for one in put(store, bare)} == {BodyFate.KEPT}
    changes = put(store, COUNTY)
    assert {one.fate for one in changes} == {BodyFate.CHANGED}
    assert {one.columns[0][0] for one in changes} == {"code"}
    # And one whose store has codes already keeps them.
    assert {one.fate for one in put(store, bare)} == {BodyFate.KEPT}
    assert {body.code for body in listed(store).values()} == {body.code for body in COUNTY}


def test_one_body_twice_is_refused_and_nothing_is_done(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    twice = [replace(COUNTY[1], name="某县教育新局", aliases=()), replace(COUNTY[1], code="")]
    with pytest.raises(CheckerError, match="one body of the store"):
        put(store, [COUNTY[0], *twice])
    alike = Body("某县 民政局", code="99")
    with pytest.raises(CheckerError, match=r"“某县 民政局”.*“某县民政局”"):
        put(store, [*COUNTY, alike])
    assert listed(store) == {body.name: body for body in COUNTY}


def test_who_is_absent_owes_nothing_and_lends_its_name(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    put(store, [body for body in COUNTY if body.code != "13"])
    assert "某镇人民政府" not in listed(store)
    # Its successor takes the name with a code of its own.
    changes = put(store, [*COUNTY[:3], replace(COUNTY[3], code="14")])
    assert {one.code: one.fate for one in changes}["14"] is BodyFate.NEW
    back = put(store, COUNTY)
    assert {one.code: one.fate for one in back} == {
        "10": BodyFate.KEPT, "11": BodyFate.KEPT, "12": BodyFate.KEPT, "13": BodyFate.NEW,
        "14": BodyFate.ABSENT,
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_has_codes_and_dates_as_offices_write_them(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    text = (
        WHOLE
        + "某县,government,,是,,,10,320813,张 三,3-31\n某局,,10,,own,旧名;简称,11,,,2025/1/20\n"
    )
    path.write_bytes(text.encode(encoding))
    assert read_bodies(path, "zh") == {
        "某县": Body(
            "某县", "government", "", complete=True, code="10", region="320813",
            contact="张 三", due="03-31",
        ),
        "某局": Body(
            "某局", "", "某县", scope=Scope.OWN, aliases=("旧名", "简称"), code="11", due="01-20"
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,,9,,,,1,,,\n", ":2: parent “9” is not listed"),
        ("a,,2,,,,1,,,\nb,,1,,,,2,,,\n", ":2: “a” lies below itself"),
        ("a,,,,,,1,,,\nb,,,,,,1,,,\n", ":3: “1” is listed twice"),
        ("a,,,,,,,,,\na,,,,,,,,,\n", ":3: “a” is listed twice"),
        ("a,,,,,b,,,,\nb,,,,,,,,,\n", ":3: “b” is listed twice"),
        (",,,,,,1,,,\n", ":2: the column body"),
        ("a,,,,,,,,,31 January\n", ":2: due must be"),
        ("a,,,,,,,,,02-30\n", ":2: due must be"),
        ("a,,,,,,,,,13-01\n", ":2: due must be"),
        ("a,bureau,,,,,,,,\n", ":2: kind must be"),
    ],
)
def test_what_is_wrong_with_a_list_is_told_at_its_line(
    rows: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(WHOLE + rows, "utf-8")
    with pytest.raises(CheckerError) as error:
        read_bodies(path, "en")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


CITY = {
    body.name: body
    for body in (
        Body("东江市人民政府", "government", code="1"),
        Body("西湖区人民政府", "government", "东江市人民政府", code="2"),
        Body("西湖区教育局", "", "西湖区人民政府", code="3"),
        Body("东江市教育体育局", "", "东江市人民政府", code="4"),
        Body("北山区教育局", "", "东江市人民政府", code="5"),
    )
}


@pytest.mark.parametrize(
    ("name", "ground", "codes"),
    [
        ("东江市西湖区教育局", Ground.PLACE, ["3"]),
        ("东江市教育局", Ground.ALIKE, ["4"]),
        ("东江市教体局", Ground.ALIKE, ["4"]),
        ("南河区教育局", Ground.NONE, []),
        ("教育局", Ground.SEVERAL, None),
        ("某某公司", Ground.NONE, []),
    ],
)
def test_whose_a_name_may_be_is_proposed(
    name: str, ground: Ground, codes: list[str] | None
) -> None:
    (found,) = proposals({name: 1}, CITY)
    if codes is None:
        assert found.ground in (Ground.SEVERAL, Ground.ALIKE)
        assert len(found.bodies) > 1
        assert not found.is_sure
    else:
        assert (found.ground, [code for code, _ in found.bodies]) == (ground, codes)
        assert found.is_sure == (ground is Ground.PLACE)


def test_names_are_one_in_every_writing() -> None:
    assert name_key("某县 人民政府") == name_key("某縣政府") == name_key("某县人民政府")
    assert name_key("某局（本级）") != name_key("某局"), "whose it is, brackets may tell"


def test_a_name_is_settled_once_for_all_reports_and_can_be_changed(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    for number, year in ((1, 2022), (2, 2023), (3, None)):
        intake(store).take("", [checked(number, "县教育体育局", year)])
    with store.reading() as session:
        found = proposed(session)
    assert [(one.name, one.reports) for one in found.names] == [("县教育体育局", 3)]
    assert found.yearless == ("3.pdf",)
    with store.writing() as session:
        assert settle_name(session, "县教育体育局", "11", "2024-01-15", "en") == ("某县教育局", 2)
    with store.writing() as session:
        assert proposed(session).names == ()
        assert settle_name(session, "县教育体育局", "某县民政局", "2024-01-16", "en") == (
            "某县民政局", 2,
        )  # fmt: skip
    # What people settled outlives the next list, and no list gives it to another body.
    put(store, COUNTY)
    with store.reading() as session:
        assert session.get_one(BodyName, name_key("县教育体育局")).origin == "settled"
    with pytest.raises(CheckerError, match=r"“县教育体育局”.*“某县民政局”"):
        put(store, [*COUNTY[:3], replace(COUNTY[3], aliases=("县教育体育局",))])


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("没有印过", "11", "no report prints"),
        ("县教育体育局", "99", "no body has"),
        ("某县民政局", "11", "of another body of the list"),
    ],
)
def test_a_name_is_not_settled_by_mistake(name: str, body: str, said: str, tmp_path: Path) -> None:
    store = store_with(tmp_path)
    intake(store).take("", [checked(1, "县教育体育局")])
    intake(store).take("", [checked(2, "某县民政局")])
    with pytest.raises(CheckerError, match=said), store.writing() as session:
        settle_name(session, name, body, "2024-01-15", "en")
