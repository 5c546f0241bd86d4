"""The facts of an outcome in words: codes become names, numbers get their signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.i18n import group, translate
from checker.model import CellRef, RefusalReason
from checker.wording.versions import unsure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from checker.model import Outcome
    from checker.wording.names import Names

MINUS = "−"
_CELLS_TOLD = 8
"""Up to so many cells of one finding are written out with their figures; the rest are counted."""
_PLACES_TOLD = 4
"""Up to so many places of one rule are named, the rest counted."""


def figure(number: Decimal | str, *, signed: bool = False) -> str:
    """A number for readers: a true minus sign, and a plus where differences ask for one."""
    text = number if isinstance(number, str) else format(number, "f")
    if text.startswith("-"):
        return MINUS + text[1:]
    # No sign before 0.00: nothing is gained or lost.
    return f"+{text}" if signed and text.strip("0.") else text


def refusal(reason: str, detail: str, lang: str) -> str:
    """Why a file gave no report, and what to do."""
    sentence = group("refusal", lang).get(reason, reason)
    if reason == RefusalReason.UNSUPPORTED:
        kind = group("one-file", lang).get(detail, detail)
        return sentence.format(kind=kind)
    if not detail:
        return sentence
    if reason == RefusalReason.DAMAGED and detail.isdecimal():
        detail = translate("place.page", lang, pages=detail)
    # Before the full stop, which every sentence of the catalogue ends with.
    return sentence[:-1] + translate("joining.brackets", lang, inner=detail) + sentence[-1]


def cell_by_cell(outcome: Outcome, names: Names) -> str:
    """The facts that are given by cell: its name and what is to be said of it."""
    told = [
        f"{names.cell(CellRef.parse(key))} {value}"
        for key, value in outcome.facts.items()
        if key.count(".") == 2  # noqa: PLR2004 - a cell's table, row and column
    ]
    # A report copied from another jumps in every cell: a hundred of them would hide the rest.
    more = len(told) - _CELLS_TOLD
    if more > 0:
        told = [*told[:_CELLS_TOLD], translate("place.cells-more", names.lang, count=more)]
    return translate("joining.semicolon", names.lang).join(told)


def fact(key: str, outcome: Outcome, names: Names) -> str:
    """A fact in words: codes become names, numbers get their sign, the rest is as printed."""
    value = outcome.facts[key]
    if key in _NAMED:
        return _NAMED[key](value, names)
    if key == "reason":
        return refusal(value, outcome.facts.get("detail", ""), names.lang)
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return figure(value)
    return value


def _scope(value: str, names: Names) -> str:
    return translate(f"scope.{value}", names.lang)


def _bodies(value: str, names: Names) -> str:
    return names.listed(value.split("、"))


def _unread(value: str, names: Names) -> str:
    """Which bodies print no number where: a line each, of body, state and cells."""
    told = []
    for line in value.split("\n"):
        body, state, *cells = line.split("\t")
        refs = [CellRef.parse(cell) for cell in cells]
        listed = names.listed([names.row(ref.table, ref.row) for ref in refs[:_CELLS_TOLD]])
        if len(refs) > _CELLS_TOLD:
            count = translate("place.cells-count", names.lang, count=len(refs))
            listed += translate("joining.brackets", names.lang, inner=count)
        told.append(translate(f"across.unread.{state}", names.lang, body=body, cells=listed))
    return translate("joining.semicolon", names.lang).join(told)


def _differences(value: str, names: Names) -> str:
    """Columns with their differences: ``自然人列差−2、社会公益组织列差+2``."""
    told = []
    for line in value.split("\n"):
        place, number = line.split("\t")
        named = names.place(None, place)
        text = figure(number, signed=True)
        told.append(translate("relation.column-differs", names.lang, column=named, difference=text))
    return names.listed(told)


def zeros_tried(value: str, table: str | None, names: Names) -> str:
    """What the sums would say of noughts in place of a table's blanks (``checks.zeros_tried``)."""
    count, still_open, *failed = value.split("\n")
    if not failed:
        key = "relation.zeros-hold-rest" if int(still_open) else "relation.zeros-hold"
        return translate(key, names.lang, count=int(count) - int(still_open))
    of_rule: dict[str, list[str]] = {}
    for rule, place in (line.split("\t") for line in failed):
        of_rule.setdefault(rule, []).append(names.place(table, place))
    parts = []
    for rule, places in of_rule.items():
        listed = names.listed(places[:_PLACES_TOLD])
        if len(places) > _PLACES_TOLD:
            listed += translate("relation.zeros-more", names.lang, count=len(places))
        parts.append(rule + translate("joining.brackets", names.lang, inner=listed))
    return translate("relation.zeros-fail", names.lang, failed=names.listed(parts))


def _against(value: str, names: Names) -> str:
    """What the tables give where the text gives another number, with the difference.

    ``表三「新收·总计」为32，相差2``; of several readings each has its own.
    """
    told = []
    for line in value.split("\n") if value else ():
        number, gap, *cells = line.split("\t")
        refs = [CellRef.parse(cell) for cell in cells]
        named = translate("relation.and", names.lang).join(map(names.cell, refs))
        printed = names.form is None or refs[0] in names.form.positions
        key = "relation.table-has" if len(refs) == 1 and printed else "relation.table-sum"
        difference = figure(gap.removeprefix("-"))
        told.append(
            translate(key, names.lang, cells=named, number=figure(number), difference=difference)
        )
    return translate("joining.semicolon", names.lang).join(told)


def _cells_named(value: str, names: Names) -> str:
    """``表三「新收·商业企业」与表三「新收·科研机构」``: cells or groups that are added up."""
    refs = map(CellRef.parse, value.split("\t"))
    return translate("relation.and", names.lang).join(map(names.cell, refs))


def _said_scope(value: str, names: Names) -> str:
    return translate(f"relation.said-of.{value}", names.lang)


_NAMED: Mapping[str, Callable[[str, Names], str]] = {
    "differences": _differences,
    "against": _against,
    "said_scope": _said_scope,
    "loosely": _cells_named,
    "table": lambda value, names: names.table(value),
    "form": lambda value, names: names.form_of(value),
    "expected_form": lambda value, names: names.form_of(value),
    "section": lambda value, names: names.section(value),
    "titled": lambda value, names: names.section(value),
    "scope": _scope,
    "previous_scope": _scope,
    "missing_bodies": _bodies,
    "unread": _unread,
    "unsure": unsure,
}
"""The facts that are codes or names, and how each is put into words."""
