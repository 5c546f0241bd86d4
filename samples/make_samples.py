"""Rebuilds the samples from their figures: ``python -m samples.make_samples [NAME ...]``.

Needs Chromium, LibreOffice and two fonts; the PDFs are committed, so only
someone who changes a sample has to run it (``make samples``).
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from samples.printers import print_docx, print_html, require_programs, settle
from samples.recipes import RECIPES, Recipe, Route
from samples.report_docx import document
from samples.report_html import page
from samples.report_sheet import KnownSheet, Worksheet, laid_out, with_sums, workbook
from samples.story import tell

SAMPLES = Path(__file__).parent


def sheet(recipe: Recipe) -> KnownSheet:
    """The figures of a sample on their form."""
    figures = yaml.safe_load((SAMPLES / "figures" / f"{recipe.name}.yaml").read_text("utf-8"))
    return KnownSheet(figures, labels=recipe.labels, halves=recipe.halves)


def main(names: list[str]) -> None:
    """Makes the named samples, or all of them."""
    unknown = set(names) - {recipe.name for recipe in RECIPES}
    if unknown:
        sys.exit(f"no such sample: {', '.join(sorted(unknown))}")
    wanted = [recipe for recipe in RECIPES if not names or recipe.name in names]
    is_printed = any(recipe.route is not Route.SHEET for recipe in wanted)
    browser, office = require_programs() if is_printed else ("", "")
    for recipe in wanted:
        blocks = tell(sheet(recipe), recipe)
        if recipe.route is Route.SHEET:
            made = workbook([Worksheet("年报", with_sums(laid_out(blocks)))])
        elif recipe.route is Route.CHROMIUM:
            made = settle(print_html(browser, page(blocks, recipe)))
        else:
            made = settle(print_docx(office, document(blocks, recipe)))
        target = SAMPLES / recipe.file
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(made)
        print(f"{target.relative_to(SAMPLES.parent)}  {target.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
