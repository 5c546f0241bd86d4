"""What the tables give for a number in the text: sums of cells, or the least they can be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from checker.model import Cell, CellRef, Quote, Scope, State, Term
from checker.rulebook.kinds.claims import ClaimSpec
from checker.rulebook.kinds.readings import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.checks.context import Context, Sheet
    from checker.claims import Claim, Sentence, Statement
    from checker.rulebook.kinds.readings import Reading
    from checker.rulebook.rule import Rulebook

QUOTED = 90
"""Characters of a sentence that a finding quotes; of a longer one those around the number."""
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Sum:
    """A reading worked out: its printed parts, and whether blanks leave it open upwards.

    ``value`` is ``None`` where a cell is doubtful, text or missing, so that nothing can be said.
    """

    value: Decimal | None
    exact: bool
    terms: tuple[Term, ...]
    cells: tuple[CellRef, ...]
    named: tuple[CellRef, ...] = ()
    """The cells and groups that the rule names."""

    def is_other_than(self, number: Decimal) -> bool:
        """Whether the cells cannot be this number, whatever a blank stands for."""
        if self.value is None:
            return False
        return number != self.value if self.exact else number < self.value

    def equals(self, number: Decimal) -> bool:
        """Whether the cells are this number for sure."""
        return self.exact and self.value == number


@lru_cache(maxsize=8)  # rule books are compared by identity; a judge asks for each report
def claim_readings(rulebook: Rulebook) -> Mapping[str, tuple[Reading, ...]]:
    """What each number in the text must be, by what it counts, as the ``claim`` rules say."""
    return {
        about: readings
        for rule in rulebook.rules
        if rule.kind == "claim" and isinstance(rule.spec, ClaimSpec)
        for about, readings in rule.spec.claims.items()
    }


def written_for(about: str, every: Mapping[str, tuple[Reading, ...]]) -> Sequence[Reading]:
    """The readings of a quantity, or of the sum of several: ``refused+other_handling``."""
    first, *others = about.split("+")
    found = every.get(first, ())
    for name in others:
        found = tuple((*one, *more) for one in found for more in every.get(name, ()))
    return found


def sums(readings: Iterable[Reading], sheet: Sheet) -> list[Sum]:
    """The readings that the report's layout can print."""
    return [
        work_out(reading, sheet)
        for reading in readings
        if all(known(ref, sheet.form) for ref in reading)
    ]


def work_out(reading: Reading, sheet: Sheet) -> Sum:
    """Add up a reading's cells.

    Where a blank stands in place of a total, the columns of the group that makes it (the
    applicants) are added up in its stead; a blank among them leaves the sum open upwards, for
    nothing is below zero.
    """
    value, exact, usable = Decimal(0), True, True
    terms: list[Term] = []
    cells: list[CellRef] = []
    named = {ref: _group_instead(ref, sheet) or ref for ref in reading}
    for ref in (leaf for group in reading for leaf in leaves(group, sheet)):
        for place in _instead_of_blank(ref, sheet):
            cell = sheet.report.cell(place)
            cells.append(place)
            if cell is not None and cell.state is State.NUMBER and cell.value is not None:
                value += cell.value
                terms.append(Term(place, Decimal(1), cell))
            elif cell is not None and cell.state is State.BLANK:
                exact = False
            else:
                usable = False
        if place != ref:
            cells.append(ref)
    order = sheet.form.positions
    return Sum(
        value if usable else None,
        exact,
        tuple(terms),
        tuple(sorted(dict.fromkeys(cells), key=order.__getitem__)),
        tuple(named.values()),
    )


def leaves(ref: CellRef, sheet: Sheet) -> tuple[CellRef, ...]:
    """The cells of a row or column group in the layout printed."""
    return sheet.form.leaves(ref)


def _instead_of_blank(ref: CellRef, sheet: Sheet) -> Sequence[CellRef]:
    group = _group_instead(ref, sheet)
    return (ref,) if group is None else leaves(group, sheet)


def _group_instead(ref: CellRef, sheet: Sheet) -> CellRef | None:
    """The group that is added up in place of a total that is blank."""
    cell = sheet.report.cell(ref)
    if cell is None or cell.state is not State.BLANK:
        return None
    groups = sheet.form.tables[ref.table].column_groups.values()
    group = next((one.code for one in groups if one.instead_of == ref.column), None)
    return None if group is None else CellRef(ref.table, ref.row, group)


def constant(number: Decimal) -> Term:
    """A number of the text as an operand."""
    return Term(None, number, Cell(State.NUMBER, str(number), number))


def quote_of(sentence: Sentence, at: int = 0) -> Quote:
    """The words around the number, with the section and place."""
    text = sentence.text
    if len(text) > QUOTED:
        start = max(0, min(at - _BEFORE, len(text) - QUOTED))
        stop = start + QUOTED
        text = ("…" if start else "") + text[start:stop] + ("…" if stop < len(text) else "")
    return Quote(str(sentence.section), text, sentence.place)


def by_sentence(
    sheet: Sheet, context: Context, kinds: tuple[str, ...] = ("count",)
) -> Iterator[tuple[Sentence, list[Claim]]]:
    """The claims of these kinds about the report's own year, sentence by sentence."""
    claims = [
        one for one in context.stated.claims if one.kind in kinds and of_this_year(one, sheet)
    ]
    for _, group in groupby(claims, key=lambda one: id(one.sentence)):
        told = list(group)
        yield told[0].sentence, told


def clause_of(claim: Claim) -> str:
    """The clause that a number stands in, for a sentence of ten numbers says little of one.

    ``予以公开1431件``; of a number that has a clause for itself, the one before it as well.
    """
    text, start = claim.sentence.text, claim.at
    stop = min((at for at in range(start, len(text)) if text[at] in _STOPS), default=len(text))
    begin = start
    while (
        begin > 0
        and start - begin < _CLAUSE
        and (text[begin - 1] not in _STOPS or start - begin < _LEAD)
    ):
        begin -= 1
    stop = min(stop, start + _CLAUSE)
    clause = text[begin:stop].strip("".join(_STOPS))
    return ("…" if begin and text[begin - 1] not in _STOPS else "") + clause


_STOPS = frozenset(",，、;；。:：()（）")
_CLAUSE, _LEAD = 30, 2
"""Letters of a clause that are told on either side of its number, and those it must begin with."""


def in_other_scope(said: Claim | Statement, sheet: Sheet) -> bool:
    """Whether the sentence gives the figures of another scope than the report does."""
    report = sheet.report
    if said.scope is None:
        return False
    if report.scope is Scope.AGGREGATED:
        return said.scope in ("part", "own")
    if report.scope is Scope.OWN:
        tail = (report.body or "")[-_TAIL:]
        names_itself = bool(tail) and tail in said.sentence.text
        return said.scope == "agg" or (said.scope == "part" and not names_itself)
    return said.scope == "part"


_TAIL = 3


def of_this_year(claim: Claim, sheet: Sheet) -> bool:
    """Whether a number is the report year's, as far as the sentence tells."""
    return claim.year is None or claim.year == sheet.report.year
