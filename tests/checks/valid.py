"""Valid reports of every layout, and an oracle of 表三 and 表四 written apart from the rules.

The oracle knows the relations as lists of cells, spelt out here from the printed form, so that
a mistake in a rule file or in the engine is not repeated by its own test.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from tests.support.factory import report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.model import Report

APPLICANTS = (
    "natural_person",
    "commercial",
    "research",
    "public_welfare",
    "legal_service",
    "other_org",
)
COLUMNS = (*APPLICANTS, "total")
_COMMON_RESULTS = (
    "granted",
    "partial",
    "denied_state_secret",
    "denied_law_forbids",
    "denied_three_security",
    "denied_third_party",
    "denied_internal",
    "denied_process",
    "denied_case_file",
    "denied_admin_query",
    "unavailable_not_held",
    "unavailable_needs_making",
    "unavailable_unclear",
    "refused_petition",
    "refused_repeat",
    "refused_publication",
    "refused_excessive",
    "refused_confirmation",
)
RESULTS = {
    "F2019": (*_COMMON_RESULTS, "other"),
    "F2021": (*_COMMON_RESULTS, "other_no_correction", "other_fee_unpaid", "other_misc"),
    "F2021/other": (*_COMMON_RESULTS, "other"),
}
GROUPS = ("review", "direct_litigation", "litigation_after_review")
OUTCOMES = ("upheld", "corrected", "other", "pending")
LAYOUTS = tuple(RESULTS)
TABLE_2 = {
    "F2019": [
        *(f"{row}.{c}" for row in ("regulations", "normative_documents")
          for c in ("produced", "disclosed_new", "disclosed_total")),
        *(f"{row}.{c}" for row in ("licensing", "other_services", "penalties", "coercion")
          for c in ("prev_items", "change", "decisions")),
        "fees.prev_items", "fees.change", "procurement.items", "procurement.amount_10k_yuan",
    ],
    "F2021": [
        *(f"{row}.{c}" for row in ("regulations", "normative_documents")
          for c in ("issued", "repealed", "in_force")),
        "licensing.decisions", "penalties.decisions", "coercion.decisions",
        "fees.amount_10k_yuan",
    ],
}  # fmt: skip

Place = tuple[str, str]
"""A rule and the place it was applied to."""

Equation = tuple[list[str], list[str]]
"""The cells whose sum is on the left, and those on the right."""


def equations(layout: str) -> dict[Place, Equation]:
    """The hard relations of a layout: 7 + 7 + 25 (23) + 3."""
    rows = ("new_received", "carried_over", *RESULTS[layout], "total_handled", "carried_forward")
    found: dict[Place, Equation] = {}
    for c in COLUMNS:
        found["T3-01", c] = (
            [f"t3.new_received.{c}", f"t3.carried_over.{c}"],
            [f"t3.total_handled.{c}", f"t3.carried_forward.{c}"],
        )
        found["T3-02", c] = (
            [f"t3.{row}.{c}" for row in RESULTS[layout]],
            [f"t3.total_handled.{c}"],
        )
    for row in rows:
        found["T3-03", row] = ([f"t3.{row}.{c}" for c in APPLICANTS], [f"t3.{row}.total"])
    for group in GROUPS:
        found["T4-01", group] = ([f"t4.{group}.{o}" for o in OUTCOMES], [f"t4.{group}.total"])
    return found


def violated(layout: str, cells: Mapping[str, str]) -> set[Place]:
    """The hard relations that do not hold."""
    return {
        place
        for place, (left, right) in equations(layout).items()
        if sum(Decimal(cells[ref]) for ref in left) != sum(Decimal(cells[ref]) for ref in right)
    }


def seeded(seed: int) -> Random:
    """A source of numbers that gives the same ones again."""
    return Random(seed)  # noqa: S311 - test data, not secrets


def valid_cells(layout: str, random: Random, largest: int = 50) -> dict[str, str]:
    """Figures that satisfy every rule: new applications cover what is handled and carried on."""
    cells = {f"t2.{ref}": "0" for ref in TABLE_2[layout.partition("/")[0]]}
    for c in APPLICANTS:
        handled = 0
        for row in RESULTS[layout]:
            number = random.randint(0, largest) if random.random() < 0.4 else 0
            cells[f"t3.{row}.{c}"] = str(number)
            handled += number
        over, forward = (random.randint(0, min(handled, k)) for k in (3, 1))
        cells[f"t3.carried_over.{c}"] = str(over)
        cells[f"t3.total_handled.{c}"] = str(handled)
        cells[f"t3.carried_forward.{c}"] = str(forward)
        cells[f"t3.new_received.{c}"] = str(handled + forward - over)
    for row in (
        "new_received",
        "carried_over",
        *RESULTS[layout],
        "total_handled",
        "carried_forward",
    ):
        cells[f"t3.{row}.total"] = str(sum(int(cells[f"t3.{row}.{c}"]) for c in APPLICANTS))
    for group in GROUPS:
        parts = [random.randint(0, largest) for _ in OUTCOMES]
        cells |= {f"t4.{group}.{o}": str(n) for o, n in zip(OUTCOMES, parts, strict=True)}
        cells[f"t4.{group}.total"] = str(sum(parts))
    return cells


def report_of(layout: str, cells: Mapping[str, str]) -> Report:
    """A report of the last year before 2024 that uses the layout's form."""
    form = layout.partition("/")[0]
    year = 2020 if form == "F2019" else 2023
    return report({"form": form, "layout": layout, "year": year, "cells": cells})


def hard_cells(layout: str) -> Iterator[str]:
    """Every cell of 表三 and 表四."""
    yield from dict.fromkeys(
        ref for left, right in equations(layout).values() for ref in (*left, *right)
    )
