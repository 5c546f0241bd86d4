"""SARIF: valid against the published schema, with what GitHub asks for, inside its limits."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from checker.reporters.ci import sarif
from tests.reporters.ci_reports import (
    BESIDE,
    EVERY,
    HONGZE,
    SHANGHAI,
    YANGHE,
)
from tests.reporters.printing import look, table_results, tables_checked_as
from tests.support import schemas
from tests.support.made_outcomes import rulebook

if TYPE_CHECKING:
    from checker.model import Report


def run_of(*reports: Report, **given: Any) -> dict[str, Any]:
    whole = json.loads(tables_checked_as("sarif", *reports, **given))
    run: dict[str, Any] = whole["runs"][0]
    return run


@pytest.mark.parametrize("given", [{}, {"lang": "en"}, BESIDE, {"rules": ()}])
def test_sarif_is_valid(given: dict[str, Any]) -> None:
    schemas.sarif().validate(json.loads(tables_checked_as("sarif", *EVERY, **given)))


@pytest.mark.parametrize(
    "breakage",
    [
        {"level": "fatal"},
        {"message": {}},
        {"ruleIndex": -2},
        {"locations": [{"physicalLocation": {"region": {"startLine": 0}}}]},
        {"columnNumber": 1},
    ],
    ids=lambda one: next(iter(one)),
)
def test_the_schema_of_sarif_refuses_what_is_none(breakage: dict[str, Any]) -> None:
    whole = json.loads(tables_checked_as("sarif", HONGZE))
    assert schemas.sarif().is_valid(whole)
    whole["runs"][0]["results"][0] |= breakage
    assert not schemas.sarif().is_valid(whole)


def test_sarif_has_what_github_requires() -> None:
    run = run_of(*EVERY, **BESIDE, rules=rulebook().rules)
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
        assert len(rule["properties"]["tags"]) <= 10
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("recommendation", "warning", "error")
    hashes = [one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]]
    assert len(set(hashes)) == len(hashes)
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        place = one["locations"][0]["physicalLocation"]
        assert set(place["region"]) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert not place["artifactLocation"]["uri"].startswith(("/", "file:"))
        assert len(one.get("relatedLocations", ())) <= 1000


def test_sarif_results_carry_their_evidence() -> None:
    first = run_of(HONGZE, **BESIDE)["results"][0]
    assert first["ruleId"] == "T4-01"
    assert first["properties"]["expected"] == "11"
    place = first["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "samples/hongze-2023.tables.txt"
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "t4.review.upheld"
    operand = first["relatedLocations"][0]
    assert operand["properties"]["value"] == "10"
    assert operand["properties"]["page"] == 1
    assert operand["message"]["text"].endswith("：10")


def test_sarif_paths_are_relative_references() -> None:
    odd = replace(HONGZE, path="年报 2023#1?.pdf")
    place = run_of(odd)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert re.fullmatch(r"[A-Za-z0-9%._~/-]+", place["uri"])
    assert unquote(place["uri"]) == "年报 2023#1?.pdf"
    assert sarif.uri("a:b.pdf") == "a%3Ab.pdf"
    assert sarif.uri("/srv/年.pdf") == "file:///srv/%E5%B9%B4.pdf"


@pytest.mark.parametrize("limits", [{"limit": 3}, {"max_bytes": 4000}])
def test_sarif_keeps_the_worst_within_the_limits(limits: dict[str, int]) -> None:
    found = table_results(SHANGHAI, HONGZE, YANGHE)
    stream = io.StringIO()
    sarif.report(found, look(lang="en"), stream, **limits)
    run = json.loads(stream.getvalue())["runs"][0]
    levels = [one["level"] for one in run["results"]]
    assert 0 < len(levels) < 6
    assert levels.count("error") == min(3, len(levels))
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    every = run_of(SHANGHAI, HONGZE, YANGHE)["results"]
    assert f"{len(every) - len(levels)} more findings" in note["message"]["text"]


@pytest.mark.parametrize("homepage", ["", "https://example.org/x/checker"])
def test_rules_lead_to_the_catalogue_where_its_address_is_known(homepage: str) -> None:
    first, second = rulebook().rules[:2]
    rules = (first, replace(second, path="mine.yaml"))
    stream = io.StringIO()
    found = table_results(HONGZE)
    sarif.report(found, replace(look(rules=rules), homepage=homepage), stream)
    whole = json.loads(stream.getvalue())
    schemas.sarif().validate(whole)
    driver = whole["runs"][0]["tool"]["driver"]
    assert driver.get("informationUri", "") == homepage
    shipped, own, *_ = driver["rules"]
    expected = f"{homepage}/blob/HEAD/rules/README.md#:~:text={first.id.replace('-', '%2D')}"
    assert shipped.get("helpUri", "") == (expected if homepage else "")
    assert "helpUri" not in own
