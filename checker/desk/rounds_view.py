"""A report against an earlier round of it, in words: what needs a look first, what was asked last.

Beside each number that was changed both files show where it stands.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.i18n import translate
from checker.model import Result
from checker.reporters.inert import inert
from checker.rounds import Cause
from checker.rounds.model import ENDED
from checker.wording.facts import refusal
from checker.wording.names import Names, printed_at
from checker.wording.rounds import cell_content, heading_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.claims import Sentence
    from checker.desk.confirming import Crop
    from checker.model import Cell, CellRef, Checked
    from checker.rounds import Course, Followed, NumberChange, Round, SentenceChange
    from checker.rulebook.form import Form


class Side(NamedTuple):
    """One of the two: the number of the report, its words, where its cells are seen."""

    number: int
    name: str
    verdict: str
    verdict_name: str
    refusal: str
    crops: Mapping[str, Crop]


class Item(NamedTuple):
    """A finding of either round: ``before`` is how the earlier one had worded it, if otherwise."""

    level: str
    level_name: str
    rule: str
    text: str
    before: str
    accepted: bool
    address: str


class Seen(NamedTuple):
    """A cell in one of the files: what it holds, where it stands, what it looks like."""

    text: str
    place: str
    address: str
    number: int
    crop: Crop | None


class Number(NamedTuple):
    """A cell that holds something else now, or may; ``rules`` asked for it, or tie it."""

    name: str
    rules: str
    old: Seen
    new: Seen


class Words(NamedTuple):
    """A sentence that was changed, put in or taken out; empty texts are not shown."""

    old: str
    old_place: str
    new: str
    new_place: str


class Group(NamedTuple):
    """What belongs together: its heading, how it is marked, and one of the three kinds."""

    title: str
    kind: str
    items: tuple[Item, ...] = ()
    numbers: tuple[Number, ...] = ()
    sentences: tuple[Words, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class RoundView:
    """Two rounds of a report: groups that somebody must look at, then those that were asked for."""

    old: Side
    new: Side
    notes: tuple[str, ...]
    sums: tuple[str, ...]
    urgent: tuple[Group, ...]
    settled: tuple[Group, ...]


def side_of(
    number: int, checked: Checked, name: str, crops: Mapping[str, Crop], lang: str
) -> Side:  # fmt: skip
    """One of the two rounds."""
    found = checked.report.refusal
    return Side(
        number,
        name,
        checked.verdict.value,
        translate(f"verdict.{checked.verdict.value}", lang),
        "" if found is None else refusal(found.reason.value, found.detail, lang),
        crops,
    )


def round_view(one: Round, sides: tuple[Side, Side], forms: Sequence[Form], lang: str) -> RoundView:
    """The page of two rounds."""
    page = _Page(one, sides, Names.of(one.new.report, forms, lang))
    open_, ended = one.split()
    return RoundView(
        *sides,
        tuple(page.notes()),
        () if one.is_unreadable else tuple(page.sums()),
        (
            *page.courses(open_),
            *page.numbers(Cause.UNASKED, "error"),
            *page.sentences("unasked", "error"),
            *page.uncertain(),
        ),
        (
            *page.courses(ended),
            *page.numbers(Cause.ASKED, "info"),
            *page.numbers(Cause.RELATED, "info"),
            *page.sentences("asked", "info"),
            *page.sentences("same", "info"),
        ),
    )


class _Page:
    def __init__(self, one: Round, sides: tuple[Side, Side], names: Names) -> None:
        self._one = one
        self._old, self._new = sides
        self._names = names
        self._lang = names.lang

    def notes(self) -> Iterator[str]:
        if self._one.is_same_file:
            yield translate("rounds.same-file", self._lang)
        for change in self._one.headings:
            yield inert(heading_told(change.name, change.old, change.new, self._names))

    def sums(self) -> Iterator[str]:
        counts = Counter(one.course for one in self._one.findings)
        told = [self._course(course, count) for course, count in counts.items()]
        separator = translate("joining.comma", self._lang)
        yield separator.join(told) or translate("rounds.no-findings", self._lang)
        causes = Counter(one.cause for one in self._one.numbers)
        yield translate(
            "rounds.changed",
            self._lang,
            numbers=len(self._one.numbers),
            **{cause.value: causes[cause] for cause in Cause},
            sentences=len(self._one.sentences),
            says=sum(one.says_otherwise for one in self._one.sentences),
        )

    def courses(self, followed: Iterable[Followed]) -> Iterator[Group]:
        by_course: dict[Course, list[Followed]] = {}
        for one in followed:
            by_course.setdefault(one.course, []).append(one)
        for course, those in by_course.items():
            known = {one.latest.id for one in those}
            roots = [one for one in those if one.latest.follows_from not in known]
            more = len(those) - len(roots)
            yield Group(
                self._course(course, len(those)),
                "ended" if course in ENDED else "open",
                items=tuple(map(self._item, roots)),
                more=translate("rounds.follow", self._lang, count=more) if more else "",
            )

    def numbers(self, cause: Cause, kind: str) -> Iterator[Group]:
        changes = [one for one in self._one.numbers if one.cause is cause]
        if changes:
            title = translate(f"rounds.numbers.{cause.value}", self._lang, count=len(changes))
            yield Group(title, kind, numbers=tuple(map(self._number, changes)))

    def uncertain(self) -> Iterator[Group]:
        some = self._one.uncertain
        if some:
            title = translate("rounds.uncertain", self._lang, count=len(some))
            numbers = tuple(self._changed(one.ref, one.old, one.new, ()) for one in some)
            yield Group(title, "warning", numbers=numbers)

    def sentences(self, which: str, kind: str) -> Iterator[Group]:
        changes = [one for one in self._one.sentences if _which(one) == which]
        if changes:
            title = translate(f"rounds.sentences.{which}", self._lang, count=len(changes))
            yield Group(title, kind, sentences=tuple(map(self._sentence, changes)))

    def _course(self, course: Course, count: int) -> str:
        return translate(f"rounds.course.{course.value}", self._lang, count=count)

    def _item(self, one: Followed) -> Item:
        finding, lang = one.latest, self._lang
        word = f"severity.{finding.severity.value}"
        if finding.outcome is not Result.FAIL:
            word = f"outcome.{finding.outcome.value}"
        colon = translate("joining.colon", lang)
        where = finding.where if finding.where and finding.where not in finding.message else ""
        is_other = one.old is not None and one.new is not None
        before = one.old.message if one.old is not None and is_other else ""
        side = self._old if one.new is None else self._new
        return Item(
            finding.severity.value,
            translate(word, lang),
            inert(f"{finding.rule} {finding.title}"),
            inert(colon.join(filter(None, (where, finding.message)))),
            inert(translate("rounds.before", lang, message=before))
            if before and before != finding.message
            else "",
            finding.waived is not None,
            f"/reports/{side.number}?finding={finding.id}#finding-{finding.id}",
        )

    def _number(self, change: NumberChange) -> Number:
        return self._changed(change.ref, change.old, change.new, change.rules)

    def _changed(
        self, ref: CellRef, old: Cell | None, new: Cell | None, rules: Sequence[str]
    ) -> Number:
        return Number(
            self._names.cell(ref),
            translate("joining.list", self._lang).join(rules),
            self._seen(ref, old, self._old),
            self._seen(ref, new, self._new),
        )

    def _seen(self, ref: CellRef, cell: Cell | None, side: Side) -> Seen:
        place = None if cell is None else cell.place
        return Seen(
            inert(cell_content(cell, self._lang)),
            "" if place is None else inert(printed_at([place], self._lang)),
            f"/reports/{side.number}?cell={ref}#cell",
            side.number,
            side.crops.get(str(ref)),
        )

    def _sentence(self, change: SentenceChange) -> Words:
        return Words(*self._words(change.old), *self._words(change.new))

    def _words(self, one: Sentence | None) -> tuple[str, str]:
        if one is None:
            return "", ""
        places = [one.place] if one.place is not None else []
        at = filter(None, (self._names.section(str(one.section)), printed_at(places, self._lang)))
        return inert(one.text), inert(translate("joining.comma", self._lang).join(at))


def _which(change: SentenceChange) -> str:
    if change.is_unasked:
        return "unasked"
    return "asked" if change.says_otherwise else "same"
