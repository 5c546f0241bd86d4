"""The reports below a body added up, in words: who is in it, every cell with its summands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.aggregation import Fate, Fit
from checker.aggregation.words import cause_of, fit_of, lacks_of, names_of, remark_of
from checker.i18n import translate
from checker.model import CellRef, State
from checker.reporters.inert import inert
from checker.wording.facts import figure
from checker.wording.rounds import cell_content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.aggregation import Aggregate, Beside, Member, Total
    from checker.wording.names import Names

    Numbers = Mapping[str, tuple[int, int]]
    """Of each body by its code: its number, and that of its report."""

_FIRST = (Fate.MISSING, Fate.OTHER_FORM, Fate.UNLISTED)
"""What somebody must see to is told first."""


class MemberLine(NamedTuple):
    """A body in words, with the addresses of its page and of its report."""

    name: str
    address: str
    report: str
    verdict: str
    verdict_name: str
    version: str
    remark: str


class Fated(NamedTuple):
    """The bodies that one thing became of; ``names_only`` where nothing came of any."""

    title: str
    members: tuple[MemberLine, ...]
    names_only: bool


class SumCell(NamedTuple):
    """A cell: its sum, how it is marked, what was published and by how much that differs."""

    ref: str
    text: str
    kind: str
    published: str
    difference: str


class SumGrid(NamedTuple):
    """A part of a table."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[SumCell, ...]], ...]


class Summed(NamedTuple):
    """A body's part of a cell: what it prints, and whether it is added."""

    name: str
    address: str
    text: str
    kind: str
    word: str


class CellSum(NamedTuple):
    """One cell with all its summands, and the bodies that have no part in it."""

    name: str
    facts: tuple[tuple[str, str], ...]
    note: str
    summands: tuple[Summed, ...]
    others: tuple[Summed, ...]


@dataclass(frozen=True, slots=True)
class SumView:
    """The page of a sum; ``causes`` are what the differences point at."""

    tally: str
    compared: str
    notes: tuple[str, ...]
    causes: tuple[str, ...]
    fates: tuple[Fated, ...]
    grids: tuple[SumGrid, ...]


def sum_view(draft: Aggregate, numbers: Numbers, lang: str) -> SumView:
    """The draft in words."""
    names = names_of(draft, lang)
    compared = ""
    if draft.published is not None:
        version = draft.published_version
        compared = translate("aggregate.compared", lang, version=version, **draft.tally)
    return SumView(
        translate("aggregate.totals", lang, **draft.tally),
        compared,
        tuple(map(inert, lacks_of(draft, lang))),
        tuple(inert(cause_of(cause, lang)) for cause in draft.causes),
        tuple(_fates(draft, numbers, lang)),
        tuple(_grids(draft, names)),
    )


def cell_sum(draft: Aggregate, ref: str, numbers: Numbers, lang: str) -> CellSum | None:
    """One cell; ``None`` of one that the form does not have."""
    try:
        total = draft.totals.get(CellRef.parse(ref))
    except ValueError:
        return None
    if total is None:
        return None
    beside = next((one for one in draft.beside if one.total.ref == total.ref), None)
    names = names_of(draft, lang)
    return CellSum(
        names.cell(total.ref),
        tuple(_facts(total, beside, lang)),
        "" if total.is_added else translate("aggregate.not-added", lang),
        tuple(_summands(total, numbers, lang)),
        tuple(
            _summed(one, ref, "", translate(f"aggregate.fate.{one.fate.value}", lang), numbers)
            for one in draft.members
            if not one.is_added
        ),
    )


def _fates(draft: Aggregate, numbers: Numbers, lang: str) -> Iterator[Fated]:
    for fate in (*_FIRST, *(one for one in Fate if one not in _FIRST)):
        some = draft.of_fate(fate)
        if some:
            word = translate(f"aggregate.fate.{fate.value}", lang)
            title = translate("desk.of-fate", lang, fate=word, count=len(some))
            names_only = all(one.report is None for one in some)
            yield Fated(title, tuple(_member(one, numbers, lang) for one in some), names_only)


