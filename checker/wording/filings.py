"""How far a report of a register got, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model.filings import FilingState

if TYPE_CHECKING:
    from checker.model.filings import Counts, Standing, Status


def state_of(state: FilingState, lang: str) -> str:
    """The word for a state."""
    return translate(f"register.state.{state.value}", lang)


def totals_of(status: Status, lang: str) -> tuple[str, str]:
    """Two lines above a tree: who owes and who is late; how many are of each state."""
    totals = status.totals
    words = [
        translate("register.of-state", lang, state=state_of(state, lang), count=count)
        for state in FilingState
        if (count := totals[state.name.lower()])
    ]
    return (
        translate("register.totals", lang, year=status.year, day=status.day, **totals),
        translate("joining.list", lang).join(words),
    )


def timing_of(one: Standing, lang: str) -> str:
    """When a report is due or came, and how late: 应于 2025-01-31 前报送，已逾期 20 天."""
    key = "register.due" if one.received is None else "register.came"
    text = translate(key, lang, day=one.due if one.received is None else one.received)
    if not one.days_late:
        return text
    late = translate("register.late", lang, days=one.days_late)
    return translate("joining.comma", lang).join((text, late))


def counts_of(counts: Counts, lang: str) -> str:
    """What was found: 错误 2、警告 1、未判定 3; empty for nothing."""
    told = [
        translate(key, lang, count=count)
        for key, count in (
            ("register.errors", counts.errors),
            ("register.warnings", counts.warnings),
            ("register.undecided", counts.undecided),
        )
        if count
    ]
    return translate("joining.list", lang).join(told)


def reminder(one: Standing, day: str, lang: str) -> str:
    """What a body is to be told that owes a report or an answer; empty for one that does not."""
    facts = {"body": one.name, "year": one.year, "due": one.due, "day": day}
    if one.state is FilingState.OWED:
        if not one.days_late:
            return translate("reminder.due", lang, **facts)
        return translate("reminder.late", lang, days=one.days_late, **facts)
    if one.state is FilingState.SENT_BACK:
        return translate("reminder.sent-back", lang, **facts)
    if one.listed and one.told > one.replied:
        left = one.told - one.replied
        return translate("reminder.unanswered", lang, listed=one.listed, count=left, **facts)
    return ""
