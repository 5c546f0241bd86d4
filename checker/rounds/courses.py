"""What became of each finding: the outcomes of two rounds, rule by rule and place by place.

Findings alone would not do: that a rule says nothing may be because it holds now, because it
could not be judged, or because there is nothing left to judge. The outcomes tell which.
"""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from checker.model import Result
from checker.model.findings import WEIGHT
from checker.rounds.model import Course, Followed

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from checker.model import Checked, Finding, Outcome

    Pair: TypeAlias = tuple[Outcome | None, Outcome | None]

_ORDER = MappingProxyType({course: number for number, course in enumerate(Course)})
_OPEN = (Result.UNDECIDED, Result.BROKEN)


def followed(old: Checked, new: Checked) -> tuple[Followed, ...]:
    """Each finding of either round with its course: what needs a look first, then by weight."""
    told_before, told_now = _Told(old.findings), _Told(new.findings)
    found = []
    for before, now in _pairs(old.outcomes, new.outcomes):
        course = _course(before, now, new)
        if course is None:
            continue
        was = told_before.of(before)
        # Of a rule that holds now nothing is told any more.
        worded = Followed(course, was, told_now.of(now))
        if worded.old is not None or worded.new is not None:
            found.append(worded)
    return in_order(found)


def in_order(found: Iterable[Followed]) -> tuple[Followed, ...]:
    """Followed findings as they are told: what needs a look first, then by weight."""
    return tuple(sorted(found, key=_weight))


class _Told:
    """The findings of a round by the outcome that each words."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._findings = {_mark(one, one.outcome): one for one in findings}

    def of(self, outcome: Outcome | None) -> Finding | None:
        """The finding that words an outcome; ``None`` where it holds, or is folded under others."""
        return None if outcome is None else self._findings.get(_mark(outcome, outcome.result))


def _mark(one: Finding | Outcome, result: Result) -> Hashable:
    return one.rule, one.place, result, one.cells, one.quote and one.quote.text


def _weight(one: Followed) -> tuple[int, int, str, str]:
    finding = one.latest
    return _ORDER[one.course], WEIGHT[finding.severity], finding.rule, finding.id


def _course(before: Outcome | None, now: Outcome | None, new: Checked) -> Course | None:
    """What the two results make of each other; ``None`` where neither round has a finding."""
    was = before.result if before is not None else Result.PASS
    if now is None:
        return None if before is None or was is Result.PASS else _without(before, new)
    if now.result is Result.FAIL:
        return Course.STILL if was is Result.FAIL else Course.NEW
    if now.result in _OPEN:
        if was is Result.FAIL:
            return Course.UNVERIFIABLE
        return Course.STILL_OPEN if was in _OPEN else Course.NEWLY_OPEN
    if was is Result.FAIL:
        return Course.PUT_RIGHT
    return Course.SETTLED if was in _OPEN else None


def _without(before: Outcome, new: Checked) -> Course:
    """The course of a finding whose rule has no outcome at that place any more.

    Rules of a form's structure fail at a row and hold for its table: there the table tells.
    """
    failed = before.result is Result.FAIL
    of_rule = [one for one in new.outcomes if one.rule == before.rule]
    if before.rule in new.left_out or any(one.result in _OPEN for one in of_rule):
        return Course.UNVERIFIABLE if failed else Course.STILL_OPEN
    tables = {ref.table for ref in before.cells}
    whole = [one for one in of_rule if one.quote is None and one.place in {None, *tables}]
    if before.quote is None and whole and all(one.result is Result.PASS for one in whole):
        return Course.PUT_RIGHT if failed else Course.SETTLED
    return Course.GONE


def _pairs(old: Sequence[Outcome], new: Sequence[Outcome]) -> Iterator[Pair]:
    """The outcomes of one rule at one place side by side, in the order of the new round."""
    waiting: Mapping[Hashable, list[Outcome]] = defaultdict(list)
    for one in old:
        waiting[_key(one)].append(one)
    counterpart: dict[int, Outcome] = {}
    # The same words first: a sentence put in before them must not move every claim by one.
    for same in (_same_words, _same_place):
        for number, one in enumerate(new):
            if number in counterpart:
                continue
            those = waiting.get(_key(one), [])
            found = next((each for each in those if same(each, one)), None)
            if found is not None:
                those.remove(found)
                counterpart[number] = found
    for number, one in enumerate(new):
        yield counterpart.get(number), one
    for those in waiting.values():
        for one in those:
            yield one, None


def _key(one: Outcome) -> Hashable:
    """What an outcome is about; the place of a claim is its number in the text, which moves."""
    return (one.rule, one.place) if one.quote is None else (one.rule, one.cells)


def _same_words(old: Outcome, new: Outcome) -> bool:
    return (old.quote and old.quote.text) == (new.quote and new.quote.text)


def _same_place(_old: Outcome, _new: Outcome) -> bool:
    return True
