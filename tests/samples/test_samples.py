"""What the program says of each sample: golden files beside the PDFs.

``samples/<folder>/<name>.expected.txt`` and ``.expected.json`` are the outputs of
``checker check`` in Chinese at 80 columns; ``make golden`` rewrites them, to be read before
they are committed.
"""

from __future__ import annotations

import json
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
    path = f"samples/{recipe.folder}/{recipe.name}.pdf"
    status = main(
        ["check", path, "--output-format", output_format, "--lang", "zh", "--color", "never"]
    )
    printed = capsys.readouterr().out
    assert status == EXPECTED_STATUS[recipe.folder], printed
    if output_format == "json":
        jsonschema.validate(json.loads(printed), SCHEMA)
    expected(f"samples/{recipe.folder}/{recipe.name}.expected.{suffix}", printed)
