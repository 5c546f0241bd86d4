"""An outcome in words: the relation with the printed numbers, or what stood in its way.

Facts only: what the numbers are, what the relation gives, by how much they differ. Which cell
is wrong is never said, because one relation cannot tell.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.errors import RuleFileError
from checker.i18n import group, translate
from checker.model import BLANK_AS_ZERO, Cell, CellRef, Doubt, RefusalReason, Result, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.model import Outcome, Report, Term, Working
    from checker.rulebook.rule import Rule
    from checker.wording.names import Names

MINUS = "−"
SHORT_SUM = 6
"""Sums of up to this many terms are written out in full, zeros included."""

_BY_CELL = ("jumps", "sums")
"""The places of a template that are filled cell by cell."""
_CELLS_TOLD = 8
"""Up to so many cells of one finding are written out with their figures; the rest are counted."""

SIGNS = {"=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">", "!=": "≠"}
_OPPOSITE = {"=": "≠", "<=": ">", ">=": "<", "<": "≥", ">": "≤", "!=": "="}


def message(outcome: Outcome, rule: Rule, names: Names, report: Report) -> str:
    """Word an outcome: the rule's own template for its case, or the relation as it stands.

    One that read a blank as zero says so. ``RuleFileError`` when a template names something that
    the outcome does not give.
    """
    said = _message(outcome, rule, names, report)
    if BLANK_AS_ZERO in outcome.facts:
        said += translate("relation.blank-as-zero", names.lang)
    return said


def _message(outcome: Outcome, rule: Rule, names: Names, report: Report) -> str:
    template = rule.message.get(outcome.case or "") or rule.message.get(outcome.result.value)
    # A rule's own words go before everything, its template for a case before that for a result.
    if template is not None:
        return _filled(template[names.lang], outcome, rule, names, report)
    if outcome.result is Result.BROKEN:
        return translate("relation.broken", names.lang, reason=outcome.facts.get("reason", rule.id))
    if outcome.result is Result.UNDECIDED:
        return translate("relation.undecided", names.lang) + (
            obstacle(outcome, names, report) or rule.title[names.lang]
        )
    if outcome.working is not None:
        return relation(outcome, names)
    parts = [rule.title[names.lang], names.cells(outcome.cells)]
    return translate("joining.colon", names.lang).join(part for part in parts if part)


def figure(number: Decimal | str, *, signed: bool = False) -> str:
    """A number for readers: a true minus sign, and a plus where differences ask for one."""
    text = number if isinstance(number, str) else format(number, "f")
    if text.startswith("-"):
        return MINUS + text[1:]
    # No sign before 0.00: nothing is gained or lost.
    return f"+{text}" if signed and text.strip("0.") else text


def relation(outcome: Outcome, names: Names) -> str:
    """A failed relation written out.

    ``新收 60 + 上年结转 0 = 60 ≠ 61 = 总计 61 + 结转下年 0，相差 −1``, or, where one side is a
    single cell, ``维持 3 + 纠正 8 + … = 11 ≠ 总计 0，应为 11，实填 0，相差 −11``.
    """
    working = outcome.working
    if working is None:
        return names.cells(outcome.cells)
    lang = names.lang
    label = _labels(working, names)
    left, right = _side(working.left, label, lang), _side(working.right, label, lang)
    if len(working.left) > 1:
        gap = "" if left.endswith("）") else " "  # a full-width bracket brings its own space
        left = f"{left}{gap}= {figure(_sum(working.left))}"
    if len(working.right) > 1:
        right = f"{figure(_sum(working.right))} = {right}"
    written = f"{left} {_OPPOSITE[working.comparison]} {right}"
    if outcome.difference is None or working.comparison not in ("=", "!="):
        return written
    difference = figure(outcome.difference, signed=True)
    sides = [side for side in (working.left, working.right) if len(side) == 1]
    # A number of the text is no more right than the cell it is held against.
    single = bool(sides) and not any(side[0].ref is None and side[0].cell for side in sides)
    if single and outcome.expected is not None and outcome.reported is not None:
        ending = translate(
            "relation.expected",
            lang,
            expected=figure(outcome.expected),
            reported=figure(outcome.reported),
            difference=difference,
        )
    else:
        ending = translate("relation.difference", lang, difference=difference)
    return written + translate("joining.comma", lang) + ending


def obstacle(outcome: Outcome, names: Names, report: Report) -> str:
    """Why a relation could not be judged, and what its printed parts add up to.

    ``科研机构、社会公益组织空白；已填各项之和 859，总计 859``. Empty when no cell is at issue.
    """
    label = _labels(outcome.working, names) if outcome.working else names.cell
    by_state: dict[str, list[CellRef]] = {}
    single: list[str] = []
    for ref in outcome.cells:
        cell = report.cell(ref)
        if cell is None:
            by_state.setdefault("relation.is-missing", []).append(ref)
        elif cell.state is State.BLANK:
            by_state.setdefault("relation.is-blank", []).append(ref)
        elif cell.state is State.DOUBTFUL:
            single.append(doubtful(label(ref), cell, names.lang))
        elif cell.state is State.TEXT:
            single.append(translate("relation.is-text", names.lang, cell=label(ref), raw=cell.raw))
    if len(single) > SHORT_SUM:
        rest = translate("place.cells-more", names.lang, count=len(single) - SHORT_SUM)
        single = [*single[:SHORT_SUM], rest]
    parts = single + [
        translate(key, names.lang, cells=_few(refs, label, names)) for key, refs in by_state.items()
    ]
    if parts and outcome.working is not None and (printed := _printed(outcome.working, names)):
        parts.append(printed)
    return translate("joining.semicolon", names.lang).join(parts)


def doubtful(name: str, cell: Cell, lang: str) -> str:
    """A doubtful cell with its rival readings and the reason for the doubt."""
    readings = cell.readings or ((cell.raw,) if cell.raw else ())
    why = translate(f"doubt.{(cell.doubt or Doubt.READINGS_DIFFER).value}", lang)
    if not any(readings):
        return translate("relation.is-doubtful-unread", lang, cell=name, why=why)
    quoted = [
        translate("joining.quoted", lang, inner=reading) for reading in dict.fromkeys(readings)
    ]
    return translate(
        "relation.is-doubtful",
        lang,
        cell=name,
        readings=translate("joining.or", lang).join(quoted),
        why=why,
    )


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


def _few(refs: Sequence[CellRef], label: Callable[[CellRef], str], names: Names) -> str:
    """A list of cells, counted beyond the number that a line can hold."""
    # Cells of several rows and columns are told in groups, which only whole names allow.
    if label == names.cell:
        return names.cells(refs)
    if len(refs) <= SHORT_SUM:
        return names.listed(map(label, refs))
    return names.listed(map(label, refs[:SHORT_SUM])) + translate(
        "joining.brackets",
        names.lang,
        inner=translate("place.cells-count", names.lang, count=len(refs)),
    )


def _printed(working: Working, names: Names) -> str:
    """What the printed parts of an undecided relation give; empty when nothing is printed."""
    lang = names.lang
    label = _labels(working, names)
    # The sum first: it is what the printed parts add up to, the single cell what it is held
    # against.
    sides = sorted((working.left, working.right), key=len, reverse=True)
    if working.comparison == "=" and len(sides[0]) > 1 and len(sides[1]) == 1:
        numbers = [term for term in sides[0] if _is_number(term)]
        parts = (
            [translate("relation.sum-of-printed", lang, sum=figure(_sum(numbers)))]
            if numbers
            else []
        )
        parts += [_term(term, label) for term in sides[1] if term.ref and _is_number(term)]
        return translate("joining.comma", lang).join(parts)
    terms = [_term(t, label) for t in (*working.left, *working.right) if t.ref and _is_number(t)]
    return translate("relation.printed", lang, terms=names.listed(terms)) if terms else ""


def _labels(working: Working, names: Names) -> Callable[[CellRef], str]:
    """How to name the relation's cells: by row within a column, by column within a row."""
    refs = [term.ref for term in (*working.left, *working.right) if term.ref]
    if len({(ref.table, ref.column) for ref in refs}) == 1 and len(refs) > 1:
        return lambda ref: names.row(ref.table, ref.row)
    if len({(ref.table, ref.row) for ref in refs}) == 1:
        return lambda ref: names.column(ref.table, ref.column)
    return names.cell


