"""The maker of mutants: each change is one, in place, and a test that looks notices it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bench import mutants
from tests.bench.mutants import mutants_of, survives

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = '''"""数 ≥ 3"""
LEAST = 3


def enough(count: "int | None") -> bool:
    return count is not None and count - 1 >= LEAST
'''
TEST = "from checker.mod import enough\n\ndef test_it():\n    assert enough(4)\n"


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(mutants, "ROOT", tmp_path / "project")
    path = tmp_path / "project" / "checker" / "mod.py"
    path.parent.mkdir(parents=True)
    (path.parent / "__init__.py").touch()
    path.write_text(SOURCE, "utf-8")
    return path


def test_every_operator_and_number_is_changed_where_it_stands(module: Path) -> None:
    changes = {}
    for one in mutants_of(module):
        data = module.read_bytes()
        changed = (data[: one.start] + one.new.encode() + data[one.end :]).decode()
        (line,) = set(changed.splitlines()) - set(SOURCE.splitlines())
        changes[str(one).partition("  ")[2]] = (one.line, line.strip())
    last = "return count is not None and count - 1 >= LEAST"
    assert changes == {
        "3 → 4": (2, "LEAST = 4"),
        "and → or": (6, last.replace("and", "or")),
        "is not → is": (6, last.replace("is not", "is")),
        ">= → >": (6, last.replace(">=", ">")),
        "- → +": (6, last.replace("-", "+")),
        "1 → 2": (6, last.replace("1", "2")),
    }


def test_what_no_test_looks_at_survives(module: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    (copy / "checker").mkdir(parents=True)
    (copy / "checker" / "__init__.py").touch()
    (copy / "checker" / "mod.py").write_text(SOURCE, "utf-8")
    (copy / "test_mod.py").write_text(TEST, "utf-8")
    lived = [one.old for one in mutants_of(module) if survives(one, ["test_mod.py"], copy)]
    assert sorted(lived) == ["-", "and"]
    assert (copy / "checker" / "mod.py").read_text("utf-8") == SOURCE
