"""Results to outputs: one module each.

A reporter is a module with ``report(subject, options, stream)``. It gets the results (or, for
``checker tables``, the reports), how they should look, and a stream; nothing else. The two
mappings below are the registry and the choices of the command line; a module is imported when
it is used, so that ``--help`` does not wait for what it needs.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from checker.model import Report, Results
    from checker.reporters.options import Look

    Reporter: TypeAlias = Callable[[Results, Look, Any], None]
    TableReporter: TypeAlias = Callable[[Sequence[Report], Look, Any], None]

REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "checker.reporters.text",
        "json": "checker.reporters.results_json",
        "concise": "checker.reporters.concise",
        "jsonl": "checker.reporters.results_jsonl",
        "csv": "checker.reporters.findings_csv",
        "markdown": "checker.reporters.markdown",
        "sarif": "checker.reporters.sarif",
        "junit": "checker.reporters.junit",
        "github": "checker.reporters.github",
        "gitlab": "checker.reporters.gitlab",
        "pdf": "checker.reporters.pdf",
        "annotated-pdf": "checker.reporters.annotated_pdf",
        "html": "checker.reporters.html",
        "xlsx": "checker.reporters.xlsx",
        "certificate": "checker.reporters.certificate",
    }
)

TABLE_REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "checker.reporters.tables_text",
        "csv": "checker.reporters.tables_csv",
        "json": "checker.reporters.tables_json",
        "xlsx": "checker.reporters.tables_xlsx",
    }
)

BINARY = frozenset({"pdf", "annotated-pdf", "xlsx", "certificate"})
"""The formats of results whose reporter writes bytes; all others write text."""

BINARY_TABLES = frozenset({"xlsx"})
"""The formats of tables whose reporter writes bytes."""


def reporter(name: str) -> Reporter:
    """The reporter of results with this name; ``KeyError`` if there is none."""
    return cast("Reporter", import_module(REPORTERS[name]).report)


def table_reporter(name: str) -> TableReporter:
    """The reporter of tables with this name; ``KeyError`` if there is none."""
    return cast("TableReporter", import_module(TABLE_REPORTERS[name]).report)