def _side(terms: Sequence[Term], label: Callable[[CellRef], str], lang: str) -> str:
    """One side of a relation; of a long sum only the parts that are not zero."""
    # A sum of twenty rows is mostly zeros: the rest fits a line, the zeros are counted.
    if len(terms) <= SHORT_SUM:
        return _joined(terms, label)
    parts = [term for term in terms if _value(term)]
    zeros = len(terms) - len(parts)
    if not parts:
        return translate("relation.all-zero", lang, count=zeros)
    note = (
        translate("joining.brackets", lang, inner=translate("relation.zeros", lang, count=zeros))
        if zeros
        else ""
    )
    return _joined(parts, label) + note


def _joined(terms: Sequence[Term], label: Callable[[CellRef], str]) -> str:
    text = ""
    for term in terms:
        negative = term.factor < 0
        sign = f" {MINUS} " if negative else " + "
        text += (sign if text else f"{MINUS} " if negative else "") + _term(term, label)
    return text


def _term(term: Term, label: Callable[[CellRef], str]) -> str:
    """One operand without its sign: ``新收 60``, ``0.25 × 新收 60``, ``10``."""
    factor = abs(term.factor)
    if term.ref is None:
        return figure(factor)
    number = figure(_cell_value(term)) if _is_number(term) else (term.cell.raw if term.cell else "")
    times = "" if factor == 1 else f"{figure(factor)} × "
    return f"{times}{label(term.ref)} {number}".rstrip()


