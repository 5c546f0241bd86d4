"""A form of another year is one file: no Python, no line in the rules of other years.

The form of 2027 (``rulebook/form2027.yaml``) stands alone in a folder given with ``--rules``;
reports on it are printed by the samples' own makers, read from the PDF and checked.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli.main import main
from checker.proving.examples import outcomes_of, said
from checker.rulebook import load_rulebook
from checker.rulebook.rule import Example
from samples.grid import Sheet
from samples.recipes import Recipe, Route, Voice
from tests.support.factory import figures
from tests.support.paper import print_report

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM = Path(__file__).parent / "rulebook" / "form2027.yaml"
SAMPLE = Path(__file__).parents[1] / "samples" / "ok" / "suqian-2023.pdf"
RECIPE = Recipe("year", "ok", Route.CHROMIUM, Voice.CITY)
NEW_ROW = "denied_personal"
FEES = "t2.fees.amount_10k_yuan"
ADDED = 4
"""Applications of natural persons in the new row, over what the sample of 2024 counts."""


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "2027"
    folder.mkdir()
    shutil.copy(FORM, folder / "form.yaml")
    return folder


def figures_of(year: int, form: str) -> dict[str, Any]:
    """The sample of 2024 in another year; on the form of 2027 with its new row counted."""
    given = figures("suqian-2024")
    cells = {**given["cells"], FEES: "72701"}
    if form == "F2027":
        columns = [ref.rpartition(".")[2] for ref in cells if ref.startswith("t3.granted.")]
        for column in columns:
            counted = ADDED if column in ("natural_person", "total") else 0
            cells[f"t3.{NEW_ROW}.{column}"] = str(counted)
            for row in ("new_received", "total_handled"):
                ref = f"t3.{row}.{column}"
                cells[ref] = str(int(cells[ref]) + counted)
    return {**given, "year": year, "form": form, "layout": form, "cells": cells}


def printed(
    rules: Path,
    target: str,
    *,
    year: int = 2027,
    form: str = "F2027",
    cells: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
) -> Path:
    given = figures_of(year, form)
    given["cells"] |= cells or {}
    sheet = Sheet(given, labels=labels or {}, rules=(rules,))
    return print_report(rules.parent / target, sheet, RECIPE)


def check(
    capsys: pytest.CaptureFixture[str], rules: Path, *paths: Path
) -> tuple[int, dict[str, Any]]:
    status = main(
        ["check", *map(str, paths), "--rules", str(rules), "--output-format", "json", "--lang=zh"]
    )
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return status, told


def test_a_report_on_the_form_is_read_and_its_sums_hold(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, told = check(capsys, rules, printed(rules, "report.pdf"))
    (report,) = told["reports"]
    assert status == 0
    assert report["verdict"] == "pass"
    assert report["form"] == "F2027"
    cells = report["cells"]
    assert {cell["state"] for cell in cells.values()} == {"number"}
    assert len(cells) == 200 + 7
    assert cells[f"t3.{NEW_ROW}.total"]["value"] == str(ADDED)
    # The row worded anew and the new one are as the form prints them.
    assert not {"ST-03", "ST-04", "ST-08"} & {finding["rule"] for finding in report["findings"]}


def test_an_error_in_the_new_row_is_found_where_it_is(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = f"t3.{NEW_ROW}.natural_person"
    path = printed(rules, "report.pdf", cells={wrong: str(ADDED + 9)})
    status, told = check(capsys, rules, path)
    (report,) = told["reports"]
    assert status == 1
    errors = {
        (finding["rule"], finding["place"])
        for finding in report["findings"]
        if finding["severity"] == "error"
    }
    assert errors == {("T3-02", "natural_person"), ("T3-03", NEW_ROW)}
    changes = report["repairs"][0]["changes"]
    assert changes == [{"cell": wrong, "from": str(ADDED + 9), "to": str(ADDED)}]


@pytest.mark.parametrize(
    ("fees", "new_label"),
    [
        # The font of these pages draws no point: with a doubtful cell no form is read whole, and
        # the rows alone have to tell the two forms apart.
        ("72701.2578", "9.属于个人敏感信息"),
        # No word is printed that the heir has alone, so the parent is tried first and is read
        # whole, but for a row too many.
        ("72701", "9.属于个人信息"),
    ],
)
def test_the_old_wording_is_told_as_altered(
    rules: Path, capsys: pytest.CaptureFixture[str], fees: str, new_label: str
) -> None:
    labels = {"t3.granted": "（一）予以公开", f"t3.{NEW_ROW}": new_label}
    _, told = check(capsys, rules, printed(rules, "report.pdf", cells={FEES: fees}, labels=labels))
    (report,) = told["reports"]
    assert report["form"] == "F2027"
    altered = [finding["place"] for finding in report["findings"] if finding["rule"] == "ST-08"]
    assert altered == ["granted"] + [NEW_ROW] * (new_label != "9.属于个人敏感信息")
    assert not {"ST-03", "ST-04"} & {finding["rule"] for finding in report["findings"]}


def test_the_parents_form_in_the_heirs_year_is_the_wrong_one(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = printed(rules, "report.pdf", form="F2021")
    status, told = check(capsys, rules, old)
    (report,) = told["reports"]
    assert (status, report["form"]) == (1, "F2021")
    (fault,) = [finding for finding in report["findings"] if finding["rule"] == "ST-03"]
    assert "2027年格式" in fault["message"]


def test_two_years_are_held_together_across_the_forms(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = printed(rules, "2026.pdf", year=2026, form="F2021")
    this = printed(rules, "2027.pdf")
    _, told = check(capsys, rules, last, this)
    assert {report["form"] for report in told["reports"]} == {"F2021", "F2027"}
    carried = [finding for finding in told["findings"] if finding["rule"] == "YR-01"]
    places = {finding["place"] for finding in carried}
    assert "total" in places  # 125 carried forward, 121 carried over


def test_reports_of_other_years_are_checked_as_before(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(SAMPLE), "--output-format", "json", "--lang=zh"])
    before = capsys.readouterr().out
    main(["check", str(SAMPLE), "--output-format", "json", "--lang=zh", "--rules", str(rules)])
    assert capsys.readouterr().out == before


def test_every_rule_of_the_parent_is_a_rule_of_the_heir(rules: Path) -> None:
    book = load_rulebook([rules])
    of_parent = {rule.id for rule in book.rules if "F2021" in rule.forms}
    assert {rule.id for rule in book.rules if "F2027" in rule.forms} == of_parent


def test_the_rules_stand_their_proof_on_the_form(rules: Path) -> None:
    assert main(["rules", "test", "--rules", str(rules)]) == 0


@pytest.mark.parametrize(("groups", "expect"), [("denied", "fail"), ("results", "silent")])
def test_shares_of_six_results_need_not_make_a_hundred_where_there_is_a_seventh(
    rules: Path, groups: str, expect: str
) -> None:
    text = FORM.read_text("utf-8").replace("in: denied", f"in: {groups}")
    (rules / "form.yaml").write_text(text, "utf-8")
    book = load_rulebook([rules])
    shares = "予以公开占50%，部分公开占10%，不予公开占10%，无法提供占5%，不予处理占5%，其他处理占5%"
    example = Example(expect, "F2027", {"text": {1: f"政府信息公开申请中，{shares}。"}})
    assert said(outcomes_of(book.rule("TX-08"), example, book).outcomes) == expect
