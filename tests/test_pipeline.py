"""The order of the work, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import checker
from checker.errors import CheckerError, RuleFileError
from checker.model import Severity, Verdict
from checker.options import Options, ReadOptions
from checker.pipeline import run, tables
from tests.support.made_outcomes import checked, sample
from tests.support.prepared_readers import prepared

if TYPE_CHECKING:
    from pathlib import Path


def test_reading_starts_first_and_ends() -> None:
    seen: list[str] = []
    done: list[int] = []
    found = run(
        ["hongze-2023.pdf", "none.pdf"],
        Options(),
        start_readers=prepared(seen),
        progress=lambda: done.append(1),
    )
    assert seen == ["start", "read", "stop"]
    assert len(done) == 2
    assert [c.verdict for c in found.results.reports] == [Verdict.FAIL, Verdict.UNREADABLE]
    assert found.results.version == checker.__version__
    assert found.forms


def test_the_pipeline_adds_nothing_to_the_rules() -> None:
    found = run(["suqian-2024.pdf"], Options(), start_readers=prepared())
    (expected,) = checked(sample("suqian-2024"))
    assert found.results.reports[0].findings == expected.findings


def test_options_reach_the_reader_and_the_findings() -> None:
    given: list[Options] = []
    options = Options(
        lang="en",
        severities={"T4-01": Severity.WARNING},
        jobs=7,
        reading=ReadOptions(password="x", max_pages=3),  # noqa: S106 - a test's own
    )
    found = run(["hongze-2023.pdf", "x.pdf"], options, start_readers=prepared(given=given))
    assert (given[0].jobs, given[0].reading) == (2, options.reading)
    assert found.results.reports[0].verdict is Verdict.PASS
    (told, *_) = (f for f in found.results.reports[0].findings if f.rule == "T4-01")
    assert "expected 11" in told.message


def test_no_more_processes_than_files() -> None:
    given: list[Options] = []
    run(["hongze-2023.pdf"], Options(), start_readers=prepared(given=given))
    assert given[0].jobs == 1


@pytest.mark.parametrize(("rule", "hint"), [("T3-O1", "T3-01"), ("t3-01", "T3-01"), ("???", "")])
def test_an_unknown_rule_is_refused_with_a_hint(*, rule: str, hint: str) -> None:
    options = Options(severities={rule: Severity.INFO})
    with pytest.raises(CheckerError, match=f"没有编号为 .*规则.*{hint}"):
        run(["hongze-2023.pdf"], options, start_readers=prepared())


def test_a_faulty_rule_file_is_refused_at_its_line(tmp_path: Path) -> None:
    faulty = tmp_path / "extra.yaml"
    faulty.write_text("rules:\n  T9-01: {kind: nonsense}\n", "utf-8")
    with pytest.raises(RuleFileError, match=r"extra\.yaml:2:17: "):
        run(["hongze-2023.pdf"], Options(rules=(str(faulty),)), start_readers=prepared())


def test_tables_are_read_without_checking() -> None:
    read = tables(["hongze-2023.pdf"], Options(), start_readers=prepared())
    assert read.reports[0].body == "淮安市洪泽区人民政府"
    assert [form.code for form in read.forms] == ["F2019", "F2021"]


def test_public_names_load_on_first_use() -> None:
    code = (
        "import sys, checker; assert checker.__version__;"
        "heavy = {'pandas', 'pandera', 'camelot', 'rich', 'checker.model'} & set(sys.modules);"
        "assert not heavy, heavy;"
        "assert all(hasattr(checker, name) for name in checker.__all__)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        checker.nothing  # noqa: B018 - the access is what is tested
