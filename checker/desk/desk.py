"""What the pages of one desk share: the store, who judges, who reads, who shows pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.desk.visitor import visitor_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from checker.desk.entrance import Entrance
    from checker.desk.judge import Bench
    from checker.desk.pictures import Pictures
    from checker.desk.reading_queue import ReadingQueue
    from checker.desk.visitor import Visitor
    from checker.register.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """One start of the desk; ``now`` gives the ISO time that stands on decisions."""

    store: Store
    entrance: Entrance
    bench: Bench
    queue: ReadingQueue
    pictures: Pictures
    lang: str
    now: Callable[[], str]

    def visitor(self, request: Request) -> Visitor:
        """Who asks."""
        return visitor_of(request.headers.get("cookie", ""), self.lang)


def desk_of(request: Request) -> Desk:
    """The desk that a request was sent to."""
    desk: Desk = request.app.state.desk
    return desk


PART = "x-desk-part"
"""The header by which our script asks for a part of a page instead of the whole."""


def wants_part(request: Request) -> bool:
    """Whether only the changed part of the page is wanted."""
    return PART in request.headers
