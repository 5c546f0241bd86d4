"""Waivers in ``register add``: they live on while their numbers do, and lapse when those change."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from checker.findings.waivers import waiver_of, written
from checker.register.location import located
from checker.register.records import findings_of, report_of
from checker.register.store import open_store
from checker.register.tables import ReportRow
from tests.register.commands import report

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]


def write(name: str, rule: str, **more: str) -> str:
    """A file of waivers that accepts what a rule finds in the store's reports, as it stands."""
    given = {"reason": "口径不同，已核实", "by": "王五", "date": "2024-02-01", **more}
    with open_store(located(os.environ.get("CHECKER_STORE", ""), "zh"), "zh").reading() as session:
        entries = [
            waiver_of(report_of(row), one, **given)
            for row in session.scalars(select(ReportRow))
            for one in findings_of(session, row)
            if one.rule == rule
        ]
    assert entries
    Path(name).write_text(written(entries), "utf-8")
    return name


@pytest.fixture
def county(run: Run, few_rules: None) -> Run:
    run("bodies", "list.csv")
    report("a")
    run("add", "in")
    return run


def shown(run: Run) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(run("show", "11", "2023", "--output-format", "json")[1])
    return record


def waived(run: Run) -> dict[str, bool]:
    return {
        one["rule"]: one["waived"] for one in shown(run)["findings"] if one["state"] != "settled"
    }


def test_what_is_waived_does_not_count_and_is_not_read_again(county: Run, seen: list[str]) -> None:
    assert (waived(county), shown(county)["standing"]["state"]) == ({"T2-01": False}, "findings")
    count = len(seen)
    status, _, err = county("add", "in", "--waivers", write("w.toml", "T2-01"))
    assert (status, len(seen)) == (0, count)
    assert "采用豁免文件“w.toml”：共 1 条，本次用到 1 条" in err
    record = shown(county)
    assert (waived(county), record["standing"]["state"]) == ({"T2-01": True}, "in")
    assert [one["event"] for one in record["events"]] == ["received", "judged-again"]
    assert record["standing"]["warnings"] == 0
    # Nothing is done over and over.
    county("add", "in", "--waivers", "w.toml")
    assert len(shown(county)["events"]) == 2
    assert county("lists", "--output", "out")[1].endswith("发出 0 份清单，共 0 项\n")


def test_they_live_on_with_the_next_file_and_lapse_with_their_numbers(county: Run) -> None:
    county("add", "in", "--waivers", write("w.toml", "T2-01"))
    report("b", title="b")
    _, _, err = county("add", "in")
    assert "沿用台账中的豁免：共 1 条，本次用到 1 条" in err
    assert waived(county) == {"T2-01": True}
    report("c", cells={"t2.regulations.in_force": "12"})
    _, _, err = county("add", "in")
    assert "豁免已失效（数值已变）" in err
    assert "由 11 变为 12" in err or "11" in err
    assert (waived(county), shown(county)["standing"]["state"]) == ({"T2-01": False}, "findings")
    (one,) = json.loads(county("lists", "--output", "out", "--output-format", "json")[1])["lists"]
    assert one["tally"]["new"] == 1


def test_they_end_on_their_day_and_where_they_are_taken_away(county: Run) -> None:
    path = write("w.toml", "T2-01", expires="2024-03-01")
    county("add", "in", "--waivers", path)
    assert waived(county) == {"T2-01": True}
    _, _, err = county("add", "in", "--date", "2024-03-02")
    assert (waived(county), "豁免已过期" in err) == ({"T2-01": False}, True)
    county("add", "in", "--waivers", write("w.toml", "T2-01"))
    assert waived(county) == {"T2-01": True}
    county("add", "in", "--no-waivers")
    assert waived(county) == {"T2-01": False}
    county("add", "in")
    assert waived(county) == {"T2-01": False}, "and stay away"


def test_a_clearance_outlives_a_waiver_and_not_its_lapse(county: Run) -> None:
    county("clear", "11", "2023", "--note", "已核实")
    county("add", "in", "--waivers", write("w.toml", "T2-01"))
    assert shown(county)["standing"]["state"] == "cleared"
    county("add", "in", "--no-waivers")
    assert shown(county)["standing"]["state"] == "changed"


def test_a_file_beside_the_store_is_found_and_a_bad_one_is_refused(county: Run) -> None:
    write("checker-waivers.toml", "T2-01")
    assert "checker-waivers.toml" in county("add", "in")[2]
    assert waived(county) == {"T2-01": True}
    Path("checker-waivers.toml").write_text("[[waiver]]\nrule = 1\n", "utf-8")
    status, out, err = county("add", "in")
    assert (status, out, err.count("错误")) == (2, "", 1)
    Path("checker-waivers.toml").unlink()
    county("add", "in")
    assert waived(county) == {"T2-01": True}


def test_one_between_years_is_waived_where_it_is_told(run: Run) -> None:
    run("bodies", "list.csv")
    report("a", year=2022)
    report("b")
    run("add", "in")
    found = json.loads(run("findings", "--rule", "YR-01", "--output-format", "json")[1])["findings"]
    assert found
    assert not any(one["waived"] for one in found)
    run("add", "in", "--waivers", write("w.toml", "YR-01"))
    found = json.loads(run("findings", "--rule", "YR-01", "--output-format", "json")[1])["findings"]
    assert all(one["waived"] for one in found)


def test_no_report_is_judged_twice_for_one_that_is_accepted_in_vain(
    county: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from checker.register import intake

    taken: list[str] = []
    take = intake.Intake.take

    def counted(self: Any, path: str, found: Any, **more: Any) -> Any:
        taken.append(path)
        return take(self, path, found, **more)

    monkeypatch.setattr(intake.Intake, "take", counted)
    path = Path(write("w.toml", "T2-01"))
    path.write_text(path.read_text("utf-8").replace('"11"', '"9"'), "utf-8")
    county("add", "in", "--waivers", "w.toml")
    assert taken == []
