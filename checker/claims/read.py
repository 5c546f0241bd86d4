"""Sentences -> claims: one pass over the words of each, then what its numbers count.

A number that the grammar does not know is no claim: most numbers of a report (items published,
visits, pages) have no cell to be held against.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.claims import topics
from checker.claims.asked import Asked, is_light
from checker.claims.carried import none_carried
from checker.claims.claim import LAST_YEAR, Claim, LeftAlone, Reason, Sentence, Stated
from checker.claims.clauses import Phrase, Stretch, clauses, has
from checker.claims.context import Context
from checker.claims.counts import counted, is_change, is_of_last_year, why_not
from checker.claims.documents import MADE, none_made
from checker.claims.line import Line
from checker.claims.lists import Looked, listings
from checker.claims.of_all import of_all
from checker.claims.parsed import parse
from checker.claims.periods import OTHER, year_of
from checker.claims.rates import rate
from checker.claims.rows import no_results
from checker.claims.sentences import sentences
from checker.claims.settled import settled
from checker.claims.shares import exact, growth, share
from checker.claims.statements import SPEAKING, Spoken, said_of_cases, statements
from checker.claims.topics import DECISIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.claim import Statement
    from checker.model import Section
    from checker.rulebook.lexicon import Lexicon

_PER_CENT = ("%", "百分点", "个百分点")
_OWN_YEAR = ("carried_over", "carried_forward")
_INTAKE = ("received", "new_received", "handled", "worked_on", "workload")
_STOCK = "doc_in_force"
_YEAR = re.compile(r"20\d\d")


def read_claims(sections: Sequence[Section], lexicon: Lexicon) -> Stated:
    """Everything that the prose of a report states."""
    found = tuple(sentences(sections))
    claims: list[Claim] = []
    said: list[Statement] = []
    looked: list[Looked] = []
    left: list[LeftAlone] = []
    context = Context(lexicon)
    for sentence in found:
        context.enter(sentence)
        reading = _Reading(sentence, context)
        read = reading.claims()
        claims += read
        said += reading.statements()
        looked.append(reading.looked(read))
        left += sorted(reading.left, key=lambda one: one.at)
        context.leave(reading.parsed, named=reading.named)
    if len({one.sentence for one in claims if one.sole}) > 1:
        claims = [one for one in claims if not one.sole]  # 收到公民申请12件。收到企业申请3件。
    if any(one.about == "carried_forward" and one.value and one.year is None for one in claims):
        said = [one for one in said if one.about != "all_answered"]  # of those that were due
    return Stated(found, tuple(claims), tuple(said), tuple(listings(looked)), tuple(left))


class _Reading:
    """One sentence as it is read."""

    def __init__(self, sentence: Sentence, context: Context) -> None:
        self.parsed = parsed = parse(sentence.text, context.lexicon)
        self.left: list[LeftAlone] = []
        self._sentence = sentence
        self._lexicon = context.lexicon
        self._topic = context.topic_of(parsed)
        self._under = context.under or parsed.is_of_requests or self._topic != context.topic
        self._disclosed = context.disclosed or parsed.is_about_disclosure
        self._presumed = self._disclosed or parsed.may_be_of_disclosure
        self.named = context.named or parsed.names_requests
        self._scopes: list[tuple[int, str]] | None = None

    def claims(self) -> list[Claim]:
        """The claims of the sentence, in the order printed."""
        parsed = self.parsed
        denied = not parsed.marks.isdisjoint({"neg", "zero"}) or parsed.leaves_none
        denied = denied and (
            not parsed.parts.isdisjoint({"carry", "result"})
            or not parsed.actions.isdisjoint(MADE)
            or not parsed.objects.isdisjoint(DECISIONS)
        )
        found = self._none_told() if denied else []
        if parsed.has_numbers:
            topic_at: dict[int, str | None] = {}
            for stretch, numbers in parsed.phrases:
                found += self._of_stretch(stretch, numbers, found, topic_at)
        if not found:
            return found
        every = [phrase for _, numbers in parsed.phrases for phrase in numbers]
        return settled(sorted(found, key=lambda one: one.at), every)

    def statements(self) -> Iterator[Statement]:
        """What the sentence says without a number."""
        if self.parsed.marks.isdisjoint(SPEAKING) and "outcome" not in self.parsed.parts:
            return  # nothing is denied, and nothing told of all
        spoken = Spoken(self.parsed.text, self._topic, self._disclosed)
        outer, *brackets = self.parsed.stretches
        for statement in statements(self._sentence, outer, spoken):
            yield replace(statement, scope=self._scope(statement.at))
        for bracket in brackets:
            for statement in said_of_cases(self._sentence, outer, bracket, spoken):
                yield replace(statement, scope=self._scope(statement.at))

    def looked(self, claims: Sequence[Claim]) -> Looked:
        """The sentence for the reading of lists."""
        told = frozenset(one.at for one in claims if one.kind == "count")
        return Looked(self._sentence, self.parsed, told)

    def _none_told(self) -> list[Claim]:
        """无上年结转, 未制定规范性文件: the number is none."""
        found = []
        topic = self._topic
        for clause in clauses(self.parsed.stretches[0]):
            before, topic = topic, topics.after(clause, topic)
            of_requests = topic in {topics.REQUEST, None}
            abouts = [*none_carried(clause), *no_results(clause)] if of_requests else []
            for about in abouts or none_made(clause, before):
                start = clause[0].start
                printed = self._sentence.text[start : clause[-1].end]
                none = Claim(about, "count", Decimal(0), "", printed, self._sentence, at=start)
                found.append(replace(none, scope=self._scope(start)))
        return found

    def _of_stretch(
        self,
        stretch: Stretch,
        numbers: Sequence[Phrase],
        before: Sequence[Claim],
        topic_at: dict[int, str | None],
    ) -> list[Claim]:
        """The claims of one stretch; a bracket continues what the number before it began."""
        topic, ahead = self._topic, None
        if stretch.opens is not None:
            topic = topic_at.get(stretch.opens, self._topic)
            ahead = self._ahead(stretch.opens, before)
        line = Line(ahead)
        for phrase in numbers:
            asked = Asked(
                phrase, topic, self._presumed, self.parsed.counts_classes, self._under, line.parts,
                line.last, line.whole, line.two, self.parsed.tells_results,
                self.parsed.people, self.parsed.tells_shares, self.parsed.tells_applicants,
            )  # fmt: skip
            if phrase.figure.unit in _PER_CENT:
                line.add(self._per_cent(asked, line), phrase, is_count=False)
            else:
                line.add(self._counts(asked, line), phrase, is_count=True)
            words = (*phrase.far, *phrase.near)
            topic = topics.after(words, topic, behind_number=phrase.later)
            topic_at[phrase.figure.end] = topic
        found = line.told[1:] if ahead else line.told
        return [*found, *of_all(stretch, line.told, self._sentence, self._scope)]

    def _ahead(self, opens: int, before: Sequence[Claim]) -> Claim | None:
        """The number that a bracket is about: 12件(…), 51件予以公开(42.9%)."""
        counts = [one for one in before if one.at < opens and one.kind == "count"]
        last = max(counts, key=lambda one: one.at, default=None)
        if last is None:
            return None
        end = last.at + len(last.printed)
        between = [one for one in self.parsed.tokens if end <= one.start < opens]
        named = all(one.part in {"result", "row", "applicant", "channel"} for one in between)
        # 27件,同比增长28.6%(上年21件)
        grown = all(
            one.is_stop or one.name == "%" or one.marks("compare", "up", "down") for one in between
        )
        beside = named or (grown and any(one.figure is not None for one in between))
        return last if (not between and end == opens) or (beside and between) else None

    def _counts(self, asked: Asked, line: Line) -> list[Claim]:
        if other := self._of_two_years(asked, line):
            return [other]
        found = [self._claim(asked.phrase, about) for about in counted(asked)]
        told = [replace(one, implied=self._is_implied(one)) for one in found if one.year != OTHER]
        if not told and (change := self._change(asked, line)):
            return [change]
        if not told:
            figure = asked.phrase.figure
            reason = Reason.PERIOD if found else why_not(asked)
            self.left.append(LeftAlone(figure.printed, reason, self._sentence, figure.start))
        return told

    def _is_implied(self, one: Claim) -> bool:
        """Whether only the form of the words says that applications are counted."""
        if ".case_" in one.about:
            return not self._disclosed  # 行政复议1件,维持: of what, nothing near it says
        if self.named:
            return False
        return one.about in _INTAKE or (one.list is not None and not self.parsed.tells_results)

    def _change(self, asked: Asked, line: Line) -> Claim | None:
        """收到60件,较上年增加10件: by how much the number before it grew."""
        figure, grown, words = asked.phrase.figure, line.grown, (*asked.phrase.far, *asked.near)
        if grown is None or figure.unit != grown.unit or not is_change(asked.near):
            return None
        if has(asked.near, "mark", "respectively"):
            return None  # 公开7件、部分公开2件,同比分别增加3件、减少1件
        named = [one for one in words if not is_light(one) and not one.is_stop]
        plain = all(one.marks("compare", "up", "down") for one in named)
        if not plain or not (has(words, "mark", "compare") or line.base is not None):
            return None
        down = has(asked.near, "mark", "down")
        return replace(
            grown, kind="change", value=-figure.value if down else figure.value, at=figure.start,
            printed=figure.printed, exactness=figure.exactness, of=exact(grown), before=line.base,
        )  # fmt: skip

    def _of_two_years(self, asked: Asked, line: Line) -> Claim | None:
        """新收申请由49件增至54件; 新收60件,较上年50件增长20%."""
        figure, last = asked.phrase.figure, asked.last
        other = None
        if last is not None and last.year == LAST_YEAR and has(asked.near, "mark", "to"):
            other = replace(last, year=None)
            line.grew_from(last)
        elif line.grown is not None and is_of_last_year(asked.near):
            named = _YEAR.search(self.parsed.text, asked.near[0].start, figure.start)
            other = replace(line.grown, year=int(named[0]) if named else LAST_YEAR, part=False)
        if other is None or figure.unit != other.unit:
            return None
        return replace(
            other, value=figure.value, printed=figure.printed, at=figure.start,
            exactness=figure.exactness, step=figure.step,
        )  # fmt: skip

    def _per_cent(self, asked: Asked, line: Line) -> list[Claim]:
        base = self._claim(asked.phrase, "")
        found = (
            rate(base, asked, line)
            or share(base, asked, line, self._lexicon)
            or growth(base, asked.phrase, line.grown, line.told, changed=line.changed)
        )
        if found and found.kind == "growth":
            found = replace(found, before=line.before(found))
        if found and found.year != OTHER:
            return [found]
        figure = asked.phrase.figure
        reason = Reason.PERIOD if found else Reason.UNKNOWN
        self.left.append(LeftAlone(figure.printed, reason, self._sentence, figure.start))
        return []

    def _claim(self, phrase: Phrase, about: str) -> Claim:
        figure, lead = phrase.figure, phrase.lead
        about, _, also = about.partition("|")
        if about in _OWN_YEAR:
            # 2022年结转5件: the year is of the word, not of the number.
            lead = lead[: len(lead) - len(phrase.near)]
        year = LAST_YEAR if phrase.to else year_of(lead)
        if year == OTHER and about.endswith(_STOCK):
            year = None  # 截至目前现行有效12件: what is in force is told of a day
        return Claim(
            about=about,
            kind="count",
            value=figure.value,
            unit=figure.unit,
            printed=figure.printed,
            sentence=self._sentence,
            exactness=figure.exactness,
            step=figure.step,
            scope=self._scope(figure.start),
            year=year,
            list=self._lexicon.list_of(about),
            at=figure.start,
            also=also or None,
        )

    def _scope(self, at: int) -> str | None:
        """Whose figures these are, by the words before them; the last that says so counts."""
        if self._scopes is None:
            self._scopes = sorted(
                (found.end(), name)
                for name, pattern in self._lexicon.scopes.items()
                for found in pattern.finditer(self.parsed.text)
            )
        return next((name for end, name in reversed(self._scopes) if end <= at), None)
