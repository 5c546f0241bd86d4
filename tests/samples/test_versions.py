"""One report in every format that is written from figures: versions that agree in every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.checks.across.judge import judge_side_by_side
from checker.findings.compared import compared
from checker.isolation.read import read_report
from checker.model import Comparison, Coverage
from checker.rulebook import load_rulebook
from samples.make_samples import official_copy, sheet
from samples.recipes import RECIPES, Recipe
from samples.report_docx import document
from samples.report_html import page
from samples.report_sheet import Worksheet, laid_out, workbook
from samples.story import tell

if TYPE_CHECKING:
    from pathlib import Path

    from checker.model import Report

KNOWN = {recipe.name: recipe for recipe in RECIPES}


def versions(recipe: Recipe, folder: Path) -> tuple[Report, ...]:
    """The report as a Word file, a web page, a workbook and an OFD file."""
    made = {
        "docx": document(tell(sheet(recipe), recipe), recipe),
        "html": page(tell(sheet(recipe), recipe), recipe).encode(),
        "xlsx": workbook([Worksheet("年报", laid_out(tell(sheet(recipe), recipe)))]),
        "ofd": official_copy(tell(sheet(recipe), recipe)),
    }
    read = []
    for ending, data in made.items():
        path = folder / f"r.{ending}"
        path.write_bytes(data)
        read.append(read_report(path, load_rulebook().forms))
    return tuple(read)


@pytest.mark.parametrize("name", ["hongze-2023", "shanghai-office-2019"])
def test_formats_of_one_report_agree_in_every_cell(name: str, tmp_path: Path) -> None:
    reports = versions(KNOWN[name], tmp_path)
    rulebook = load_rulebook()
    held = judge_side_by_side(reports, len(reports), {}, rulebook)
    told = [one for one in compared(held, reports, "en") if one.relation is Comparison.VERSIONS]
    cells = len(reports[0].cells)
    assert cells > 180
    assert [one.coverage for one in told] == [Coverage(cells, cells, 0, 0)] * 3
