"""A file read as reports are, and what was read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.isolation.read import read_report
from checker.model import Doubt, Report, State
from checker.rulebook.load import load_forms

if TYPE_CHECKING:
    from pathlib import Path

FORMS = load_forms()


def read(data: bytes, folder: Path, ending: str = ".docx") -> Report:
    """The report in a file of these bytes; its ending says nothing to the reader."""
    path = folder / f"report{ending}"
    path.write_bytes(data)
    return read_report(path, FORMS)


def printed(report: Report) -> dict[str, str]:
    """Every number by its cell."""
    return {ref: str(cell.value) for ref, cell in report.cells.items() if cell.value is not None}


def doubts(report: Report) -> dict[str, Doubt | None]:
    """Why each doubtful cell is so."""
    return {ref: one.doubt for ref, one in report.cells.items() if one.state is State.DOUBTFUL}
