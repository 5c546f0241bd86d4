"""Stores for tests: empty, or with bodies."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from checker.checks.across.body_list import Body
from checker.register.body_import import import_bodies
from checker.register.store import Store, create_store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable

COUNTY = (
    Body("某县人民政府", "government", code="10"),
    Body("某县教育局", "department", "某县人民政府", code="11", aliases=("某县教体局",)),
    Body("某县民政局", "department", "某县人民政府", code="12", due="01-20"),
    Body("某镇人民政府", "township", "某县人民政府", code="13"),
)


@cache
def _empty() -> Path:
    """Made once: the migrations take longer than most tests."""
    folder = Path(mkdtemp(prefix="stores-"))
    path = create_store(folder / "empty.db", "zh").path
    (folder / "copy.db").write_bytes(path.read_bytes())
    return folder / "copy.db"


def empty_store(folder: Path, name: str = "checker.db", lang: str = "zh") -> Store:
    path = folder / name
    shutil.copyfile(_empty(), path)
    return open_store(path, lang)


def store_with(folder: Path, bodies: Iterable[Body] = COUNTY, lang: str = "zh") -> Store:
    store = empty_store(folder, lang=lang)
    with store.writing() as session:
        import_bodies(session, {body.name: body for body in bodies}, lang)
    return store
