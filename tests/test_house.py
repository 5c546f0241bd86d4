"""The measure of the house counts what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.house import ROOT, arrows, read_house, report

if TYPE_CHECKING:
    from pathlib import Path

MODEL = '''"""Shared."""


class Cell:
    """A cell."""

    def bare(self) -> int:
        return 1
'''
PAGE = '''"""A page."""
# why
from checker import model
from checker.pdf.ink import Ink
'''
INK = '''"""Ink."""
from checker.model import Cell  # for its box


class Ink(Cell):
    """Ink."""
'''
MAIN = '''"""Starts."""


def main():
    """Goes."""
    import checker.pdf.page
'''
FILES = {
    "__init__.py": '"""The package."""\n',
    "model.py": MODEL,
    "pdf/__init__.py": "",
    "pdf/page.py": PAGE,
    "pdf/ink.py": INK,
    "cli/main.py": MAIN,
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "checker" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_rooms_and_arrows(checkout: Path) -> None:
    modules = read_house(checkout)
    assert {module.name: module.room for module in modules} == {
        "checker": "(landing)",
        "checker.model": "(landing)",
        "checker.pdf": "pdf",
        "checker.pdf.page": "pdf",
        "checker.pdf.ink": "pdf",
        "checker.cli.main": "cli",
    }
    assert dict(arrows(modules)) == {
        ("pdf", "checker.py"): 1,
        ("pdf", "model.py"): 2,
        ("cli", "pdf"): 1,
    }


def test_docstrings_and_comments(checkout: Path) -> None:
    modules = read_house(checkout)
    bare = {(module.name, name) for module in modules for name in module.undocumented}
    assert bare == {("checker.model", "Cell.bare"), ("checker.pdf", "pdf")}
    assert sum(module.comments for module in modules) == 2
    (text,) = ["\n".join(report(modules, every_arrow=True))]
    assert "6 modules: 2 rooms, 2 modules on the landing; 3 arrows between them" in text
    assert "2 of 10 public modules, classes, functions, methods without a docstring" in text
    assert "cli -> pdf (1)" in text


def test_this_house_is_measured() -> None:
    lines = list(report(read_house(ROOT), every_arrow=False))
    assert any(line.endswith("checks/tables") for line in lines)
