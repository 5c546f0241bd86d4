"""Random figures of a whole report, in which every statutory relation holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from checker.rulebook.load import rules_folder

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

_MOST_DIGITS = 6
_WITH_CASES = 2 / 3  # reports that have reviews or lawsuits at all
_FIRST_2021 = 2021
_LAWGIVERS = ("省人民政府", "自治州人民政府")  # who may make 规章, of the kinds below
_PLACES = (
    "青岩", "云塘", "临泽", "石桥", "白沙", "永兴", "宁河", "丰台", "兰溪", "江北", "通渭", "河曲",
    "大冶", "昌乐", "平阴", "富源", "龙潭", "双流", "金堂", "彭泽", "安远", "莲花", "柳林", "凤城",
)  # fmt: skip
_KINDS = (
    "省人民政府", "自治州人民政府", "县人民政府", "区人民政府", "市人民政府", "镇人民政府",
    "乡人民政府", "市自然资源局", "县财政局", "区教育局", "市气象局", "县农业农村局",
    "区住房和城乡建设局", "市市场监督管理局",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """A report's figures: exact values by cell reference, before anybody prints them."""

    body: str
    year: int
    form: str
    values: Mapping[str, Decimal]

    def total(self, row: str) -> int:
        """The total column of a row of 表三, as section 一 repeats it."""
        return int(self.values[f"t3.{row}.total"])

    def cases(self, *groups: str) -> int:
        """All cases of these groups of 表四."""
        return sum(int(self.values[f"t4.{group}.total"]) for group in groups)


def draw(rng: random.Random) -> Figures:
    """A report of either form, with magnitudes from nothing to six digits."""
    form = rng.choice(("F2019", "F2021"))
    body = rng.choice(_PLACES) + rng.choice(_KINDS)
    year = rng.randint(2019, 2020) if form == "F2019" else rng.randint(_FIRST_2021, 2025)
    tables = _written(form)["tables"]
    collapsed = form == "F2021" and rng.random() < 1 / 8
    values = {
        **_table_two(rng, tables["t2"], body),
        **_table_three(rng, tables["t3"], collapsed=collapsed),
        **_table_four(rng, tables["t4"]),
    }
    return Figures(body, year, form, values)


@cache
def _written(form: str) -> dict[str, Any]:
    """A form as its file has it, read once; the shipped forms stand in full in their own files."""
    path = rules_folder() / form.removeprefix("F") / "form.yaml"
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def _magnitude(rng: random.Random, digits: int) -> int:
    """A count of up to ``digits`` digits; each number of digits, and nothing, is as likely."""
    length = rng.randint(0, digits)
    return rng.randint(10 ** (length - 1), 10**length - 1) if length else 0


def _table_two(rng: random.Random, table: Mapping[str, Any], body: str) -> dict[str, Decimal]:
    values: dict[str, Decimal] = {}
    for block in table["blocks"]:
        for row in block["rows"]:
            found = {column: _of_column(rng, table, column) for column in block["columns"]}
            if row == "regulations" and not body.endswith(_LAWGIVERS):
                found = dict.fromkeys(found, Decimal(0))
            _make_consistent(found)
            values.update({f"t2.{row}.{column}": value for column, value in found.items()})
    if not any(values.values()):  # a form with nothing in it is a form, no report
        block = table["blocks"][-1]
        values.update({f"t2.{block['rows'][0]}.{c}": Decimal(7) for c in block["columns"]})
    return values


def _make_consistent(found: dict[str, Decimal]) -> None:
    """A row's figures such that no rule on 表二 has anything to say of them."""
    if "in_force" in found:
        found["in_force"] += found["issued"]
    if "disclosed_total" in found:
        found["disclosed_new"] = min(found["disclosed_new"], found["produced"])
        found["disclosed_total"] += found["disclosed_new"]
    if "change" in found:
        found["prev_items"] += abs(found["change"]) + 1
    if "amount_10k_yuan" in found and not all(found.values()):
        found.update(dict.fromkeys(found, Decimal(0)))


def _of_column(rng: random.Random, table: Mapping[str, Any], column: str) -> Decimal:
    holds = table["columns"][column].get("number", "count")
    if holds == "money":
        places = rng.choice((0, 0, 1, 2, 4, 6))
        return Decimal(_magnitude(rng, _MOST_DIGITS + places)).scaleb(-places).normalize() + 0
    if holds == "change":
        return Decimal(rng.choice((-1, 1)) * _magnitude(rng, 3))
    return Decimal(_magnitude(rng, _MOST_DIGITS - 1))


def _table_three(
    rng: random.Random, table: Mapping[str, Any], *, collapsed: bool
) -> dict[str, Decimal]:
    rows = list(table["rows"])
    if collapsed:
        for code, variant in table["collapsed"].items():
            members = table["row_groups"][variant["replaces"]]["rows"]
            at = rows.index(members[0])
            rows = [row for row in rows if row not in members]
            rows.insert(at, code)
    outer = ("new_received", "carried_over", "total_handled", "carried_forward")
    results = [row for row in rows if row not in outer]
    applicants = [column for column in table["columns"] if column != "total"]
    values: dict[str, Decimal] = {}
    busiest = rng.randint(0, _MOST_DIGITS)
    # Many rows are empty in a quiet report, few in a busy one.
    fewest = rng.randint(1, len(results))
    for column in applicants:
        digits = busiest if column == "natural_person" else rng.randint(0, busiest)
        received, carried = _magnitude(rng, digits), _magnitude(rng, max(0, digits - 1))
        forward = rng.randint(0, (received + carried) // 4)
        handled = received + carried - forward
        parts = _parted(rng, handled, len(results), fewest)
        by_row = {
            "new_received": received,
            "carried_over": carried,
            **dict(zip(results, parts, strict=True)),
            "total_handled": handled,
            "carried_forward": forward,
        }
        values.update({f"t3.{row}.{column}": Decimal(by_row[row]) for row in rows})
    for row in rows:
        values[f"t3.{row}.total"] = sum(
            (values[f"t3.{row}.{column}"] for column in applicants), Decimal(0)
        )
    return {f"t3.{row}.{c}": values[f"t3.{row}.{c}"] for row in rows for c in table["columns"]}


def _parted(rng: random.Random, whole: int, parts: int, fewest: int) -> Sequence[int]:
    """Parts that sum up to the whole; at least so many of them may be more than nothing."""
    used = sorted(rng.sample(range(parts), rng.randint(fewest, parts)))
    cuts = sorted(rng.randint(0, whole) for _ in used[1:])
    sizes = [end - start for start, end in zip([0, *cuts], [*cuts, whole], strict=True)]
    by_part = dict(zip(used, sizes, strict=True))
    return [by_part.get(part, 0) for part in range(parts)]


def _table_four(rng: random.Random, table: Mapping[str, Any]) -> dict[str, Decimal]:
    values: dict[str, Decimal] = {}
    any_cases = rng.random() < _WITH_CASES
    for group in table["rows"]:
        outcomes = [column for column in table["columns"] if column != "total"]
        found = {column: _magnitude(rng, 3) if any_cases else 0 for column in outcomes}
        found["total"] = sum(found.values())
        values.update({f"t4.{group}.{c}": Decimal(found[c]) for c in table["columns"]})
    return values
