"""One sentence as it is read: what its numbers count, what it denies, what it says of all."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.claims import topics
from checker.claims.asked import ask, topic_at
from checker.claims.brackets import documents_ahead, number_ahead
from checker.claims.carried import none_carried
from checker.claims.clauses import parted
from checker.claims.counts import counted, no_count, why_not
from checker.claims.documents import MADE, none_made
from checker.claims.kinds import NUMBER, any_of
from checker.claims.line import Line
from checker.claims.looked import Looked
from checker.claims.of_all import of_all
from checker.claims.periods import OTHER, year_told
from checker.claims.presumed import may_deny, none_presumed, presumed, presumed_share
from checker.claims.rates import rate
from checker.claims.rows import no_results
from checker.claims.scopes import scope_at, scopes_in
from checker.claims.settled import settled
from checker.claims.shares import growth, share
from checker.claims.statements import SPEAKING, Spoken, said_of_cases, statements
from checker.claims.topics import DECISION_NAMES, DECISIONS, REQUEST
from checker.claims.two_years import change, of_two_years
from checker.model.stated import LAST_YEAR, Claim, LeftAlone, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.asked import Asked
    from checker.claims.clauses import Stretch
    from checker.claims.context import Context
    from checker.claims.parsed import Parsed
    from checker.claims.phrases import Phrase
    from checker.model.stated import Sentence, Statement

_PER_CENT = ("%", "百分点", "个百分点")
_OF_ALL = "均全都悉皆一"  # 均, 全部, 都, 悉数, 皆, 一律
_INTAKE = ("received", "new_received", "handled", "worked_on", "workload")
_OPEN = (Reason.UNKNOWN, Reason.FOREIGN, Reason.PUBLISHED, Reason.APART)
"""Why a number is left alone that may yet be known by what is spoken of."""
_DENIED = re.compile("官司|行政(?:许可|处罚|强制)")
"""Words of ours in other words: of lawsuits, and 行政许可事项, which is no count of decisions."""
_NOTHING_OF_OURS = (None, topics.INFO, topics.FOREIGN)
_OURS = any_of(
    "object", "request", "apply", "fee", "disputes", *topics.CASES, *topics.DOCUMENTS, *DECISIONS,
    *DECISION_NAMES,
)  # fmt: skip
_DENYING = any_of("mark", "neg", "zero") | any_of("carry", "none", "none_over")
_DENIABLE = (
    any_of("carry") | any_of("result") | any_of("action", *MADE)
    | any_of("object", *DECISIONS, *DECISION_NAMES)
)  # fmt: skip
SAYING = NUMBER | SPEAKING | _DENYING
"""Without one of these a sentence states nothing, but for what it denies in words of its own."""
_NONE: frozenset[int] = frozenset()
_FOREIGN = any_of("object", "foreign")
_MOVED_OF_ALL = any_of("mark", "sum")


class Reading:
    """One sentence as it is read."""

    def __init__(self, sentence: Sentence, parsed: Parsed, context: Context) -> None:
        self.parsed = parsed
        self.left: list[LeftAlone] = []
        self.presumed: list[Claim] = []
        self._sentence = sentence
        self._lexicon = context.lexicon
        self.topic = context.topic_of(parsed)
        self._under = context.under or parsed.is_of_requests or self.topic != context.topic
        self._disclosed = context.disclosed or parsed.is_about_disclosure
        self._presumed = self._disclosed or parsed.may_be_of_disclosure
        self.named = context.named or parsed.names_requests
        self._scopes: list[tuple[int, str]] | None = None

    def claims(self) -> list[Claim]:
        """The claims of the sentence, in the order printed."""
        parsed = self.parsed
        kinds = parsed.kinds
        found = self._none_told() if kinds & _DENYING and kinds & _DENIABLE else []
        topics_behind: dict[int, str | None] = {}
        for stretch, numbers in parsed.phrases:
            found += self._of_stretch(stretch, numbers, found, topics_behind)
        return settled(sorted(found, key=_place), parsed.numbers) if found else found

    def statements(self) -> Iterator[Statement]:
        """What the sentence says without a number."""
        spoken = Spoken(self.parsed.text, self.topic, self._disclosed)
        outer, *brackets = self.parsed.stretches
        for statement in statements(self._sentence, outer, spoken):
            yield statement._replace(scope=self._scope(statement.at))
        for bracket in brackets:
            for statement in said_of_cases(self._sentence, outer, bracket, spoken):
                yield statement._replace(scope=self._scope(statement.at))

    def presume_none(self, claims: Sequence[Claim], said: Sequence[Statement]) -> None:
        """Take in what clauses deny in words of their own: 没有拖到次年的."""
        if not may_deny(self.parsed.text):
            return
        if not (claims or self._is_ours or _DENIED.search(self.parsed.text)):
            return
        of_requests = self._under or any(one.about in _INTAKE for one in claims)
        others = self.parsed.kinds & _FOREIGN and self.topic == REQUEST
        topic = REQUEST if of_requests else None if others else self.topic
        taken = [one.at for one in claims] + [one.at for one in said]
        done = [one.at for one in claims if one.about in {"handled", "worked_on"}]
        for at, about in none_presumed(self.parsed.text, topic, taken, self._lexicon):
            # 办结8件,均在期限内答复: all of those, which says nothing of what is still open.
            if self.parsed.text[at] in _OF_ALL and any(one < at for one in done):
                continue
            none = Claim(about, "count", Decimal(0), "", "", self._sentence, at=at)
            self.presumed.append(none._replace(scope=self._scope(at)))

    def looked(self, claims: Sequence[Claim]) -> Looked:
        """The sentence for the reading of lists."""
        told = frozenset([one.at for one in claims if one.kind == "count"]) if claims else _NONE
        return Looked(self._sentence, self.parsed, told)

    def _none_told(self) -> list[Claim]:
        """无上年结转, 未制定规范性文件: the number is none."""
        found = []
        topic = self.topic
        for _, clause, kinds in parted(self.parsed.stretches[0]):
            before = topic
            if kinds & topics.TOPICAL:
                topic = topics.after(clause, topic)
            if not kinds & _DENYING:
                continue
            of_requests = topic in {topics.REQUEST, None}
            abouts = [*none_carried(clause), *no_results(clause)] if of_requests else []
            ends = self._sentence.text[clause[-1].end :][:1] in {"", *",;。"}
            for about in abouts or none_made(clause, before, ends=ends):
                start = clause[0].start
                printed = self._sentence.text[start : clause[-1].end]
                none = Claim(about, "count", Decimal(0), "", printed, self._sentence, at=start)
                found.append(none._replace(scope=self._scope(start)))
        return found

    def _of_stretch(
        self,
        stretch: Stretch,
        numbers: Sequence[Phrase],
        before: Sequence[Claim],
        topics_behind: dict[int, str | None],
    ) -> list[Claim]:
        """The claims of one stretch; a bracket continues what the number before it began."""
        topic, ahead, documents = self.topic, None, None
        if stretch.opens is not None:
            topic = topics_behind.get(stretch.opens, self.topic)
            ahead = number_ahead(self.parsed, stretch.opens, before)
            documents = documents_ahead(self.parsed, stretch.opens)
        line = Line(ahead)
        parsed, disclosed, under = self.parsed, self._presumed, self._under
        classes, listed, people = parsed.counts_classes, parsed.tells_results, parsed.people
        shares, apart = parsed.tells_shares, parsed.tells_applicants
        for phrase in numbers:
            if line.told and (phrase.far_kinds | phrase.near_kinds) & _MOVED_OF_ALL:
                line.turn_to_all((*phrase.far, *phrase.near))
            there = topic_at(phrase, topic)
            unit = phrase.figure.unit
            asked = ask((
                phrase, phrase.near, phrase.after, unit, there, topic, disclosed, classes, under,
                line.parts, line.last, line.whole, line.two, listed, people, shares, apart,
                documents,
            ))  # fmt: skip
            if unit in _PER_CENT:
                line.add(self._per_cent(asked, line), phrase, is_count=False)
            else:
                line.add(self._counts(asked, line), phrase, is_count=True)
            if phrase.far and (phrase.far_kinds | phrase.near_kinds) & topics.TOPICAL:
                words = (*phrase.far, *phrase.near)
                there = topics.after(words, topic, behind_number=phrase.later)
            topic = topics_behind[phrase.figure.end] = there
        if not line.told:
            return []
        found = line.told[1:] if ahead else line.told
        if line.whole is not None:
            found = [*found, *of_all(stretch, line.told, self._sentence, self._scope)]
        return found

    def _counts(self, asked: Asked, line: Line) -> list[Claim]:
        is_open = line.grown is not None or line.last is not None
        if is_open and (other := of_two_years(asked, line, self.parsed.text)):
            return [other]
        uncounted = no_count(asked)
        found: list[Claim] = []
        told: list[Claim] = []
        if abouts := counted(asked, uncounted):
            found = [self._claim(asked.phrase, about, of_sentence=True) for about in abouts]
            told = [one for one in found if one.year != OTHER]
        if is_open and not told and (changed := change(asked, line)):
            return [changed]
        if not told:
            figure = asked.phrase.figure
            reason = Reason.PERIOD if found else why_not(asked, uncounted)
            if reason in _OPEN and (may := self._by_context(asked)):
                self.presumed.append(may)
                return told
            self.left.append(LeftAlone(figure.printed, reason, self._sentence, figure.start))
        return told

    def _by_context(self, asked: Asked) -> Claim | None:
        """The number as what it may count by what is spoken of."""
        if not self._is_ours:
            return None  # most numbers: of items published, visits, pages
        names = presumed(asked, self.parsed.text, self.parsed.tokens, self._lexicon)
        if not names:
            return None
        one = self._claim(asked.phrase, names[0])
        return one._replace(may_be=names[1:]) if one.year not in {OTHER, LAST_YEAR} else None

    @property
    def _is_ours(self) -> bool:
        """Whether anything that the tables have is spoken of, in the sentence or before it."""
        spoken_of = self._under or self.topic not in _NOTHING_OF_OURS
        return spoken_of or bool(self.parsed.kinds & _OURS)

    def _is_implied(self, about: str, listed: str | None) -> bool:
        """Whether only the form of the words says that applications are counted."""
        if ".case_" in about:
            return not self._disclosed  # 行政复议1件,维持: of what, nothing near it says
        if self.named:
            return False
        return about in _INTAKE or (listed is not None and not self.parsed.tells_results)

    def _per_cent(self, asked: Asked, line: Line) -> list[Claim]:
        base = self._claim(asked.phrase, "")
        found = (
            rate(base, asked, line)
            or share(base, asked, line, self._lexicon)
            or growth(base, asked.phrase, line.grown, line.told, changed=line.changed)
        )
        if found and found.kind == "growth":
            found = found._replace(before=line.before(found))
        if found and found.year != OTHER:
            return [found]
        figure = asked.phrase.figure
        reason = Reason.PERIOD if found else Reason.UNKNOWN
        if not found and base.year not in {OTHER, LAST_YEAR} and self._is_ours:
            names, of = presumed_share(asked, self.parsed.text, self.parsed.tokens, self._lexicon)
            if names:
                share_of = base._replace(about=names[0], may_be=names[1:], kind="share", of=of)
                self.presumed.append(share_of)
                return []
        self.left.append(LeftAlone(figure.printed, reason, self._sentence, figure.start))
        return []

    def _claim(self, phrase: Phrase, about: str, *, of_sentence: bool = False) -> Claim:
        """What the number claims; ``of_sentence``: by the grammar, as the sentence names it."""
        figure = phrase.figure
        about, _, also = about.partition("|")
        listed = self._lexicon.list_of(about)
        return Claim(
            about=about,
            kind="count",
            value=figure.value,
            unit=figure.unit,
            printed=figure.printed,
            sentence=self._sentence,
            exactness=figure.exactness,
            scope=self._scope(figure.start),
            year=year_told(phrase, about),
            implied=of_sentence and self._is_implied(about, listed),
            list=listed,
            step=figure.step,
            at=figure.start,
            also=also or None,
        )

    def _scope(self, at: int) -> str | None:
        if self._scopes is None:
            self._scopes = scopes_in(self.parsed.text, self._lexicon)
        return scope_at(at, self._scopes, self.parsed.text)


def _place(one: Claim) -> int:
    return one.at
