"""Numbers in per cent: shares of a whole, and growth against last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.clauses import has
from checker.claims.numbers import exactness_before
from checker.claims.rows import named_in
from checker.model.stated import Exactness

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from checker.claims.asked import Asked
    from checker.claims.line import Line
    from checker.claims.phrases import Phrase
    from checker.claims.tokens import Token
    from checker.model.stated import Claim
    from checker.rulebook.lexicon import Lexicon

_OUTCOME, _TOTAL = ".case_", ".case_total"
RATES = "rates"
"""The list of shares that stand by themselves and add up to nothing."""
_RECEIVED = ("received", "new_received")
_MOVED = ("up", "down")
_LIGHT = ("copula", "of", "sum", "filler", "about", "item")


def share(base: Claim, asked: Asked, line: Line, lexicon: Lexicon) -> Claim | None:
    """``12件，占3%`` is told of the count before it, ``自然人占86%`` of the words before it.

    Where 、 joins several counts before it, it may be of all of them.
    """
    near = asked.near
    mark = next((n for n, one in enumerate(near) if one.marks("share")), None)
    if has(near, "mark", *_MOVED):
        return None
    if mark is None:
        return _unmarked(base, asked, line, lexicon)
    if base.exactness is Exactness.EXACT:
        base = base._replace(exactness=_loosened_by(near[mark], base.sentence.text))
    words = near[:mark]
    of = base.sentence.text[near[mark].end : base.at]
    named: Sequence[Token] = ()
    if any(not one.marks(*_LIGHT, "of_which", "respectively", "past") for one in words):
        named = words
    elif line.last is None:
        named = asked.phrase.label  # 结果为予以公开的,占37.2%
    if named and not asked.phrase.in_row:
        return _named(base, asked, named, of, lexicon)
    return None if asked.phrase.in_row else _of_count(base, asked, line, words, of)


def _loosened_by(mark: Token, text: str) -> Exactness:
    """约占35%, 占比约为35%: the word that loosens the number stands before or in the mark."""
    inside = "约" in text[mark.start : mark.end]
    return Exactness.ABOUT if inside else exactness_before(text, mark.start)


def _unmarked(base: Claim, asked: Asked, line: Line, lexicon: Lexicon) -> Claim | None:
    """A share without 占: 予以公开20%,部分公开20%; 51件予以公开(42.9%)."""
    last, near = line.last, asked.near
    if not near and not asked.phrase.lead and last is not None and last.list is not None:
        return base._replace(
            about=last.about, kind="share", of=exact(last), list=last.list, year=last.year
        )
    named = asked.shares and asked.phrase.plain and not has(near, "mark", "word", "open_rate")
    return _named(base, asked, near, "", lexicon) if named else None


def _of_count(
    base: Claim, asked: Asked, line: Line, words: Sequence[Token], of: str
) -> Claim | None:
    """A share of the count before it."""
    last = line.last
    if last is None or not all(map(_is_light, asked.phrase.far)):
        return None
    parted = any(one.is_stop and one.name == "," for one in asked.phrase.far)
    outcome = _OUTCOME in last.about and not last.about.endswith(_TOTAL)
    # 办结9件,占90.0%; 占全区办理总量的14.4% is of what others handled too.
    outcome = outcome or (last.about == "handled" and "全" not in of)
    listed = RATES if outcome and not has(words, "mark", "sum") else last.list
    return base._replace(
        about=last.about, kind="share", of=exact(last), base=of, list=listed,
        year=last.year, or_of=_of_several(line, words, parted=parted),
    )  # fmt: skip


def _of_several(line: Line, words: Sequence[Token], *, parted: bool) -> Decimal | None:
    """The counts before taken together, where the share may be, or is said to be, of them."""
    if has(words, "mark", "sum"):
        return line.together or line.last_two
    return line.together if parted else None


def _named(
    base: Claim, asked: Asked, words: Sequence[Token], of: str, lexicon: Lexicon
) -> Claim | None:
    # 执法案卷不予公开占40% is told of the row: with its group it would be one or the other.
    names = [name for one in named_in(words, asked) for name in one.split("|")]
    names.sort(key=lambda name: lexicon.list_of(name) != "rows")
    about = next((one for one in names if lexicon.list_of(one)), None)
    if about is None:
        return None
    return base._replace(about=about, kind="share", base=of, list=lexicon.list_of(about))


def _is_light(one: Token) -> bool:
    """Whether a word between a count and its share leaves it that count's."""
    if one.part in {"result", "row", "applicant", "channel"}:
        return True  # 12件不予公开,占7.1%
    return (one.is_stop and one.name in ",、") or one.marks(*_LIGHT) or one.names("apply")


def exact(count: Claim) -> Decimal | None:
    """The number of a count that is told as it stands: of 约25件 no share is worked out."""
    return count.value if count.exactness is Exactness.EXACT else None


def growth(
    base: Claim, phrase: Phrase, last: Claim | None, told: Sequence[Claim], *, changed: bool
) -> Claim | None:
    """``3646件，同比增长1.05%``: told of the count beside it, or of the one its words name."""
    moved = next((one for one in reversed(phrase.near) if not one.marks("copula", "sum")), None)
    # 增长3.6个百分点 is told of a share, in words that were not known.
    if moved is None or not moved.marks(*_MOVED) or base.unit != "%":
        return None
    words = [one for one in (*phrase.far, *phrase.near) if not one.is_stop]
    text = base.sentence.text
    compared = any(one.marks("compare") for one in words)
    if not (changed or compared or text.startswith("同比", moved.start)):
        return None
    named = [one for one in words if not one.marks(*_LIGHT, *_MOVED, "compare")]
    named = [one for one in named if one.part != "time"]
    if not all(one.names("apply", "request") for one in named):
        return None
    about = last or (_only_received(told) if named else None)
    # 27件,其中网上20件,同比增长10%: of which of the two, nothing says.
    of_a_part = last is not None and last.part and phrase.lead and not named and not changed
    if about is None or about.kind != "count" or of_a_part:
        return None
    if not named and not changed and _is_far(about, phrase, text):
        return None
    value = -base.value if moved.name == "down" else base.value
    return base._replace(
        about=about.about, kind="growth", value=value, of=exact(about), year=about.year
    )


def _only_received(told: Sequence[Claim]) -> Claim | None:
    received = [one for one in told if one.about in _RECEIVED and one.kind == "count"]
    return received[-1] if len(received) == 1 else None


def _is_far(about: Claim, phrase: Phrase, text: str) -> bool:
    """Whether words that the lexicon does not know stand between a count and its growth.

    网站访问量同比增长 tells of visits, whatever count stands before it.
    """
    start = about.at + len(about.printed)
    known = sum(one.end - one.start for one in (*phrase.far, *phrase.near))
    bracket = text.find("(", start, phrase.figure.start)
    inner = text.find(")", bracket) - bracket + 1 if bracket >= 0 else 0
    return phrase.figure.start - start - known - max(inner, 0) > _UNKNOWN


_UNKNOWN = 1
"""Letters of no word between a count and its growth: a 了 or a stray mark."""
