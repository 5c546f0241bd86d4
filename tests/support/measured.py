"""Which tests say what the tests reach, and where: in their own process, by their first example.

Measuring the lines that run makes them take more than twice as long (1,270 tests: 232 and 549 s).
The four hundredth example of a test reaches what the first did; what generates its examples, holds
whole reports against each other or tests the measurements reaches little that is not reached
elsewhere; and a program that a test starts does what others do within their process. Those whose
work is done in started processes are measured there, too. What is counted so is at most too low,
the floor in pyproject.toml as honest as before, and the gate done in time.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

_OF_CHILDREN = "COVERAGE_PROCESS_CONFIG"  # by which a process that a test starts is measured too
UNMEASURED = ("tests/bench/", "tests/property/", "tests/samples/", "tests/test_")
"""What is measured of these tests is little, and takes long."""
WITH_CHILDREN = ("tests/isolation/", "tests/cluster/", "tests/desk/test_serve_command")
"""What these are about is done in processes that they start."""


def unmeasured(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """All but the first example of each test, and all of some."""
    seen: set[tuple[str, str]] = set()
    for item in items:
        test = (item.nodeid.partition("::")[0], getattr(item, "originalname", item.name))
        if test in seen or item.nodeid.startswith(UNMEASURED):
            yield item
        seen.add(test)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Examples that repeat a test are not measured, here or in processes that they start."""
    if config.pluginmanager.hasplugin("_cov"):
        for item in unmeasured(items):
            item.add_marker("no_cover")  # of pytest-cov


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Nor are, of most, the processes that they start."""
    is_measured = item.nodeid.startswith(WITH_CHILDREN) and not item.get_closest_marker("no_cover")
    told = None if is_measured else os.environ.pop(_OF_CHILDREN, None)
    try:
        return (yield)
    finally:
        if told is not None:
            os.environ[_OF_CHILDREN] = told
