"""The samples themselves: they print their figures, stay small, and can be made again."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from samples.make_samples import official_copy, sheet
from samples.recipes import RECIPES, Recipe, Route
from samples.report_docx import document
from samples.report_html import page
from samples.report_sheet import Worksheet, laid_out, with_sums, workbook
from samples.story import tell

SAMPLES = Path(__file__).parents[2] / "samples"
LARGEST = 200_000  # bytes; a clone should stay quick

PRINTED = [recipe for recipe in RECIPES if recipe.file.endswith(".pdf")]
each_printed = pytest.mark.parametrize("recipe", PRINTED, ids=lambda recipe: recipe.name)
each_sample = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)


@each_printed
def test_the_pdf_prints_the_figures_it_is_made_from(recipe: Recipe) -> None:
    with pypdfium2.PdfDocument(SAMPLES / recipe.folder / f"{recipe.name}.pdf") as pdf:
        text = "\n".join(one.get_textpage().get_text_range() for one in pdf)
    made = sheet(recipe)
    packed = "".join(text.split())
    year = made.figures["year"]
    assert f"{made.figures['body']}{year}年政府信息公开工作年度报告" in packed
    start, end = recipe.period or (f"{year}年1月1日", f"{year}年12月31日")
    assert f"本报告所列数据的统计期限自{start}起至{end}止" in packed
    for label in recipe.labels.values():
        assert label in packed
    printed = Counter(re.findall(r"\d+(?:\.\d+)?", text))
    wanted = Counter(
        number
        for value in made.figures["cells"].values()
        for number in re.findall(r"\d+(?:\.\d+)?", value)
    )
    assert wanted - printed == Counter()


@each_sample
def test_a_sample_stays_small(recipe: Recipe) -> None:
    assert (SAMPLES / recipe.file).stat().st_size < LARGEST


@each_sample
def test_both_routes_can_set_every_report(recipe: Recipe) -> None:
    blocks = tell(sheet(recipe), recipe)
    assert document(blocks, recipe) == document(blocks, recipe)
    assert page(blocks, recipe).count("<table") == 3


def test_every_figure_file_has_its_sample() -> None:
    figures = {path.stem for path in (SAMPLES / "figures").glob("*.yaml")}
    assert figures == {recipe.name for recipe in RECIPES}
    endings = ("pdf", "xlsx", "docx", "html", "ofd")
    found = (path for ending in endings for path in SAMPLES.glob(f"*/*.{ending}"))
    files = {f"{path.parent.name}/{path.name}" for path in found}
    assert files == {recipe.file for recipe in RECIPES}


@pytest.mark.parametrize(
    "recipe",
    [recipe for recipe in RECIPES if recipe.route is Route.WORD],
    ids=lambda one: one.name,
)
def test_a_draft_is_that_of_its_recipe(recipe: Recipe) -> None:
    blocks = tell(sheet(recipe), recipe)
    assert (SAMPLES / recipe.file).read_bytes() == document(blocks, recipe)


@pytest.mark.parametrize(
    "recipe",
    [recipe for recipe in RECIPES if recipe.route is Route.SHEET],
    ids=lambda one: one.name,
)
def test_the_workbook_is_that_of_its_recipe(recipe: Recipe) -> None:
    cells = with_sums(laid_out(tell(sheet(recipe), recipe)))
    assert (SAMPLES / recipe.file).read_bytes() == workbook([Worksheet("年报", cells)])


@pytest.mark.parametrize(
    "recipe", [recipe for recipe in RECIPES if recipe.route is Route.OFD], ids=lambda one: one.name
)
def test_the_official_copy_is_that_of_its_recipe(recipe: Recipe) -> None:
    made = official_copy(tell(sheet(recipe), recipe))
    assert (SAMPLES / recipe.file).read_bytes() == made


@pytest.mark.parametrize(
    "recipe", [recipe for recipe in RECIPES if recipe.route is Route.PAGE], ids=lambda one: one.name
)
def test_the_published_page_is_that_of_its_recipe(recipe: Recipe) -> None:
    assert (SAMPLES / recipe.file).read_bytes() == page(
        tell(sheet(recipe), recipe), recipe
    ).encode()
