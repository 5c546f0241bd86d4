"""What every test can use: golden files, and gates of the suite's own.

Golden files: ``pytest --update-golden`` runs the tests that have some, and rewrites them, to be
read before they are committed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

pytest_plugins = ["tests.support.budgets", "tests.support.measured", "tests.support.skips"]

# A busy machine is no fault of the code: only tests that are about time look at the clock. What
# hypothesis sets in CI (the same examples at every run) stays.
settings.register_profile("suite", settings(), deadline=None)
settings.load_profile("suite")

# A test reads what it is about: what another kept is nothing to it, and a person's cache least.
os.environ["CHECKER_NO_CACHE"] = "1"

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """While golden files are rewritten only the tests that have some are run."""
    if not config.getoption("--update-golden"):
        return
    others = [item for item in items if "expected" not in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``expected(path, text)``: the text must be that of a file of the project."""

    def compare(name: str, text: str) -> None:
        path = ROOT / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        assert path.exists(), f"no golden file {name}: run `make golden` and read what it writes"
        assert text == path.read_text("utf-8")

    return compare


@pytest.fixture
def golden(expected: Callable[[str, str], None]) -> Callable[[str, str], None]:
    """``golden(name, text)``: the text must be that of ``tests/golden/<name>``."""
    return lambda name, text: expected(f"tests/golden/{name}", text)
