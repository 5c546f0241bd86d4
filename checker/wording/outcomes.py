"""An outcome in words: the relation with the printed numbers, or what stood in its way.

Facts only: what the numbers are, what the relation gives, by how much they differ. Which cell
is wrong is never said, because one relation cannot tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.errors import RuleFileError
from checker.i18n import translate
from checker.model import (
    BLANK_AS_ZERO,
    RECOGNISED,
    ZEROS_TRIED,
    Cell,
    CellRef,
    Doubt,
    RemarkKind,
    Result,
    State,
)
from checker.wording.facts import cell_by_cell, fact, figure, zeros_tried
from checker.wording.operands import SHORT_SUM, is_number, labels, operand, side, total_of
from checker.wording.versions import both

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.model import Outcome, Report, Working
    from checker.rulebook.rule import Rule
    from checker.wording.names import Names

_OF_OUTCOME: Mapping[str, Callable[[Outcome, Names], str]] = {
    **dict.fromkeys(("jumps", "sums", "figures"), cell_by_cell),
    "versions": both,
}
"""The places of a template that are filled from all cells of the outcome."""
_MADE_OUT = {
    RemarkKind.DECIPHERED: "relation.deciphered",
    RemarkKind.FONTS_LIE: "relation.fonts-lie",
}
"""How words were made out that prove nothing, where not from a picture."""
SIGNS = {"=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">", "!=": "≠"}
_OPPOSITE = {"=": "≠", "<=": ">", ">=": "<", "<": "≥", ">": "≤", "!=": "="}


def message(outcome: Outcome, rule: Rule, names: Names, report: Report) -> str:
    """Word an outcome: the rule's own template for its case, or the relation as it stands.

    One that read a blank as zero says so. ``RuleFileError`` when a template names something that
    the outcome does not give.
    """
    if RECOGNISED in outcome.facts:
        failure = outcome._replace(result=Result.FAIL)
        kinds = {remark.kind for remark in report.remarks}
        how = next((key for kind, key in _MADE_OUT.items() if kind in kinds), "relation.recognised")
        return _message(failure, rule, names, report) + translate(how, names.lang)
    said = _message(outcome, rule, names, report)
    if BLANK_AS_ZERO in outcome.facts:
        said += translate("relation.blank-as-zero", names.lang)
    if ZEROS_TRIED in outcome.facts:
        said += translate("joining.semicolon", names.lang)
        said += zeros_tried(outcome.facts[ZEROS_TRIED], outcome.place, names)
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


def relation(outcome: Outcome, names: Names) -> str:
    """A failed relation written out.

    ``新收 60 + 上年结转 0 = 60 ≠ 61 = 总计 61 + 结转下年 0，相差 −1``, or, where one side is a
    single cell, ``维持 3 + 纠正 8 + … = 11 ≠ 总计 0，应为 11，实填 0，相差 −11``.
    """
    working = outcome.working
    if working is None:
        return names.cells(outcome.cells)
    lang = names.lang
    label = labels(working, names)
    left, right = side(working.left, label, lang), side(working.right, label, lang)
    if len(working.left) > 1:
        gap = "" if left.endswith("）") else " "  # a full-width bracket brings its own space
        left = f"{left}{gap}= {figure(total_of(working.left))}"
    if len(working.right) > 1:
        right = f"{figure(total_of(working.right))} = {right}"
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


def held(outcome: Outcome, names: Names) -> str:
    """A relation that holds, written out: ``新收 60 + 上年结转 1 = 61 = 总计 61``."""
    working = outcome.working
    if working is None:
        return names.cells(outcome.cells)
    label = labels(working, names)
    left, right = side(working.left, label, names.lang), side(working.right, label, names.lang)
    return f"{left} {SIGNS[working.comparison]} {right}"


def obstacle(outcome: Outcome, names: Names, report: Report) -> str:
    """Why a relation could not be judged, and what its printed parts add up to.

    ``科研机构、社会公益组织空白；已填各项之和 859，总计 859``. Empty when no cell is at issue.
    """
    label = labels(outcome.working, names, outcome.cells) if outcome.working else names.cell
    by_state: dict[str, list[CellRef]] = {}
    single: list[str] = []
    unread: dict[Doubt | None, list[CellRef]] = {}
    rows = {ref.row: ref for ref in outcome.cells if _is_without_row(ref, report, names)}
    if rows:
        lost = names.listed(
            translate("joining.quoted", names.lang, inner=names.row(ref.table, row))
            for row, ref in rows.items()
        )
        single.append(translate("relation.row-missing", names.lang, rows=lost))
    for ref in outcome.cells:
        cell = report.cell(ref)
        if cell is None and ref.row in rows:
            continue
        if cell is None:
            by_state.setdefault("relation.is-missing", []).append(ref)
        elif cell.state is State.BLANK:
            by_state.setdefault("relation.is-blank", []).append(ref)
        elif cell.state is State.DOUBTFUL and any(cell.readings or (cell.raw,)):
            single.append(doubtful(label(ref), cell, names.lang))
        elif cell.state is State.DOUBTFUL:
            unread.setdefault(cell.doubt, []).append(ref)
        elif cell.state is State.TEXT:
            single.append(translate("relation.is-text", names.lang, cell=label(ref), raw=cell.raw))
    # Of a table that could not be read there is nothing to say cell by cell: one reason, one part.
    for refs in unread.values():
        cell = report.cells[str(refs[0])]
        single.append(doubtful(_few(refs, label, names), cell, names.lang))
    if len(single) > SHORT_SUM:
        rest = translate("place.cells-more", names.lang, count=len(single) - SHORT_SUM)
        single = [*single[:SHORT_SUM], rest]
    parts = single + [
        translate(key, names.lang, cells=_few(refs, label, names)) for key, refs in by_state.items()
    ]
    if parts and outcome.working is not None:
        parts += filter(None, [_printed(outcome.working, label, names.lang)])
    return translate("joining.semicolon", names.lang).join(parts)


def _is_without_row(ref: CellRef, report: Report, names: Names) -> bool:
    """Whether the report prints no cell of a cell's row, in a table that it does print."""
    form = names.form
    if form is None or ref.table not in report.tables or ref.table not in form.tables:
        return False
    line = [one for one in form.tables[ref.table].refs if one.row == ref.row]
    return bool(line) and all(report.cell(one) is None for one in line)


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


