"""The status of a register as a tree for people at a terminal."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model.filings import FilingState
from checker.reporters.terminal.screen import Screen
from checker.wording.filings import counts_of, state_of, timing_of, totals_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from checker.model.filings import Standing, Status
    from checker.reporters.options import Look

_STYLES: Mapping[FilingState, str] = MappingProxyType(
    {
        FilingState.CHANGED: "bold red",
        FilingState.FINDINGS: "red",
        FilingState.CORRECTED: "yellow",
        FilingState.SENT_BACK: "yellow",
        FilingState.OWED: "dim",
        FilingState.CLEARED: "green",
    }
)
_INDENT = 2


def report(status: Status, options: Look, stream: TextIO) -> None:
    """Print the totals, then a line a body, those below it indented."""
    lang = options.lang
    screen = Screen(stream, options.width, color=options.color, lang=lang)
    first, second = totals_of(status, lang)
    screen.paragraph(first, indent=0, style="bold")
    screen.paragraph(second, indent=0)
    if status.unassigned:
        screen.paragraph(translate("register.open-names", lang, count=status.unassigned), indent=0)
    screen.line()
    for one in status.lines:
        indent = _INDENT * one.level
        style = _STYLES.get(one.state, "")
        if one.state is FilingState.OWED and one.days_late:
            style = "red"
        screen.paragraph(_line(one, lang), indent=indent, hang=2 * _INDENT, style=style)


def _line(one: Standing, lang: str) -> str:
    told = [state_of(one.state, lang), timing_of(one, lang)]
    if one.verdict is not None:
        told.append(translate(f"verdict.{one.verdict.value}", lang))
    if counts := counts_of(one.counts, lang):
        told.append(counts)
    if one.version > 1:
        told.append(translate("register.version", lang, number=one.version))
    facts = translate("joining.semicolon", lang).join(told)
    return one.name + translate("joining.colon", lang) + facts
