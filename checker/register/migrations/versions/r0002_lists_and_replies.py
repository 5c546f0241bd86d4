"""Lists that went out to bodies, what each told, and what came back on it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("day", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_lists_filing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lists")),
        sa.UniqueConstraint("filing_id", "number", name=op.f("uq_lists_filing_id")),
    )
    op.create_table(
        "listed_findings",
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("figures", TEXT, nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["lists.id"], name=op.f("fk_listed_findings_list_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("list_id", "key", name=op.f("pk_listed_findings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", TEXT, nullable=False),
        sa.Column("done", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("further", TEXT, nullable=False),
        sa.Column("path", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["lists.id"], name=op.f("fk_replies_list_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
        sa.UniqueConstraint("list_id", "key", "number", name=op.f("uq_replies_list_id")),
    )
