"""What a bracket is about: the number that stands before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.topics import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.parsed import Parsed
    from checker.model.stated import Claim


def number_ahead(parsed: Parsed, opens: int, before: Sequence[Claim]) -> Claim | None:
    """The number that a bracket is about: 12件(…), 51件予以公开(42.9%)."""
    counts = [one for one in before if one.at < opens and one.kind == "count"]
    last = max(counts, key=lambda one: one.at, default=None)
    if last is None:
        return None
    end = last.at + len(last.printed)
    between = [one for one in parsed.tokens if end <= one.start < opens]
    named = all(one.part in {"result", "row", "applicant", "channel"} for one in between)
    # 27件,同比增长28.6%(上年21件)
    grown = all(
        one.is_stop or one.name == "%" or one.marks("compare", "up", "down") for one in between
    )
    beside = named or (grown and any(one.figure is not None for one in between))
    return last if (not between and end == opens) or (beside and between) else None


def documents_ahead(parsed: Parsed, opens: int) -> str | None:
    """The one kind of documents that the number right before a bracket counts: 规章13件(…)."""
    for _, numbers in parsed.phrases:
        for phrase in numbers:
            if phrase.figure.end == opens:
                kinds = {one.name for one in phrase.near if one.names(*DOCUMENTS)}
                return kinds.pop() if len(kinds) == 1 else None
    return None
