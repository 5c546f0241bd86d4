"""Which sentences were changed, and whether they say something else now."""

from __future__ import annotations

from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from checker.claims import stated_in
from checker.rounds.model import SentenceChange

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from checker.claims import Sentence
    from checker.model import Checked, Finding
    from checker.rulebook.lexicon import Lexicon

    Said = Mapping[int, Counter[Hashable]]

_LIKE = 0.5
"""Two sentences that share this much of their letters are one, worded anew: a clause put in, a
number changed; two sentences of one subject with other figures share about a third."""
_MOST = 10_000
"""Pairs of sentences that are looked at in one place: beyond, a section was written anew."""


def changed_sentences(old: Checked, new: Checked, lexicon: Lexicon) -> tuple[SentenceChange, ...]:
    """The sentences that were put in, taken out or worded otherwise, in the order printed."""
    before, said_before = _read(old, lexicon)
    now, said_now = _read(new, lexicon)
    found = []
    for was, became in _differing(before, now):
        says = said_before.get(id(was), Counter()) != said_now.get(id(became), Counter())
        rules = () if was is None else _asked(was, old.findings)
        found.append(SentenceChange(was, became, says, rules))
    return tuple(found)


def _read(checked: Checked, lexicon: Lexicon) -> tuple[tuple[Sentence, ...], Said]:
    """The sentences, and what was read in each (by its identity)."""
    stated = stated_in(checked.report, lexicon)
    said: dict[int, Counter[Hashable]] = defaultdict(Counter)
    for claim in (*stated.claims, *stated.presumed):
        what = ("claim", claim.about, claim.kind, claim.value, claim.scope, claim.year)
        said[id(claim.sentence)][what] += 1
    for statement in stated.statements:
        said[id(statement.sentence)]["statement", statement.about, statement.scope] += 1
    for listing in stated.listings:
        said[id(listing.sentence)]["list", listing.total, listing.parts] += 1
    for left in stated.left:
        said[id(left.sentence)]["left", left.printed] += 1
    return stated.sentences, said


def _differing(
    old: Sequence[Sentence], new: Sequence[Sentence]
) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    """Sentences that have no twin, each beside the one it was made of where there is one."""
    # autojunk takes what is frequent for noise, in texts of 200 sentences and more.
    matcher = SequenceMatcher(
        None, [one.text for one in old], [one.text for one in new], autojunk=False
    )
    for how, start, stop, from_, to in matcher.get_opcodes():
        if how != "equal":
            yield from _beside(old[start:stop], new[from_:to])


def _beside(
    old: Sequence[Sentence], new: Sequence[Sentence]
) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    likest: dict[int, int] = {}
    if len(old) * len(new) <= _MOST:
        degrees = sorted(
            (-SequenceMatcher(None, was.text, became.text, autojunk=False).ratio(), at, to)
            for at, was in enumerate(old)
            for to, became in enumerate(new)
        )
        for degree, at, to in degrees:
            if -degree >= _LIKE and at not in likest.values() and to not in likest:
                likest[to] = at
    taken = set(likest.values())
    yield from ((was, None) for at, was in enumerate(old) if at not in taken)
    for to, became in enumerate(new):
        yield (old[likest[to]] if to in likest else None), became


def _asked(sentence: Sentence, findings: Sequence[Finding]) -> tuple[str, ...]:
    """The rules of the findings that quote the sentence."""
    rules = dict.fromkeys(
        finding.rule
        for finding in findings
        if finding.quote is not None
        and finding.waived is None
        # Of a long sentence the words around the number are quoted.
        and finding.quote.text.strip("…") in sentence.text
    )
    return tuple(rules)
