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
@pytest.mark.parametrize(("suffix", "output_format"), [("txt", "text"), ("json", "json")])
def test_the_program_says_what_stands_beside_the_sample(
    *,
    recipe: Recipe,
    suffix: str,
    output_format: str,
    expected: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    path = f"samples/{recipe.file}"
    status = main(
        ["check", path, "--output-format", output_format, "--lang", "zh", "--color", "never"]
    )
    printed = capsys.readouterr().out
    assert status == EXPECTED_STATUS[recipe.folder], printed
    if output_format == "json":
        jsonschema.validate(json.loads(printed), SCHEMA)
    uncounted = _uncounted_json(printed) if output_format == "json" else _uncounted_text(printed)
    expected(f"samples/{recipe.folder}/{recipe.name}.expected.{suffix}", uncounted)


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
