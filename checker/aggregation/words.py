"""A draft of an aggregated report in words: what became of its bodies, what is open or differs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.aggregation.model import ADDED, Fate
from checker.i18n import translate
from checker.wording.facts import figure
from checker.wording.names import Names
from checker.wording.rounds import cell_content

NAMED = 100
"""Bodies that are named of one cell: a county has some 60, a note in a workbook 32,767 signs."""

TOLD_ONE_BY_ONE = 5
"""Cells that are open by the same bodies: of more than these the first stand for all."""

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.aggregation.model import Aggregate, Beside, Cause, Member, Summand, Total


def title_of(draft: Aggregate, lang: str) -> str:
    """``某县人民政府 2023 年度报告汇总草稿``."""
    return translate("aggregate.title", lang, body=draft.body, year=draft.year)


def members_of(draft: Aggregate, lang: str) -> Iterator[str]:
    """A line for each fate that there is, with the bodies' names; then what is to be minded."""
    separator = translate("joining.list", lang)
    for fate in Fate:
        some = draft.of_fate(fate)
        if some:
            word = translate(f"aggregate.fate.{fate.value}", lang)
            names = separator.join(one.name for one in some)
            yield translate("aggregate.members", lang, fate=word, count=len(some), names=names)
    yield from lacks_of(draft, lang)
    for one in draft.members:
        remark = remark_of(one, lang)
        if remark:
            yield one.name + translate("joining.colon", lang) + remark


def lacks_of(draft: Aggregate, lang: str) -> Iterator[str]:
    """What the draft as a whole lacks: any report, or that of the body's own office."""
    if not draft.of_fate(*ADDED):
        yield translate("aggregate.nothing", lang)
    elif not draft.of_fate(Fate.OWN):
        yield translate("aggregate.no-own", lang, body=draft.body)


def remark_of(one: Member, lang: str) -> str:
    """What is to be minded of one body whose figures are added: they stand in every sum."""
    if not one.is_added:
        return ""
    told = []
    if one.is_own_scope:
        told.append(translate("aggregate.own-scope", lang))
    if one.faults:
        told.append(translate("aggregate.faults", lang, count=len(one.faults)))
    return translate("joining.semicolon", lang).join(told)


def open_lines(draft: Aggregate, lang: str) -> Iterator[str]:
    """A line for each cell that could not be added up, with the bodies it is open by.

    Many that are open by the same share one: a body's table that is blank or was not read leaves
    all cells of it open. None where there is nothing to add, which is told of the bodies.
    """
    names = names_of(draft, lang)
    separator = translate("joining.list", lang)
    by_bodies: dict[str, list[Total]] = {}
    for total in draft.open_totals:
        if total.summands:
            bodies = separator.join(_open(one, lang) for one in total.open_ones)
            by_bodies.setdefault(bodies, []).append(total)
    for bodies, totals in by_bodies.items():
        if len(totals) > TOLD_ONE_BY_ONE:
            first = separator.join(names.cell(one.ref) for one in totals[:TOLD_ONE_BY_ONE])
            count = len(totals)
            yield translate("aggregate.open-many", lang, cells=first, count=count, bodies=bodies)
            continue
        for total in totals:
            cell, known = names.cell(total.ref), figure(total.known)
            yield translate("aggregate.open", lang, cell=cell, bodies=bodies, known=known)


def differing_lines(beside: Iterable[Beside], draft: Aggregate, lang: str) -> Iterator[str]:
    """A line for each published cell that does not agree."""
    names = names_of(draft, lang)
    for one in beside:
        yield translate(
            "aggregate.differs",
            lang,
            cell=names.cell(one.total.ref),
            published=cell_content(one.published, lang),
            total=figure(one.total.known),
            difference=figure(one.difference or "0", signed=True),
        )


def cause_of(cause: Cause, lang: str) -> str:
    """What the differences point at."""
    return translate(f"aggregate.cause.{cause.kind.value}", lang, body=cause.member.name)


def fit_of(one: Beside, lang: str) -> str:
    """The word for how a published cell stands to its total."""
    return translate(f"aggregate.fit.{one.fit.value}", lang)


def summands_of(total: Total, lang: str) -> str:
    """``政府办公室 3 + 教育局 5（另 15 项为 0）``; what is no number is told as what it is.

    No more than ``NAMED`` bodies are named, first those that leave the sum open.
    """
    told = [one for one in total.summands if one.number is None or one.number]
    further: list[Summand] = []
    if len(told) > NAMED:
        told.sort(key=lambda one: one.number is not None)
        told, further = told[:NAMED], told[NAMED:]
    text = " + ".join(_summand(one, lang) for one in told) or "0"
    notes = []
    if further:
        rest = sum((one.number for one in further if one.number is not None), Decimal(0))
        notes.append(translate("aggregate.further", lang, count=len(further), sum=figure(rest)))
    zeros = sum(one.number == 0 for one in total.summands)
    if zeros and told:
        notes.append(translate("relation.zeros", lang, count=zeros))
    if notes:
        inner = translate("joining.semicolon", lang).join(notes)
        text += translate("joining.brackets", lang, inner=inner)
    return text


def _summand(one: Summand, lang: str) -> str:
    return _open(one, lang) if one.number is None else f"{one.member.name} {figure(one.number)}"


def names_of(draft: Aggregate, lang: str) -> Names:
    """The names of the form's tables, rows and columns."""
    return Names(lang, draft.form, (draft.form,))


def _open(one: Summand, lang: str) -> str:
    content = cell_content(one.cell, lang)
    return one.member.name + translate("joining.brackets", lang, inner=content)
