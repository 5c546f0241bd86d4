"""``checker rules schema``: the schemas as the engine runs them, in both forms of output."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from checker import schemas
from checker.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


def test_json_says_what_the_schemas_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "schema", "--output-format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    made = schemas("F2021")
    assert [one["name"] for one in found] == list(made)
    for one in found:
        schema = made[one["name"]]
        assert [column["code"] for column in one["columns"]] == list(schema.columns)
        assert [check["name"] for check in one["checks"]] == [c.name for c in schema.checks]
    group = next(one for one in found if one["name"] == "t4.by_group")
    assert group["index"] == "group"
    assert group["places"] == ["review", "direct_litigation", "litigation_after_review"]
    assert group["columns"][0] == {
        "code": "upheld", "label": "结果维持", "type": "Int64", "nullable": True,
    }  # fmt: skip


def test_text_names_each_check_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "schema", "F2019", "t3.by_row", "--lang", "en"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("F2019 t3.by_row  收到和处理政府信息公开申请情况 / Applications")
    assert text.count("T3-03") == 1
    assert "applicants = total" in text
    assert "t3.by_applicant" not in text
    assert main(["rules", "schema", "t3", "t4.by_group"]) == 0
    text = capsys.readouterr().out
    assert [line.split()[1] for line in text.splitlines() if line.startswith("F2021")] == [
        "t3.by_row",
        "t3.by_applicant",
        "t4.by_group",
    ]
    assert "T4-02 undecided" not in text
    assert "T4-02 复议前置" in text


def test_own_rules_are_in_the_schemas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "rules:\n  T4-90:\n    title: {zh: 试, en: Trial}\n    kind: bound\n    table: t4\n"
        "    forms: [F2021]\n    severity: error\n    relation: pending <= total\n"
        "    over: rows\n    basis: {zh: 据, en: Basis}\n    advice: {zh: 请核对, en: Check}\n",
        "utf-8",
    )
    assert main(["rules", "schema", "t4.by_group", "--rules", str(own)]) == 0
    assert "T4-90 试 (错误) Trial (error): pending <= total" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "message"),
    [(["t9"], "t9"), (["F2030"], "F2030"), (["--kind", "bound"], "rules schema")],
)
def test_what_is_no_schema_is_refused(
    more: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "schema", *more]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1
