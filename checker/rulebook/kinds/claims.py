"""The kinds of rules about claims: numbers and statements of the prose against cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.rulebook.kinds.kind import Kind, Spec
from checker.rulebook.kinds.readings import none_known, reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.rulebook.form import Form
    from checker.rulebook.kinds.kind import Forms, Keys, Lack
    from checker.rulebook.kinds.readings import Reading
    from checker.rulebook.source import Node

SCOPE, BLANKS, ONE_ROW, IMPLIED = "other-scope", "blanks", "one-row", "implied"
LOOSELY, UNSURE = "loosely", "unsure"
"""The number is right only by what its words allow and do not say; no column has these words."""
PRESUMED = "presumed"
"""Only the context says what is counted, and nothing that it may be has the number."""
NO_OTHERS = "no-others"
"""The results told make up all that came in, and the table has others."""
EMPTY_TABLE = "empty-table"
NESTED = "nested"
NO_WHOLE_BASE = "no-whole-base"
"""A growth that no whole number of last year gives."""
_CELL_FACTS = ("clause", "against", "said_scope", "table")
CLAIM_FACTS = ("quote", "stated", "readings", "subject", "found")


@dataclass(frozen=True, slots=True)
class ClaimSpec(Spec):
    """What each number in the text must be: one of its readings, by what it counts.

    ``loosely`` are those of them that its words allow and do not say (企业 for all organisations).
    ``unsure`` are counts for which the form has no words, and that stand in a cell by usage.
    """

    claims: Mapping[str, tuple[Reading, ...]]
    loosely: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()

    def lacks(self, _table: str | None, form: Form) -> Lack | None:
        """That the form has none of the cells; one that it has is enough to be asked about."""
        return none_known((one for each in self.claims.values() for one in each), form)


@dataclass(frozen=True, slots=True)
class StatementSpec(Spec):
    """Which cells must all be zero where the text says so."""

    statements: Mapping[str, Reading]

    def lacks(self, _table: str | None, form: Form) -> Lack | None:
        """That the form has none of the cells."""
        return none_known(self.statements.values(), form)


@dataclass(frozen=True, slots=True)
class ShareSpec(Spec):
    """Of what a share may be told."""

    whole: tuple[Reading, ...]

    def lacks(self, _table: str | None, form: Form) -> Lack | None:
        """That the form has none of the cells."""
        return none_known(self.whole, form)


@dataclass(frozen=True, slots=True)
class ShareSumSpec(Spec):
    """Which claims make up a whole: the cells of the whole, and what the claims count.

    Where a form has a further part, the claims are not complete and need not add up.
    """

    complete: tuple[tuple[Reading, tuple[str, ...]], ...]

    def lacks(self, _table: str | None, form: Form) -> Lack | None:
        """That the form has none of the wholes."""
        return none_known((whole for whole, _ in self.complete), form)


@dataclass(frozen=True, slots=True)
class ListSpec(Spec):
    """Whether the parts may not exceed their total (``over``) or fall short of it (``under``)."""

    sense: str


def _read_claims(keys: Keys, _table: str | None, forms: Forms) -> ClaimSpec:
    strict = _readings(keys["claims"], forms)
    loosely = _readings(keys["loosely"], forms) if "loosely" in keys else {}
    every = {about: (*each, *loosely.get(about, ())) for about, each in strict.items()}
    return ClaimSpec(every, loosely, keys["unsure"].texts() if "unsure" in keys else ())


def _readings(node: Node, forms: Forms) -> dict[str, tuple[Reading, ...]]:
    return {
        about: tuple(reading(item, forms) for item in each.one_or_more())
        for about, each in node.mapping().items()
    }


def _read_statements(keys: Keys, _table: str | None, forms: Forms) -> StatementSpec:
    return StatementSpec(
        {about: reading(node, forms) for about, node in keys["statements"].mapping().items()}
    )


def _read_shares(keys: Keys, _table: str | None, forms: Forms) -> ShareSpec:
    return ShareSpec(tuple(reading(item, forms) for item in keys["whole"].one_or_more()))


def _read_share_sum(keys: Keys, _table: str | None, forms: Forms) -> ShareSumSpec:
    complete = keys["complete"]
    wholes = complete.key_lines()
    return ShareSumSpec(
        tuple(
            (reading(wholes[whole], forms), parts.texts())
            for whole, parts in complete.mapping().items()
        )
    )


def _read_list(keys: Keys, _table: str | None, _forms: Forms) -> ListSpec:
    return ListSpec(keys["sense"].one_of(("over", "under"), "sense"))


_DECIDED = frozenset({"undecided"})
"""Where the text is held against itself nothing can be missing."""

CLAIM_KINDS: Mapping[str, Kind] = {
    "claim": Kind(
        ("claims", "loosely", "unsure"),
        ("claims",),
        cases=(SCOPE, BLANKS, ONE_ROW, EMPTY_TABLE, IMPLIED, LOOSELY, UNSURE, PRESUMED, NO_OTHERS),
        facts=(*CLAIM_FACTS, *_CELL_FACTS, "row", "loosely"),
        read=_read_claims,
    ),
    "loose-claim": Kind(cases=(SCOPE,), facts=CLAIM_FACTS),
    "claim-balance": Kind(
        cases=(SCOPE, PRESUMED), facts=(*CLAIM_FACTS, "left", "right"), never=_DECIDED
    ),
    "channels": Kind(
        ("claims",),
        ("claims",),
        cases=(SCOPE, BLANKS, EMPTY_TABLE),
        facts=(*CLAIM_FACTS, *_CELL_FACTS),
        read=_read_claims,
    ),
    "share": Kind(
        ("whole",), ("whole",), cases=(PRESUMED,), facts=(*CLAIM_FACTS, "part"), read=_read_shares
    ),
    "share-sum": Kind(
        ("complete",),
        ("complete",),
        facts=(*CLAIM_FACTS, "parts"),
        never=_DECIDED,
        read=_read_share_sum,
    ),
    "listing": Kind(
        ("sense",),
        ("sense",),
        cases=(NESTED,),
        facts=(*CLAIM_FACTS, "parts"),
        never=_DECIDED,
        read=_read_list,
    ),
    "statement": Kind(
        ("statements",),
        ("statements",),
        cases=(SCOPE, PRESUMED),
        facts=(*CLAIM_FACTS, "nonzero", "said_scope"),
        read=_read_statements,
    ),
    "fee": Kind(cases=("not-in-tens", "over-notified"), facts=CLAIM_FACTS, never=_DECIDED),
    "growth-in-text": Kind(
        cases=(SCOPE, NO_WHOLE_BASE, PRESUMED), facts=CLAIM_FACTS, never=_DECIDED
    ),
    "restated": Kind(facts=(*CLAIM_FACTS, "first"), never=_DECIDED),
}
"""Kinds about claims; a rule says nothing where the text does not state the number."""
