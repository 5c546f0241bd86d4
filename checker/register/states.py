"""From one state of a body's report to the next: what a new file does, and what people decide.

The program never clears anything, and what somebody decided never outlives the file that it was
decided about.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from checker.model.filings import FilingEvent, FilingState

if TYPE_CHECKING:
    from collections.abc import Mapping

_ANYTHING_IN = frozenset(FilingState) - {FilingState.OWED}
ALLOWED: Mapping[FilingEvent, frozenset[FilingState]] = MappingProxyType(
    {
        FilingEvent.CLEARED: _ANYTHING_IN - {FilingState.CLEARED},
        FilingEvent.SENT_BACK: _ANYTHING_IN - {FilingState.SENT_BACK},
    }
)
"""The states in which people may decide so."""
DECIDED: Mapping[FilingEvent, FilingState] = MappingProxyType(
    {
        FilingEvent.CLEARED: FilingState.CLEARED,
        FilingEvent.SENT_BACK: FilingState.SENT_BACK,
    }
)


def received(state: FilingState, *, has_findings: bool) -> FilingState:
    """The state once a new file is in."""
    if state in (FilingState.CLEARED, FilingState.CHANGED):
        return FilingState.CHANGED
    if state in (FilingState.SENT_BACK, FilingState.CORRECTED):
        return FilingState.CORRECTED
    return FilingState.FINDINGS if has_findings else FilingState.IN


def judged_again(state: FilingState, *, has_findings: bool, other: bool) -> FilingState:
    """The state once the same file was judged anew; ``other``: and something else was found."""
    if state is FilingState.CLEARED:
        return FilingState.CHANGED if other else state
    if state in (FilingState.IN, FilingState.FINDINGS):
        return FilingState.FINDINGS if has_findings else FilingState.IN
    return state


def withdrawn(state: FilingState, *, is_left: bool, has_findings: bool) -> FilingState:
    """The state once its latest file was taken away; ``is_left``: an earlier one is there."""
    if not is_left:
        return FilingState.OWED
    return received(state, has_findings=has_findings)


def decided(state: FilingState, event: FilingEvent) -> FilingState | None:
    """The state that people put it in; ``None`` where they may not do so from this one."""
    return DECIDED[event] if state in ALLOWED[event] else None
