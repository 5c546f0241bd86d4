"""Entries are whole or are not there, and hold values of the model only."""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cache.entries import Entries, key_of
from tests.support.factory import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = key_of("a report")
REPORT = sample("suqian-2023")


@pytest.fixture
def entries(tmp_path: Path) -> Entries:
    found = Entries(tmp_path / "cache")
    found.put(KEY, (REPORT,))
    return found


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_put_is_got(entries: Entries) -> None:
    assert entries.has(KEY)
    assert entries.get(KEY) == (REPORT,)
    assert entries.get(key_of("another")) is None


@given(st.lists(st.text() | st.integers() | st.binary() | st.none(), max_size=4))
def test_parts_are_told_apart(parts: list[object]) -> None:
    assert key_of(*parts) == key_of(*parts)
    assert key_of(*parts) != key_of(*parts, "")
    assert key_of("ab", "c") != key_of("a", "bc")


@pytest.mark.parametrize("damage", ["cut", "bit", "empty", "other"])
def test_an_entry_that_is_not_whole_is_none_and_is_gone(
    entries: Entries, tmp_path: Path, damage: str
) -> None:
    [path] = files(tmp_path)
    data = path.read_bytes()
    path.write_bytes(
        {
            "cut": data[:-5],
            "bit": data[:100] + bytes([data[100] ^ 1]) + data[101:],
            "empty": b"",
            "other": b"GIF89a" + data,
        }[damage]
    )
    assert entries.get(KEY) is None
    assert files(tmp_path) == []


def test_an_entry_in_the_place_of_another_is_none(entries: Entries, tmp_path: Path) -> None:
    """Whole, and another report's: its name is part of what is digested."""
    [path] = files(tmp_path)
    other = key_of("another")
    target = tmp_path / "cache" / other[:2] / f"{other[2:]}.entry"
    target.parent.mkdir(exist_ok=True)
    path.rename(target)
    assert entries.get(other) is None


class Hostile:
    """Says that it was unpacked."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("unpacked",)


@pytest.mark.parametrize("value", [Hostile(), os.getcwd, {1: Hostile()}])
def test_nothing_but_values_of_the_model_is_unpacked(
    entries: Entries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: object
) -> None:
    monkeypatch.chdir(tmp_path)
    [path] = files(tmp_path)
    content = zlib.compress(pickle.dumps(value))
    path.write_bytes(hashlib.sha256(KEY.encode() + content).digest() + content)
    assert entries.get(KEY) is None
    assert not Path("unpacked").exists()


def test_a_bomb_is_not_unpacked(entries: Entries, tmp_path: Path) -> None:
    [path] = files(tmp_path)
    content = zlib.compress(b"\0" * (1 << 29), 9)
    path.write_bytes(hashlib.sha256(KEY.encode() + content).digest() + content)
    assert entries.get(KEY) is None


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such modes there")
def test_nobody_else_may_look(entries: Entries, tmp_path: Path) -> None:
    [path] = files(tmp_path)
    assert entries.has(KEY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", "utf-8")
    entries = Entries(tmp_path / "cache")
    entries.put(KEY, (REPORT,))
    assert entries.fault is not None
    assert entries.get(KEY) is None
    entries.put(KEY, (REPORT,))
    entries.tidy()


def keys(count: int) -> Iterator[str]:
    return (key_of(number) for number in range(count))


def test_what_was_used_last_stays(tmp_path: Path) -> None:
    size = 0
    for number, key in enumerate(keys(6)):
        entries = Entries(tmp_path, most_bytes=1 << 30)
        entries.put(key, (REPORT,))
        [path] = [one for one in files(tmp_path) if key[2:] in one.name]
        size = path.stat().st_size
        os.utime(path, (number, number))
    first, *_ = keys(6)
    entries = Entries(tmp_path, most_bytes=3 * size + size // 2)
    assert entries.get(first) is not None  # used: now it is the newest
    entries.put(key_of("new"), (REPORT,))
    entries.tidy()
    kept = [key for key in (*keys(6), key_of("new")) if entries.has(key)]
    assert kept == [first, list(keys(6))[5], key_of("new")]


def test_others_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "letter.txt").write_text("mine", "utf-8")
    entries = Entries(tmp_path, most_bytes=1)
    entries.put(KEY, (REPORT,))
    entries.tidy()
    assert [path.name for path in files(tmp_path)] == ["letter.txt"]
