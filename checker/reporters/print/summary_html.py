"""The summary of a register as one self-contained page: pictures, and the tables below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.i18n import translate
from checker.model.marks import GENERATOR
from checker.reporters.print.charts import bars, heat
from checker.reporters.print.templating import render
from checker.wording.summary import NO_SHARE, frequent_rules, lead_of, name_of, tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from checker.model.summary import Part, Summary
    from checker.reporters.options import Look
    from checker.reporters.print.templating import Drawing


class _Section(NamedTuple):
    """A table with its picture; ``shown`` are its rows as texts, numbers told apart."""

    title: str
    note: str
    pictures: tuple[Drawing, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, bool], ...], ...]


def report(summary: Summary, options: Look, stream: TextIO) -> None:
    """Write the page."""
    lang = options.lang
    rules, regions, kinds, totals = tables_of(summary, lang)
    pictures = (
        _bars(summary, rules.title, lang),
        _heat(summary, summary.regions, "regions", regions.title, lang),
        _heat(summary, summary.kinds, "kinds", kinds.title, lang),
        (),
    )
    notes = ("", translate("register.summary.heat-note", lang), "", _totals_note(lang))
    sections = tuple(
        _Section(
            table.title,
            note,
            drawn,
            table.heads,
            tuple(tuple((str(value), _is_number(value)) for value in row) for row in table.rows),
        )
        for table, drawn, note in zip((rules, regions, kinds, totals), pictures, notes, strict=True)
    )
    page = render(
        "summary.html",
        language=translate("language.html", lang),
        generator=GENERATOR,
        title=translate("register.summary.page", lang, year=summary.year),
        lead=lead_of(summary, lang),
        sections=sections,
    )
    stream.write(page)


def _is_number(value: object) -> bool:
    """Whether a column of these is read from the right: counts and shares."""
    return not isinstance(value, str) or value.endswith("%") or value == NO_SHARE


def _totals_note(lang: str) -> str:
    return translate("register.summary.totals-note", lang)


def _bars(summary: Summary, title: str, lang: str) -> tuple[Drawing, ...]:
    shown = {one.rule: one for one in summary.rules}
    rules = frequent_rules(summary)
    if not rules:
        return ()
    series = [(translate("register.summary.year", lang, year=summary.year), summary.year)]
    if summary.before:
        last = translate("register.summary.year", lang, year=summary.year - 1)
        series.append((last, summary.year - 1))
    values = [
        (
            label,
            [shown[rule].broken if year == summary.year else shown[rule].before for rule in rules],
        )
        for label, year in series
    ]
    names = [f"{rule} {shown[rule].title}" for rule in rules]
    return (bars(title, names, values),)


def _heat(
    summary: Summary, parts: Sequence[Part], which: str, title: str, lang: str
) -> tuple[Drawing, ...]:
    rules = frequent_rules(summary)
    shown = [part for part in parts if part.reports]
    if not rules or not shown:
        return ()
    names = [name_of(part, which, lang) for part in shown]
    values = [[part.rules.get(rule, 0) for rule in rules] for part in shown]
    return (heat(title, names, rules, values, [part.reports for part in shown]),)
