"""The suite's own gates: a skip in CI is a failure, and a mark keeps to its budget."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support import budgets, measured, skips
from tests.support.budgets import BUDGETS, REFERENCE, SLOWEST, Stopwatch
from tests.support.shared import WAITS

ROOT = Path(__file__).parents[2]

pytest_plugins = ["pytester"]

SKIPS = f"""
import pytest

def test_runs(): pass

def test_gives_up(): pytest.skip("no font")

@pytest.mark.skipif(True, reason="no bash")
def test_is_left_out(): pass

@pytest.mark.skipif(True, reason="{WAITS}: a.pdf")
def test_waits(): pass

@pytest.mark.xfail(reason="known")
def test_is_known(): assert False
"""


@pytest.mark.parametrize("ci", ["true", "1", "false", ""])
def test_a_skip_in_ci_is_a_failure(
    *, ci: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    pytester.makepyfile(SKIPS)
    done = pytester.inline_run("-p", skips.__name__, plugins=[skips])
    passed, skipped, failed = done.listoutcomes()
    names = {report.nodeid.rpartition("::")[2] for report in failed}
    wanted = {"test_gives_up", "test_is_left_out"} if ci in {"true", "1"} else set()
    assert names == wanted
    assert len(passed) == 1
    assert len(skipped) == 4 - len(wanted)


def test_a_module_that_is_skipped_whole_is_one_too(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile('import pytest\npytest.importorskip("no_such_library")\n')
    done = pytester.runpytest_inprocess(plugins=[skips])
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*skipped in CI, where nothing may be: could not import*"])


def test_every_mark_of_a_budget_is_known(pytestconfig: pytest.Config) -> None:
    known = {line.partition(":")[0] for line in pytestconfig.getini("markers")}
    assert set(BUDGETS) <= known


@pytest.mark.parametrize(
    ("arguments", "budget", "status"),
    [(["--budgets"], 0.01, 1), (["--budgets"], 60.0, 0), ([], 0.01, 0)],
)
def test_a_mark_over_its_budget_fails_the_run(
    *,
    arguments: list[str],
    budget: float,
    status: int,
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budgets, "BUDGETS", {"browser": budget, "ocr": 60.0})
    pytester.makepyfile(
        """
        import time, pytest

        @pytest.mark.browser
        @pytest.mark.parametrize("n", range(2))
        def test_slow(n): time.sleep(0.04)

        def test_unmarked(): time.sleep(0.1)
        """
    )
    done = pytester.runpytest_inprocess(*arguments, plugins=[budgets])
    assert done.ret == status
    told = [line for line in done.outlines if "FAILED budget: tests marked browser" in line]
    assert len(told) == status


def test_the_seconds_of_a_mark_add_up_over_the_phases_and_tests() -> None:
    watch = Stopwatch({"ocr": 1.0}, lambda: REFERENCE / 2)
    for duration in (0.25, 0.5, 0.5):
        report = pytest.TestReport("x", ("x", 0, "x"), {"ocr": 1}, "passed", None, "call")
        report.duration = duration
        watch.pytest_runtest_logreport(report)
    assert watch.spent["ocr"] == 1.25
    assert watch.over() == ["tests marked ocr took 1.2 s, their budget is 1 s"]


def test_budgets_hold_over_parallel_workers(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    root: Path = request.config.rootpath
    monkeypatch.setenv("PYTHONPATH", str(root))
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.browser
        @pytest.mark.parametrize("n", range(4))
        def test_slow(n): pass
        """
    )
    pytester.makeconftest(
        "from tests.support import budgets\n"
        'budgets.BUDGETS = {"browser": 0.0}\n'
        'pytest_plugins = ["tests.support.budgets"]\n'
    )
    done = pytester.runpytest_subprocess("--budgets", "-n", "2", "-p", "tests.support.budgets")
    assert done.ret == 1
    done.stdout.fnmatch_lines(["*FAILED budget: tests marked browser*"])


def test_a_slow_machine_has_more_time_within_bounds() -> None:
    for times, slowness in ((0.5, 1.0), (1.5, 1.5), (2.5, 2.5), (9.0, SLOWEST)):
        watch = Stopwatch({"ocr": 1.0}, lambda times=times: times * REFERENCE)  # type: ignore[misc]
        assert watch.slowness == pytest.approx(slowness)
        for spent, is_over in ((0.99 * slowness, False), (1.01 * slowness, True)):
            watch.spent["ocr"] = spent  # type: ignore[assignment]  # a sum of floats
            assert bool(watch.over()) == is_over


def test_of_a_test_with_many_examples_the_first_is_measured(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest
        @pytest.mark.parametrize("n", range(3))
        def test_many(n): pass
        def test_one(): pass
        """
    )
    found, _ = pytester.inline_genitems()
    left = {item.name for item in measured.unmeasured(found)}
    assert left == {"test_many[1]", "test_many[2]"}


def test_what_is_named_as_measured_or_not_is_there() -> None:
    for start in (*measured.UNMEASURED, *measured.WITH_CHILDREN):
        assert list(ROOT.glob(f"{start}*")), start


def test_programs_that_a_test_starts_are_measured_where_it_is_about_them(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(measured._OF_CHILDREN, "a")
    monkeypatch.setattr(measured, "WITH_CHILDREN", ("test_started",))
    told = f"import os\ndef test_told(): assert ({measured._OF_CHILDREN!r} in os.environ) is "
    pytester.makepyfile(test_started=f"{told} True", test_within=f"{told} False")
    pytester.inline_run(plugins=[measured]).assertoutcome(passed=2)
    assert os.environ[measured._OF_CHILDREN] == "a"
