"""The kinds of rules about the writing itself: what must or must not be written, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from checker.rulebook.kinds.kind import NEEDS_TEXT, NEEDS_YEAR, Kind, Spec
from checker.rulebook.kinds.readings import none_known, reading

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from checker.rulebook.form import Form
    from checker.rulebook.kinds.kind import Forms, Keys, Lack
    from checker.rulebook.kinds.readings import Reading

IMPLAUSIBLE, LOCAL_PRACTICE = "implausible", "local-practice"
NOTHING, SHORT, MISNUMBERED = "nothing", "short", "misnumbered"
SIMILAR, OTHER_PLACE = "similar", "other-place"


@dataclass(frozen=True, slots=True)
class SlipsSpec(Spec):
    """Words that are doubled on purpose: 人民政府政府信息公开."""

    meant: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PhraseSpec(Spec):
    """What may not be written, and in which sections (all where none is named)."""

    phrases: tuple[re.Pattern[str], ...]
    sections: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionSpec(Spec):
    """Words of which one must be written in these sections, where a cell is above zero."""

    words: re.Pattern[str]
    sections: tuple[int, ...]
    when: Reading = ()
    scope: str | None = None

    def lacks(self, _table: str | None, form: Form) -> Lack | None:
        """The cell that the words depend on, where the form does not have it."""
        return none_known((self.when,), form) if self.when else None


@dataclass(frozen=True, slots=True)
class Notice:
    """A document that should not be cited by reports of these years, and the one that should."""

    cites: re.Pattern[str]
    first: int | None
    last: int | None
    instead: str


@dataclass(frozen=True, slots=True)
class NoticeSpec(Spec):
    """The documents that are cited wrongly, and the words that show what for."""

    near: re.Pattern[str]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class WrongYearSpec(Spec):
    """Words that show that a year is another year's on purpose."""

    exempt: re.Pattern[str]
    verbs: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class EmptySpec(Spec):
    """A section, the words that are no content, and of how many characters content is made.

    ``elsewhere`` are words that only this section's text has: where they stand under another
    heading the text was not read in its order.
    """

    section: int
    words: re.Pattern[str]
    at_least: int
    elsewhere: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Due:
    """The day of the next year by which some bodies publish, by their kind or their name's end.

    ``case`` names a day that is not laid down for them.
    """

    month: int
    day: int
    kinds: tuple[str, ...]
    ends: tuple[str, ...] = ()
    case: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedSpec(Spec):
    """When reports are due; the first entry that fits a body counts."""

    due: tuple[Due, ...]


def _read_slips(keys: Keys, _table: str | None, _forms: Forms) -> SlipsSpec:
    return SlipsSpec(keys["meant"].pattern())


def _read_phrases(keys: Keys, _table: str | None, _forms: Forms) -> PhraseSpec:
    return PhraseSpec(
        tuple(item.pattern() for item in keys["phrases"].one_or_more()), _sections(keys)
    )


def _read_mention(keys: Keys, _table: str | None, forms: Forms) -> MentionSpec:
    return MentionSpec(
        keys["words"].pattern(),
        _sections(keys),
        reading(keys["when"], forms) if "when" in keys else (),
        keys["scope"].one_of(("own", "agg"), "scope") if "scope" in keys else None,
    )


def _read_notices(keys: Keys, _table: str | None, _forms: Forms) -> NoticeSpec:
    notices = []
    for item in keys["notices"].sequence():
        own = item.mapping(("cites", "from", "to", "instead"), ("cites", "instead"))
        first = own["from"].integer() if "from" in own else None
        last = own["to"].integer() if "to" in own else None
        notices.append(Notice(own["cites"].pattern(), first, last, own["instead"].text()))
    return NoticeSpec(keys["near"].pattern(), tuple(notices))


def _read_wrong_year(keys: Keys, _table: str | None, _forms: Forms) -> WrongYearSpec:
    return WrongYearSpec(keys["exempt"].pattern(), keys["verbs"].pattern())


def _read_empty(keys: Keys, _table: str | None, _forms: Forms) -> EmptySpec:
    return EmptySpec(
        keys["section"].integer(),
        keys["words"].pattern(),
        keys["at_least"].integer(),
        keys["elsewhere"].pattern(),
    )


def _read_due(keys: Keys, _table: str | None, _forms: Forms) -> PublishedSpec:
    found = []
    for item in keys["due"].sequence():
        own = item.mapping(("by", "kinds", "ends", "case"), ("by",))
        if not {"kinds", "ends"} & set(own):
            item.fail("rule-file.due-of-nobody")
        month, _, day = own["by"].text().partition("-")
        try:
            by = date(2023, int(month), int(day))  # a year without a 29 February
        except ValueError:
            own["by"].fail("rule-file.day-expected", got=own["by"].text())
        found.append(
            Due(
                by.month,
                by.day,
                own["kinds"].texts() if "kinds" in own else (),
                own["ends"].texts() if "ends" in own else (),
                own["case"].one_of((LOCAL_PRACTICE,), "case") if "case" in own else None,
            )
        )
    if not found:
        keys["due"].fail("rule-file.days-expected")
    return PublishedSpec(tuple(found))


def _sections(keys: Keys) -> tuple[int, ...]:
    if "sections" not in keys:
        return ()
    return tuple(item.integer() for item in keys["sections"].sequence())


WRITING_KINDS: Mapping[str, Kind] = {
    "phrase": Kind(
        ("phrases", "sections"),
        ("phrases",),
        facts=("quote", "section"),
        needs=(NEEDS_TEXT,),
        read=_read_phrases,
    ),
    "mention": Kind(
        ("words", "sections", "when", "scope"),
        ("words", "sections"),
        facts=("section",),
        needs=(NEEDS_TEXT,),
        read=_read_mention,
    ),
    "notice": Kind(
        ("near", "notices"),
        ("near", "notices"),
        facts=("quote", "cited", "instead", "year"),
        needs=(NEEDS_TEXT, NEEDS_YEAR),
        read=_read_notices,
    ),
    "year-in-text": Kind(
        ("exempt", "verbs"),
        ("exempt", "verbs"),
        facts=("quote", "found", "year"),
        needs=(NEEDS_TEXT, NEEDS_YEAR),
        read=_read_wrong_year,
    ),
    "slips": Kind(
        ("meant",),
        ("meant",),
        cases=("cut-off",),
        facts=("quote", "found"),
        needs=(NEEDS_TEXT,),
        read=_read_slips,
    ),
    "numbering": Kind(
        cases=(MISNUMBERED,), facts=("quote", "section", "numbers"), needs=(NEEDS_TEXT,)
    ),
    "signed-by": Kind(cases=(SIMILAR, OTHER_PLACE), facts=("title_body", "signed_body")),
    "published": Kind(
        ("due",),
        ("due",),
        cases=("body-unknown", IMPLAUSIBLE, LOCAL_PRACTICE),
        facts=("date", "due", "year"),
        read=_read_due,
    ),
    "empty-section": Kind(
        ("section", "words", "at_least", "elsewhere"),
        ("section", "words", "at_least", "elsewhere"),
        cases=(NOTHING, SHORT),
        facts=("section", "quote"),
        needs=(NEEDS_TEXT,),
        read=_read_empty,
    ),
}
"""Kinds about the words of the prose, its headings, dates and signature."""
