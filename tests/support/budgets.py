"""How long the tests of a mark may take together: ``pytest --budgets``.

What needs a browser, an office program, OCR, a database or a cluster is slow, and grows. Each
mark has a budget of seconds, summed over its tests (setup and teardown too, and over parallel
workers); over it the run fails. A budget is raised in a commit that says why, or not at all.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

BUDGETS: Mapping[str, float] = {
    "browser": 240,
    "office": 90,
    "ocr": 90,
    "postgres": 100,
    "cluster": 90,
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--budgets``."""
    parser.addoption(
        "--budgets", action="store_true", help="fail when a mark takes longer than its budget"
    )


def pytest_configure(config: pytest.Config) -> None:
    """The marks are known; the time they take is added up where the reports come together."""
    for mark, seconds in BUDGETS.items():
        config.addinivalue_line("markers", f"{mark}: at most {seconds:g} s together")
    is_worker = hasattr(config, "workerinput")  # of pytest-xdist: its reports go to the controller
    if config.getoption("--budgets") and not is_worker:
        config.pluginmanager.register(Stopwatch(BUDGETS), "budgets-stopwatch")


class Stopwatch:
    """Adds up the seconds that the tests of each mark take."""

    def __init__(self, budgets: Mapping[str, float]) -> None:
        self.budgets = budgets
        self.spent: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One phase of one test is over."""
        for mark in self.budgets:
            if mark in report.keywords:
                self.spent[mark] += report.duration  # type: ignore[assignment]  # a sum of floats

    def over(self) -> list[str]:
        """A line for each mark over its budget."""
        return [
            f"tests marked {mark} took {self.spent[mark]:.1f} s, their budget is {budget:g} s"
            for mark, budget in self.budgets.items()
            if self.spent[mark] > budget
        ]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Over budget is failed."""
        if self.over() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Says what each took, and which took too long."""
        took = ", ".join(
            f"{mark} {self.spent[mark]:.0f} of {budget:g} s"
            for mark, budget in self.budgets.items()
        )
        terminalreporter.write_line(f"marks: {took}")
        for line in self.over():
            terminalreporter.write_line(f"FAILED budget: {line}", red=True)
