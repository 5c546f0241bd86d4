"""A PDF that holds several reports, from the command line to every output."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from checker.cli.main import main
from tests.isolation.test_several_reports_in_a_file import BAD, FIRST, SECOND, THIRD, bound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = (FIRST, BAD, THIRD, SECOND)
BODIES = ["宿迁市人民政府", "某区人民政府", "洛龙区学府街道办事处", "宿迁市人民政府"]
NAMES = [f"yearbook.pdf#{number}" for number in range(1, 5)]
FORMATS = [
    "json",
    "csv",
    "sarif",
    "junit",
    "markdown",
    "html",
    "xlsx",
    "certificate",
    "jsonl",
    "github",
    "gitlab",
]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the file and with every output of it."""
    folder = tmp_path_factory.mktemp("yearbook")
    bound(folder / "yearbook.pdf", *FILES, before=2)
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        also = [f"--report={name}=all.{name}" for name in FORMATS]
        assert main(["check", "yearbook.pdf", "--isolated", "-q", "--sidecar", *also]) == 1
        yield folder


def results(folder: Path) -> Any:
    return json.loads((folder / "all.json").read_text("utf-8"))


def test_each_report_has_its_own_verdict_and_its_own_pages(here: Path) -> None:
    reports = results(here)["reports"]
    assert [one["path"] for one in reports] == ["yearbook.pdf"] * 4
    assert [one["part"]["number"] for one in reports] == [1, 2, 3, 4]
    assert [one["body"] for one in reports] == BODIES
    assert [one["verdict"] for one in reports] == ["pass", "fail", "pass", "pass"]
    for one in reports:
        pages = {place["page"] for place in one["part"]["places"]}
        assert {cell["page"] for cell in one["cells"].values()} <= pages
        assert {page for finding in one["findings"] for page in finding["pages"]} <= pages
    first = min(place["page"] for place in reports[0]["part"]["places"])
    assert first == 3, "what stands before the first title is nobody's"


def test_the_years_of_one_body_are_held_against_each_other(here: Path) -> None:
    compared = results(here)["compared"]
    assert [one["reports"] for one in compared] == [[NAMES[3], NAMES[0]]]


def test_lists_name_the_report_in_the_file(here: Path) -> None:
    with (here / "all.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert {row["path"] for row in csv.DictReader(stream)} <= set(NAMES)
    suites = [suite.get("name", "") for suite in ET.parse(here / "all.junit").iter("testsuite")]  # noqa: S314 - our own
    assert sum(any(name in suite for suite in suites) for name in NAMES) == 4
    lines = (here / "all.jsonl").read_text("utf-8").splitlines()
    parts = [json.loads(line) for line in lines]
    assert [one["part"]["number"] for one in parts if "part" in one] == [1, 2, 3, 4]


def test_what_points_into_the_file_points_at_the_file(here: Path) -> None:
    (run,) = json.loads((here / "all.sarif").read_text("utf-8"))["runs"]
    assert [one["location"]["uri"] for one in run["artifacts"]] == ["yearbook.pdf"]
    sidecars = {f"yearbook#{number}.tables.txt" for number in range(1, 5)}
    uris = {
        place["physicalLocation"]["artifactLocation"]["uri"]
        for one in run["results"]
        for place in one["locations"]
    }
    assert {unquote(uri) for uri in uris} <= {"yearbook.pdf", *sidecars}
    assert {path.name for path in here.glob("*.tables.txt")} == sidecars


def test_pages_for_people_say_which_of_the_reports(here: Path) -> None:
    page = (here / "all.html").read_text("utf-8")
    assert all(f"文件中第 {number} 份，共 4 份" in page for number in range(1, 5))
    summary = (here / "all.markdown").read_text("utf-8")  # of those only that have something to say
    assert "文件中第 2 份，共 4 份" in summary
    book = openpyxl.load_workbook(here / "all.xlsx", read_only=True)
    held = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert set(NAMES) <= {str(cell) for cell in held}


def test_a_certificate_of_several_reports_is_confirmed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "all.certificate", "yearbook.pdf"]) == 0
    assert "4" in capsys.readouterr().out
