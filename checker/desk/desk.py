"""What the pages of one desk share: the store, who judges, who reads, who shows pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.desk.credentials import caller_of
from checker.desk.visitor import visitor_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from checker.desk.changes import Changes
    from checker.desk.credentials import Door
    from checker.desk.judge import Bench
    from checker.desk.pictures import Pictures
    from checker.desk.reading_queue import ReadingQueue
    from checker.desk.remembered import Remembered
    from checker.desk.visitor import Visitor
    from checker.register.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """One start of the desk; ``now`` gives the ISO time that stands on decisions."""

    store: Store
    door: Door
    bench: Bench
    queue: ReadingQueue
    pictures: Pictures
    changes: Changes
    remembered: Remembered
    lang: str
    now: Callable[[], str]

    def visitor(self, request: Request) -> Visitor:
        """Who asks: where people log in, by that name and no other."""
        visitor = visitor_of(request.headers.get("cookie", ""), self.lang)
        if not self.door.way_in:
            return visitor
        caller = caller_of(request.scope)
        return visitor.logged_in(caller.name if caller is not None else "")


def desk_of(request: Request) -> Desk:
    """The desk that a request was sent to."""
    desk: Desk = request.app.state.desk
    return desk
