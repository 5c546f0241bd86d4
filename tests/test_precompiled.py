"""What is made of the program's files is kept beside its bytecode, as long as it is true."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from checker.i18n import LANGUAGES, _catalogue
from checker.precompiled import precompiled
from checker.rulebook import kept_rulebook, load, load_rulebook

if TYPE_CHECKING:
    from pathlib import Path


class Maker:
    """Makes a word of a file, and counts how often it had to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = folder / "source.txt"
        self.module = folder / "below" / "maker.py"
        self.module.parent.mkdir()
        self.source.write_text("first")
        self.module.write_text("")
        self.made = 0

    def __call__(self) -> str:
        def make() -> str:
            self.made += 1
            return self.source.read_text()

        return precompiled("word", [self.source], [self.folder], make)

    @property
    def kept(self) -> Path:
        """Where it is kept."""
        (found,) = self.folder.glob("__pycache__/word.*.made*")
        return found


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return Maker(tmp_path)


def test_what_was_made_is_taken_again(maker: Maker) -> None:
    assert [maker(), maker()] == ["first"] * 2
    assert maker.made == 1


def test_a_source_of_the_same_size_and_time_is_seen_to_be_another(maker: Maker) -> None:
    maker()
    about = maker.source.stat()
    maker.source.write_text("other")
    os.utime(maker.source, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert maker() == "other"


def test_an_edit_to_a_module_that_makes_it_is_seen(maker: Maker) -> None:
    maker()
    maker.module.write_text("# edited")
    maker()
    assert maker.made == 2


def test_an_editors_lock_is_no_fault(maker: Maker) -> None:
    (maker.module.parent / ".#maker.py").symlink_to("somebody@a-machine.1234")
    assert [maker(), maker()] == ["first"] * 2
    assert maker.made == 1


def test_what_is_written_while_it_is_read_is_not_kept(maker: Maker) -> None:
    def make() -> str:
        found = maker.source.read_text()
        maker.source.write_text("other")
        return found

    assert precompiled("word", [maker.source], [maker.folder], make) == "first"
    maker.source.write_text("first")
    assert maker() == "first"
    assert maker.made == 1


def test_a_source_that_was_moved_is_another(maker: Maker) -> None:
    maker()
    maker.source = maker.source.rename(maker.folder / "below" / "source.txt")
    maker()
    assert maker.made == 2


def test_what_cannot_be_pickled_is_made_each_time(maker: Maker) -> None:
    for _ in range(2):
        made = precompiled("word", [maker.source], [maker.folder], lambda: [lambda: None])
        assert len(made) == 1


@pytest.mark.parametrize("at", [0, 40, -1])
def test_what_is_damaged_is_made_anew(maker: Maker, at: int) -> None:
    maker()
    data = bytearray(maker.kept.read_bytes())
    data[at] ^= 1
    maker.kept.write_bytes(data)
    assert [maker(), maker()] == ["first"] * 2
    assert maker.made == 2


@pytest.mark.parametrize("size", [0, 63, 70])
def test_what_is_cut_off_is_made_anew(maker: Maker, size: int) -> None:
    maker()
    maker.kept.write_bytes(maker.kept.read_bytes()[:size])
    assert maker() == "first"
    assert maker.made == 2


def test_where_python_keeps_no_bytecode_nothing_is_kept(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert [maker(), maker()] == ["first"] * 2
    assert maker.made == 2
    assert not list(maker.folder.glob("__pycache__/*"))


def test_where_bytecode_is_kept_elsewhere_so_is_this(
    maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefix = tmp_path / "elsewhere"
    monkeypatch.setattr(sys, "pycache_prefix", str(prefix))
    assert [maker(), maker()] == ["first"] * 2
    assert maker.made == 1
    assert not list(maker.folder.glob("__pycache__/*"))
    assert len(list(prefix.rglob("word.*.made"))) == 1


def test_a_folder_that_nobody_may_write_to_is_no_fault(maker: Maker) -> None:
    (maker.folder / "__pycache__").write_text("a file in its place")
    assert [maker(), maker()] == ["first"] * 2
    assert maker.made == 2


def test_what_making_raises_is_raised(maker: Maker) -> None:
    maker.source.unlink()
    with pytest.raises(FileNotFoundError):
        maker()


def test_the_rule_book_that_was_kept_is_the_one_that_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    made = load_rulebook()
    for _ in range(2):
        load._made.cache_clear()
        kept = kept_rulebook()
        assert kept.forms == made.forms
        assert kept.rules == made.rules
        assert kept.bodies == made.bodies
        assert kept.lexicon.pattern == made.lexicon.pattern
        assert kept.lexicon.meanings == made.lexicon.meanings
    (file,) = tmp_path.rglob("rulebook-zh.*.made")
    monkeypatch.setattr(load, "load_rulebook", None)  # it would be called
    load._made.cache_clear()
    assert kept_rulebook().rules == made.rules
    file.unlink()
    load._made.cache_clear()
    with pytest.raises(TypeError):
        kept_rulebook()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_texts_that_were_kept_are_those_that_are_made(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    made = _catalogue.__wrapped__(lang)
    assert _catalogue.__wrapped__(lang) == made == dict(_catalogue(lang))
    assert len(list(tmp_path.rglob(f"texts-{lang}.*.made"))) == 1
