"""Rebuilds the samples from their figures: ``python -m samples.make_samples [NAME ...]``.

Needs Chromium, LibreOffice and two fonts; the PDFs are committed, so only
someone who changes a sample has to run it (``make samples``).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from samples.ofd_faces import faces_of
from samples.ofd_layout import laid_out as paged
from samples.printers import print_docx, print_html, require_programs, settle
from samples.recipes import RECIPES, Recipe, Route
from samples.report_docx import document
from samples.report_html import page
from samples.report_ofd import Habits, Lines, ofd
from samples.report_sheet import KnownSheet, Worksheet, laid_out, with_sums, workbook
from samples.story import tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samples.grid import Grid
    from samples.story import Paragraph

SAMPLES = Path(__file__).parent


def sheet(recipe: Recipe) -> KnownSheet:
    """The figures of a sample on their form."""
    figures = yaml.safe_load((SAMPLES / "figures" / f"{recipe.name}.yaml").read_text("utf-8"))
    return KnownSheet(figures, labels=recipe.labels, halves=recipe.halves)


def official_copy(blocks: Iterable[Paragraph | Grid]) -> bytes:
    """A report as an OFD file that brings its fonts, with the lines of its tables in one piece."""
    habits = Habits(lines=Lines.LONG, glyphs=True)
    return ofd(paged(blocks), habits, faces_of("suqian-2023"))


def main(names: list[str]) -> None:
    """Makes the named samples, or all of them."""
    unknown = set(names) - {recipe.name for recipe in RECIPES}
    if unknown:
        sys.exit(f"no such sample: {', '.join(sorted(unknown))}")
    wanted = [recipe for recipe in RECIPES if not names or recipe.name in names]
    is_printed = any(recipe.route in (Route.CHROMIUM, Route.LIBREOFFICE) for recipe in wanted)
    browser, office = require_programs() if is_printed else ("", "")
    for recipe in wanted:
        blocks = tell(sheet(recipe), recipe)
        if recipe.route is Route.SHEET:
            made = workbook([Worksheet("年报", with_sums(laid_out(blocks)))])
        elif recipe.route is Route.WORD:
            made = document(blocks, recipe)
        elif recipe.route is Route.PAGE:
            made = page(blocks, recipe).encode()
        elif recipe.route is Route.OFD:
            made = official_copy(blocks)
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
