"""The tables of a store, as typed models; columns that SQLite and PostgreSQL keep alike.

Exact numbers are texts (SQLite would make binary floats of them), dates are ISO texts of ten
characters (they sort, and no database's idea of a time zone can move one).
"""

from __future__ import annotations

from types import MappingProxyType

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

REVISION = "0005"
"""The newest of ``migrations/versions``: what a store that this program writes is at."""

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints have names, or no later migration could change one on SQLite."""


TEXT = String().with_variant(String(collation="C"), "postgresql")
"""Text in the order of its code points, as SQLite has it: outputs are the same from both."""


class Base(DeclarativeBase):
    """What all tables share."""

    type_annotation_map = MappingProxyType({str: TEXT})

    metadata = MetaData(naming_convention=_NAMES)


class Setting(Base):
    """What holds for the whole store, by name.

    ``lang``: the language that findings are worded in. ``identity``: what tells its lists from
    those of other stores (``row_keys``). ``waivers``: the entries that were given last
    (``waiving``).
    """

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class BodyRow(Base):
    """A body; ``code`` stays whatever it is called, ``listed`` tells whether the last list had it.

    ``due`` is the day of each year that its list gives, empty for that of the law.
    """

    __tablename__ = "bodies"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"), index=True)
    region: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    complete: Mapped[bool] = mapped_column(default=False)
    scope: Mapped[str] = mapped_column(default="")
    due: Mapped[str] = mapped_column(default="")
    listed: Mapped[bool] = mapped_column(default=True)


class BodyName(Base):
    """A name that reports of a body are known by: its own, an alias of the list, one settled.

    ``key`` is the name in one writing (``matching.name_key``).
    """

    __tablename__ = "body_names"

    key: Mapped[str] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    origin: Mapped[str]


class File(Base):
    """The bytes of a file that was read: by what program, with what rules, whether for good.

    ``judged`` is the digest of all that its findings hang on; not ``final``: reading it failed in
    a way that may not come again (time, memory, an absent program), so the next ``add`` reads it.
    """

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    path: Mapped[str]
    program: Mapped[str]
    judged: Mapped[str]
    final: Mapped[bool]
    added: Mapped[str]


class FileContent(Base):
    """The bytes themselves, where they were asked to be kept."""

    __tablename__ = "file_contents"

    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class FilingRow(Base):
    """A body's report of one year, and how far it got (``model.filings``).

    ``current`` is the version of its latest report, ``versions`` counts those that ever came.
    ``stale`` counts what changed since it was held against other reports (``between``).
    """

    __tablename__ = "filings"
    __table_args__ = (UniqueConstraint("body_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    year: Mapped[int]
    state: Mapped[str]
    versions: Mapped[int] = mapped_column(default=0)
    received: Mapped[str | None]
    stale: Mapped[int] = mapped_column(default=0, index=True)
    current: Mapped[int | None]


class ReportRow(Base):
    """A report as read and judged: what it says of itself, its verdict, counts of checks.

    ``part`` is its number in a file that holds several, 0 in one that does not. ``version`` is its
    number among those of its filing. ``whole`` is the report with every cell and all its evidence
    (``packing``); the other columns are what is asked for across reports.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("file_id", "part"),
        UniqueConstraint("filing_id", "version"),
        CheckConstraint("(filing_id IS NULL) = (version IS NULL)", name="version"),
        # Counts by verdict read this alone, and no report of 20 kB beside each.
        Index("ix_reports_verdict", "verdict", "filing_id", "version"),
        Index("ix_reports_year", "year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    part: Mapped[int]
    filing_id: Mapped[int | None] = mapped_column(ForeignKey("filings.id"))
    version: Mapped[int | None]
    path: Mapped[str]
    printed: Mapped[str | None]
    key: Mapped[str | None] = mapped_column(index=True)
    year: Mapped[int | None]
    form: Mapped[str | None]
    verdict: Mapped[str]
    refusal: Mapped[str | None]
    errors: Mapped[int]
    warnings: Mapped[int]
    undecided: Mapped[int]
    checks: Mapped[int]
    passed: Mapped[int]
    failed: Mapped[int]
    left_open: Mapped[int]
    hard_checks: Mapped[int]
    hard_passed: Mapped[int]
    hard_failed: Mapped[int]
    hard_left_open: Mapped[int]
    whole: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class CellRow(Base):
    """A cell of a report, for questions across reports; the report's ``whole`` has its evidence.

    ``confirmed`` is who read it on the page, of one that the program did not.
    """

    __tablename__ = "cells"
    __table_args__ = ({"sqlite_with_rowid": False},)

    report_id: Mapped[int] = mapped_column(
        ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True
    )
    ref: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    value: Mapped[str | None]
    raw: Mapped[str]
    doubt: Mapped[str | None]
    page: Mapped[int | None]
    confirmed: Mapped[str | None]


class FindingRow(Base):
    """A finding of a report; ``key`` is its id, the same in every version of the report.

    ``comparison`` is that of a finding about several reports, empty for one about this alone;
    ``follows`` is the key of the one that it follows from.
    """

    __tablename__ = "findings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    report_id: Mapped[int] = mapped_column(
        ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    rule: Mapped[str] = mapped_column(index=True)
    severity: Mapped[str]
    outcome: Mapped[str]
    waived: Mapped[bool]
    comparison: Mapped[str]
    follows: Mapped[str | None]
    place: Mapped[str]
    message: Mapped[str]
    whole: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class EventRow(Base):
    """What happened to a filing, and when; never changed and never deleted."""

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("filing_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("filings.id"))
    number: Mapped[int]
    day: Mapped[str]
    event: Mapped[str]
    state: Mapped[str]
    version: Mapped[int | None]
    errors: Mapped[int]
    warnings: Mapped[int]
    undecided: Mapped[int]
    by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ListRow(Base):
    """A list of findings that went to a body: the ``number``-th about its report of a year."""

    __tablename__ = "lists"
    __table_args__ = (UniqueConstraint("filing_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("filings.id"))
    number: Mapped[int]
    version: Mapped[int]
    day: Mapped[str]


class ListedFinding(Base):
    """A finding as a list told it; ``figures`` tell whether it says the same now.

    ``words`` are those of its row by column, to see what was changed in one that came back.
    """

    __tablename__ = "listed_findings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    list_id: Mapped[int] = mapped_column(
        ForeignKey("lists.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    figures: Mapped[str]
    words: Mapped[str]


class ReplyRow(Base):
    """What came back on a row of a list, time after time; never changed and never deleted."""

    __tablename__ = "replies"
    __table_args__ = (UniqueConstraint("list_id", "key", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("lists.id", ondelete="CASCADE"))
    key: Mapped[str]
    number: Mapped[int]
    day: Mapped[str]
    done: Mapped[str]
    by: Mapped[str]
    further: Mapped[str]
    path: Mapped[str]


class UploadRow(Base):
    """A file that was dropped onto the desk (``model.uploads``).

    A member of an archive has the archive as ``parent_id``.
    """

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"), index=True)
    day: Mapped[str]
    name: Mapped[str]
    stored: Mapped[str]
    size: Mapped[int]
    state: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(default="")
    detail: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"), index=True)


class DispositionRow(Base):
    """What somebody decided about a finding (``model.dispositions``), the ``number``-th about it.

    Never changed and never deleted, but for ``held_for``: the SHA-256 of the latest file in which
    the finding says what it was decided for, empty once something else was decided. ``figures``
    is what it says, by hash. ``body`` and ``year`` are those of a waiver.
    """

    __tablename__ = "dispositions"
    __table_args__ = (UniqueConstraint("body", "year", "key", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str]
    year: Mapped[int]
    key: Mapped[str]
    number: Mapped[int]
    rule: Mapped[str]
    figures: Mapped[str]
    held_for: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]


class ReadingRow(Base):
    """What somebody read in a cell in place of the program (``confirming``), the ``number``-th.

    Never changed and never deleted, but for ``judged``: whether the report of these bytes that is
    kept was judged with it. ``value`` is ``None`` where a reading was taken back.
    """

    __tablename__ = "readings"
    __table_args__ = (
        UniqueConstraint("sha256", "part", "ref", "number"),
        Index("ix_readings_body", "body", "year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    part: Mapped[int]
    ref: Mapped[str]
    number: Mapped[int]
    value: Mapped[str | None]
    read: Mapped[str]
    file: Mapped[str]
    body: Mapped[str]
    year: Mapped[int]
    by: Mapped[str]
    at: Mapped[str]
    note: Mapped[str]
    judged: Mapped[bool] = mapped_column(default=False, index=True)


class HandoverRow(Base):
    """That a report was handed over, ``at`` (ISO) and ``by`` whom; never changed, never deleted."""

    __tablename__ = "handovers"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), index=True)
    at: Mapped[str]
    by: Mapped[str]
