"""The corpus beside the repository, where it is there: no wrong number, every cell right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from checker.isolation.read import read_report
from checker.rulebook.load import load_forms
from tests.documents.truth import assert_every_cell_is_right
from tests.support.shared import SHARED, waits_for

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((SHARED / "pdfs").glob("*.pdf"))

pytestmark = waits_for("pdfs/h01_base.pdf")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_cell_is_right(path: Path) -> None:
    truth = json.loads(path.with_suffix(".truth.json").read_text("utf-8"))["cells"]
    assert_every_cell_is_right(read_report(path, load_forms()), truth)
