"""What the program says of each sample: golden files beside the PDFs.

``samples/<folder>/<name>.expected.txt`` and ``.expected.json`` are the outputs of
``checker check`` in Chinese at 80 columns, without the number of checks, which every rule that is
added changes; ``make golden`` rewrites them, to be read before they are committed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from checker.cli.main import main
from samples.recipes import RECIPES, Recipe

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "checker" / "results.schema.json").read_text("utf-8"))
EXPECTED_STATUS = {"ok": 0, "bad": 1}

each_sample = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)


@each_sample
def test_the_program_says_what_stands_beside_the_sample(
    recipe: Recipe,
    expected: Callable[[str, str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    machine = tmp_path / "results.json"
    options = ("--lang", "zh", "--color", "never", "--report", f"json={machine}")
    status = main(["check", f"samples/{recipe.file}", *options])
    printed = capsys.readouterr().out
    assert status == EXPECTED_STATUS[recipe.folder], printed
    results = machine.read_text("utf-8")
    jsonschema.validate(json.loads(results), SCHEMA)
    beside = f"samples/{recipe.folder}/{recipe.name}.expected"
    expected(f"{beside}.txt", _uncounted_text(printed))
    expected(f"{beside}.json", _uncounted_json(results))


def _uncounted_text(printed: str) -> str:
    """What is printed without the two lines that count checks."""
    text, found = re.subn(
        r"^  (?:硬性|全部)校验 \d+ 项：通过 \d+，不符 \d+，未能判定 \d+\n",
        "",
        printed,
        flags=re.MULTILINE,
    )
    assert found == 2
    return text


def _uncounted_json(printed: str) -> str:
    """What is printed without the numbers of checks."""
    whole = json.loads(printed)
    for report in whole["reports"]:
        counted = report.pop("coverage")
        assert counted["checks"] >= counted["hard"]["checks"] > 0
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def test_a_draft_and_what_was_published_of_it_are_held_against_each_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    draft, page = "samples/bad/draft-2023.docx", "samples/ok/published-2023.html"
    assert main(["check", draft, page, "--output-format", "json", "--lang", "zh"]) == 1
    results = json.loads(capsys.readouterr().out)
    jsonschema.validate(results, SCHEMA)
    (entry,) = results["compared"]
    assert (entry["relation"], entry["reports"]) == ("versions", [draft, page])
    assert entry["coverage"]["failed"] == 2
    # The page by itself is in order: what changed on the way no sum shows.
    assert [report["verdict"] for report in results["reports"]] == ["fail", "pass"]
    found = {finding["place"]: finding for finding in results["findings"]}
    assert found.keys() == {"t2.penalties.decisions", "t3.granted.total"}
    assert {finding["rule"] for finding in found.values()} == {"VE-01"}
    message = found["t2.penalties.decisions"]["message"]
    assert "draft-2023.docx（第 1 张表第 10 行第 2 格）为5499126" in message
    assert "published-2023.html（网页元素 html/body/table[1]/tbody[1]/tr[10]/td[2]）" in message
    assert "为5499216" in message
    read = [one["read"] for one in found["t2.penalties.decisions"]["evidence"]]
    assert [(one["value"], one["place"]["kind"]) for one in read] == [
        ("5499126", "document"),
        ("5499216", "element"),
    ]
