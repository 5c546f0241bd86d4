"""The collector's walks that are spared, and what of them is kept for a host."""

from __future__ import annotations

import gc

import pytest

from checker.checks import engine
from checker.checks.engine import evaluate
from checker.rulebook import load_rulebook
from checker.startup import acyclic
from tests.support.factory import change, sample


@pytest.fixture(autouse=True)
def _thawed() -> None:
    """The command line, run by other tests of this process, freezes what it imported."""
    gc.unfreeze()


class _Thing:
    """Something that the collector follows."""


def _generation_of(thing: object) -> int:
    return next(
        number
        for number in range(3)
        if any(one is thing for one in gc.get_objects(generation=number))
    )


@pytest.mark.parametrize("frozen", [False, True])
def test_what_is_made_without_cycles_is_not_walked_through(frozen: bool) -> None:  # noqa: FBT001
    """Unless the process has frozen objects, which stay so."""
    was_frozen = gc.get_freeze_count()
    if frozen:
        gc.freeze()
    try:
        before = gc.get_freeze_count()
        with acyclic():
            assert not gc.isenabled()
            thing = _Thing()
        with_frozen = gc.get_freeze_count()
        assert gc.isenabled()
        if frozen:
            assert 0 < with_frozen <= before
            assert thing in gc.get_objects()
        else:
            assert with_frozen == was_frozen
            assert _generation_of(thing) == 2
    finally:
        if frozen:
            gc.unfreeze()


def test_a_cycle_that_was_made_all_the_same_is_collected_later() -> None:
    with acyclic():
        thing = _Thing()
        thing.__dict__["itself"] = thing
    before = sum(isinstance(one, _Thing) for one in gc.get_objects())
    del thing
    gc.collect()
    assert sum(isinstance(one, _Thing) for one in gc.get_objects()) == before - 1


def test_judging_makes_no_cycles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_MANY", 1)
    rulebook = load_rulebook()
    wrong = change(sample("suqian-2024"), "t3.granted.total", "9")
    reports = [wrong, sample("shanghai-office-2019"), sample("hongze-2023")]
    evaluate(reports, rulebook)  # what is worked out once may hold cycles
    gc.collect()
    gc.disable()
    try:
        outcomes = evaluate(reports, rulebook)
        assert _generation_of(outcomes[0]) == 2
        assert gc.collect() == 0
        del outcomes
        assert gc.collect() == 0
    finally:
        gc.enable()
