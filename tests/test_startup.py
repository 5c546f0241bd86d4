"""The collector's walks that are spared, and what of them is kept for a host."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker.checks import engine
from checker.checks.engine import evaluate
from checker.judging import Judging
from checker.options import Options
from checker.rulebook import load_rulebook
from checker.spool import Spool
from checker.startup import acyclic
from tests.support.factory import change, sample

if TYPE_CHECKING:
    from pathlib import Path


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


def test_holding_reports_together_makes_no_cycles() -> None:
    """So that the collector may wait while a block is judged, packed and read back."""
    wrong = change(sample("suqian-2024"), "t3.granted.total", "9")
    last = replace(sample("suqian-2023"), body=wrong.body, sha256="1")
    reports = (replace(wrong, sha256="0"), last, sample("yanghe-2025"))
    rulebook = load_rulebook()

    def judged() -> int:
        judging = Judging(reports, len(reports), {}, rulebook, Options(), heads=reports)
        spool = Spool(judging.each(), held=0)
        findings, _ = judging.between()
        return len(findings) + sum(len(checked.findings) for checked in spool)

    judged()  # what is worked out once may hold cycles
    gc.collect()
    gc.disable()
    try:
        assert judged() > 0
        assert gc.collect() == 0
    finally:
        gc.enable()


def _python(script: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script]
    # Buffered, as a pipe is for users: unbuffered, what is flushed too early is not missed.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(
        command, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False, env=own
    )


def test_who_leaves_does_what_was_registered_and_nothing_is_taken_apart() -> None:
    done = _python(
        "import atexit, sys\n"
        "from checker.startup import leave\n"
        "class Late:\n"
        "    def __del__(self):\n"
        "        print('taken apart')\n"
        "late = Late()\n"
        "atexit.register(print, 'registered')\n"
        "print('said', end=' ')\n"
        "leave(3)"
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "said registered\n", "")


def test_who_leaves_waits_for_a_thread() -> None:
    done = _python(
        "import threading, time\n"
        "from checker.startup import leave\n"
        "def work():\n"
        "    time.sleep(0.2)\n"
        "    print('done')\n"
        "threading.Thread(target=work).start()\n"
        "leave(0)"
    )
    assert (done.returncode, done.stdout) == (0, "done\n")


def test_last_words_that_nobody_reads_end_as_python_ends() -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = _python("from checker.startup import leave\nprint('said')\nleave(0)", stdout=write)
    finally:
        os.close(write)
    assert done.returncode != 0
    assert "BrokenPipeError" in done.stderr


_LIGHTLY = """
import sys
from contextlib import nullcontext
from checker.startup import {how} as how
with how():
    import checker.checks.schemas
    from checker.checks.engine import evaluate
    from checker.rulebook import load_rulebook
    from tests.support.factory import change, sample
    report = change(sample("suqian-2023"), "t3.granted.total", "77")
    found = evaluate((report,), load_rulebook())
print([one.rule for one in found if one.result.value == "fail"])
print("pydantic" in sys.modules, "unittest.mock" in sys.modules)
import pydantic, unittest.mock
print(pydantic.BaseModel.__module__, unittest.mock.Mock.__module__)
"""


def test_what_pandera_only_names_is_not_imported_by_who_is_in_a_hurry() -> None:
    hurried = _python(_LIGHTLY.format(how="hurried")).stdout.splitlines()
    plain = _python(_LIGHTLY.format(how="uncollected")).stdout.splitlines()
    assert hurried[0] == plain[0] != "[]"
    assert (hurried[1], plain[1]) == ("False False", "True True")
    assert hurried[2] == plain[2] == "pydantic.main unittest.mock"


def test_a_package_that_wants_more_than_names_is_imported_as_ever(tmp_path: Path) -> None:
    package = tmp_path / "wanting"
    package.mkdir()
    (package / "__init__.py").write_text(
        "import colorsys\nfrom wanting import below\nWHAT = colorsys.rgb_to_hls(1, 1, 1)[1] + 1\n"
    )
    (package / "below.py").write_text("")
    done = _python(
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from checker.startup import hurried, imported_lightly\n"
        "with hurried():\n"
        "    imported_lightly('wanting', 'wanting', naming=['colorsys'])\n"
        "    print([one for one in sys.modules if 'wanting' in one])\n"
        "    import wanting\n"
        "print(wanting.WHAT)"
    )
    assert done.stdout == "[]\n2.0\n", done.stderr
