"""Which cell of a hard relation is its total: the one that a plain sum of others gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.locate.system import system_of
from checker.rulebook import load_rulebook

if TYPE_CHECKING:
    from pathlib import Path

OWN = """rules:
  T4-90:
    title: {{zh: 试, en: Trial}}
    kind: equation
    table: t4
    forms: [F2021]
    severity: error
    hard: true
    relation: {relation}
    over: rows
    basis: {{zh: 据, en: Basis}}
    advice: {{zh: 请核对, en: Check}}
"""


@pytest.mark.parametrize(
    ("relation", "total"),
    [
        ("upheld + other = total", "total"),
        ("total = upheld + other", "total"),
        ("outcomes = total", "total"),
        ("2 * upheld + other = total", None),
        ("upheld + other = 2 * total", None),
        ("upheld + 1 = total", None),
        ("upheld + other = 1", None),
        ("upheld - other = total", None),
        ("upheld = total", None),
        ("upheld + other = pending + total", None),
    ],
)
def test_the_total_is_the_single_cell_that_a_plain_sum_gives(
    tmp_path: Path, relation: str, total: str | None
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN.format(relation=relation), "utf-8")
    system = system_of(load_rulebook([path]), "F2021")
    (line,) = (one for one in system.lines if (one.rule, one.place) == ("T4-90", "review"))
    found = None if line.total is None else system.form.refs[line.total]
    assert (found and str(found)) == (total and f"t4.review.{total}")


def test_factors_are_whole_whatever_the_rule_writes(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN.format(relation="0.25 * upheld + 0.5 = total"), "utf-8")
    system = system_of(load_rulebook([path]), "F2021")
    (line,) = (one for one in system.lines if (one.rule, one.place) == ("T4-90", "review"))
    named = {str(system.form.refs[cell]): factor for cell, factor in line.factors.items()}
    assert named == {"t4.review.upheld": 1, "t4.review.total": -4}
    assert line.form.constant == 2
