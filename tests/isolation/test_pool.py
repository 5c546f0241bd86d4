"""Reading processes: limits, crashes, order, and that one file's end is not another's."""

from __future__ import annotations

import io
import itertools
import os
import pickle
import signal
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.isolation.pool import Readers
from checker.isolation.protocol import ModelUnpickler
from checker.model import Cell, CellRef, Outcome, Refusal, RefusalReason, Report, Result, State
from checker.model.page_images import PagePicture
from checker.options import ReadOptions
from checker.rulebook.load import load_forms
from tests.support.hostile import MAKERS

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMS = tuple(load_forms())
SAMPLES = Path(__file__).parents[2] / "samples"
GOOD = SAMPLES / "ok" / "suqian-2023.pdf"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits need a POSIX system")


def each(files: Iterable[tuple[Report, ...]]) -> list[Report]:
    return list(itertools.chain(*files))


def reasons(reports: list[Report]) -> list[RefusalReason | None]:
    return [report.refusal.reason if report.refusal else None for report in reports]


def test_reports_come_in_the_order_given(tmp_path: Path) -> None:
    empty = MAKERS["empty_file"](tmp_path / "empty.pdf", GOOD)
    other = SAMPLES / "ok" / "xuefu-2020.pdf"
    with Readers(jobs=2) as readers:
        reports = each(readers.read([empty, GOOD, tmp_path / "none.pdf", other], FORMS))
    assert reasons(reports) == [RefusalReason.EMPTY, None, RefusalReason.NOT_FOUND, None]
    assert [report.year for report in reports] == [None, 2023, None, 2020]


def test_a_child_that_is_killed_takes_its_file_along_and_no_other() -> None:
    with Readers(jobs=1, ahead=False) as readers:
        child = readers._children[0].process
        child.send_signal(signal.SIGSTOP)
        pending = readers.read([GOOD, GOOD], FORMS)
        threading.Timer(0.3, child.kill).start()
        first, second = each(pending)
    assert first.refusal == Refusal(RefusalReason.KILLED, "SIGKILL")
    assert second.refusal is None


def test_what_ended_a_child_that_had_read_before_is_not_held_against_the_file() -> None:
    with Readers(jobs=1) as readers:
        assert reasons(each(readers.read([GOOD], FORMS))) == [None]
        child = readers._children[0].process
        child.send_signal(signal.SIGSTOP)
        pending = readers.read([GOOD, GOOD], FORMS)
        threading.Timer(0.3, child.kill).start()
        assert reasons(each(pending)) == [None, None]


def test_limits_on_pages_reach_the_child() -> None:
    with Readers(reading=ReadOptions(max_pages=2)) as readers:
        assert reasons(each(readers.read([GOOD], FORMS))) == [RefusalReason.TOO_MANY_PAGES]


def test_a_folder_of_reports_is_no_place_to_import_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("numpy.py", "checker/__init__.py", "camelot/__init__.py"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"open({str(tmp_path / 'ran')!r}, 'w')", "utf-8")
    monkeypatch.chdir(tmp_path)
    with Readers() as readers:
        assert reasons(each(readers.read([GOOD.absolute()], FORMS))) == [None]
    assert not (tmp_path / "ran").exists()


def test_nothing_is_left_running() -> None:
    with Readers(jobs=2) as readers:
        list(readers.read([GOOD], FORMS))
        children = [child.process for child in readers._children]
    assert all(child.poll() is not None for child in children)


def test_an_interrupt_ends_the_children_at_once() -> None:
    script = (
        "import signal, sys, time\n"
        # What runs in the background of a shell inherits that it ignores Ctrl-C.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from checker.rulebook.load import load_forms\n"
        "from checker.isolation.pool import Readers\n"
        "with Readers(jobs=2) as readers:\n"
        f"    list(readers.read([{str(GOOD)!r}], tuple(load_forms())))\n"
        "    print(*(child.process.pid for child in readers._children), flush=True)\n"
        "    time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert parent.stdout is not None
    with parent.stdout as told:
        children = [int(pid) for pid in told.readline().split()]
        parent.send_signal(signal.SIGINT)
        assert parent.wait(timeout=10) != 0
    assert len(children) == 2
    for pid in children:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_child_can_hand_over_nothing_but_a_report() -> None:
    with pytest.raises(pickle.UnpicklingError, match="Popen"):
        ModelUnpickler(io.BytesIO(pickle.dumps(subprocess.Popen))).load()


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("subprocess", "Popen"),
        ("builtins", "eval"),
        ("checker.model", "Report"),  # values are named by the module that defines them
        ("checker.model.cells", "dataclass"),
        ("checker.model.cells", "CellRef.parse"),
        ("checker.model.cells", "StrEnum"),
        ("checker.model.outcomes", "MappingProxyType"),
        ("checker.model.page_images", "annotations"),
        ("checker.modelled", "Report"),
    ],
)
def test_a_child_can_name_no_function_and_no_class_but_values(module: str, name: str) -> None:
    said = f"c{module}\n{name}\n.".encode()
    with pytest.raises(pickle.UnpicklingError, match=name):
        ModelUnpickler(io.BytesIO(said)).load()


@pytest.mark.parametrize(
    "value",
    [
        Cell(State.NUMBER, "1", Decimal(1)),
        Refusal(RefusalReason.CRASHED, "x"),
        Outcome("T3-01", 0, "total", Result.PASS, (CellRef("t3", "granted", "total"),), facts={}),
        PagePicture(b"png", 1.0, 2.0),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_kind_of_value_comes_back_as_it_was(value: object) -> None:
    sent = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    assert ModelUnpickler(io.BytesIO(sent)).load() == value
