"""The kinds of rules: which keys each takes, and its typed parameters (its ``spec``).

The list is closed. A kind is judged by the module of ``checker/checks`` that registers its
name; here stands only what a rule file may say of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.rulebook.grammar import COLUMNS, ROWS
from checker.rulebook.kinds.across import ACROSS_KINDS
from checker.rulebook.kinds.claims import CLAIM_KINDS
from checker.rulebook.kinds.kind import NEEDS_YEAR, Kind, Spec
from checker.rulebook.kinds.relations import (
    RELATION_FACTS,
    RELATION_KEYS,
    no_place,
    places_in,
    read_bound,
    read_equation,
    read_implication,
)
from checker.rulebook.kinds.writing import WRITING_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.rulebook.form import Form
    from checker.rulebook.kinds.kind import Forms, Keys, Lack

MESSAGE_WORDS = ("working", "place", "cells", "count")
BODY_UNKNOWN = "body-unknown"
ASSESSED = "assessed"
READING = "reading"
YEAR_UNKNOWN = "year-unknown"
NO_NARRATIVE, GARBLED_TEXT = "no-narrative", "garbled-text"
TABLES_ONLY = "tables-only"
NOT_STATED, NOT_NEEDED = "not-stated", "not-needed"


@dataclass(frozen=True, slots=True)
class CompensatingSpec(Spec):
    """The equation whose differences are compared, and the place that holds the total."""

    equation: str
    total: str

    def lacks(self, table: str | None, form: Form) -> Lack | None:
        """The total, where the form has no such column."""
        return no_place((self.total,), table, COLUMNS, form)


@dataclass(frozen=True, slots=True)
class SameFiguresSpec(Spec):
    """Two rows that should not be equal throughout, told once ``total`` reaches ``at_least``."""

    rows: tuple[str, str]
    total: str
    at_least: int

    def lacks(self, table: str | None, form: Form) -> Lack | None:
        """A row or the total that the form does not have."""
        return no_place(self.rows, table, ROWS, form) or no_place(
            (self.total,), table, COLUMNS, form
        )


@dataclass(frozen=True, slots=True)
class BlankSpec(Spec):
    """The signs printed in place of a number that say that there is none."""

    placeholders: tuple[str, ...]


def _read_compensating(keys: Keys, table: str | None, forms: Forms) -> CompensatingSpec:
    assert table is not None
    total = keys["total"].one_of(tuple(places_in(forms, table, COLUMNS)), "column")
    return CompensatingSpec(keys["equation"].text(), total)


def _read_same_figures(keys: Keys, table: str | None, forms: Forms) -> SameFiguresSpec:
    assert table is not None
    rows = tuple(places_in(forms, table, ROWS))
    pair = [node.one_of(rows, "row") for node in keys["same_rows"].sequence()]
    if len(pair) != 2:  # noqa: PLR2004 - a comparison has two sides
        keys["same_rows"].fail("rule-file.two-rows")
    total = keys["total"].one_of(tuple(places_in(forms, table, COLUMNS)), "column")
    return SameFiguresSpec((pair[0], pair[1]), total, keys["at_least"].integer())


def _read_blank(keys: Keys, _table: str | None, _forms: Forms) -> BlankSpec:
    return BlankSpec(keys["placeholders"].texts())


SECTIONS, YEAR = "sections", "year"
TABLES, ROWS_AND_COLUMNS = "tables", "rows-and-columns"
BLANK, NUMERIC, WHOLE_NUMBER, READING = "blank", "numeric", "whole-number", "reading"
UNIT = "unit"
WITH_UNIT, IN_WORDS, NO_UNIT_IN_HEAD = "with-unit", "in-words", "no-unit-in-head"
CELL_KINDS = (BLANK, NUMERIC, WHOLE_NUMBER, READING)
"""The kinds about each cell by itself, judged like relations in frames."""

KINDS: Mapping[str, Kind] = {
    "equation": Kind(
        RELATION_KEYS, ("relation",), facts=RELATION_FACTS, needs_table=True, read=read_equation
    ),
    "bound": Kind(
        RELATION_KEYS, ("relation",), facts=RELATION_FACTS, needs_table=True, read=read_bound
    ),
    "implication": Kind(
        ("when", "then", "both_ways", "over", "at"),
        ("when", "then"),
        facts=RELATION_FACTS,
        needs_table=True,
        read=read_implication,
    ),
    "compensating": Kind(
        ("equation", "total"),
        ("equation", "total"),
        facts=("differences", "columns"),
        needs_table=True,
        read=_read_compensating,
    ),
    "subtotal": Kind(facts=("label", "subtotal", "sum"), needs_table=True),
    "same-figures": Kind(
        ("same_rows", "total", "at_least"),
        ("same_rows", "total", "at_least"),
        facts=("figure",),
        needs_table=True,
        read=_read_same_figures,
    ),
    SECTIONS: Kind(
        cases=(
            "table-section",
            "out-of-order",
            "wrong-title",
            "altered-title",
            NO_NARRATIVE,
            GARBLED_TEXT,
            TABLES_ONLY,
        ),
        facts=("section", "heading", "quote", "titled"),
    ),
    TABLES: Kind(cases=("not-a-report",), facts=("table", "reason", "detail")),
    "form-of-year": Kind(
        cases=("old-report", "mixed"),
        facts=("table", "form", "expected_form", "year", "reason", "detail"),
        needs=(NEEDS_YEAR,),
    ),
    ROWS_AND_COLUMNS: Kind(
        cases=("missing", NOT_NEEDED, "repeated", "extra", "exchanged", "collapsed"),
        facts=("table", "label", "other", "body"),
    ),
    "label": Kind(facts=("table", "printed", "expected")),
    BLANK: Kind(
        ("placeholders",),
        ("placeholders",),
        cases=("blank-form",),
        facts=("table", "blank", "placeholder", "reason", "detail"),
        read=_read_blank,
    ),
    NUMERIC: Kind(cases=(WITH_UNIT, IN_WORDS), facts=("table", "raw", "printed_unit", "signed")),
    WHOLE_NUMBER: Kind(cases=("negative", "fraction"), facts=("table", "raw")),
    UNIT: Kind(cases=(NO_UNIT_IN_HEAD,), facts=("raw", "unit", "printed_unit")),
    # A doubtful reading is nobody's fault.
    READING: Kind(
        cases=("refused", "page-fault", "page-recovered"),
        facts=("table", "doubts", "reason", "detail", "page", "error"),
        never=frozenset({"fail"}),
    ),
    # Asked once all others have answered (``checks/assessed.py``): of the run, not of the report.
    ASSESSED: Kind(cases=("left-out", "not-applied"), never=frozenset({"pass", "fail"})),
    YEAR: Kind(facts=("years", "title", "period", "year")),
    "period": Kind(
        cases=(NOT_STATED,), facts=("quote", "start", "end", "year"), needs=(NEEDS_YEAR,)
    ),
    **CLAIM_KINDS,
    **WRITING_KINDS,
    **ACROSS_KINDS,
}
"""Every kind of rule by the name that ``kind:`` gives; the order is that of ``rules/README.md``."""
