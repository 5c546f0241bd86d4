"""An account of what was read in the prose: each sentence, its claims, what they were held against.

For ``checker claims``: nothing is judged here that the rules have not judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.checks.engine import evaluate
from checker.checks.text.expected_values import quote_of
from checker.claims import stated_in
from checker.rulebook.kinds.claims import ClaimSpec, StatementSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checker.claims import Claim, LeftAlone, Listing, Sentence, Statement
    from checker.model import Outcome, Report
    from checker.rulebook.rule import Rule, Rulebook, Text

_SHARES = ("share", "share-sum")
_OF_COUNTS = ("claim", "loose-claim", "channels", "fee")


@dataclass(frozen=True, slots=True)
class Said:
    """A claim, a statement or a list, and what the rules said of it; none where no rule asks."""

    what: Claim | Statement | Listing
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class SentenceAccount:
    """A sentence with all that was read in it, and the numbers left alone."""

    sentence: Sentence
    said: tuple[Said, ...]
    left: tuple[LeftAlone, ...]


@dataclass(frozen=True, slots=True)
class ReportAccount:
    """A report with its sentences; ``title`` gives the words for what a claim is about."""

    report: Report
    sentences: tuple[SentenceAccount, ...]
    title: Callable[[str], Text]


def account(report: Report, rulebook: Rulebook) -> ReportAccount:
    """Every sentence of the report's prose in the order printed."""
    stated = stated_in(report, rulebook.lexicon)
    rules = {rule.id: rule for rule in rulebook.rules}
    outcomes = [one for one in evaluate([report], rulebook) if one.quote is not None]
    found = []
    for sentence in stated.sentences:
        what: list[Claim | Statement | Listing] = [
            *(one for one in stated.claims if one.sentence is sentence),
            *(one for one in stated.presumed if one.sentence is sentence),
            *(one for one in stated.statements if one.sentence is sentence),
            *(one for one in stated.listings if one.sentence is sentence),
        ]
        said = tuple(Said(one, tuple(_of(one, outcomes, rules))) for one in what)
        left = tuple(one for one in stated.left if one.sentence is sentence)
        found.append(SentenceAccount(sentence, said, left))
    return ReportAccount(report, tuple(found), rulebook.lexicon.title)


def _of(
    what: Claim | Statement | Listing, outcomes: Iterable[Outcome], rules: dict[str, Rule]
) -> Iterable[Outcome]:
    """The outcomes that quote this very sentence for this very number."""
    quote = quote_of(what.sentence, getattr(what, "at", 0))
    for one in outcomes:
        if one.quote is None or (one.quote.text, one.quote.section) != (quote.text, quote.section):
            continue
        if _asks(rules[one.rule], what, one):
            yield one


def _asks(rule: Rule, what: Claim | Statement | Listing, outcome: Outcome) -> bool:
    """Whether the rule is about what was said, and the outcome about this number of it."""
    spec = rule.spec
    about = getattr(what, "about", None)
    if about is None:
        return rule.kind == "listing"
    if isinstance(spec, StatementSpec):
        rows = {ref.row for ref in spec.statements.get(about, ())}
        return {ref.row for ref in outcome.cells} <= rows
    kind = getattr(what, "kind", None)
    stated = outcome.facts.get("stated", "")
    if kind == "share":
        return rule.kind in _SHARES and stated.startswith(str(what.value))  # type: ignore[union-attr]
    if kind != "count" or rule.kind not in _OF_COUNTS:
        return False
    named = about in spec.claims if isinstance(spec, ClaimSpec) else True
    return named and (stated in _written(what) or rule.kind == "channels")


def _written(what: object) -> Sequence[str]:
    return (str(getattr(what, "value", "")), str(getattr(what, "printed", "")))
