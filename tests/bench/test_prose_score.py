"""The scorer of prose, on cases made here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from checker.rulebook import kept_rulebook
from tests.bench.prose_score import cases, half_of, main, score

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

RULEBOOK = kept_rulebook()


def case(name: str, expect: object, text: str, received: str) -> dict[str, Any]:
    row = {"natural_person": received, "total": received}
    return {
        "case": name,
        "expect": expect,
        "report": {
            "agency": "东江市财政局",
            "year": 2023,
            "template": "2021",
            "narrative": {
                "1": text,
                "5": "公开内容还不够全面，将加强审核。",
                "6": "未收取信息处理费。",
            },
            "table2": {},
            "table3": {"new_received": row, "granted": row, "total_handled": row},
            "table4": {},
        },
    }


TEXT = "收到政府信息公开申请3件。"
PLANTED = {"claim": "recv", "stated": "3", "rule": "TX-01"}


def test_what_fires_and_what_is_missed_is_counted() -> None:
    every = [
        case("a.clean", "silent", TEXT, "3"),
        case("a.m0", PLANTED, TEXT, "4"),
        case("b.clean", "silent", TEXT, "4"),
        case("b.m0", PLANTED, "依申请公开工作有序开展。", "4"),
    ]
    found = score(every, RULEBOOK)
    assert (found.planted, found.found, found.silent, found.accused) == (2, 1, 2, 1)
    assert (found.others, found.recall) == (0, 0.5)
    assert [line.split()[:2] for line in found.lines] == [
        ["ACCUSED", "b.clean"],
        ["MISSED", "b.m0"],
    ]


def test_a_report_and_what_was_planted_in_it_are_in_one_half() -> None:
    assert half_of("a.clean") == half_of("a.m0_1")
    assert {half_of(f"{n}.clean") for n in range(20)} == {"A", "B"}


def test_the_command_prints_the_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(case("a.m0", PLANTED, TEXT, "4")) + "\n", "utf-8")
    assert len(cases(path)) == 1
    assert main([str(path), "--list"]) == 0
    assert "right rule fired 1 of 1 (100.0%)" in capsys.readouterr().out