def _member(one: Member, numbers: Numbers, lang: str) -> MemberLine:
    body, report = numbers.get(one.code, (0, 0))
    verdict = "" if one.verdict is None else one.verdict.value
    return MemberLine(
        inert(one.name),
        f"/bodies/{body}" if body else "",
        f"/reports/{report}" if report else "",
        verdict,
        translate(f"verdict.{verdict}", lang) if verdict else "",
        translate("desk.version", lang, number=one.version) if one.version else "",
        inert(remark_of(one, lang)),
    )


def _grids(draft: Aggregate, names: Names) -> Iterator[SumGrid]:
    beside = {one.total.ref: one for one in draft.beside}
    lang = names.lang
    for table in draft.form.tables.values():
        for rows, columns in table.parts:
            lines = tuple(
                (
                    names.row(table.code, row),
                    tuple(
                        _cell(draft.totals[ref], beside.get(ref), lang)
                        for ref in (CellRef(table.code, row, column) for column in columns)
                    ),
                )
                for row in rows
            )
            heads = tuple(names.column(table.code, column) for column in columns)
            yield SumGrid(f"{table.name[lang]} {table.title[lang]}", heads, lines)


def _cell(total: Total, beside: Beside | None, lang: str) -> SumCell:
    ref = str(total.ref)
    if not total.is_added:
        return SumCell(ref, translate("desk.not-added", lang), "absent", "", "")
    text = (
        figure(total.number)
        if total.number is not None
        else translate("desk.at-least", lang, known=figure(total.known))
    )
    kinds = [] if total.number is not None else ["state"]
    if beside is None or beside.fit is Fit.EQUAL:
        return SumCell(ref, text, " ".join(kinds), "", "")
    difference = ""
    if beside.fit is Fit.DIFFERS:
        kinds.append("error" if beside.counts else "warning")
        difference = figure(beside.difference or "0", signed=True)
    return SumCell(
        ref, text, " ".join(kinds), inert(cell_content(beside.published, lang)), difference
    )


def _facts(total: Total, beside: Beside | None, lang: str) -> Iterator[tuple[str, str]]:
    if total.number is not None:
        yield translate("aggregate.column.total", lang), figure(total.number)
    elif total.is_added:
        known = translate("desk.at-least", lang, known=figure(total.known))
        yield translate("aggregate.column.total", lang), known
    if beside is None:
        return
    published = inert(cell_content(beside.published, lang))
    yield translate("aggregate.column.published", lang), published
    if beside.difference is not None and beside.fit is not Fit.OPEN:
        difference = figure(beside.difference, signed=True)
        yield translate("aggregate.column.difference", lang), difference
    yield translate("aggregate.column.fit", lang), fit_of(beside, lang)


def _summands(total: Total, numbers: Numbers, lang: str) -> Iterator[Summed]:
    """Those that give no number first, then the largest."""
    ordered = sorted(
        total.summands, key=lambda one: (one.number is not None, -(one.number or 0))
    )  # fmt: skip
    for one in ordered:
        faulty = total.ref in one.member.faults
        kind = "missing" if one.cell is None else one.cell.state.value
        if one.number is None:
            word = translate("desk.summand.open", lang)
        else:
            kind = State.NUMBER.value
            word = translate("desk.summand.faulty" if faulty else "desk.summand.added", lang)
        text = cell_content(one.cell, lang)
        yield _summed(one.member, str(total.ref), text, word, numbers, "faulty" if faulty else kind)


def _summed(  # noqa: PLR0917 - the columns of a line
    one: Member, ref: str, text: str, word: str, numbers: Numbers, kind: str = "out"
) -> Summed:
    _, report = numbers.get(one.code, (0, 0))
    address = f"/reports/{report}?cell={ref}#cell" if report else ""
    return Summed(inert(one.name), address, inert(text), kind, word)
