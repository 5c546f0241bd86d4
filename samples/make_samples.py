"""Rebuilds the samples from their figures: ``python -m samples.make_samples [NAME ...]``.

Needs Chromium, LibreOffice and two fonts; the PDFs are committed, so only
someone who changes a sample has to run it (``make samples``).
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from samples.grid import Sheet
from samples.printers import print_docx, print_html, require_programs, settle
from samples.recipes import DRAFTS, RECIPES, Recipe, Route
from samples.report_docx import document
from samples.report_html import page
from samples.story import tell

SAMPLES = Path(__file__).parent


def sheet(recipe: Recipe) -> Sheet:
    """The figures of a sample on their form."""
    figures = yaml.safe_load((SAMPLES / "figures" / f"{recipe.name}.yaml").read_text("utf-8"))
    return Sheet(figures, labels=recipe.labels, halves=recipe.halves)


def main(names: list[str]) -> None:
    """Makes the named samples, or all of them."""
    recipes = (*RECIPES, *DRAFTS)
    unknown = set(names) - {recipe.name for recipe in recipes}
    if unknown:
        sys.exit(f"no such sample: {', '.join(sorted(unknown))}")
    browser, office = require_programs()
    for recipe in recipes:
        if names and recipe.name not in names:
            continue
        blocks = tell(sheet(recipe), recipe)
        if recipe.route is Route.CHROMIUM:
            data = settle(print_html(browser, page(blocks, recipe)))
        else:
            data = document(blocks, recipe)
            if recipe.route is Route.LIBREOFFICE:
                data = settle(print_docx(office, data))
        target = SAMPLES / recipe.file
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
        print(f"{target.relative_to(SAMPLES.parent)}  {target.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
