"""The tables as read, drawn for people at a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.reporters.terminal.drawn_table import draw
from checker.reporters.terminal.excerpt import CLOSE, OPEN, whole
from checker.reporters.terminal.screen import Screen
from checker.wording.facts import refusal
from checker.wording.outcomes import doubtful

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from checker.model import Report
    from checker.reporters.options import Look
    from checker.rulebook.form import Table
    from checker.wording.names import Names


def report(reports: Sequence[Report], options: Look, stream: TextIO) -> None:
    """Print every table of every report in full; what is not a number is marked."""
    screen = Screen(stream, options.width, color=options.color, lang=options.lang)
    for one in reports:
        screen.line((one.name, "bold"))
        if one.refusal is not None:
            text = refusal(one.refusal.reason.value, one.refusal.detail, options.lang)
            screen.paragraph(text, indent=2, style="bold red")
        names = options.names(one)
        for table in names.form.tables.values() if names.form else ():
            screen.line()
            _table(one, table, names, screen)
        screen.line()


def _table(report: Report, table: Table, names: Names, screen: Screen) -> None:
    lang = names.lang
    screen.line("  ", (f"{table.name[lang]} {table.title[lang]}", "bold underline"))
    if table.code not in report.tables:
        screen.line("    ", (translate("tables.none", lang), "bold red"))
        return
    grids = [draw(grid, screen, indent=2) for grid in whole(report, table, names)]
    kinds = {entry.kind for grid in grids for line in grid.lines for entry in line.entries}
    for kind in ("cell", "doubtful"):
        if kind in kinds:
            note = translate(f"report.mark.{kind}", lang, open=OPEN, close=CLOSE)
            screen.paragraph(note, indent=4, style="dim")
    for ref in table.refs:
        cell = report.cell(ref)
        if cell is not None and cell.doubt is not None:
            screen.paragraph(doubtful(names.cell(ref), cell, lang), indent=4, hang=2)
    states = Counter(
        "missing" if (c := report.cell(r)) is None else c.state.value for r in table.refs
    )
    keys = ("number", "blank", "text", "doubtful", "missing")
    counts = {key: states[key] for key in keys}
    screen.paragraph(
        translate("tables.count", lang, cells=len(table.refs), **counts), indent=4, style="dim"
    )
