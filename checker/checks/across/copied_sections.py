"""Kind ``copied``: sections of prose that are those of last year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from checker.checks.across.side_by_side import Between, year_facts
from checker.checks.text.expected_values import quote_of
from checker.claims.sentences import sentences
from checker.model import Outcome, Result
from checker.rulebook.kinds.across import CopiedSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.checks.across.pairing import YearPair
    from checker.claims import Sentence
    from checker.model import Report, Section
    from checker.rulebook.rule import Rule, Rulebook

_FIGURES = re.compile(r"[\d.,]*\d")
_MARKS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class _Prose:
    """A section's sentences, their letters with every figure as 0, and the overlapping pieces.

    A piece belongs to the sentence that it begins in.
    """

    sentences: tuple[Sentence, ...]
    letters: tuple[str, ...]
    pieces: tuple[str, ...]

    def by_sentence(self) -> list[tuple[str, ...]]:
        """The pieces of each sentence."""
        ends = (0, *accumulate(map(len, self.letters)))
        return [self.pieces[start:end] for start, end in pairwise(ends)]


def copied(
    rule: Rule, pair: YearPair, reports: Sequence[Report], _rulebook: Rulebook
) -> Iterator[Between]:
    """One outcome a section: how much of it stands in last year's, years and figures apart.

    The share is that of this year's pieces of so many letters which last year's section has
    too, compared exactly. A section too short to tell anything is left out.
    """
    spec = rule.spec
    if not isinstance(spec, CopiedSpec) or pair.previous is None:
        return
    indexes = (pair.this, pair.previous)
    for number in spec.sections:
        this, last = (_section(reports[index], number) for index in indexes)
        place, facts = str(number), {**year_facts(reports[pair.this]), "section": str(number)}
        if this is None or last is None:
            outcome = Outcome(rule.id, pair.this, place, Result.UNDECIDED, facts=facts)
            yield Between(outcome, indexes)
            continue
        now, before = _prose(this, spec.letters), _prose(last, spec.letters)
        # Two sections of one line are alike in every report, and copied by nobody.
        if min(sum(map(len, one.letters)) for one in (now, before)) < spec.at_least:
            continue
        known = frozenset(before.pieces)
        same, count = sum(map(known.__contains__, now.pieces)), len(now.pieces)
        # Whole numbers: the share of 0.6 would be another one in binary.
        is_copied = same * 100 > spec.share * count
        facts["share"] = f"{same * 100 // count}%"
        quote = None
        if is_copied:
            mine = _most_alike(now, known)
            theirs = _most_alike(before, frozenset(now.by_sentence()[mine]))
            quote = quote_of(now.sentences[mine])
            facts["quote"], facts["last_quote"] = (
                quote.text,
                quote_of(before.sentences[theirs]).text,
            )
        result = Result.FAIL if is_copied else Result.PASS
        outcome = Outcome(rule.id, pair.this, place, result, facts=facts, quote=quote)
        yield Between(outcome, indexes)


def _section(report: Report, number: int) -> Section | None:
    found = next((one for one in report.sections if one.number == number), None)
    return found if found is not None and re.search(r"\w", found.text) else None


def _prose(section: Section, letters: int) -> _Prose:
    told = tuple(sentences([section]))
    words = tuple(_MARKS.sub("", _FIGURES.sub("0", one.text)) for one in told)
    text = "".join(words)
    pieces = tuple([text[at : at + letters] for at in range(len(text) - letters + 1)])
    return _Prose(told, words, pieces)


def _most_alike(prose: _Prose, known: frozenset[str]) -> int:
    """The sentence of which most stands in the other text; the first of several."""
    alike = [sum(map(known.__contains__, own)) for own in prose.by_sentence()]
    return alike.index(max(alike))
