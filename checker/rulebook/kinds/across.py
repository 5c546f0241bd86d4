"""The kinds of rules about several reports: years, levels, bodies, versions of one report."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.model import Comparison
from checker.rulebook.grammar import COLUMNS, COMPARISONS, ROWS
from checker.rulebook.joint_form import CHILD, ROLES, year_form
from checker.rulebook.kinds.claims import SCOPE
from checker.rulebook.kinds.kind import Kind, Spec, lack, read_relation
from checker.rulebook.kinds.relations import RELATION_FACTS, RelationSpec, read_relations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.rulebook.form import Form
    from checker.rulebook.grammar import Relation
    from checker.rulebook.kinds.kind import Forms, Keys, Lack
    from checker.rulebook.source import Node

LAST_YEAR_MISSING, SAME_AS_ANOTHER = "last-year-missing", "same-as-another"
AGGREGATED, SCOPE_UNKNOWN, PART, SEVERAL = "aggregated", "scope-unknown", "part", "several"
NO_BASE, NO_OWN = "no-base", "no-own"
BETWEEN_VERSIONS = "between-versions"
SAME_FORMAT, BLANK_OR_ZERO, UNLIKE = "same-format", "blank-or-zero", "unlike"
PROSE = (1, 5, 6)
"""The sections written in prose."""


@dataclass(frozen=True, slots=True)
class YearsSpec(Spec):
    """A relation between this year's cells and last year's (``previous_…``).

    ``relation`` is over the two forms side by side; ``whole`` the place
    whose failure weighs most, other places being parts of it.
    """

    relation: RelationSpec
    axis: str
    whole: str | None = None

    def lacks(self, table: str | None, form: Form) -> Lack | None:
        """What the form does not have, held beside itself."""
        return self.relation.lacks(table, year_form(form, form, self.axis))


@dataclass(frozen=True, slots=True)
class LevelsSpec(Spec):
    """A relation between the same cell of reports of two levels, in some tables.

    ``each`` says that it is asked of every report below by itself; ``complete`` that it is asked
    only where all reports below are there and the list of bodies declares itself complete.
    """

    relation: Relation
    tables: tuple[str, ...]
    complete: bool = False

    def lacks(self, _table: str | None, form: Form) -> Lack | None:
        """A table that the form does not have."""
        return _no_table(self.tables, form)

    @property
    def each(self) -> bool:
        """Whether those below are taken one by one."""
        return CHILD in self.relation.names


@dataclass(frozen=True, slots=True)
class JumpSpec(Spec):
    """More than ``ratio`` times last year's figure or less than its part, from ``base`` up."""

    ratio: int
    base: int


@dataclass(frozen=True, slots=True)
class SameSpec(Spec):
    """Figures that are all alike, told from so many that are not zero."""

    at_least: int


@dataclass(frozen=True, slots=True)
class CopiedSpec(Spec):
    """Sections of which no more than ``share`` per cent may stand in last year's.

    Compared in overlapping pieces of so many ``letters``; sections of less than ``at_least``
    letters say too little.
    """

    sections: tuple[int, ...]
    share: int
    letters: int
    at_least: int


@dataclass(frozen=True, slots=True)
class RollUpSpec(Spec):
    """The tables whose sums are reported beside the parent's figures, not judged."""

    tables: tuple[str, ...]

    def lacks(self, _table: str | None, form: Form) -> Lack | None:
        """A table that the form does not have."""
        return _no_table(self.tables, form)


def _no_table(codes: Iterable[str], form: Form) -> Lack | None:
    gone = [code for code in codes if code not in form.tables]
    return lack("rule-file.no-table", form=form.code, table=gone[0]) if gone else None


def _read_years(keys: Keys, table: str | None, forms: Forms) -> YearsSpec:
    axis = keys["over"].one_of((COLUMNS, ROWS), "axis")
    beside = tuple(year_form(form, form, axis) for form in forms)
    relation = read_relations(keys, table, beside, COMPARISONS)
    return YearsSpec(relation, axis, keys["whole"].code() if "whole" in keys else None)


def _read_same(keys: Keys, _table: str | None, _forms: Forms) -> SameSpec:
    return SameSpec(keys["at_least"].integer())


