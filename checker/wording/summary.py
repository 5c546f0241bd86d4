"""The summary of a register as tables of words and numbers: what every output of it shows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from checker.i18n import translate
from checker.model.summary import FIGURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.summary import Part, Summary

Value: TypeAlias = "str | int | Decimal"

MOST_RULES = 15
"""Rules that a picture shows, and a table by regions or kinds has columns for."""


NO_SHARE = "—"
"""The share of none."""
_OF_RULES = ("rule", "title", "broken", "share", "left-open")
_OF_PARTS = ("bodies", "reports", "wrong", "share", "undecided")
COLUMNS = tuple(dict.fromkeys((*_OF_RULES, "regions", "kinds", *_OF_PARTS)))
"""Each has its heading in the texts."""


class SummaryTable(NamedTuple):
    """A table with its title; the first columns are words."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def lead_of(summary: Summary, lang: str) -> str:
    """One line above all: how many reports there are, and how many break a rule."""
    whole = summary.whole
    return translate(
        "register.summary.lead", lang, year=summary.year, bodies=whole.bodies,
        reports=whole.reports, wrong=whole.wrong, undecided=whole.undecided,
        clean=whole.reports - whole.wrong - whole.undecided,
    )  # fmt: skip


def tables_of(summary: Summary, lang: str) -> tuple[SummaryTable, ...]:
    """The rules, the regions, the kinds of bodies, the figures added up."""
    return (
        _rules(summary, lang),
        _parts(
            translate("register.summary.title.regions", lang),
            "regions",
            summary.regions,
            summary,
            lang,
        ),
        _parts(
            translate("register.summary.title.kinds", lang),
            "kinds",
            summary.kinds,
            summary,
            lang,
        ),
        _totals(summary, lang),
    )


def frequent_rules(summary: Summary) -> tuple[str, ...]:
    """The rules that most reports break, the commonest first."""
    return tuple(one.rule for one in summary.rules if one.broken)[:MOST_RULES]


def region_name(key: str, name: str, lang: str) -> str:
    """A region in words: its government's name, its code, or that none is given."""
    return name or key or translate("register.summary.no-region", lang)


def kind_name(kind: str, lang: str) -> str:
    """A kind of bodies in words."""
    if not kind:
        return translate("register.summary.no-kind", lang)
    return translate(f"register.kind.{kind}", lang)


def name_of(part: Part, which: str, lang: str) -> str:
    """A part in words."""
    if which == "kinds":
        return kind_name(part.key, lang)
    return region_name(part.key, part.name, lang)


def _heads(names: Sequence[str], lang: str) -> tuple[str, ...]:
    return tuple(translate(f"register.summary.column.{name}", lang) for name in names)


def _rules(summary: Summary, lang: str) -> SummaryTable:
    heads = _heads(_OF_RULES, lang)
    last = translate("register.summary.broken-before", lang, year=summary.year - 1)
    rows = tuple(
        (
            one.rule, one.title, one.broken, _share(one.broken, summary.whole.reports),
            one.undecided, one.before,
        )
        for one in summary.rules
    )  # fmt: skip
    title = translate("register.summary.title.rules", lang, before=summary.before)
    return SummaryTable(title, (*heads, last), rows)


def _parts(
    title: str, which: str, parts: Sequence[Part], summary: Summary, lang: str
) -> SummaryTable:
    first = _heads((which, *_OF_PARTS), lang)
    rules = frequent_rules(summary)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            name_of(one, which, lang), one.bodies, one.reports, one.wrong,
            _share(one.wrong, one.reports), one.undecided,
            *(one.rules.get(rule, 0) for rule in rules),
        )
        for one in parts
    )  # fmt: skip
    return SummaryTable(title, (*first, *rules), rows)


def _totals(summary: Summary, lang: str) -> SummaryTable:
    names = {one.key: region_name(one.key, one.name, lang) for one in summary.regions}
    first = _heads(("regions", "kinds", "reports"), lang)
    figures = tuple(translate(f"register.summary.figure.{name}", lang) for name, _ in FIGURES)
    rows = tuple(
        (
            names[one.region], kind_name(one.kind, lang), one.reports,
            *(_sum(each.value, each.left_out, lang) for each in one.sums),
        )
        for one in summary.totals
    )  # fmt: skip
    return SummaryTable(translate("register.summary.title.totals", lang), (*first, *figures), rows)


def _sum(value: Decimal, left_out: int, lang: str) -> Value:
    """A sum; that some reports do not give the figure for sure stands beside it."""
    if not left_out:
        return value
    return translate("register.summary.left-out", lang, value=format(value, "f"), count=left_out)


def _share(part: int, whole: int) -> str:
    """Per cent with one digit, halves away from zero: what a reader would work out."""
    if not whole:
        return NO_SHARE
    return f"{(Decimal(100 * part) / whole).quantize(Decimal('0.1'), 'ROUND_HALF_UP')}%"
