"""JSON, one-line findings and tables: valid, exact, in order."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import openpyxl
import pytest

import checker
from checker.model import Compared, Comparison, Refusal, RefusalReason, Report
from tests.reporters.printing import checked_as, printed, table_results, tables_as, workbook
from tests.support.factory import change
from tests.support.made_outcomes import doubtful, rulebook, sample, without
from tests.support.shared import SHARED, waits_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCHEMA = json.loads((Path(checker.__file__).parent / "results.schema.json").read_text("utf-8"))
CONTRACT = SHARED / "contract" / "results.schema.json"
HONGZE, SHANGHAI = sample("hongze-2023"), sample("shanghai-office-2019")
YANGHE, SUQIAN = sample("yanghe-2025"), sample("suqian-2024")
DOUBTFUL = doubtful(HONGZE, "t4.review.total", "0", "11")
SCAN = Refusal(RefusalReason.SCAN, "12")
REFUSED = Report("scan.pdf", "", media_type="application/pdf", refusal=SCAN)
EVERY = [HONGZE, SHANGHAI, YANGHE, SUQIAN, DOUBTFUL, REFUSED, without(HONGZE, "t4.review.total")]


def as_json(*reports: Report, **given: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(checked_as("json", *reports, **given))
    return loaded


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_json_keeps_the_contract(lang: str) -> None:
    jsonschema.validate(as_json(*EVERY, lang=lang), SCHEMA)


@waits_for("contract/results.schema.json")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_json_keeps_the_contract_beside_the_project(lang: str) -> None:
    jsonschema.validate(as_json(*EVERY, lang=lang), json.loads(CONTRACT.read_text("utf-8")))


@waits_for("contract/results.schema.json")
def test_the_schema_keeps_the_contract() -> None:
    """The schema only adds: keys, and values where the contract lists them; descriptions aside."""
    _is_kept(json.loads(CONTRACT.read_text("utf-8")), SCHEMA)


def _is_kept(contract: Any, schema: Any) -> None:
    if isinstance(contract, dict) and "enum" in contract and contract != schema:
        for value in contract["enum"]:
            jsonschema.validate(value, schema)
    elif isinstance(contract, dict):
        assert set(contract) <= set(schema)
        for key in contract.keys() - {"description"}:
            _is_kept(contract[key], schema[key])
    else:
        assert contract == schema


def test_every_key_that_is_written_is_described() -> None:
    """The schema names every key, those that only some runs have among them."""
    held = Compared(Comparison.YEARS, "某市", 2024, ("a.pdf", "b.pdf"), ("c",), (("d", "why"),))
    found = replace(table_results(*EVERY), compared=(held,), waivers="accepted.toml")
    whole = json.loads(printed("json", found))
    jsonschema.validate(whole, SCHEMA)
    assert set(_undescribed(whole, SCHEMA, "")) == set()
    assert whole["waivers"] == "accepted.toml"
    assert "waivers" not in as_json(HONGZE)


def _undescribed(value: Any, schema: Any, at: str) -> Iterator[str]:
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    if "oneOf" in schema:
        yield from min((list(_undescribed(value, one, at)) for one in schema["oneOf"]), key=len)
    elif isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties")
        for key, inner in value.items():
            if key in known or others:
                yield from _undescribed(inner, known.get(key, others), f"{at}.{key}")
            else:
                yield f"{at}.{key}"
    elif isinstance(value, list):
        for one in value:
            yield from _undescribed(one, schema.get("items", {}), f"{at}[]")


def test_any_form_s_code_is_a_form_and_nothing_else_is() -> None:
    of_form = SCHEMA["$defs"]["report"]["properties"]["form"]
    for code in ("F2019", "F2021", "F2027", None):
        jsonschema.validate(code, of_form)
    for wrong in ("", "F2021/other", 2021):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, of_form)


@pytest.mark.parametrize("name", ["hongze-2023", "yanghe-2025"])
def test_golden_json(*, name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"json/{name}.json", checked_as("json", sample(name)))


def test_json_is_exact_and_in_form_order() -> None:
    (report,) = as_json(HONGZE)["reports"]
    assert list(report["cells"])[:2] == ["t2.regulations.issued", "t2.regulations.repealed"]
    assert report["cells"]["t2.fees.amount_10k_yuan"]["value"] == "7730.28"
    assert len(report["cells"]) == 186
    assert report["coverage"]["hard"] == {"checks": 40, "passed": 38, "failed": 2, "undecided": 0}
    finding = report["findings"][0]
    assert finding["cells"] == [
        f"t4.review.{c}" for c in ("upheld", "corrected", "other", "pending", "total")
    ]
    assert (finding["expected"], finding["reported"], finding["difference"]) == ("11", "0", "-11")


def test_json_counts_what_it_lists() -> None:
    whole = as_json(*EVERY)
    listed = [f["severity"] for report in whole["reports"] for f in report["findings"]]
    assert whole["summary"]["findings"] == {
        s: listed.count(s) for s in ("error", "warning", "info")
    }
    summary = whole["summary"]
    assert summary["reports"] == len(EVERY)
    assert summary["passed"] + summary["failed"] + summary["undecided"] + summary[
        "unreadable"
    ] == len(EVERY)


def test_json_where_the_stream_is_poor() -> None:
    assert json.loads(checked_as("json", YANGHE, encoding="ascii")) == as_json(YANGHE)


def test_golden_concise(golden: Callable[[str, str], None]) -> None:
    golden("concise/zh.txt", checked_as("concise", *EVERY))
    golden("concise/en.txt", checked_as("concise", *EVERY, lang="en"))


def test_concise_is_silent_when_all_is_well() -> None:
    assert checked_as("concise", sample("suqian-2023")) == ""


@pytest.mark.parametrize("width", [80, 120])
def test_golden_tables(*, width: int, golden: Callable[[str, str], None]) -> None:
    printed = tables_as("text", DOUBTFUL, SHANGHAI, REFUSED, width=width)
    golden(f"tables/tables.{width}.txt", printed)
    golden(f"tables/tables.en.{width}.txt", tables_as("text", DOUBTFUL, lang="en", width=width))


def test_tables_as_json_and_csv_hold_the_same_cells(golden: Callable[[str, str], None]) -> None:
    golden("tables/tables.csv", tables_as("csv", DOUBTFUL))
    golden("tables/tables.json", tables_as("json", REFUSED, DOUBTFUL))
    (record,) = json.loads(tables_as("json", DOUBTFUL))["reports"]
    lines = list(csv.DictReader(io.StringIO(tables_as("csv", DOUBTFUL))))
    assert len(lines) == len(record["cells"]) == 186
    for line in lines:
        cell = record["cells"][f"{line['table']}.{line['row']}.{line['column']}"]
        assert (line["state"], line["value"], line["raw"]) == (
            cell["state"],
            cell["value"] or "",
            cell["raw"],
        )


def test_csv_says_what_is_missing() -> None:
    lines = csv.DictReader(io.StringIO(tables_as("csv", without(HONGZE, "t4.review.total"))))
    (line,) = (one for one in lines if one["state"] == "missing")
    assert (line["row"], line["column"], line["value"]) == ("review", "total", "")


def test_workbook_has_numbers_as_numbers_and_marks_the_rest() -> None:
    report = change(doubtful(HONGZE, "t4.review.total", "0", "11"), "t4.review.other", "")
    book = openpyxl.load_workbook(io.BytesIO(workbook(report)))
    assert book.sheetnames == ["表二", "表三", "表四"]
    sheet = book["表四"]
    row = next(r for r in sheet.iter_rows(min_row=5) if r[0].value == "行政复议")
    assert [cell.value for cell in row[1:]] == [10, 1, None, 0, "0"]
    assert row[5].comment is not None
    assert "“0”或“11”" in row[5].comment.text
    assert row[5].fill.fgColor.rgb.endswith("FFEB9C")
    assert row[3].fill.fgColor.rgb.endswith("EDEDED")
    fees = next(r for r in book["表二"].iter_rows(min_row=5) if r[0].value == "行政事业性收费")
    assert Decimal(str(fees[5].value)) == Decimal("7730.28")


def test_workbooks_of_several_reports_and_of_none() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(HONGZE, REFUSED)))
    assert book.sheetnames == ["1 表二", "1 表三", "1 表四", "2"]
    assert "扫描件" in book["2"]["A2"].value


def test_same_workbook_same_bytes() -> None:
    assert workbook(HONGZE) == workbook(HONGZE)


def test_long_numbers_are_not_rounded_by_the_spreadsheet() -> None:
    report = change(HONGZE, "t4.review.total", "12345678901234567")
    book = openpyxl.load_workbook(io.BytesIO(workbook(report)))
    row = next(r for r in book["表四"].iter_rows(min_row=5) if r[0].value == "行政复议")
    assert row[5].value == "12345678901234567"


def test_every_form_can_be_drawn() -> None:
    for form in rulebook().forms:
        for layout in form.layouts:
            report = Report(
                "x.pdf", "", form=form.code, layout=layout.layout, tables=("t2", "t3", "t4")
            )
            assert "未印出" in tables_as("text", report)
