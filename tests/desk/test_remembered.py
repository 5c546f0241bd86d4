"""What was worked out once is not worked out again, until something was written."""

from __future__ import annotations

import threading
from itertools import count

from checker.desk.remembered import _MOST, Remembered


def test_an_answer_holds_while_nothing_is_written() -> None:
    state = [0]
    remembered = Remembered(lambda: state[0])
    numbers = count()

    def ask(question: str) -> int:
        return remembered.of(question, lambda: next(numbers))

    assert [ask("a"), ask("a"), ask("b"), ask("a")] == [0, 0, 1, 0]
    state[0] += 1
    assert [ask("a"), ask("b"), ask("b")] == [2, 3, 3]


def test_what_is_written_while_the_answer_is_made_makes_it_old() -> None:
    state = [0]
    remembered = Remembered(lambda: state[0])

    def written_meanwhile() -> str:
        state[0] += 1
        return f"of {state[0]}"

    assert remembered.of("a", written_meanwhile) == "of 1"
    assert remembered.of("a", lambda: "again") == "again"
    assert remembered.of("a", lambda: "never") == "again"


def test_only_the_last_are_kept() -> None:
    remembered = Remembered(lambda: 0)
    for question in range(_MOST + 1):
        remembered.of(question, lambda: "first")
    assert remembered.of(_MOST, lambda: "second") == "first"
    assert remembered.of(0, lambda: "second") == "second"


def test_who_asks_something_else_does_not_wait() -> None:
    remembered = Remembered(lambda: 0)
    found: list[str] = []

    def slow() -> str:
        other = threading.Thread(target=lambda: found.append(remembered.of("b", lambda: "b")))
        other.start()
        other.join(30)
        assert not other.is_alive()
        return "a"

    assert remembered.of("a", slow) == "a"
    assert found == ["b"]


def test_two_who_ask_the_same_wait_for_one_answer() -> None:
    remembered = Remembered(lambda: 0)
    begun, go = threading.Event(), threading.Event()
    found: list[str] = []

    def slow() -> str:
        begun.set()
        assert go.wait(30)
        return "first"

    one = threading.Thread(target=lambda: found.append(remembered.of("a", slow)))
    one.start()
    assert begun.wait(30)
    two = threading.Thread(target=lambda: found.append(remembered.of("a", lambda: "second")))
    two.start()
    go.set()
    one.join(30)
    two.join(30)
    assert found == ["first", "first"]
