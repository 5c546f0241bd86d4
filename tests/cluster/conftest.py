"""A cluster for tests that break nothing of it, and files that are quickly read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.isolation.pool import Readers
from checker.rulebook import load_forms
from tests.cluster.machines import Machines
from tests.support.web_pages import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.model import Report

PAGES = ("suqian-2023", "yanghe-2025")
"""Web pages: read in a tenth of the time of a PDF."""


@pytest.fixture(scope="session")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler and two workers."""
    found = Machines(tmp_path_factory.mktemp("machines"))
    try:
        found.start_worker()
        found.start_worker()
        found.wait(2)
        yield found
    finally:
        found.close()


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Two reports, one that is none, and one again."""
    (tmp_path / "none.pdf").write_text("no report", "utf-8")
    for name in PAGES:
        (tmp_path / f"{name}.html").write_text(plain(name), "utf-8")
    reports = [str(tmp_path / f"{name}.html") for name in PAGES]
    return [*reports, str(tmp_path / "none.pdf"), reports[0]]


def read_here(files: list[str]) -> list[tuple[Report, ...]]:
    """By processes of this machine alone."""
    with Readers() as readers:
        return list(readers.read(files, load_forms()))
