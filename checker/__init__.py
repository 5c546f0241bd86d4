"""Checks the statutory tables of 政府信息公开工作年度报告.

The public names load on first use: importing ``checker`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.checks.frames import frame, frames
    from checker.checks.schemas import schemas
    from checker.isolation.read import read_report, read_reports
    from checker.model import Finding, Report
    from checker.options import Options, ReadOptions, Selection
    from checker.pipeline import check
    from checker.rulebook.load import load_rulebook

__version__ = "0.1.0"

__all__ = [
    "Finding",
    "Options",
    "ReadOptions",
    "Report",
    "Selection",
    "__version__",
    "check",
    "frame",
    "frames",
    "load_rulebook",
    "read_report",
    "read_reports",
    "schemas",
]

_HOMES = {
    "Finding": "checker.model",
    "Options": "checker.options",
    "ReadOptions": "checker.options",
    "Report": "checker.model",
    "Selection": "checker.options",
    "check": "checker.pipeline",
    "frame": "checker.checks.frames",
    "frames": "checker.checks.frames",
    "load_rulebook": "checker.rulebook.load",
    "read_report": "checker.isolation.read",
    "read_reports": "checker.isolation.read",
    "schemas": "checker.checks.schemas",
}


def __getattr__(name: str) -> object:
    """Load a public name from its home module (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
