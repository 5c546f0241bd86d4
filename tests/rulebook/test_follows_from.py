"""Which rule follows from which stands in the rules; no rule is named in the program."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import checker
from checker.checks.engine import evaluate
from checker.cli.main import main
from checker.errors import RuleFileError
from checker.findings.assemble import assemble
from checker.rulebook import load_rulebook
from tests.support.factory import change, sample

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(checker.__file__).parent
RULE_ID = re.compile(r"\b[A-Z][A-Z0-9]-[0-9]{2}\b")
SHIPPED = {rule.id for rule in load_rulebook().rules}
OWN = """rules:
  T4-90:
    title: {{zh: 试, en: Trial}}
    kind: bound
    table: t4
    forms: [F2021]
    severity: error
    relation: total <= 5
    over: rows
    follows_from: {follows}
    basis: {{zh: 据, en: Basis}}
    advice: {{zh: 请核对, en: Check}}
"""


def named(path: Path) -> Iterator[str]:
    """The rule ids in a module's strings, docstrings and comments left out."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in docstrings:
                yield from RULE_ID.findall(text)


def test_no_rule_is_named_in_the_program() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): ids
        for path in sorted(PACKAGE.rglob("*.py"))
        if (ids := set(named(path)) & SHIPPED)
    }
    assert found == {}


def test_the_list_of_rules_says_what_follows_from_what(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules", "--output-format", "json"]) == 0
    rules = {rule["id"]: rule["follows_from"] for rule in json.loads(capsys.readouterr().out)}
    assert {rule: link for rule, link in rules.items() if link} == {
        "ST-02": {"ST-01": "section"},
        "ST-06": {"T2-07": "unit"},
        "ST-07": {"ST-06": "cells"},
        "ST-11": {"ST-10": "year"},
        "T3-04": {"T3-01": "cells"},
        "TX-01": {"T3-03": "parts"},
        "TX-03": {"T3-02": "parts", "T3-03": "parts"},
        "TX-12": {"T4-01": "parts"},
        "TX-13": {"T4-01": "parts"},
    }


def own(tmp_path: Path, follows: str) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(OWN.format(follows=follows), "utf-8")
    return path


def test_a_failure_is_told_under_that_of_the_rule_it_follows_from(tmp_path: Path) -> None:
    report = change(sample("suqian-2023"), "t4.review.total", "900")
    for follows, expected in (("{T4-01: cells}", "T4-01"), ("{T3-01: cells}", None)):
        rulebook = load_rulebook([own(tmp_path, follows)])
        (found,) = assemble([report], evaluate([report], rulebook), rulebook)
        trial = next(one for one in found.findings if one.rule == "T4-90" and one.place == "review")
        roots = {one.id: one.rule for one in found.findings}
        assert roots.get(trial.follows_from or "") == expected


@pytest.mark.parametrize(
    ("follows", "message"),
    [
        ("{T4-O1: cells}", "T4-90 follows from unknown rule “T4-O1”; did you mean T4-01?"),
        ("{T4-90: cells}", "T4-90 follows from itself"),
        ("{T4-01: cell}", "unknown link “cell”; did you mean cells?"),
        ("[T4-01]", "expected keys with values, got a list"),
    ],
)
def test_what_cannot_be_followed_is_refused(tmp_path: Path, follows: str, message: str) -> None:
    path = own(tmp_path, follows)
    with pytest.raises(RuleFileError) as raised:
        load_rulebook([path], "en")
    assert str(raised.value).endswith(message)
    assert str(raised.value).startswith(f"{path.as_posix()}:")


def test_rules_that_are_silent_for_one_another_are_refused(tmp_path: Path) -> None:
    """Neither would tell of what both find."""
    text = OWN.format(follows="{T4-01: cells}\n    silent_where: [T4-91]")
    other = text.partition("rules:\n")[2].replace("T4-90", "T4-9X").replace("T4-91", "T4-90")
    path = tmp_path / "own.yaml"
    path.write_text(text + other.replace("T4-9X", "T4-91"), "utf-8")
    with pytest.raises(RuleFileError, match=r"T4-9\d follows from itself"):
        load_rulebook([path], "en")


def test_a_rule_about_one_report_is_silent_for_none(tmp_path: Path) -> None:
    path = own(tmp_path, "{T4-01: cells}\n    silent_where: [T4-01]")
    with pytest.raises(RuleFileError, match="T4-90 is about one report"):
        load_rulebook([path], "en")


def test_a_circle_of_rules_is_refused(tmp_path: Path) -> None:
    text = OWN.format(follows="{T4-91: cells}")
    other = text.partition("rules:\n")[2].replace("T4-90", "T4-92").replace("T4-91", "T4-90")
    third = text.partition("rules:\n")[2].replace("T4-90", "T4-9X").replace("T4-91", "T4-92")
    path = tmp_path / "own.yaml"
    path.write_text(text + other + third.replace("T4-9X", "T4-91"), "utf-8")
    with pytest.raises(RuleFileError, match=r"T4-90 follows from itself"):
        load_rulebook([path], "en")
