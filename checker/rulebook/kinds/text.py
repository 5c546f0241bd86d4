"""The kinds of rules about prose: claims against cells, and what must or must not be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from checker.model import CellRef
from checker.rulebook.kinds.kind import Kind, Spec, lack

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping

    from checker.rulebook.form import Form
    from checker.rulebook.kinds.kind import Forms, Keys, Lack
    from checker.rulebook.source import Node

Reading: TypeAlias = tuple[CellRef, ...]
"""Cells, or groups of them, whose sum a number in the text may be."""

SCOPE, BLANKS, ONE_ROW = "other-scope", "blanks", "one-row"
NESTED = "nested"
IMPLAUSIBLE, LOCAL_PRACTICE = "implausible", "local-practice"
NOTHING, MISNUMBERED = "nothing", "misnumbered"
SIMILAR, OTHER_PLACE = "similar", "other-place"
CLAIM_FACTS = ("quote", "stated", "readings", "subject", "found")


@dataclass(frozen=True, slots=True)
class ClaimSpec(Spec):
    """What each number in the text must be: one of its readings, by what it counts."""

    claims: Mapping[str, tuple[Reading, ...]]

    def lacks(self, _table: str | None, form: Form) -> Lack | None:
        """That the form has none of the cells; one that it has is enough to be asked about."""
        return _none_known((one for each in self.claims.values() for one in each), form)


@dataclass(frozen=True, slots=True)
class StatementSpec(Spec):
    """Which cells must all be zero where the text says so."""

    statements: Mapping[str, Reading]

    def lacks(self, _table: str | None, form: Form) -> Lack | None:
        """That the form has none of the cells."""
        return _none_known(self.statements.values(), form)


@dataclass(frozen=True, slots=True)
class ShareSpec(Spec):
    """Of what a share may be told."""

    whole: tuple[Reading, ...]

    def lacks(self, _table: str | None, form: Form) -> Lack | None:
        """That the form has none of the cells."""
        return _none_known(self.whole, form)


@dataclass(frozen=True, slots=True)
class ShareSumSpec(Spec):
    """Which claims make up a whole: the cells of the whole, and what the claims count.

    Where a form has a further part, the claims are not complete and need not add up.
    """

    complete: tuple[tuple[Reading, tuple[str, ...]], ...]

    def lacks(self, _table: str | None, form: Form) -> Lack | None:
        """That the form has none of the wholes."""
        return _none_known((whole for whole, _ in self.complete), form)


@dataclass(frozen=True, slots=True)
class ListSpec(Spec):
    """Whether the parts may not exceed their total (``over``) or fall short of it (``under``)."""

    sense: str


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
        return _none_known((self.when,), form) if self.when else None


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
    """A section, the words that are no content, and how many characters are.

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


def _reading(node: Node, forms: Forms) -> Reading:
    """``t3.granted.total + t3.partial.total``; rows and columns may be groups of the form."""
    refs = []
    for word in node.text().split("+"):
        try:
            ref = CellRef.parse(word.strip())
        except ValueError:
            node.fail("rule-file.cells-expected", got=word.strip())
        if not any(known(ref, layout) for form in forms for layout in form.layouts):
            node.fail("rule-file.no-cell", cell=ref, form=node.listed(f.code for f in forms))
        refs.append(ref)
    return tuple(refs)


def _none_known(readings: Iterable[Reading], form: Form) -> Lack | None:
    """What is lacking where no layout of the form can print any of the readings."""
    written = tuple(readings)
    # All cells of one reading in one layout: a sum of which a part is not printed is no sum.
    for layout in form.layouts:
        if any(all(known(ref, layout) for ref in reading) for reading in written):
            return None
    return lack("rule-file.no-cells", form=form.code)


