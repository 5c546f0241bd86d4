"""Desks that serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk.serving import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.desk.serving import Served


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as found:
        yield found
