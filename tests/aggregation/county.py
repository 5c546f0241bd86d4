"""A county made of a published aggregated report: its figures split over an office and departments.

Each part is a report in which everything holds that must hold in one, and together they are the
published figures; which body got what is drawn by a seeded generator.
"""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from checker.aggregation import Aggregate, Fate, Member
from checker.model import Verdict
from tests.support.factory import figures, report
from tests.support.made_outcomes import rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Report
    from checker.rulebook.form import Form

PARENT, YEAR, FORM = "某县人民政府", 2023, "F2021"
OFFICE = "某县人民政府办公室"
DEPARTMENTS = tuple(
    f"某县{name}局"
    for name in (
        *("教育", "科技", "公安", "民政", "司法", "财政", "自然资源", "生态环境", "住建", "交通"),
        *("水务", "农业农村", "商务", "文旅", "卫健", "审计", "市场监管"),
    )
)
BODIES = (OFFICE, *DEPARTMENTS)
PUBLISHED = "suqian-2023"
_UNIT = Decimal("0.0001")  # 万元: a yuan, as the published figure has it


def form() -> Form:
    return next(one for one in rulebook().forms if one.code == FORM)


@cache
def county(seed: int) -> Mapping[str, Mapping[str, str]]:
    """The cells of each body, office first."""
    draw = random.Random(seed)  # noqa: S311 - made-up figures
    cells: dict[str, dict[str, str]] = {body: {} for body in BODIES}
    whole = figures(PUBLISHED)["cells"]
    tables = form().tables
    for ref in tables["t2"].refs:
        number = Decimal(whole[str(ref)])
        units = int(number / _UNIT) if ref.row == "fees" else int(number)
        for body, count in _cut(units, draw).items():
            text = str((count * _UNIT).normalize()) if ref.row == "fees" else str(count)
            cells[body][str(ref)] = format(Decimal(text), "f")
    applicants = [one for one in tables["t3"].columns if one != "total"]
    ends = ("new_received", "carried_over", "total_handled")
    results = [row for row in tables["t3"].rows if row not in (*ends, "carried_forward")]
    for column in applicants:
        _applications(column, results, whole, cells, draw)
    for body in BODIES:
        own = cells[body]
        for row in tables["t3"].rows:
            total = sum(int(own[f"t3.{row}.{column}"]) for column in applicants)
            own[f"t3.{row}.total"] = str(total)
    for row in tables["t4"].rows:
        parts = [one for one in tables["t4"].columns if one != "total"]
        for column in parts:
            for body, count in _cut(int(whole[f"t4.{row}.{column}"]), draw).items():
                cells[body][f"t4.{row}.{column}"] = str(count)
        for body in BODIES:
            total = sum(int(cells[body][f"t4.{row}.{column}"]) for column in parts)
            cells[body][f"t4.{row}.total"] = str(total)
    return cells


def _applications(
    column: str,
    results: list[str],
    whole: Mapping[str, str],
    cells: Mapping[str, dict[str, str]],
    draw: random.Random,
) -> None:
    """Every application of an applicant to one body: what became of it, and when it came."""
    ended: list[str] = []
    for row in (*results, "carried_forward"):
        bodies = draw.choices(BODIES, k=int(whole[f"t3.{row}.{column}"]))
        found = Counter(bodies)
        for body in BODIES:
            cells[body][f"t3.{row}.{column}"] = str(found[body])
        ended += bodies
    before = Counter(draw.sample(ended, k=int(whole[f"t3.carried_over.{column}"])))
    every = Counter(ended)
    for body in BODIES:
        own = cells[body]
        own[f"t3.carried_over.{column}"] = str(before[body])
        own[f"t3.new_received.{column}"] = str(every[body] - before[body])
        handled = sum(int(own[f"t3.{row}.{column}"]) for row in results)
        own[f"t3.total_handled.{column}"] = str(handled)


def _cut(units: int, draw: random.Random) -> dict[str, int]:
    """A number cut into as many parts as there are bodies."""
    cuts = sorted(draw.randint(0, units) for _ in BODIES[1:])
    return {
        body: after - before
        for body, before, after in zip(BODIES, [0, *cuts], [*cuts, units], strict=True)
    }


def report_of(body: str, cells: Mapping[str, str], scope: str | None = None) -> Report:
    given = {"body": body, "year": YEAR, "form": FORM, "layout": FORM, "cells": cells}
    return report(given | ({"scope": scope} if scope else {}), path=f"{body}.pdf")


def published(**changed: str) -> Report:
    cells = {**figures(PUBLISHED)["cells"], **changed}
    return report_of(PARENT, cells, "agg")


def member(name: str, one: Report | None, fate: Fate | None = None) -> Member:
    own = Fate.OWN if name == OFFICE else Fate.INCLUDED
    fate = fate or (Fate.MISSING if one is None else own)
    return Member(
        name, str(BODIES.index(name)) if name in BODIES else name, fate, one, 1, Verdict.PASS
    )


def draft(seed: int, **changed: Mapping[str, str] | None) -> Aggregate:
    """The county's draft before it is added up; ``changed`` cells of a body, ``None``: missing."""
    members = []
    for name, cells in county(seed).items():
        given = changed.get(name, {})
        members.append(member(name, None if given is None else report_of(name, {**cells, **given})))
    return Aggregate(PARENT, "1", YEAR, form(), tuple(members), {})
