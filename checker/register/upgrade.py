"""The Alembic door: a store of an earlier version becomes one of today's, or stays as it was.

On either database that is one transaction; how a store is kept safe meanwhile is the database's
matter (``changing``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from checker.errors import CheckerError
from checker.i18n import translate
from checker.register.tables import REVISION

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from checker.register.database import Database

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(database: Database, lang: str, *, scripts: Path = SCRIPTS, to: str = REVISION) -> None:
    """Bring a store to a revision.

    ``CheckerError`` for a store of a later program, and where a step fails; the store is as it was
    then.
    """
    now = database.revision(lang)
    known = {one.revision for one in ScriptDirectory(str(scripts)).walk_revisions()}
    if now not in known:
        raise CheckerError(translate("register.newer", lang, path=database.name, revision=now))
    with database.changing(now, lang) as connection:
        migrated(connection, to, scripts=scripts)


def migrated(connection: Connection, to: str, *, scripts: Path = SCRIPTS) -> None:
    """Take every step up to a revision, within the transaction of a connection."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
