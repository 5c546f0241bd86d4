"""Blanks read as zero where the user says so: told wherever it was used, and nowhere else."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

import checker
from checker.checks.blank_as_zero import is_named, judged, with_zeros
from checker.checks.engine import evaluate
from checker.cli.main import main
from checker.model import BLANK_AS_ZERO, Cell, PagePlace, Result, State
from checker.rulebook import kept_rulebook
from checker.rulebook.kinds.tables import CELL_KINDS
from tests.checks.valid import report_of, seeded, valid_cells
from tests.documents.harmed_report import SAMPLES

if TYPE_CHECKING:
    import pytest

    from checker.model import Outcome, Report

RULEBOOK = kept_rulebook()
SCHEMA = json.loads((Path(checker.__file__).parent / "results.schema.json").read_text("utf-8"))
SHANGHAI = SAMPLES / "bad" / "shanghai-office-2019.pdf"
EVERY = ("",)
BLANK = Cell(State.BLANK, "", place=PagePlace(1))


def valid(seed: int = 5) -> Report:
    return report_of("F2021", valid_cells("F2021", seeded(seed)))


def blanked(report: Report) -> Report:
    """Every nought left blank."""
    return replace(
        report,
        cells={key: cell if cell.value else BLANK for key, cell in report.cells.items()},
    )


def said(report: Report, *names: str) -> list[Outcome]:
    return list(judged(evaluate([report], RULEBOOK), [report], RULEBOOK, names).outcomes)


def plain(one: Outcome) -> tuple[object, ...]:
    return (one.rule, one.place, one.case, one.result)


@given(st.integers(0, 40))
@settings(deadline=None, max_examples=15)
def test_every_relation_says_what_it_says_of_printed_noughts(seed: int) -> None:
    report = valid(seed)
    cell_rules = {rule.id for rule in RULEBOOK.rules if rule.kind in CELL_KINDS}
    found = [one for one in said(blanked(report), *EVERY) if one.rule not in cell_rules]
    of_noughts = [one for one in evaluate([report], RULEBOOK) if one.rule not in cell_rules]
    assert [plain(one) for one in found] == [plain(one) for one in of_noughts]


def test_nothing_changes_unless_it_is_asked_for() -> None:
    report = blanked(valid())
    as_printed = list(evaluate([report], RULEBOOK))
    assert said(report) == as_printed
    whole = valid()
    assert said(whole, *EVERY) == list(evaluate([whole], RULEBOOK)), "there is no blank to read"


def test_only_the_rules_named_read_blanks() -> None:
    report = blanked(valid())
    as_printed = {(one.rule, one.place): one for one in evaluate([report], RULEBOOK)}
    found = said(report, "T3-01", "T3-03")
    used = {one.rule for one in found if BLANK_AS_ZERO in one.facts}
    assert used == {"T3-01", "T3-03"}
    for one in found:
        if one.rule not in ("T3-01", "T3-03"):
            # T3-06 is asked where T3-01 is open; it was not named, so it still is.
            assert one == as_printed[one.rule, one.place]


def test_what_used_a_blank_says_so_and_nothing_else_does() -> None:
    report = valid()
    key = next(
        key for key, cell in report.cells.items() if key.startswith("t3.granted.") and cell.value
    )
    one_blank = replace(report, cells={**report.cells, key: BLANK})
    for outcome in said(one_blank, *EVERY):
        has_blank = key in map(str, outcome.cells)
        is_cell_rule = not is_named(RULEBOOK.rule(outcome.rule), EVERY)
        assert (BLANK_AS_ZERO in outcome.facts) == (has_blank and not is_cell_rule)
    failed = {
        one.rule: one
        for one in said(one_blank, *EVERY)
        if one.result is Result.FAIL and key in map(str, one.cells)
    }
    assert failed["T3-02"].difference == report.cells[key].value


def test_a_blank_is_told_as_a_blank_all_the_same() -> None:
    report = blanked(valid())
    found = [one for one in said(report, *EVERY) if one.rule == "ST-05"]
    assert found == [one for one in evaluate([report], RULEBOOK) if one.rule == "ST-05"]
    assert any(one.result is Result.FAIL for one in found)


def test_text_and_doubt_are_never_read_as_zero() -> None:
    report = valid()
    odd = {
        "t3.granted.total": Cell(State.TEXT, "/", place=PagePlace(1)),
        "t3.partial.total": Cell(State.DOUBTFUL, "", place=PagePlace(1)),
        "t3.carried_over.total": BLANK,
    }
    read = with_zeros(replace(report, cells={**report.cells, **odd}))
    assert {key: read.cells[key].state for key in odd} == {
        "t3.granted.total": State.TEXT,
        "t3.partial.total": State.DOUBTFUL,
        "t3.carried_over.total": State.NUMBER,
    }
    assert read.cells["t3.carried_over.total"].value == Decimal(0)


def test_messages_coverage_and_certificate_tell_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report of Shanghai's general office of 2019 leaves most noughts blank."""
    asked = ["check", str(SHANGHAI), "--isolated", "--blank-as-zero"]
    certificate = tmp_path / "a.pdf"
    result = main([*asked, "--output-format", "json", "--report", f"certificate={certificate}"])
    told = json.loads(capsys.readouterr().out)["reports"][0]
    jsonschema.validate(told, {"$ref": "#/$defs/report", "$defs": SCHEMA["$defs"]})
    assert "T3-02" in told["blank_as_zero"]
    assert {cell["state"] for cell in told["cells"].values()} >= {"number", "blank"}
    used = [one for one in told["findings"] if one["message"].endswith("（空白按 0 计）")]
    assert {one["rule"] for one in used if one["rule"].startswith("T3")}
    assert {one["rule"] for one in used} <= set(told["blank_as_zero"])
    assert main(["check", str(SHANGHAI), "--isolated", "--blank-as-zero"]) == result
    assert "把空白按 0 计的规则" in capsys.readouterr().out
    assert main(["verify", str(certificate), str(SHANGHAI)]) == 0


def test_a_configuration_names_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "checker.toml").write_text('blank-as-zero = ["T3-01"]\n', "utf-8")
    main(["check", str(SHANGHAI), "--output-format", "json"])
    told = json.loads(capsys.readouterr().out)["reports"][0]
    assert told["blank_as_zero"] == ["T3-01"]
    (tmp_path / "checker.toml").write_text('blank-as-zero = ["T9"]\n', "utf-8")
    assert main(["check", str(SHANGHAI)]) == 2
    assert "T9" in capsys.readouterr().err
