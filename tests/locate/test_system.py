"""Which cell of an equation is its total: only one side that is a plain sum makes it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.locate.system import system_of
from checker.rulebook import load_rulebook

if TYPE_CHECKING:
    from pathlib import Path

RULE = """rules:
  T3-90:
    title: {{zh: 试, en: Trial}}
    kind: equation
    table: t3
    forms: [F2021]
    severity: error
    hard: true
    relation: {relation}
    over: columns
    basis: {{zh: 据, en: Basis}}
    advice: {{zh: 请核对, en: Check}}
"""


@pytest.mark.parametrize(
    ("relation", "total"),
    [
        ("granted + partial = total_handled", "total_handled"),
        ("total_handled = granted + partial", "total_handled"),
        ("2 * granted + partial = total_handled", None),
        ("granted + partial = 2 * total_handled", None),
        ("granted + 3 = total_handled", None),
        ("granted = total_handled", None),
        ("granted + partial = total_handled + carried_forward", None),
    ],
)
def test_the_total_of_a_line(*, relation: str, total: str | None, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(RULE.format(relation=relation), "utf-8")
    system = system_of(load_rulebook([path]), "F2021")
    lines = [line for line in system.lines if line.rule == "T3-90"]
    assert len(lines) == 7
    rows = {None if line.total is None else system.form.refs[line.total].row for line in lines}
    assert rows == {total}
