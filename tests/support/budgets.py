"""How long the tests of a mark may take together: ``pytest --budgets``.

What needs a browser, an office program, OCR, a database or a cluster is slow, and grows. Each
mark has a budget of seconds, summed over its tests (setup and teardown too, and over parallel
workers); over it the run fails. A budget is raised in a commit that says why, or not at all.

A busy machine is no fault of the code: while tests run a fixed piece of work is timed every few
seconds, and the budgets are those of a machine that does it in ``REFERENCE`` seconds.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BUDGETS: Mapping[str, float] = {
    "browser": 180,
    "office": 90,
    "ocr": 90,
    "postgres": 60,
    "cluster": 60,
}
REFERENCE = 0.05
"""Seconds of the yardstick on a core of 3 GHz that nobody else uses."""
SLOWEST = 3.0
"""Times slower than that: beyond it a machine tells nothing."""
_BEAT = 5.0  # seconds from one look at the machine to the next


def yardstick() -> float:
    """Seconds that a fixed piece of work takes now, in C so that no measuring of lines counts."""
    began = time.perf_counter()
    sum(range(2_000_000))
    return time.perf_counter() - began


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

    def __init__(
        self, budgets: Mapping[str, float], looked: Callable[[], float] = yardstick
    ) -> None:
        self.budgets = budgets
        self.spent: Counter[str] = Counter()
        self._look = looked
        self._looks = [looked()]
        self._last = time.monotonic()

    @property
    def slowness(self) -> float:
        """How many times slower than the reference this machine was while the tests ran."""
        return min(SLOWEST, max(1.0, statistics.mean(self._looks) / REFERENCE))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One phase of one test is over."""
        if time.monotonic() - self._last >= _BEAT:
            self._looks.append(self._look())
            self._last = time.monotonic()
        for mark in self.budgets:
            if mark in report.keywords:
                self.spent[mark] += report.duration  # type: ignore[assignment]  # a sum of floats

    def over(self) -> list[str]:
        """A line for each mark over its budget."""
        return [
            f"tests marked {mark} took {self.spent[mark]:.1f} s, their budget is {budget:g} s"
            + (f", {budget * self.slowness:.0f} s on this machine" if self.slowness > 1 else "")
            for mark, budget in self.budgets.items()
            if self.spent[mark] > budget * self.slowness
        ]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Over budget is failed."""
        if self.over() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Says what each took, and which took too long."""
        took = (f"{mark} {self.spent[mark]:.0f}/{most:g}" for mark, most in self.budgets.items())
        machine = f"this machine needs {self.slowness:.1f} times as long as the budgets'"
        terminalreporter.write_line(f"seconds of marks: {', '.join(took)}; {machine}")
        for line in self.over():
            terminalreporter.write_line(f"FAILED budget: {line}", red=True)
