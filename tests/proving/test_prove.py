"""Faulty rules are found out: by their examples, by dead operands, by the other rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.cli.main import main
from checker.proving.feasible import feasible
from checker.proving.prove import prove
from checker.rulebook import load_rulebook
from checker.rulebook.linear_form import LinearForm

if TYPE_CHECKING:
    from pathlib import Path

WORDS = """
    title: {zh: 试, en: Trial}
    forms: [F2021]
    severity: error
    basis: {zh: 据, en: Basis}
    advice: {zh: 请核对, en: Check}
"""
EXAMPLES = """
    examples:
      - {expect: pass, form: F2021}
      - {expect: fail, form: F2021, cells: {t3.granted.total: 5}}
      - {expect: undecided, form: F2021, cells: {t3.granted.total: .}}
"""


def faults_of(tmp_path: Path, body: str, examples: str = EXAMPLES) -> list[tuple[str, ...]]:
    path = tmp_path / "own.yaml"
    path.write_text(f"rules:\n  T3-90:{WORDS}{body}{examples}", "utf-8")
    rulebook = load_rulebook([path])
    rule = rulebook.rule("T3-90")
    return sorted({(fault.kind, *fault.others) for fault in prove(rulebook, [rule])})


RELATION = "    kind: {kind}\n    table: t3\n    over: {over}\n    relation: {relation}"


def relation(text: str, kind: str = "equation", over: str = "columns") -> str:
    return RELATION.format(kind=kind, over=over, relation=text)


def test_a_sound_rule_has_no_faults(tmp_path: Path) -> None:
    sound = relation("granted <= 1000000 - partial", "bound")
    examples = EXAMPLES.replace("total: 5", "total: 1000001")
    # The few values tried do not reach a million: such a bound is not broken by them.
    assert faults_of(tmp_path, sound, examples) == [("unbreakable",)]
    assert faults_of(tmp_path, relation("granted <= new_received", "bound")) == []


def test_a_rule_that_nothing_can_break(tmp_path: Path) -> None:
    assert ("unbreakable",) in faults_of(tmp_path, relation("granted - granted = 0"))


def test_an_operand_that_does_not_count(tmp_path: Path) -> None:
    body = relation("granted + 0 * partial <= new_received", "bound")
    assert ("unbreakable",) in faults_of(tmp_path, body)


def test_a_rule_that_others_imply(tmp_path: Path) -> None:
    body = relation("results + carried_forward = new_received + carried_over")
    assert faults_of(tmp_path, body) == [("implied", "T3-01", "T3-02")]
    body = relation("granted <= total_handled", "bound")
    assert faults_of(tmp_path, body) == [("implied", "T3-02")]


def test_a_rule_that_contradicts_others(tmp_path: Path) -> None:
    assert ("contradicts",) in faults_of(tmp_path, relation("results = 2 * total_handled"))
    body = relation("granted > total_handled", "bound")
    examples = EXAMPLES.replace("pass, form: F2021", "fail, form: F2021").replace(
        "fail, form: F2021, cells", "pass, form: F2021, cells"
    )
    assert ("contradicts",) in faults_of(tmp_path, body, examples)


def test_examples_that_are_missing_or_wrong(tmp_path: Path) -> None:
    body = relation("granted <= new_received", "bound")
    assert faults_of(tmp_path, body, "") == [("no-example",)]
    assert faults_of(tmp_path, body, EXAMPLES.replace("total: 5", "total: 0")) == [("example",)]


def test_the_command_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        f"rules:\n  T3-90:{WORDS}{relation('granted - granted = 0')}{EXAMPLES}", "utf-8"
    )
    assert main(["rules", "test", str(path), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "own.yaml:2: error T3-90" in out or "own.yaml:3: error T3-90" in out
    assert "no change of" in out
    path.write_text(
        f"rules:\n  T3-90:{WORDS}{relation('granted <= new_received', 'bound')}{EXAMPLES}", "utf-8"
    )
    assert main(["rules", "test", str(path)]) == 0


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([("a+b", "=", 3), ("a", ">=", 4)], False),
        ([("a+b", "=", 3), ("a", ">=", 2)], True),
        ([("a", "<=", -1)], False),
        ([("a-b", ">=", 1), ("a-b", "<=", 0)], False),
        ([("a-b", "=", 1), ("b-c", "=", 1), ("c-a", "=", -2)], True),
        ([("a-b", "=", 1), ("b-c", "=", 1), ("c-a", "=", -3)], False),
    ],
)
def test_feasibility(conditions: list[tuple[str, str, int]], *, expected: bool) -> None:
    def factors(text: str) -> dict[str, int]:
        return {text[at]: -1 if at and text[at - 1] == "-" else 1 for at in range(0, len(text), 2)}

    given = [LinearForm(factors(text), -bound, sign) for text, sign, bound in conditions]
    assert feasible(given) is expected


def test_explain_and_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "t3-01"]) == 0
    text = capsys.readouterr().out
    for part in (
        "新收 + 上年结转 = （七）总计 + 结转下年",
        "依据",
        "不成立的例子",
        "相差 −1",
        "修改建议",
    ):
        assert part in text
    assert main(["explain", "YR-01", "HI-02", "ST-20", "--lang", "en"]) == 0
    assert "carried over" in capsys.readouterr().out
    assert main(["explain", "T3-O1"]) == 2
    assert "T3-01" in capsys.readouterr().err
    assert main(["rules", "T4", "--output-format", "json"]) == 0
    assert '"T4-01"' in capsys.readouterr().out
    assert main(["rules", "--severity", "error", "--kind", "equation"]) == 0
    assert "T3-07" not in capsys.readouterr().out
    assert main(["rules", "XX"]) == 2
