"""What people read on the page in place of the program; what the list of reports is counted by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table, and the column beside the cells."""
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("value", TEXT, nullable=True),
        sa.Column("read", TEXT, nullable=False),
        sa.Column("file", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("judged", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint("sha256", "part", "ref", "number", name=op.f("uq_readings_sha256")),
    )
    op.create_index(op.f("ix_readings_judged"), "readings", ["judged"])
    op.create_index(op.f("ix_readings_body"), "readings", ["body", "year"])
    op.create_index(op.f("ix_reports_verdict"), "reports", ["verdict", "filing_id", "version"])
    op.create_index(op.f("ix_reports_year"), "reports", ["year"])
    op.add_column("cells", sa.Column("confirmed", TEXT, nullable=True))
