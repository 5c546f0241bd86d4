"""Rates of work, told in per cent: 办结率95.2%, 维持率62.3%, 纠错率15%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.asked import is_light
from checker.claims.clauses import has
from checker.claims.shares import RATES, exact
from checker.claims.topics import CASES, cases_in

if TYPE_CHECKING:
    from checker.claims.asked import Asked
    from checker.claims.line import Line
    from checker.model.stated import Claim

_OUTCOMES = {"upheld_rate": "case_upheld", "corrected_rate": "case_corrected"}
_WHOLE = 100
_OPEN_RATE = "open_rate"


def rate(base: Claim, asked: Asked, line: Line) -> Claim | None:
    """The share of all that were handled, or of reviews or lawsuits upheld or corrected.

    按时办结率 is of those due by then, 办结率100% a statement; of both kinds of cases together
    (两类案件纠错率) no rate is read.
    """
    near = asked.near
    named = [one for one in near if one.marks("completion", _OPEN_RATE, *_OUTCOMES)]
    if len(named) != 1 or not asked.phrase.plain or has(near, "mark", "up", "down", "compare"):
        return None
    behind = near[near.index(named[0]) + 1 :]
    if not all(is_light(one) or one.marks("share") for one in behind):
        return None
    about = _of_requests(base, asked) if named[0].name == "completion" else None
    if named[0].name == _OPEN_RATE:
        return _of_granted(base, asked, line)
    if named[0].name in _OUTCOMES and (subject := _subject(asked)):
        about = f"{subject}.{_OUTCOMES[named[0].name]}"
    if about is None:
        return None
    last = line.last
    of = exact(last) if last is not None and last.about == about else None
    return base._replace(about=about, kind="share", of=of, list=RATES)


def _of_granted(base: Claim, asked: Asked, line: Line) -> Claim | None:
    """公开18件,公开率58.8%: those granted, or granted and granted in part."""
    if not asked.on_request or has(asked.near, "object"):
        return None
    last = line.last
    beside = last is not None and last.about.startswith("granted")
    of = exact(last) if last is not None and beside else None
    return base._replace(
        about="granted", kind="share", of=of, list=RATES, also="granted_or_partial"
    )


def _of_requests(base: Claim, asked: Asked) -> str | None:
    whole = base.value == _WHOLE or has(asked.near, "mark", "timely", "limit")
    return "handled" if asked.on_request and not whole else None


def _subject(asked: Asked) -> str | None:
    subjects = cases_in(asked.near) or ([asked.topic] if asked.topic in CASES else [])
    one = subjects[0] if len(subjects) == 1 else None
    return one if asked.disclosed and one in {"review", "litigation"} else None