def _is_number(term: Term) -> bool:
    return term.ref is None or (term.cell is not None and term.cell.value is not None)


def _cell_value(term: Term) -> Decimal:
    return term.cell.value if term.cell and term.cell.value is not None else Decimal(0)


def _value(term: Term) -> Decimal:
    return term.factor if term.ref is None else term.factor * _cell_value(term)


def _sum(terms: Sequence[Term]) -> Decimal:
    return sum((_value(term) for term in terms), Decimal(0))


def _filled(template: str, outcome: Outcome, rule: Rule, names: Names, report: Report) -> str:
    """A rule's template with its places filled; only known names, nothing is evaluated."""

    def fill(match: re.Match[str]) -> str:
        key = match[1]
        # The order decides where a fact has the name of a place of the template: the template wins.
        if key == "working":
            undecided = outcome.result is Result.UNDECIDED
            return obstacle(outcome, names, report) if undecided else relation(outcome, names)
        if key == "place":
            return names.place(rule.table, outcome.place, outcome.cells)
        if key == "cells":
            return names.cells(outcome.cells)
        if key in outcome.facts:
            return _fact(key, outcome, names)
        if key in _BY_CELL and (listed := _cell_by_cell(outcome, names)):
            return listed
        if key == "count":
            return str(len(outcome.cells))
        unknown = translate("rule-file.no-fact", names.lang, language=names.lang, name=key)
        raise RuleFileError(rule.path, rule.line, unknown)

    return re.sub(r"\{(\w+)\}", fill, template)


def _cell_by_cell(outcome: Outcome, names: Names) -> str:
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


def _fact(key: str, outcome: Outcome, names: Names) -> str:
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


_NAMED: Mapping[str, Callable[[str, Names], str]] = {
    "table": lambda value, names: names.table(value),
    "form": lambda value, names: names.form_of(value),
    "expected_form": lambda value, names: names.form_of(value),
    "section": lambda value, names: names.section(value),
    "titled": lambda value, names: names.section(value),
    "scope": _scope,
    "previous_scope": _scope,
    "missing_bodies": _bodies,
    "unread": _unread,
}
"""The facts that are codes or names, and how each is put into words."""
