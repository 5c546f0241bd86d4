"""A county on a desk: two years of some bodies, a report that came twice, one that none lists."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import select

from checker.checks.across.body_list import read_bodies
from checker.register.body_import import import_bodies
from checker.register.tables import BodyRow, ReportRow
from tests.desk.serving import report, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.desk.serving import Served

LIST = """\
body,kind,parent,complete,code
某县人民政府,government,,yes,1
某县政府办公室,office,1,no,2
某县教育局,department,1,no,3
某县民政局,department,1,no,4
某县税务局,vertical,1,no,5
"""
JUMP, CARRIED = "t2.licensing.decisions", "t3.carried_over.total"
GRANTED = "t3.granted.total"
TEXT = "一、总体情况。收到申请九件。"


@contextmanager
def county(folder: Path) -> Iterator[Served]:
    """The desk, everything read and held together."""
    with served(folder) as desk:
        (folder / "bodies.csv").write_text(LIST, "utf-8")
        with desk.store.writing() as session:
            import_bodies(session, read_bodies(folder / "bodies.csv", "zh"), "zh")
        desk.drop(
            ("edu22.pdf", report(body="某县教育局", scope="own", year=2022, cells={JUMP: "9"})),
            ("edu.pdf", report(body="某县教育局", scope="own", cells={GRANTED: "999"})),
            ("office.pdf", report(body="某县政府办公室", scope="own", doubtful=[GRANTED])),
            ("tax.pdf", report(body="某县税务局", scope="own")),
            ("county.pdf", report(body="某县人民政府", scope="agg")),
            ("x22.pdf", report(body="外县<某>局", year=2022, cells={JUMP: "9"})),
            ("x.pdf", report(body="外县<某>局")),
        )
        changed = {JUMP: "70", "t4.review.upheld": "5"}
        desk.clock[0] = "2024-03-01T09:30:00+08:00"
        desk.drop(("edu-2.pdf", report(body="某县教育局", scope="own", cells=changed)))
        desk.settled()
        yield desk


def number_of(desk: Served, body: str, year: int = 2023, version: int | None = None) -> int:
    """The number of a body's report, the latest if no version is named."""
    with desk.store.reading() as session:
        rows = session.scalars(
            select(ReportRow)
            .where(ReportRow.printed == body, ReportRow.year == year)
            .order_by(ReportRow.id)
        ).all()
        return next(one.id for one in reversed(rows) if version in {None, one.version})


def body_of(desk: Served, name: str) -> int:
    """The number of a listed body."""
    with desk.store.reading() as session:
        return session.scalars(select(BodyRow.id).where(BodyRow.name == name)).one()
