"""The summary of a register for people at a terminal: what is commonest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.reporters.terminal.screen import Screen
from checker.wording.summary import lead_of, tables_of

if TYPE_CHECKING:
    from typing import TextIO

    from checker.model.summary import Summary
    from checker.reporters.options import Look
    from checker.wording.summary import Value

_INDENT = 2


def report(summary: Summary, options: Look, stream: TextIO) -> None:
    """Print a paragraph a row: its names, then each number that is none with its column's head."""
    lang = options.lang
    screen = Screen(stream, options.width, color=options.color, lang=lang)
    screen.paragraph(lead_of(summary, lang), indent=0, style="bold")
    for table in tables_of(summary, lang):
        screen.line()
        screen.paragraph(table.title, indent=0, style="bold")
        for row in table.rows:
            screen.paragraph(_line(table.heads, row, lang), indent=_INDENT, hang=2 * _INDENT)


def _line(heads: tuple[str, ...], row: tuple[Value, ...], lang: str) -> str:
    first = next(at for at, value in enumerate(row) if not isinstance(value, str))
    told = [
        translate("register.summary.told", lang, head=head, value=str(value))
        for head, value in zip(heads[first:], row[first:], strict=True)
        if value
    ]
    names = " ".join(str(name) for name in row[:first] if name)
    return names + translate("joining.colon", lang) + translate("joining.list", lang).join(told)
