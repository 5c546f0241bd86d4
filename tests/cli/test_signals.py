"""SIGTERM and SIGHUP are raised where the run is, once, and only where nobody else wants them."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING, TextIO

import pytest

from checker.cli import signals
from checker.cli.main import main
from checker.cli.output import deliver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are a POSIX system's")
NUMBERS = [signal.SIGTERM, signal.SIGHUP]


@pytest.fixture(autouse=True)
def as_by_default() -> Iterator[None]:
    """Whatever started the tests may ignore a signal."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in NUMBERS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", NUMBERS)
def test_an_output_that_is_being_written_is_not_left_half(
    number: signal.Signals, tmp_path: Path
) -> None:
    old = tmp_path / "old.txt"
    old.write_text("old", "utf-8")

    def write(stream: TextIO) -> None:
        stream.write("half")
        stream.flush()
        os.kill(os.getpid(), number)
        stream.write("the rest")

    with pytest.raises(signals.Ended) as ended, signals.raised():
        deliver(write, str(old), "en")
    assert signals.status(ended.value) == 128 + number
    assert [path.name for path in tmp_path.iterdir()] == ["old.txt"]
    assert old.read_text("utf-8") == "old"
    assert signal.getsignal(number) is signal.SIG_DFL


def test_clearing_away_is_not_cut_short_by_a_second_signal() -> None:
    cleared: list[signal.Signals] = []

    def ended() -> None:
        with signals.raised():
            try:
                os.kill(os.getpid(), signal.SIGTERM)
            finally:
                for number in NUMBERS:
                    os.kill(os.getpid(), number)
                    cleared.append(number)

    with pytest.raises(signals.Ended):
        ended()
    assert cleared == NUMBERS


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # nohup
    with signals.raised():
        os.kill(os.getpid(), signal.SIGHUP)
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_in_a_thread_no_signal_is_touched() -> None:
    seen: list[object] = []

    def run() -> None:
        with signals.raised():
            seen.extend(signal.getsignal(number) for number in NUMBERS)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [signal.SIG_DFL, signal.SIG_DFL]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_exit_status_tells_the_signal(
    number: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    def ends(*_: object) -> None:
        os.kill(os.getpid(), number)

    assert main(["check", "x.pdf"], start_readers=ends) == 128 + number  # type: ignore[arg-type]
    assert capsys.readouterr().err.count("\n") == 1
