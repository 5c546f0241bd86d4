"""Files into a store for tests, decisions about them, and what is then known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.register.filings import Decision, decide
from checker.register.queries import filing, filing_row
from tests.register.feeding import DAY, intake

if TYPE_CHECKING:
    from checker.model import Checked
    from checker.model.filings import Filing, FilingEvent, FilingState
    from checker.register.store import Store


BODY, YEAR = "某县教育局", 2023


def shown(store: Store, body: str = BODY, year: int = YEAR) -> Filing:
    with store.reading() as session:
        return filing(session, store.name, body, year, day="2024-06-30", lang="en")


def state(store: Store, body: str = BODY) -> FilingState:
    return shown(store, body).standing.state


def take(store: Store, *some: Checked, day: str = DAY, judged: str = "0" * 64) -> Any:
    return intake(store, day=day, judged=judged).take(some[0].report.path, some)


def settle(store: Store, event: FilingEvent, **more: Any) -> None:
    with store.writing() as session:
        row = filing_row(session, BODY, YEAR, "en")
        decide(session, row, Decision(event, DAY, **more), "en")