def known(ref: CellRef, form: Form) -> bool:
    """Whether a layout prints these cells (a row or column, or a group of them)."""
    table = form.tables.get(ref.table)
    if table is None:
        return False
    rows = ref.row in table.rows or ref.row in table.row_groups
    columns = ref.column in table.columns or ref.column in table.column_groups
    # Both plain: then the cell must be printed; a stacked table has not every row in every column.
    if ref.row in table.rows and ref.column in table.columns:
        return ref in form.positions
    return rows and columns


def _read_claims(keys: Keys, _table: str | None, forms: Forms) -> ClaimSpec:
    return ClaimSpec(
        {
            about: tuple(_reading(item, forms) for item in node.one_or_more())
            for about, node in keys["claims"].mapping().items()
        }
    )


def _read_statements(keys: Keys, _table: str | None, forms: Forms) -> StatementSpec:
    return StatementSpec(
        {about: _reading(node, forms) for about, node in keys["statements"].mapping().items()}
    )


def _read_shares(keys: Keys, _table: str | None, forms: Forms) -> ShareSpec:
    return ShareSpec(tuple(_reading(item, forms) for item in keys["whole"].one_or_more()))


def _read_share_sum(keys: Keys, _table: str | None, forms: Forms) -> ShareSumSpec:
    complete = keys["complete"]
    wholes = complete.key_lines()
    return ShareSumSpec(
        tuple(
            (_reading(wholes[whole], forms), parts.texts())
            for whole, parts in complete.mapping().items()
        )
    )


def _read_list(keys: Keys, _table: str | None, _forms: Forms) -> ListSpec:
    return ListSpec(keys["sense"].one_of(("over", "under"), "sense"))


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
        _reading(keys["when"], forms) if "when" in keys else (),
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


_DECIDED = frozenset({"undecided"})
"""Where the text is held against itself nothing can be missing."""

TEXT_KINDS: Mapping[str, Kind] = {
    "claim": Kind(
        ("claims",),
        ("claims",),
        cases=(SCOPE, BLANKS, ONE_ROW),
        facts=(*CLAIM_FACTS, "row"),
        read=_read_claims,
    ),
    "loose-claim": Kind(cases=(SCOPE,), facts=CLAIM_FACTS),
    "claim-balance": Kind(cases=(SCOPE,), facts=(*CLAIM_FACTS, "left", "right"), never=_DECIDED),
    "channels": Kind(
        ("claims",), ("claims",), cases=(SCOPE, BLANKS), facts=CLAIM_FACTS, read=_read_claims
    ),
    "share": Kind(("whole",), ("whole",), facts=(*CLAIM_FACTS, "part"), read=_read_shares),
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
        cases=(SCOPE,),
        facts=(*CLAIM_FACTS, "nonzero"),
        read=_read_statements,
    ),
    "fee": Kind(cases=("not-in-tens", "over-notified"), facts=CLAIM_FACTS, never=_DECIDED),
    "phrase": Kind(
        ("phrases", "sections"), ("phrases",), facts=("quote", "section"), read=_read_phrases
    ),
    "mention": Kind(
        ("words", "sections", "when", "scope"),
        ("words", "sections"),
        facts=("section",),
        read=_read_mention,
    ),
    "notice": Kind(
        ("near", "notices"),
        ("near", "notices"),
        facts=("quote", "cited", "instead", "year"),
        read=_read_notices,
    ),
    "year-in-text": Kind(
        ("exempt", "verbs"),
        ("exempt", "verbs"),
        facts=("quote", "found", "year"),
        read=_read_wrong_year,
    ),
    "slips": Kind(
        ("meant",), ("meant",), cases=("cut-off",), facts=("quote", "found"), read=_read_slips
    ),
    "restated": Kind(facts=(*CLAIM_FACTS, "first"), never=_DECIDED),
    "numbering": Kind(cases=(MISNUMBERED,), facts=("quote", "section", "numbers")),
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
        cases=(NOTHING,),
        facts=("section", "quote"),
        read=_read_empty,
    ),
}
"""Kinds about prose; a rule on claims says nothing where the text does not state the number."""
