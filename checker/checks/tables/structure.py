"""Kinds ``sections``, ``tables``, ``rows-and-columns`` and ``label``: what a report must print."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from checker.checks.outcomes import why_not_sure
from checker.model import UNTITLED, CellRef, Doubt, Outcome, Result, State
from checker.rulebook.kinds.relations import RelationSpec
from checker.rulebook.kinds.tables import GARBLED_TEXT, NO_NARRATIVE, NOT_NEEDED, TABLES_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.checks.context import Context, Judge, Sheet
    from checker.model import Label, Report, Section
    from checker.rulebook.form import Form, Table
    from checker.rulebook.grammar import Relation
    from checker.rulebook.rule import Rule, Rulebook

UNSURE_PLACES = frozenset(
    {Doubt.UNCERTAIN_PLACE, Doubt.NOT_IN_A_CELL, Doubt.SPLIT_BY_PAGE, Doubt.READINGS_DIFFER}
)
"""Doubts that leave open which row or column a text belongs to: nothing is missing for sure."""

GARBLED_LETTERS = 5  # letters of no report, from which some of its text is unreadable
_FOREIGN = frozenset(map(chr, range(0xC0, 0x250))) | {"\ufffd"}
_NO_TEXT = "\ufffd"
_PRIVATE_USE = range(0xE000, 0xF900)


def sections(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """One outcome a section; one for all when no heading could be read at all.

    One more where the report holds nothing but its tables.
    """
    found = sheet.report.sections
    if not _has_prose(sheet.report) and sheet.report.tables_only:
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED, case=TABLES_ONLY)
        return
    if not _has_prose(sheet.report) and sheet.report.tables and not sheet.report.faults:
        yield Outcome(rule.id, sheet.index, None, Result.FAIL, case=NO_NARRATIVE)
        if not found:
            return
    if not found:
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED)
        return
    with_table = {table.section for table in sheet.form.tables.values()}
    numbers = [section.number for section in found]
    for heading in sheet.form.sections:
        place = str(heading.number)
        if heading.number not in numbers:
            garbled = _is_garbled(sheet.report)
            case = "table-section" if heading.number in with_table else None
            yield Outcome(
                rule=rule.id,
                report=sheet.index,
                place=place,
                result=Result.UNDECIDED if garbled else Result.FAIL,
                case=GARBLED_TEXT if garbled else case,
                facts={"section": place, "heading": heading.heading},
            )
            continue
        at = numbers.index(heading.number)
        case = _fault_of(found[at], found[:at])
        if case is None:
            yield Outcome(rule.id, sheet.index, place, Result.PASS)
            continue
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=place,
            result=Result.FAIL,
            case=case,
            facts={
                "section": place,
                "heading": heading.heading,
                "quote": found[at].heading,
                "titled": str(found[at].titled or ""),
            },
        )


def _has_prose(report: Report) -> bool:
    """Whether a word stands outside the tables, the title and the headings."""
    return any(re.search(r"\w", section.text) for section in report.prose)


def _is_garbled(report: Report) -> bool:
    """Whether the text holds letters that no report prints: a font maps some of them wrongly.

    Seen in files rewritten by Ghostscript, where the headings of two sections are unreadable.
    """
    letters: Counter[str] = Counter()
    for section in report.prose:
        letters.update(section.heading)
        letters.update(section.text)
    lost = sum(
        count
        for char, count in letters.items()
        if char in _FOREIGN or unicodedata.category(char) in {"Co", "Cn"}
    )
    return lost >= GARBLED_LETTERS


def _fault_of(section: Section, before: Sequence[Section]) -> str | None:
    """What is wrong with a heading that was found, ``None`` for nothing.

    The order is that of headings whose numbers were read: where these are lost the text was not
    read as it is printed.
    """
    numbered = section.printed is not None
    if numbered and any(one.number > section.number for one in before if one.printed is not None):
        return "out-of-order"
    if section.titled is None:
        return None
    return "altered-title" if section.titled == UNTITLED else "wrong-title"


def tables(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """One outcome a table; undecided where cells of it were read but not the table."""
    for code in sheet.form.tables:
        if code in sheet.report.tables:
            yield Outcome(rule.id, sheet.index, code, Result.PASS)
            continue
        gone = set(sheet.missing)
        cells = tuple(ref for ref in sheet.form.tables[code].refs if ref not in gone)
        result = Result.UNDECIDED if cells else Result.FAIL
        yield Outcome(rule.id, sheet.index, code, result, cells, facts={"table": code})


def rows_and_columns(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """For each table found: its missing, repeated, exchanged, extra and collapsed lines."""
    for code in sheet.tables:
        table = sheet.form.tables[code]
        faults = [
            *_missing(rule, sheet, table, context.rulebook),
            *_repeated(rule, sheet, table),
            *_exchanged(rule, sheet, table),
            *_extra(rule, sheet, table),
            *_collapsed(rule, sheet, table),
        ]
        if faults:
            yield from faults
        else:
            yield Outcome(rule.id, sheet.index, code, Result.PASS)


def _missing(rule: Rule, sheet: Sheet, table: Table, rulebook: Rulebook) -> Iterator[Outcome]:
    gone = [ref for ref in sheet.missing if ref.table == table.code]
    if not gone:
        return
    doubtful = sheet.odd_cells(table.code, State.DOUBTFUL)
    unsure = any(cell.doubt in UNSURE_PLACES for _, cell in doubtful)
    result = Result.UNDECIDED if unsure else Result.FAIL
    case = None if unsure else "missing"
    if len(gone) == len(table.refs):
        facts = {"table": table.code, "label": table.title["zh"]}
        yield Outcome(rule.id, sheet.index, table.code, result, tuple(gone), case=case, facts=facts)
        return
    for place, label, refs in _lines(table, gone, sheet.form):
        facts = {"table": table.code, "label": label, "body": sheet.report.body or ""}
        known = NOT_NEEDED if case and _is_needless(place, table, sheet, rulebook) else case
        yield Outcome(rule.id, sheet.index, place, result, refs, case=known, facts=facts)


def _is_needless(row: str, table: Table, sheet: Sheet, rulebook: Rulebook) -> bool:
    """Whether a rule says that this row holds nothing but zeros in the report of such a body.

    So it is with 规章, which a township cannot make: without the row no figure is lost.
    """
    return any(
        rule.unless_body
        and rule.table == table.code
        and isinstance(rule.spec, RelationSpec)
        and rule.spec.at == (row,)
        and _are_zero(row, rule.spec.relations.get(sheet.form.code, ()), table)
        and why_not_sure(rule, sheet.report.year, sheet.report.body, rulebook.bodies) is None
        for rule in rulebook.rules
    )


def _are_zero(row: str, relations: Sequence[Relation], table: Table) -> bool:
    """Whether relations say that each column of a row is 0 (``issued = 0``)."""
    zero = {
        relation.left[0].name
        for relation in relations
        if relation.comparison == "="
        and len(relation.left) == 1
        and all(one.name is None and not one.factor for one in relation.right)
    }
    return zero.issuperset(ref.column for ref in table.refs if ref.row == row)


def _lines(
    table: Table, gone: list[CellRef], form: Form
) -> Iterator[tuple[str, str, tuple[CellRef, ...]]]:
    """The missing cells as whole rows where a row is gone, else whole columns, else cells."""
    left = set(gone)
    for axis, items in (("row", table.rows), ("column", table.columns)):
        for code, item in items.items():
            line = [ref for ref in table.refs if getattr(ref, axis) == code]
            if left.intersection(line) and set(line) <= set(gone):
                left -= set(line)
                yield _place(code, table, axis, form), item.label, tuple(line)
    for ref in table.refs:
        if ref in left:
            label = f"{table.rows[ref.row].label} · {table.columns[ref.column].label}"
            yield str(ref), label, (ref,)


def _place(code: str, table: Table, axis: str, form: Form) -> str:
    """The code, with its table before it where the code alone would not tell."""
    same = [
        (one.code, kind)
        for one in form.tables.values()
        for kind, items in (("row", one.rows), ("column", one.columns))
        if code in items
    ]
    return code if same == [(table.code, axis)] else f"{table.code}.{code}"


def _repeated(rule: Rule, sheet: Sheet, table: Table) -> Iterator[Outcome]:
    told = set()
    for label in sheet.report.repeated:
        if label.table != table.code or (label.axis, label.code) in told:
            continue
        told.add((label.axis, label.code))
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=_place(label.code, table, label.axis, sheet.form) if label.code else table.code,
            result=Result.FAIL,
            cells=_line(label, table),
            case="repeated",
            facts={"table": table.code, "label": label.printed},
        )


def _exchanged(rule: Rule, sheet: Sheet, table: Table) -> Iterator[Outcome]:
    for first, second in sheet.report.exchanged:
        if first.table == table.code and first.code is not None:
            yield Outcome(
                rule=rule.id,
                report=sheet.index,
                place=_place(first.code, table, first.axis, sheet.form),
                result=Result.FAIL,
                cells=tuple(ref for one in (first, second) for ref in _line(one, table)),
                case="exchanged",
                facts={"table": table.code, "label": first.printed, "other": second.printed},
            )


def _extra(rule: Rule, sheet: Sheet, table: Table) -> Iterator[Outcome]:
    extra = [
        label.printed
        for label in sheet.report.labels
        if label.table == table.code and label.code is None
    ]
    if extra:
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=table.code,
            result=Result.FAIL,
            case="extra",
            facts={"table": table.code, "label": " / ".join(extra)},
        )


def _collapsed(rule: Rule, sheet: Sheet, table: Table) -> Iterator[Outcome]:
    """The known variant: a row group of the form printed as one row."""
    form = sheet.form
    if form.layout == form.code:
        return
    code = form.layout.removeprefix(f"{form.code}/")
    if code not in table.rows:
        return
    yield Outcome(
        rule=rule.id,
        report=sheet.index,
        place=code,
        result=Result.FAIL,
        cells=tuple(ref for ref in table.refs if ref.row == code),
        case="collapsed",
        facts={"table": table.code, "label": table.rows[code].label},
    )


def label(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """One outcome for each altered or unreadable label, one pass for a table without any."""
    for code in sheet.tables:
        table = sheet.form.tables[code]
        altered = [
            one
            for one in sheet.report.labels
            if one.table == code and one.code is not None and not one.known
        ]
        if not altered:
            yield Outcome(rule.id, sheet.index, code, Result.PASS)
        for one in altered:
            yield Outcome(
                rule=rule.id,
                report=sheet.index,
                place=_place(one.code or "", table, one.axis, sheet.form),
                result=Result.FAIL if _is_readable(one.printed) else Result.UNDECIDED,
                cells=_line(one, table),
                facts={"table": code, "printed": one.printed, "expected": one.expected or ""},
            )


def _is_readable(text: str) -> bool:
    """Whether a label is text; a font without a Unicode map gives private-use characters."""
    return bool(text.strip()) and not any(c == _NO_TEXT or ord(c) in _PRIVATE_USE for c in text)


def _line(printed: Label, table: Table) -> tuple[CellRef, ...]:
    return tuple(ref for ref in table.refs if getattr(ref, printed.axis) == printed.code)


JUDGES: Mapping[str, Judge] = {
    "sections": sections,
    "tables": tables,
    "rows-and-columns": rows_and_columns,
    "label": label,
}
