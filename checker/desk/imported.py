"""Whose name stands on what comes in as a file, at a desk where people log in.

A file says itself who decided, and whoever hands it in may have written it: what is new of it bears
their name as well. What the desk has already comes back as it went out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from checker.confirming import Reading
from checker.findings.waivers import Waiver
from checker.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from checker.desk.visitor import Visitor

Entry = TypeVar("Entry", Reading, Waiver)


def signed(visitor: Visitor, given: Sequence[Entry], kept: Collection[Entry]) -> Sequence[Entry]:
    """Entries as somebody hands them in; ``kept`` are those that the desk has."""
    if not visitor.by_log_in:
        return given
    return [one if one in kept else replace(one, by=_by(visitor, one.by)) for one in given]


def _by(visitor: Visitor, by: str) -> str:
    if by in {"", visitor.name}:
        return visitor.name
    return translate("desk.by-import", visitor.lang, by=by, who=visitor.name)
