"""What goes wrong where: counted, added up, drawn; the same from both databases."""

from __future__ import annotations

import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from checker.checks.across.body_list import Body
from checker.model import Result, Severity, Waived
from checker.model.marks import HEAD, own_head
from checker.model.summary import FIGURES, Summary
from checker.register import summary as summary_module
from checker.register.overview import status
from checker.register.summary import summary
from checker.reporters import SUMMARY_REPORTERS, summary_reporter
from checker.reporters.options import Look
from tests.register.feeding import checked, finding
from tests.register.stores import store_with
from tests.register.taking import take

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model.summary import Part
    from checker.register.store import Store

PROVINCE = (
    Body("某省人民政府", "government", code="1", region="32"),
    Body("某市人民政府", "government", "某省人民政府", code="2", region="3201"),
    Body("某市教育局", "department", "某市人民政府", code="3"),
    Body("某市税务局", "vertical", "某市人民政府", code="4", region="3299"),
    Body("某乡人民政府", "township", code="5"),
    Body("某市民政局", "department", "某市人民政府", code="6"),
)
OPEN = finding("T3-03", outcome=Result.UNDECIDED)


def filled(folder: Path) -> Store:
    store = store_with(folder, PROVINCE)
    broken, other = finding("T3-01"), finding("T3-02", Severity.WARNING)
    take(store, checked(1, "某省人民政府", findings=[broken]))
    take(store, checked(2, "某市人民政府", findings=[broken, other], total="x"))
    take(store, checked(3, "某市教育局", findings=[OPEN]))
    take(store, checked(4, "某市税务局", findings=[finding("T3-04", follows_from="id-T3-01")]))
    take(store, checked(5, "某乡人民政府", findings=[finding("T3-05", Severity.INFO)]))
    take(store, checked(6, "某市教育局", 2022, findings=[broken, other]))
    waived = finding("T3-01", waived=Waived("核实"))
    take(store, checked(7, "某市税务局", 2022, findings=[waived]))
    # What was put right is nobody's any more.
    take(store, checked(8, "某市民政局", findings=[broken]))
    take(store, checked(9, "某市民政局", total="11"))
    return store


def summed(store: Store, parent: str = "", year: int = 2023) -> Summary:
    with store.reading() as session:
        of = status(session, "x.db", year=year, day="2024-02-10", lang="zh", parent=parent)
        return summary(session, of, {"T3-01": "收办平衡"})


def counts(part: Part) -> tuple[int, int, int, int]:
    return part.bodies, part.reports, part.wrong, part.undecided


@pytest.mark.usefixtures("both")
def test_rules_are_counted_by_reports_beside_those_of_last_year(tmp_path: Path) -> None:
    found = summed(filled(tmp_path))
    assert [(one.rule, one.broken, one.undecided, one.before) for one in found.rules] == [
        ("T3-01", 2, 0, 1),
        ("T3-02", 1, 0, 1),
        ("T3-03", 0, 1, 0),
    ]
    assert (found.rules[0].title, found.rules[1].title) == ("收办平衡", "")
    assert counts(found.whole) == (6, 6, 2, 1)
    assert found.before == 2


def test_a_rule_that_could_not_be_worked_out_is_no_fault_of_a_report(tmp_path: Path) -> None:
    store = store_with(tmp_path, PROVINCE)
    take(store, checked(1, "某省人民政府", findings=[finding("T3-09", outcome=Result.BROKEN)]))
    found = summed(store)
    assert [(one.rule, one.broken, one.undecided) for one in found.rules] == [("T3-09", 0, 1)]
    assert counts(found.whole) == (6, 1, 0, 1)


def test_regions_are_those_of_the_body_or_the_one_above_it(tmp_path: Path) -> None:
    found = summed(filled(tmp_path))
    assert {(one.key, one.name): counts(one) for one in found.regions} == {
        ("", ""): (1, 1, 0, 0),
        ("32", "某省人民政府"): (1, 1, 1, 0),
        ("3201", "某市人民政府"): (3, 3, 1, 1),
        ("3299", ""): (1, 1, 0, 0),
    }
    assert [one.key for one in found.kinds] == ["government", "department", "township", "vertical"]
    assert found.regions[2].rules == {"T3-01": 1, "T3-02": 1}


def test_those_below_a_body_alone(tmp_path: Path) -> None:
    assert counts(summed(filled(tmp_path), "2").whole) == (4, 4, 1, 1)


