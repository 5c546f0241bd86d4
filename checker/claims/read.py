"""Sentences -> claims: one pass over the words of each, then what its numbers count.

A number that the grammar does not know is no claim: most numbers of a report (items published,
visits, pages) have no cell to be held against.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.claims.context import Context
from checker.claims.inferred import inferred
from checker.claims.lists import listings
from checker.claims.looked import Looked
from checker.claims.one_sentence import SAYING, Reading
from checker.claims.parsed import parse
from checker.claims.presumed import may_deny
from checker.claims.sentences import sentences
from checker.claims.statements import SPEAKING
from checker.model.stated import Stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Report, Section
    from checker.model.stated import Claim, LeftAlone, Statement
    from checker.rulebook.lexicon import Lexicon

_NONE: frozenset[int] = frozenset()


def read_claims(sections: Sequence[Section], lexicon: Lexicon) -> Stated:
    """Everything that the prose of a report states."""
    found = tuple(sentences(sections))
    claims: list[Claim] = []
    said: list[Statement] = []
    looked: list[Looked] = []
    left: list[LeftAlone] = []
    guessed: list[Claim] = []
    context = Context(lexicon)
    for sentence in found:
        context.enter(sentence)
        parsed = parse(sentence.text, lexicon)
        if not (parsed.kinds & SAYING or may_deny(parsed.text)):
            looked.append(Looked(sentence, parsed, _NONE))
            named = context.named or parsed.names_requests
            context.leave(parsed, context.topic, named=named)
            continue
        reading = Reading(sentence, parsed, context)
        read = reading.claims()
        claims += read
        told = tuple(reading.statements()) if parsed.kinds & SPEAKING else ()
        said += told
        reading.presume_none(read, told)
        looked.append(reading.looked(read))
        if reading.left:
            left += sorted(reading.left, key=lambda one: one.at)
        guessed += reading.presumed
        context.leave(parsed, reading.topic, named=reading.named)
    if len({one.sentence for one in claims if one.sole}) > 1:
        claims = [one for one in claims if not one.sole]  # 收到公民申请12件。收到企业申请3件。
    if any(one.about == "carried_forward" and one.value and one.year is None for one in claims):
        said = [one for one in said if one.about != "all_answered"]  # of those that were due
    guessed += inferred(claims)
    return Stated(
        found, tuple(claims), tuple(said), tuple(listings(looked)), tuple(left), tuple(guessed)
    )


def with_stated(report: Report, lexicon: Lexicon) -> Report:
    """The report with what its prose states, for whoever judges it by the same words."""
    prose = report.prose
    return replace(
        report, stated=read_claims(prose, lexicon)._replace(prose=prose, words=lexicon.digest)
    )


def stated_in(report: Report, lexicon: Lexicon) -> Stated:
    """What the prose of a report states.

    Read here where no reading process has, or one by other words, or where the prose is another
    since.
    """
    known = report.stated
    if known is not None and known.words == lexicon.digest and known.prose == report.prose:
        return known
    return read_claims(report.prose, lexicon)
