"""The first store: bodies and their names, files, reports, cells, findings, filings, history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "bodies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("region", TEXT, nullable=False),
        sa.Column("contact", TEXT, nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("scope", TEXT, nullable=False),
        sa.Column("due", TEXT, nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["bodies.id"], name=op.f("fk_bodies_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bodies")),
        sa.UniqueConstraint("code", name=op.f("uq_bodies_code")),
    )
    op.create_index(op.f("ix_bodies_parent_id"), "bodies", ["parent_id"], unique=False)
    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("program", TEXT, nullable=False),
        sa.Column("judged", TEXT, nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("added", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("sha256", name=op.f("uq_files_sha256")),
    )
    op.create_table(
        "settings",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
    )
    op.create_table(
        "body_names",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["bodies.id"], name=op.f("fk_body_names_body_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_body_names")),
    )
    op.create_index(op.f("ix_body_names_body_id"), "body_names", ["body_id"], unique=False)
    op.create_table(
        "file_contents",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_file_contents_file_id")),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_file_contents")),
    )
    op.create_table(
        "filings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("received", TEXT, nullable=True),
        sa.Column("stale", sa.Integer(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_filings_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filings")),
        sa.UniqueConstraint("body_id", "year", name=op.f("uq_filings_body_id")),
    )
    op.create_index(op.f("ix_filings_stale"), "filings", ["stale"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", TEXT, nullable=False),
        sa.Column("event", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("undecided", sa.Integer(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_events_filing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("filing_id", "number", name=op.f("uq_events_filing_id")),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("filing_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("printed", TEXT, nullable=True),
        sa.Column("key", TEXT, nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("form", TEXT, nullable=True),
        sa.Column("verdict", TEXT, nullable=False),
        sa.Column("refusal", TEXT, nullable=True),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("undecided", sa.Integer(), nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("left_open", sa.Integer(), nullable=False),
        sa.Column("hard_checks", sa.Integer(), nullable=False),
        sa.Column("hard_passed", sa.Integer(), nullable=False),
        sa.Column("hard_failed", sa.Integer(), nullable=False),
        sa.Column("hard_left_open", sa.Integer(), nullable=False),
        sa.Column("whole", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(filing_id IS NULL) = (version IS NULL)", name=op.f("ck_reports_version")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_reports_file_id")),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_reports_filing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("file_id", "part", name=op.f("uq_reports_file_id")),
        sa.UniqueConstraint("filing_id", "version", name=op.f("uq_reports_filing_id")),
    )
    op.create_index(op.f("ix_reports_key"), "reports", ["key"], unique=False)
    op.create_table(
        "cells",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=True),
        sa.Column("raw", TEXT, nullable=False),
        sa.Column("doubt", TEXT, nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_cells_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "ref", name=op.f("pk_cells")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "findings",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("severity", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("waived", sa.Boolean(), nullable=False),
        sa.Column("comparison", TEXT, nullable=False),
        sa.Column("follows", TEXT, nullable=True),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("whole", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_findings_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "key", name=op.f("pk_findings")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_findings_rule"), "findings", ["rule"], unique=False)
