"""No hard check run is never a pass: not in the verdict, the exit status, or any output."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from checker.cli.main import main
from checker.errors import RuleFileError
from checker.model import Severity, Verdict
from checker.options import Options, Selection
from checker.pipeline import run
from checker.reporters import BINARY, REPORTERS
from checker.rulebook import load_rulebook
from checker.rulebook.load import rules_folder
from tests.support.prepared_readers import prepared

if TYPE_CHECKING:
    from checker.model import Checked

HARD = """rules:
  T3-90:
    title: {zh: 试, en: Trial}
    kind: equation
    table: a3
    forms: [F2016]
    severity: error
    hard: true
    relation: new_received + carried_over = total_handled + carried_forward
    over: columns
    basis: {zh: 据, en: Basis}
    advice: {zh: 请核对, en: Check}
"""
SPOKEN = [name for name in REPORTERS if name not in BINARY]


def own_form(folder: Path) -> Path:
    """The tables of the form in force under codes of their own, which no shipped rule names."""
    text = (rules_folder() / "2021" / "form.yaml").read_text("utf-8")
    years = "years: {from: 2016, to: 2018}"
    text = re.sub(r"(?m)^form: F2021\nyears: .*$", f"form: F2016\n{years}", text)
    text = re.sub(r"(?m)^  t([34]):$", r"  a\1:", text)
    path = folder / "form.yaml"
    path.write_text(text, "utf-8")
    return path


def checked(selection: Selection) -> Checked:
    wanted = Options("en", selection=selection)
    return run(["suqian-2024.pdf"], wanted, start_readers=prepared()).results.reports[0]


def test_a_form_that_no_hard_rule_names_is_refused_at_its_line(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match=r"form\.yaml:5:7: no hard rule is for form F2016"):
        load_rulebook(own_form(tmp_path), "en")


def test_the_command_refuses_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["check", "hongze-2023.pdf", "--isolated", "--rules", str(own_form(tmp_path))]
    assert main(argv, start_readers=prepared()) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "form.yaml:5" in told.err


def test_a_hard_rule_of_its_own_is_enough(tmp_path: Path) -> None:
    own_form(tmp_path)
    (tmp_path / "rules.yaml").write_text(HARD, "utf-8")
    assert "F2016" in {form.code for form in load_rulebook(tmp_path).forms}


@pytest.mark.parametrize(
    "change",
    [("hard: true", "hard: false"), ("severity: error", "severity: error\n    years: {to: 2015}")],
)
def test_a_rule_that_is_not_hard_or_of_other_years_is_not(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    own_form(tmp_path)
    (tmp_path / "rules.yaml").write_text(HARD.replace(*change), "utf-8")
    with pytest.raises(RuleFileError, match="no hard rule is for form F2016"):
        load_rulebook(tmp_path, "en")


@pytest.mark.parametrize(
    ("code", "years", "expected"),
    [
        ("F2019", (None, None), True),
        ("F2019", (2020, None), True),
        ("F2019", (2021, None), False),  # the form ended with 2020
        ("F2019", (None, 2018), False),
        ("F2021", (2030, None), True),  # still in force
        ("F2021", (None, 2020), False),
    ],
)
def test_a_rule_is_for_a_form_that_shares_a_year(
    *, code: str, years: tuple[int | None, int | None], expected: bool
) -> None:
    book = load_rulebook()
    assert replace(book.rule("T3-01"), years=years).is_for(book.form(code)) is expected


def test_a_hard_rule_below_error_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    mild = (
        HARD.replace("F2016", "F2021")
        .replace("a3", "t3")
        .replace("severity: error", "severity: warning")
    )
    path.write_text(mild, "utf-8")
    with pytest.raises(RuleFileError, match=r"rules\.yaml:7:15: a hard rule has severity error"):
        load_rulebook(path, "en")


def test_a_sound_report_passes_only_where_something_hard_was_asked() -> None:
    assert checked(Selection()).verdict is Verdict.PASS
    assert checked(Selection(select=("T4-01",))).verdict is Verdict.PASS
    found = checked(Selection(select=("ST", "TX")))
    assert found.verdict is Verdict.UNDECIDED
    assert found.hard.checks == 0
    assert [f.rule for f in found.findings if f.severity is Severity.ERROR] == ["ST-21"]


def test_rules_that_apply_to_none_of_its_bodies_or_years_are_none() -> None:
    """Every hard rule of the book is for years before the report's."""
    book = load_rulebook()

    from checker.checks.assessed import unassessed
    from checker.checks.engine import evaluate
    from checker.findings.assemble import assemble
    from tests.support.factory import sample

    early = replace(
        book,
        rules=tuple(replace(r, years=(None, 2022)) if r.hard else r for r in book.rules),
    )
    report = sample("suqian-2024")
    every = evaluate([report], early)
    told = unassessed(every, every, [report], early)
    assert [(one.rule, one.case) for one in told] == [("ST-21", "not-applied")]
    (found,) = assemble([report], (*every, *told), early, "en")
    assert found.verdict is Verdict.UNDECIDED
    (silent,) = assemble([report], every, early, "en")  # the verdict does not hang on the finding
    assert silent.verdict is Verdict.UNDECIDED


@pytest.mark.parametrize(
    "argv",
    [
        ["--ignore", "T3,T4"],
        ["--ignore", "T3,T4,ST-21"],
        ["--select", "ST-01"],
        ["--ignore", "T3,T4", "--severity", "ST-21=info", "--fail-on", "never"],
    ],
)
def test_no_setting_turns_it_into_a_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "suqian-2024.pdf").touch()
    given = ["check", "suqian-2024.pdf", *argv, "--output-format", "json", "-o", "out.json"]
    assert main(given, start_readers=prepared()) == 1
    told = json.loads(Path("out.json").read_text("utf-8"))
    assert told["reports"][0]["verdict"] == "undecided"
    assert "ST-21" in {finding["rule"] for finding in told["reports"][0]["findings"]}


def test_no_waiver_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "suqian-2024.pdf").touch()
    chosen = ["suqian-2024.pdf", "--ignore", "T3,T4", "--lang", "en"]
    waive = ["waive", *chosen, "--reason", "x", "--rule", "ST-21"]
    assert main(waive, start_readers=prepared()) == 0
    assert "nothing to waive" in capsys.readouterr().out
    body = json.dumps("宿迁市人民政府", ensure_ascii=False)
    Path("checker-waivers.toml").write_text(
        f'[[waiver]]\nrule = "ST-21"\nbody = {body}\nyear = 2024\n'
        'cells = []\nvalues = []\nreason = "x"\n',
        "utf-8",
    )
    assert main(["check", *chosen], start_readers=prepared()) == 1
    told = capsys.readouterr().out
    assert "UNDECIDED" in told
    assert "waived" not in told.replace("waiver file used", "")


@pytest.mark.parametrize("name", SPOKEN)
def test_every_output_tells(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "suqian-2024.pdf").touch()
    argv = ["check", "suqian-2024.pdf", "--ignore", "T3,T4", "--output-format", name]
    assert main([*argv, "--lang", "en"], start_readers=prepared()) == 1
    told = capsys.readouterr().out
    assert "ST-21" in told
    assert "PASS" not in told
    if name == "junit":
        root = ET.fromstring(told)  # noqa: S314 - our own output
        assert root.attrib["errors"] == "1"
