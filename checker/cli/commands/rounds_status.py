"""The exit status of two rounds held together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.commands.status import CLEAN, FINDINGS, USAGE, counted_levels
from checker.model import Result
from checker.rounds.model import ENDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.cli.settings import RunConfig
    from checker.rounds import Followed, Round, Rounds

_IDENTITY = ("body", "year", "form", "layout", "scope")
"""What makes it another report; a title may be worded anew."""


def rounds_status(rounds: Rounds, config: RunConfig) -> int:
    """0 only where all was put right and nothing else was touched, as far as can be told."""
    counted = counted_levels(config.fail_on)
    every = [*rounds.between, *(one for each in rounds.rounds for one in each.findings)]
    if any(one.new is not None and one.new.outcome is Result.BROKEN for one in every):
        return USAGE
    bad = bool(rounds.only_old or rounds.several) or any(map(_needs_a_look, rounds.rounds))
    bad = bad or any(report.refusal is not None for report in rounds.only_new)
    bad = bad or _any_counts(every, counted)
    return FINDINGS if bad and not config.exit_zero else CLEAN


def _needs_a_look(one: Round) -> bool:
    """Whether anything differs that nobody had asked for, or cannot be told."""
    return bool(
        one.is_unreadable
        or one.unasked
        or one.uncertain
        or any(change.is_unasked for change in one.sentences)
        or any(change.name in _IDENTITY for change in one.headings)
    )


def _any_counts(followed: Iterable[Followed], counted: Sequence[str]) -> bool:
    return any(
        one.course not in ENDED and one.latest.severity in counted and one.latest.waived is None
        for one in followed
    )
