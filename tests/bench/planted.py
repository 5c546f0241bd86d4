"""Reports with planted faults of known kind: lifelike tables, seeded, the same at every run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from tests.checks.valid import (
    APPLICANTS,
    COLUMNS,
    GROUPS,
    OUTCOMES,
    RESULTS,
    TABLE_2,
    report_of,
    seeded,
)

if TYPE_CHECKING:
    from checker.model import Report

Cells: TypeAlias = Mapping[str, int]
Fault: TypeAlias = Callable[[Cells, str, Random], dict[str, int] | None]
"""Cells, layout, random numbers -> the cells printed wrong; ``None`` where there is no room."""

_APPLICANT_WEIGHTS = (80, 9, 2, 2, 3, 4)
"""Roughly the shares of the published tables at hand: most applicants are natural persons."""

_LIKELY_RESULTS = {
    "granted": 40,
    "partial": 8,
    "denied_internal": 4,
    "denied_process": 4,
    "denied_admin_query": 6,
    "unavailable_not_held": 24,
    "unavailable_unclear": 4,
    "refused_petition": 5,
    "refused_repeat": 4,
}


def lifelike(layout: str, random: Random) -> dict[str, int]:
    """表三 as of a county: some ten to some hundred applications, few of them by organisations."""
    handled = random.choice((12, 40, 90, 200, 450))
    over, forward = random.randint(0, handled // 8), random.randint(0, handled // 8)
    rows = RESULTS[layout]
    weights = [_LIKELY_RESULTS.get(row, 1) for row in rows]
    count = {f"t3.{row}.{c}": 0 for row in _rows(layout) for c in COLUMNS}
    for row in random.choices(rows, weights, k=handled):
        count[f"t3.{row}.{_applicant(random)}"] += 1
    for row, number in (("carried_over", over), ("carried_forward", forward)):
        for _ in range(number):
            count[f"t3.{row}.{_applicant(random)}"] += 1
    for c in APPLICANTS:
        done = sum(count[f"t3.{row}.{c}"] for row in rows)
        new = done + count[f"t3.carried_forward.{c}"] - count[f"t3.carried_over.{c}"]
        if new < 0:
            count[f"t3.carried_over.{c}"] += new
            new = 0
        count[f"t3.total_handled.{c}"], count[f"t3.new_received.{c}"] = done, new
    for row in _rows(layout):
        count[f"t3.{row}.total"] = sum(count[f"t3.{row}.{c}"] for c in APPLICANTS)
    return count


def _applicant(random: Random) -> str:
    return random.choices(APPLICANTS, _APPLICANT_WEIGHTS)[0]


def _rows(layout: str) -> tuple[str, ...]:
    return ("new_received", "carried_over", *RESULTS[layout], "total_handled", "carried_forward")


def one_cell(cells: Cells, layout: str, random: Random) -> dict[str, int] | None:
    """Any cell of 表三, totals too, printed as another number."""
    ref = random.choice(sorted(cells))
    old = cells[ref]
    wrong = random.choice(
        (old + random.randint(1, 9), max(0, old - random.randint(1, 9)), old * 10, old // 10)
    )
    return {ref: wrong} if wrong != old else None


def swap(cells: Cells, layout: str, random: Random) -> dict[str, int] | None:
    """Two numbers of one row or one column, both printed, change places."""
    first = random.choice([ref for ref in sorted(cells) if cells[ref]])
    row, column = first.split(".")[1:]
    beside = [
        ref
        for ref in sorted(cells)
        if (ref.split(".")[1] == row) != (ref.split(".")[2] == column)
        and cells[ref] not in (0, cells[first])
    ]
    if not beside:
        return None
    second = random.choice(beside)
    return {first: cells[second], second: cells[first]}


def wrong_column(cells: Cells, layout: str, random: Random) -> dict[str, int] | None:
    """A number of one kind of applicant is printed under another."""
    inner = [
        ref
        for ref in sorted(cells)
        if cells[ref] and not ref.endswith(".total") and ".total_handled." not in ref
    ]
    ref = random.choice(inner)
    stem, _, column = ref.rpartition(".")
    other = f"{stem}.{random.choice([c for c in APPLICANTS if c != column])}"
    return {ref: 0, other: cells[other] + cells[ref]}


def one_case(cells: Cells, layout: str, random: Random) -> dict[str, int] | None:
    """A single application is counted under another kind of applicant than it was."""
    planted = wrong_column(cells, layout, random)
    if planted is None:
        return None
    (source, _), (other, _) = planted.items()
    return {source: cells[source] - 1, other: cells[other] + 1}


def shifted_row(cells: Cells, layout: str, random: Random) -> dict[str, int] | None:
    """The numbers of a row stand one column too far to the right; its total is right."""
    rows = [
        row
        for row in _rows(layout)
        if cells[f"t3.{row}.total"] and not cells[f"t3.{row}.{APPLICANTS[-1]}"]
    ]
    if not rows:
        return None
    row = random.choice(rows)
    numbers = [0, *(cells[f"t3.{row}.{c}"] for c in APPLICANTS[:-1])]
    return {f"t3.{row}.{c}": n for c, n in zip(APPLICANTS, numbers, strict=True)}


def transposed(cells: Cells, layout: str, random: Random) -> dict[str, int] | None:
    """Two digits of a number change places, and the row's total was added up with them."""
    inner = [
        ref
        for ref in sorted(cells)
        if cells[ref] > 9
        and not ref.endswith(".total")
        and str(cells[ref])[0] != str(cells[ref])[1]
    ]
    if not inner:
        return None
    ref = random.choice(inner)
    digits = str(cells[ref])
    wrong = int(digits[1] + digits[0] + digits[2:])
    total = f"{ref.rpartition('.')[0]}.total"
    return {ref: wrong, total: cells[total] + wrong - cells[ref]}


def three(cells: Cells, layout: str, random: Random) -> dict[str, int] | None:
    """Three cells of different rows and columns, each printed as another number."""
    faults: dict[str, int] = {}
    while len(faults) < 3:
        for ref, wrong in (one_cell(cells, layout, random) or {}).items():
            apart = all(
                ref.split(".")[1] != other.split(".")[1]
                and ref.split(".")[2] != other.split(".")[2]
                for other in faults
            )
            if apart:
                faults[ref] = wrong
    return faults


def planted(fault: Fault, count: int, seed: int) -> list[tuple[Report, dict[str, int]]]:
    """``count`` reports with a fault of one kind each, and the right numbers of the cells hit."""
    random = seeded(seed)
    found: list[tuple[Report, dict[str, int]]] = []
    while len(found) < count:
        layout = random.choice(("F2021", "F2021", "F2021", "F2019"))
        cells = lifelike(layout, random)
        wrong = fault(cells, layout, random)
        if wrong is None:
            continue
        wrong = {ref: number for ref, number in wrong.items() if number != cells[ref]}
        if wrong:
            elsewhere = [f"t2.{ref}" for ref in TABLE_2[layout]] + [
                f"t4.{group}.{outcome}" for group in GROUPS for outcome in (*OUTCOMES, "total")
            ]
            numbers = dict.fromkeys(elsewhere, 0) | cells | wrong
            printed = {ref: str(number) for ref, number in numbers.items()}
            found.append((report_of(layout, printed), {ref: cells[ref] for ref in wrong}))
    return found


FAULTS: Mapping[str, Fault] = {
    "one_cell": one_cell,
    "swap": swap,
    "wrong_column": wrong_column,
    "one_case": one_case,
    "shifted_row": shifted_row,
    "transposed": transposed,
    "three": three,
}
