"""In CI a skipped test has failed, unless it waits for ``../shared``.

A test that is skipped on every machine guards nothing, and nobody notices. Continuous
integration (``CI=true``) has everything the tests need, so a skip there is a broken setup.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.support.shared import WAITS

if TYPE_CHECKING:
    from collections.abc import Generator


def is_ci() -> bool:
    """Whether continuous integration runs the tests."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def refused(reason: str) -> str | None:
    """What is wrong with a skip for this reason in CI; ``None`` where it may be."""
    told = reason.removeprefix("Skipped: ")
    return None if told.startswith(WAITS) else f"skipped in CI, where nothing may be: {told}"


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turns the skip of a test into its failure."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turns the skip of a whole module into an error."""
    report = yield
    if report.skipped:
        _fail(report)
    return report


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    wrong = refused(reason) if is_ci() else None
    if wrong is not None:
        report.outcome = "failed"
        report.longrepr = wrong