def _printed(working: Working, label: Callable[[CellRef], str], lang: str) -> str:
    """What the printed parts of an undecided relation give; empty when nothing is printed."""
    # The sum first: it is what the printed parts add up to, the single cell what it is held
    # against.
    sides = sorted((working.left, working.right), key=len, reverse=True)
    if working.comparison == "=" and len(sides[0]) > 1 and len(sides[1]) == 1:
        numbers = [term for term in sides[0] if is_number(term)]
        parts = (
            [translate("relation.sum-of-printed", lang, sum=figure(total_of(numbers)))]
            if numbers
            else []
        )
        parts += [operand(term, label) for term in sides[1] if term.ref and is_number(term)]
        return translate("joining.comma", lang).join(parts)
    terms = [operand(t, label) for t in (*working.left, *working.right) if t.ref and is_number(t)]
    return (
        translate("relation.printed", lang, terms=translate("joining.list", lang).join(terms))
        if terms
        else ""
    )


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
            return fact(key, outcome, names)
        if key in _OF_OUTCOME and (listed := _OF_OUTCOME[key](outcome, names)):
            return listed
        if key == "count":
            return str(len(outcome.cells))
        unknown = translate("rule-file.no-fact", names.lang, language=names.lang, name=key)
        raise RuleFileError(rule.path, rule.line, unknown)

    return re.sub(r"\{(\w+)\}", fill, template)
