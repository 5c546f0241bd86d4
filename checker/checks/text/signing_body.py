"""Kind ``signed-by``: the body that signs a report, against the one that its title names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checks.body_names import (
    differ_in_place,
    folded_name,
    is_abbreviated,
    is_government,
    regions_of,
)
from checker.checks.text.signature_date import signature
from checker.model import Outcome, Quote, Result
from checker.rulebook.kinds.writing import OTHER_PLACE, SIMILAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.checks.context import Context, Judge, Sheet
    from checker.rulebook.rule import Rule

_COMMON = 0.5
"""Share of the shorter name's letters that both have in names of one body misprinted or renamed."""


def signed_by(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """At most one outcome, where the report is signed with a name and its title names a body."""
    report = sheet.report
    signed = signature(report)
    if signed is None or not signed.body:
        return
    facts = {"title_body": report.body or "", "signed_body": signed.body}
    quote = Quote(str(signed.section), signed.printed, signed.place)
    if report.body is None:
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED, facts=facts, quote=quote)
        return
    result, case = _compared(report.body, signed.body, context.rulebook.bodies.offices)
    told = None if result is Result.PASS else quote
    yield Outcome(rule.id, sheet.index, None, result, case=case, facts=facts, quote=told)


def _compared(title: str, signed: str, offices: tuple[str, ...]) -> tuple[Result, str | None]:
    """Whether two names may be one body's, and where they differ only in part, in what.

    A government's report is put together and signed by one of its departments, so of a
    government only the place is held against the signature.
    """
    one, other = folded_name(title), folded_name(signed)
    for office in offices:
        one, other = one.removesuffix(office), other.removesuffix(office)
    if one.endswith(other) or other.endswith(one):
        return Result.PASS, None
    if differ_in_place(one, other):
        return Result.FAIL, OTHER_PLACE
    if is_government(one) or is_government(other):
        return Result.PASS, None
    a, b = (name.removeprefix("".join(regions_of(name))) for name in (one, other))
    if is_abbreviated(a, b) or is_abbreviated(b, a):
        return Result.PASS, None
    shared = len(set(a) & set(b)) / min(len(set(a)), len(set(b)))
    return Result.FAIL, SIMILAR if shared >= _COMMON else None


JUDGES: Mapping[str, Judge] = {"signed-by": signed_by}
