"""A draft of an aggregated report for people at a terminal: bodies, what is open, what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.aggregation.words import (
    cause_of,
    differing_lines,
    members_of,
    open_lines,
    title_of,
)
from checker.i18n import translate
from checker.reporters.terminal.screen import Screen

if TYPE_CHECKING:
    from typing import TextIO

    from checker.aggregation import Aggregate
    from checker.reporters.options import Look


def report(draft: Aggregate, options: Look, stream: TextIO) -> None:
    """Print it; the figures themselves are for the workbook and the document."""
    lang = options.lang
    screen = Screen(stream, options.width, color=options.color, lang=lang)
    screen.line((title_of(draft, lang), "bold"))
    for line in members_of(draft, lang):
        screen.paragraph(line, indent=0, hang=2)
    screen.paragraph(translate("aggregate.totals", lang, **draft.tally), indent=0)
    for line in open_lines(draft, lang):
        screen.paragraph(line, indent=2, hang=2, style="yellow")
    if draft.published is None:
        return
    version = draft.published_version
    screen.paragraph(
        translate("aggregate.compared", lang, version=version, **draft.tally), indent=0
    )
    for line in differing_lines(draft.differing, draft, lang):
        screen.paragraph(line, indent=2, hang=2, style="red")
    for cause in draft.causes:
        screen.paragraph(cause_of(cause, lang), indent=2, hang=2)
    if draft.notes:
        screen.paragraph(translate("aggregate.compared-blocks", lang), indent=0)
    for line in differing_lines(draft.notes, draft, lang):
        screen.paragraph(line, indent=2, hang=2)
