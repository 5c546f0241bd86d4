"""The status of a register as one self-contained page, to be read and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model.marks import GENERATOR
from checker.reporters.print.templating import render
from checker.wording.filings import totals_of
from checker.wording.status_table import headings, row_of

if TYPE_CHECKING:
    from typing import TextIO

    from checker.model.filings import Status
    from checker.reporters.options import Look

_DEEPEST = 4  # levels that the page's style indents


def report(status: Status, options: Look, stream: TextIO) -> None:
    """Write the page: totals above, then a row a body, those below others indented."""
    lang = options.lang
    lines = [
        {
            "level": str(min(one.level, _DEEPEST)),
            "state": one.state.value,
            "cells": tuple(
                ("" if value is None else str(value), isinstance(value, int))
                for value in row_of(one, lang)
            ),
        }
        for one in status.lines
    ]
    page = render(
        "status.html",
        language=translate("language.html", lang),
        generator=GENERATOR,
        title=translate("register.sheet", lang, year=status.year),
        totals=totals_of(status, lang),
        heads=headings(lang),
        lines=lines,
    )
    stream.write(page)
