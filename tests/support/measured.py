"""Which tests say what the tests reach: of a test with many examples, the first.

Measuring the lines that run makes them take more than twice as long (1,270 tests: 232 and 549 s),
and the four hundredth example of a test reaches what the first did. What is counted so is at most
too low, the floor in pyproject.toml as honest as before, and the gate done in time.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

_OF_CHILDREN = "COVERAGE_PROCESS_CONFIG"  # by which a process that a test starts is measured too


def repeated(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """All but the first example of each test."""
    seen: set[tuple[str, str]] = set()
    for item in items:
        test = (item.nodeid.partition("::")[0], getattr(item, "originalname", item.name))
        if test in seen:
            yield item
        seen.add(test)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Examples that repeat a test are not measured, here or in processes that they start."""
    if config.pluginmanager.hasplugin("_cov"):
        for item in repeated(items):
            item.add_marker("no_cover")  # of pytest-cov


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Neither are their children."""
    told = os.environ.pop(_OF_CHILDREN, None) if item.get_closest_marker("no_cover") else None
    try:
        return (yield)
    finally:
        if told is not None:
            os.environ[_OF_CHILDREN] = told