def _read_copied(keys: Keys, _table: str | None, _forms: Forms) -> CopiedSpec:
    share, letters, at_least = (keys[key].integer() for key in ("share", "letters", "at_least"))
    # Of 100 per cent nothing is ever more: the rule could not fail.
    if not 0 <= share < 100:  # noqa: PLR2004 - per cent
        keys["share"].fail("rule-file.share-expected")
    # A section shorter than a piece has no piece that last year's could have too.
    if not 0 < letters <= at_least:
        keys["letters"].fail("rule-file.letters-expected")
    sections = tuple(node.integer() for node in keys["sections"].sequence())
    for node, number in zip(keys["sections"].sequence(), sections, strict=True):
        if number not in PROSE:
            node.fail("rule-file.no-prose", known=node.listed(map(str, PROSE)))
    return CopiedSpec(sections, share, letters, at_least)


def _read_levels(keys: Keys, _table: str | None, forms: Forms) -> LevelsSpec:
    node = keys["relation"]
    relation = read_relation(node)
    for name in relation.names:
        if name not in ROLES:
            node.fail("rule-file.no-role", (name, ROLES), name=name, known=node.listed(ROLES))
    # A factor would make the message, which names one cell and several reports, untrue.
    if any(operand.factor != Decimal(1) and operand.name for operand in relation.operands):
        node.fail("rule-file.factors")
    complete = keys["complete"].boolean() if "complete" in keys else False
    return LevelsSpec(relation, _tables(keys["tables"], forms), complete)


def _tables(node: Node, forms: Forms) -> tuple[str, ...]:
    known = [code for form in forms for code in form.tables]
    return tuple(item.one_of(known, "table") for item in node.sequence())


_FACTS = ("year", "previous_year", *RELATION_FACTS)

ACROSS_KINDS: Mapping[str, Kind] = {
    "between-years": Kind(
        ("relation", "over", "at", "whole"),
        ("relation", "over"),
        cases=(AGGREGATED, SCOPE_UNKNOWN, PART),
        facts=_FACTS,
        needs_table=True,
        read=_read_years,
        comparison=Comparison.YEARS,
    ),
    "jump": Kind(
        ("ratio", "base"),
        ("ratio", "base"),
        facts=("year", "previous_year", "jumps"),
        read=lambda keys, _table, _forms: JumpSpec(keys["ratio"].integer(), keys["base"].integer()),
        comparison=Comparison.YEARS,
    ),
    "same-as-last-year": Kind(
        ("at_least",),
        ("at_least",),
        facts=("year", "previous_year", "figures"),
        read=_read_same,
        comparison=Comparison.YEARS,
    ),
    LAST_YEAR_MISSING: Kind(
        cases=(SEVERAL,),
        facts=("year", "previous_year", "several"),
        never=frozenset({"undecided"}),
        comparison=Comparison.YEARS,
    ),
    "scope-changed": Kind(
        facts=("year", "previous_year", "scope", "previous_scope"), comparison=Comparison.YEARS
    ),
    "growth": Kind(
        cases=(SCOPE, NO_BASE),
        facts=("year", "previous_year", "quote", "stated", "found"),
        comparison=Comparison.YEARS,
    ),
    "last-year-quoted": Kind(
        cases=(SCOPE,),
        facts=("year", "previous_year", "quote", "stated", "readings"),
        comparison=Comparison.YEARS,
    ),
    "copied": Kind(
        ("sections", "share", "letters", "at_least"),
        ("sections", "share", "letters", "at_least"),
        facts=("year", "previous_year", "section", "share", "quote", "last_quote"),
        read=_read_copied,
        comparison=Comparison.YEARS,
    ),
    "between-levels": Kind(
        ("relation", "tables", "complete"),
        ("relation", "tables"),
        cases=(NO_OWN,),
        facts=(*_FACTS, "unread", "parent", "own", "theirs", "other", "below"),
        read=_read_levels,
        comparison=Comparison.LEVELS,
    ),
    "report-missing": Kind(
        facts=("missing_bodies", "bodies", "year"),
        never=frozenset({"undecided"}),
        comparison=Comparison.LEVELS,
    ),
    SAME_AS_ANOTHER: Kind(
        ("at_least",),
        ("at_least",),
        facts=("other", "figures"),
        read=_read_same,
        comparison=Comparison.BODIES,
    ),
    BETWEEN_VERSIONS: Kind(
        cases=(SAME_FORMAT, BLANK_OR_ZERO, UNLIKE),
        facts=("versions", "unsure", "file", "other_file", "compared", "differing", "figures"),
        comparison=Comparison.VERSIONS,
    ),
    "roll-up": Kind(
        ("tables",),
        ("tables",),
        facts=("sums",),
        read=lambda keys, _table, forms: RollUpSpec(_tables(keys["tables"], forms)),
        comparison=Comparison.LEVELS,
    ),
}
"""Kinds about several reports, by name."""
