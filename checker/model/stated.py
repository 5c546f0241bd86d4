"""What a report states in prose, as values: each with its sentence as its evidence."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from checker.model.pickled import pickled_by_call

if TYPE_CHECKING:
    from checker.model.places import Place
    from checker.model.report import Section

LAST_YEAR = 1
"""The year of a number told of 去年 or 上年, which year that is being the report's to say."""


class Exactness(StrEnum):
    """How a number is meant: as it stands, or loosely."""

    EXACT = "exact"
    MORE = "more"  # 余, 多, 超, 逾, 以上: at least this many
    ABOUT = "about"  # 约, 左右, or rounded to 万: near this
    LESS = "less"  # 近, 不足: up to this many


class Reason(StrEnum):
    """Why a number is left alone."""

    CHANGE = "change"  # 较上年减少5件: by how much
    DENIED = "denied"  # 未按时答复2件
    AVERAGE = "average"
    PLAN = "plan"
    APART = "apart"  # withdrawn, passed on, refused at the door: no row of the form by itself
    FOREIGN = "foreign"  # proposals, letters, trainings
    PUBLISHED = "published"  # items published
    CLASSES = "classes"  # documents by class
    PERIOD = "period"  # a part of the year, or a running total
    UNKNOWN = "unknown"  # the words around it name no quantity of the tables


@pickled_by_call
class Sentence(NamedTuple):
    """One sentence of a section, folded (NFKC, no white space), with the place it starts at."""

    section: int
    text: str
    place: Place | None
    heading: str = ""  # the sub-heading it stands under: （二）依申请公开情况


@pickled_by_call
class Claim(NamedTuple):
    """A number in a sentence and what it says.

    ``about`` names a quantity of ``lexicon.yaml``, with its subject where it has several
    (``review.case_total``); ``kind`` is ``count``, ``share`` (per cent of something),
    ``growth`` (per cent against last year, negative for a fall) or ``change`` (the number by which
    it grew, negative likewise). ``of`` is the printed number
    that a share or growth is told of. ``scope`` is ``agg``, ``own``, ``part`` or ``None`` where the
    sentence does not say. ``part`` marks what stands after 其中 or in brackets. ``year`` is the
    year the sentence ties it to, ``LAST_YEAR`` where it says 去年, ``None`` for the report's own.
    """

    about: str
    kind: str
    value: Decimal
    unit: str
    printed: str
    sentence: Sentence
    exactness: Exactness = Exactness.EXACT
    scope: str | None = None
    year: int | None = None
    part: bool = False
    under: str | None = None  # what the number counts that this one is a part of
    of: Decimal | None = None
    or_of: Decimal | None = None  # the numbers before taken together: 公开12件、部分公开1件,占59%
    or_more: Decimal | None = None  # told beside it, and may be of it: 答复5件,另1件逾期不补正
    before: Decimal | None = None  # last year's number, where the text gives it beside a growth
    implied: bool = False  # nothing near it names the applications: 收到2件,办结2件
    sole: bool = False  # received, told by the only kind of applicant: 收到群众申请13件
    of_all: bool = False  # told of all that were counted: 收到26件,均为自然人申请
    base: str = ""  # the words that say of what a share is: 占办结总数的
    list: str | None = None
    step: Decimal = Decimal(0)  # the unit of the last printed digit, where rounded to 万
    at: int = 0  # where the number stands in the sentence
    also: str | None = (
        None  # what the words may mean as well: 因不掌握无法提供, the row or its group
    )
    no_others: bool = False  # that there is none of these, for those told are all that came in
    may_be: tuple[str, ...] = ()  # what else it may count where only the context says what


@pickled_by_call
class Statement(NamedTuple):
    """Something said without a number: ``none_received``, ``review.all_upheld``."""

    about: str
    sentence: Sentence
    scope: str | None = None
    at: int = 0


@pickled_by_call
class Listing(NamedTuple):
    """A total and the parts it is said to have: ``54件，其中甲30件、乙24件``.

    ``closed`` is false where 等, 主要 or a loose number leaves room for more; ``nested`` is true
    where the parts are so many more than the total that some may stand in one another.
    """

    total: Decimal
    parts: tuple[Decimal, ...]
    unit: str
    closed: bool
    exactness: Exactness
    sentence: Sentence
    nested: bool = False


@pickled_by_call
class LeftAlone(NamedTuple):
    """A number of a sentence that is no claim, and why (``Reason``)."""

    printed: str
    reason: Reason
    sentence: Sentence
    at: int


class Stated(NamedTuple):
    """All that a report states, in the order printed.

    ``prose`` is what was read, and ``words`` the digest of the lexicon that it was read with, where
    that is kept with a report: of any other prose, and by any other words, it says nothing.
    """

    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    listings: tuple[Listing, ...]
    left: tuple[LeftAlone, ...] = ()
    presumed: tuple[Claim, ...] = ()  # numbers that are read by what is spoken of, and no more
    prose: tuple[Section, ...] = ()
    words: str = ""