def test_too_many_regions_are_told_by_those_above_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary_module, "_MOST_REGIONS", 3)
    found = summed(filled(tmp_path))
    assert [one.key for one in found.regions] == ["", "32"]
    assert counts(found.regions[1]) == (5, 5, 2, 1)


@pytest.mark.usefixtures("both")
def test_figures_are_added_up_by_kind_and_what_is_not_sure_is_left_out(tmp_path: Path) -> None:
    found = summed(filled(tmp_path))
    granted = [name for name, _ in FIGURES].index("granted")
    sums = {(one.region, one.kind): one.sums[granted] for one in found.totals}
    assert {key: (one.value, one.left_out) for key, one in sums.items()} == {
        ("", "township"): (Decimal(7), 0),
        ("32", "government"): (Decimal(7), 0),
        ("3201", "government"): (Decimal(0), 1),
        ("3201", "department"): (Decimal(18), 0),
        ("3299", "vertical"): (Decimal(7), 0),
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_output_tells_the_same(
    lang: str, tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    found = summed(filled(tmp_path))
    look = Look((), lang, width=100)
    written: dict[str, bytes] = {}
    for name in SUMMARY_REPORTERS:
        for _ in range(2):
            stream = io.BytesIO() if name == "xlsx" else io.StringIO()
            summary_reporter(name)(found, look, stream)
            value = stream.getvalue()
            data = value if isinstance(value, bytes) else value.encode()
            assert written.setdefault(name, data) == data, "the same bytes"
    golden(f"register/summary.{lang}.txt", written["text"].decode())
    if lang == "en":
        golden("register/summary.json", re.sub(r'"version": "[^"]*"', "", written["json"].decode()))
    book = openpyxl.load_workbook(io.BytesIO(written["xlsx"]))
    assert [[cell.value for cell in row] for row in book.worksheets[0]["A5:F5"]] == [
        ["T3-01", "收办平衡", 2, "33.3%", 0, 1]
    ]
    assert len(book.worksheets) == 4
    for name in ("xlsx", "html", "json"):
        own = own_head(written[name][:HEAD])
        assert own is not None, "it is known, should somebody lay it among the reports"


def test_a_page_holds_its_pictures_and_obeys_its_own_policy(tmp_path: Path) -> None:
    store = store_with(
        tmp_path, (*PROVINCE[:1], Body("<b>&\"县'", "government", code="7", region="9"))
    )
    take(store, checked(1, "<b>&\"县'", findings=[finding("T3-01")]))
    stream = io.StringIO()
    summary_reporter("html")(summed(store), Look((), "zh"), stream)
    page = stream.getvalue()
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(pictures) == 3
    for one in pictures:
        picture = ET.fromstring(one)  # noqa: S314 - what we wrote
        assert picture.get("aria-label")
        assert picture.findall(".//*[@style]") == []
        assert picture.findall(".//{*}style") == picture.findall(".//{*}image") == []
    assert "<b>" not in page
    assert "<script" not in page
    assert len(set(found := re.findall(r' id="([^"]*)"', page))) == len(found)
    assert set(re.findall(r'(?:url\(#|href="#)([^)"]*)', page)) <= set(found)
    texts = ["".join(one.itertext()) for one in ET.fromstring(pictures[1]).iter() if one.text]  # noqa: S314
    assert "T3-01" in texts


def test_nothing_found_is_no_picture(tmp_path: Path) -> None:
    store = store_with(tmp_path, PROVINCE)
    stream = io.StringIO()
    summary_reporter("html")(summed(store), Look((), "zh"), stream)
    assert "<svg" not in stream.getvalue()
    assert "已报 0 份" in stream.getvalue()


def test_the_command_sums_up_a_year(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.register.commands import BAD, report

    run("bodies", "list.csv")
    report("a", cells=BAD)
    assert run("add", "in")[0] == 0
    status_, out, _ = run("summary", "--output-format", "json")
    record = json.loads(out)
    assert (status_, record["year"], record["reports"], record["wrong"]) == (0, 2023, 1, 1)
    assert record["by_rule"][0]["title"]
    assert run("summary", "--year", "2022", "--output-format", "json", "--parent", "11")[0] == 0
    assert run("summary", "--output-format", "html", "-o", "s.html")[0] == 0
    assert Path("s.html").read_text("utf-8").count("<svg") == 3
    monkeypatch.setattr("checker.cli.commands.register.summary.find_spec", lambda _: None)
    status_, _, err = run("summary", "--output-format", "html", "-o", "t.html")
    assert (status_, "nianbao-checker[register]" in err) == (2, True)
