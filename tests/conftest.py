"""What every test can use: golden files, and gates of the suite's own.

Golden files: ``pytest --update-golden`` rewrites them, to be read before they are committed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

pytest_plugins = ["tests.support.budgets", "tests.support.skips"]

# A busy machine is no fault of the code: only tests that are about time look at the clock. What
# hypothesis sets in CI (the same examples at every run) stays.
settings.register_profile("suite", settings(), deadline=None)
settings.load_profile("suite")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(name, text)``: the text must be that of ``tests/golden/<name>``."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        assert path.exists(), f"no golden file {name}: run pytest --update-golden and read it"
        assert text == path.read_text("utf-8")

    return compare
