"""Results to outputs: one module each.

A reporter is a module with ``report(subject, options, stream)``. It gets the results (or, for
``checker tables``, the reports, for ``checker claims`` their sentences, and for ``checker diff``
what differs between two rounds), how they should look, and a stream; nothing else. The mappings
below are the registry and the choices of the command line; a module is imported when it is used,
so that ``--help`` does not wait for what it needs.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from checker.aggregation import Aggregate
    from checker.checks.account import ReportAccount
    from checker.model import Report, Results
    from checker.model.exported import Exported
    from checker.model.filings import Status
    from checker.model.summary import Summary
    from checker.reporters.options import Look
    from checker.rounds import Rounds

    Reporter: TypeAlias = Callable[[Results, Look, Any], None]
    TableReporter: TypeAlias = Callable[[Sequence[Report], Look, Any], None]
    AggregateReporter: TypeAlias = Callable[[Aggregate, Look, Any], None]
    StatusReporter: TypeAlias = Callable[[Status, Look, Any], None]
    SummaryReporter: TypeAlias = Callable[[Summary, Look, Any], None]
    ExportWriter: TypeAlias = Callable[[Iterable[Exported], Path], None]
    SentenceReporter: TypeAlias = Callable[[Sequence[ReportAccount], Look, Any], None]
    RoundReporter: TypeAlias = Callable[[Rounds, Look, Any], None]

REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "checker.reporters.terminal.text",
        "json": "checker.reporters.data.results_json",
        "concise": "checker.reporters.terminal.concise",
        "jsonl": "checker.reporters.data.results_jsonl",
        "csv": "checker.reporters.data.findings_csv",
        "markdown": "checker.reporters.ci.markdown",
        "sarif": "checker.reporters.ci.sarif",
        "junit": "checker.reporters.ci.junit",
        "github": "checker.reporters.ci.github",
        "gitlab": "checker.reporters.ci.gitlab",
        "pdf": "checker.reporters.print.pdf",
        "annotated": "checker.reporters.print.annotated",
        "annotated-docx": "checker.reporters.print.annotated_docx",
        "annotated-html": "checker.reporters.print.annotated_html",
        "annotated-pdf": "checker.reporters.print.annotated_pdf",
        "annotated-xlsx": "checker.reporters.print.annotated_xlsx",
        "html": "checker.reporters.print.html",
        "xlsx": "checker.reporters.print.xlsx",
        "certificate": "checker.reporters.print.certificate",
    }
)

TABLE_REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "checker.reporters.terminal.tables",
        "csv": "checker.reporters.data.tables_csv",
        "json": "checker.reporters.data.tables_json",
        "xlsx": "checker.reporters.print.tables_xlsx",
    }
)

SENTENCE_REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "checker.reporters.terminal.sentences",
        "json": "checker.reporters.data.sentences_json",
    }
)

ROUND_REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "checker.reporters.terminal.rounds",
        "json": "checker.reporters.data.rounds_json",
    }
)

STATISTICS: Mapping[str, str] = MappingProxyType(
    {
        "text": "checker.reporters.terminal.statistics",
        "json": "checker.reporters.data.statistics_json",
    }
)
"""What ``--statistics`` writes in place of the results, by format."""

STATUS_REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "checker.reporters.terminal.status",
        "json": "checker.reporters.data.status_json",
        "xlsx": "checker.reporters.print.status_xlsx",
        "html": "checker.reporters.print.status_html",
    }
)
"""What ``checker register status`` writes, by format."""

SUMMARY_REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "checker.reporters.terminal.summary",
        "json": "checker.reporters.data.summary_json",
        "xlsx": "checker.reporters.print.summary_xlsx",
        "html": "checker.reporters.print.summary_html",
    }
)
"""What ``checker register summary`` writes, by format."""

EXPORTS: Mapping[str, str] = MappingProxyType(
    {
        "csv": "checker.reporters.data.export_csv",
        "xlsx": "checker.reporters.print.export_xlsx",
        "parquet": "checker.reporters.data.export_parquet",
    }
)
"""What ``checker register export`` fills a folder with, by format; a module has ``write``."""

AGGREGATE_REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "checker.reporters.terminal.aggregate",
        "json": "checker.reporters.data.aggregate_json",
        "xlsx": "checker.reporters.print.aggregate_xlsx",
        "docx": "checker.reporters.print.aggregate_docx",
    }
)
"""What ``checker register aggregate`` writes, by format."""

REGISTER_REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "checker.reporters.terminal.register",
        "json": "checker.reporters.data.register_json",
    }
)
"""What the other commands of the register write: a module a format, in it a function a subject."""

COPIES = frozenset(
    {"annotated", "annotated-docx", "annotated-html", "annotated-pdf", "annotated-xlsx"}
)
"""The formats that are the report itself with notes: one report, one file."""

BINARY = frozenset({"pdf", "xlsx", "docx", "certificate"}) | COPIES
"""The formats of results whose reporter writes bytes; all others write text."""

TELLS_INPUTS = frozenset(REPORTERS) - {"concise", "csv", "github", "gitlab"} - COPIES
"""The formats that tell which files were given and not checked; the others are a list of findings
and nothing else, in a form that their readers prescribe."""

BINARY_TABLES = frozenset({"xlsx"})
"""The formats of tables whose reporter writes bytes."""


def reporter(name: str) -> Reporter:
    """The reporter of results with this name; ``KeyError`` if there is none."""
    return cast("Reporter", import_module(REPORTERS[name]).report)


def statistics_reporter(name: str) -> Reporter:
    """The reporter of counts with this name; ``KeyError`` if there is none."""
    return cast("Reporter", import_module(STATISTICS[name]).report)


def status_reporter(name: str) -> StatusReporter:
    """The reporter of a register's status with this name; ``KeyError`` if there is none."""
    return cast("StatusReporter", import_module(STATUS_REPORTERS[name]).report)


def summary_reporter(name: str) -> SummaryReporter:
    """The reporter of a register's summary with this name; ``KeyError`` if there is none."""
    return cast("SummaryReporter", import_module(SUMMARY_REPORTERS[name]).report)


def export_writer(name: str) -> ExportWriter:
    """What fills a folder with the tables of a register; ``KeyError`` for no such format."""
    return cast("ExportWriter", import_module(EXPORTS[name]).write)


def aggregate_reporter(name: str) -> AggregateReporter:
    """The reporter of a draft with this name; ``KeyError`` if there is none."""
    return cast("AggregateReporter", import_module(AGGREGATE_REPORTERS[name]).report)


def register_reporter(name: str, subject: str) -> Callable[[Any, Look, Any], None]:
    """What writes a subject of the register (``findings``) in a format; ``KeyError`` for none."""
    module = import_module(REGISTER_REPORTERS[name])
    return cast("Callable[[Any, Look, Any], None]", getattr(module, subject))


def table_reporter(name: str) -> TableReporter:
    """The reporter of tables with this name; ``KeyError`` if there is none."""
    return cast("TableReporter", import_module(TABLE_REPORTERS[name]).report)


def sentence_reporter(name: str) -> SentenceReporter:
    """The reporter of sentences with this name; ``KeyError`` if there is none."""
    return cast("SentenceReporter", import_module(SENTENCE_REPORTERS[name]).report)


def round_reporter(name: str) -> RoundReporter:
    """The reporter of two rounds with this name; ``KeyError`` if there is none."""
    return cast("RoundReporter", import_module(ROUND_REPORTERS[name]).report)
