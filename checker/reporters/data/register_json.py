"""What the commands of a register tell, as JSON; a function a subject."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from checker import __version__
from checker.findings.records import shown_path, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from checker.findings.records import Record
    from checker.model.filings import Filing, Kept, KeptFinding, Standing
    from checker.model.register_changes import Added, Entered, Imported, Proposals
    from checker.model.sent_lists import ReadList, Reply, SentList, SentLists
    from checker.reporters.options import Look

FORMAT = "checker-register/1"


def imported(result: Imported, options: Look, stream: TextIO) -> None:
    """Write what a list did to the bodies."""
    del options
    changes = [
        {
            "fate": one.fate.value,
            "code": one.code,
            "body": one.name,
            "columns": [
                {"column": column, "before": before, "now": now}
                for column, before, now in one.columns
            ],
        }
        for one in result.changes
    ]
    _write(
        stream,
        dry_run=result.is_dry_run,
        tally=result.tally,
        assigned=result.assigned,
        bodies=changes,
    )


def added(result: Added, options: Look, stream: TextIO) -> None:
    """Write what became of each file that was read."""
    del options
    files = [
        {
            "path": shown_path(one.path),
            "fate": one.fate.value,
            "reports": [_entered(report) for report in one.reports],
        }
        for one in result.files
    ]
    _write(stream, tally=result.tally, files=files)


def proposals(found: Proposals, options: Look, stream: TextIO) -> None:
    """Write whose the reports of no known body may be."""
    del options
    names = [
        {
            "name": one.name,
            "reports": one.reports,
            "ground": one.ground.value,
            "bodies": [{"code": code, "body": name} for code, name in one.bodies],
        }
        for one in found.names
    ]
    _write(stream, names=names, helpless=[shown_path(path) for path in found.yearless])


def reports(found: Sequence[Kept], options: Look, stream: TextIO) -> None:
    """Write the reports."""
    del options
    _write(stream, reports=[_kept(one) for one in found])


def findings(found: Sequence[KeptFinding], options: Look, stream: TextIO) -> None:
    """Write the findings."""
    del options
    _write(stream, findings=[_finding(one) for one in found])


def lists(result: SentLists, options: Look, stream: TextIO) -> None:
    """Write the lists that went out, or would go."""
    del options
    told = [_sent(one, files) for one, files in result.lists]
    _write(stream, dry_run=result.is_dry_run, lists=told)


def replies(found: Sequence[ReadList], options: Look, stream: TextIO) -> None:
    """Write what each returned file gave."""
    del options
    _write(stream, files=[_read_list(one) for one in found])


def filing(one: Filing, options: Look, stream: TextIO) -> None:
    """Write all of a body's report of one year."""
    del options
    events = [
        {
            "day": event.day,
            "event": event.event.value,
            "state": event.state.value,
            "version": event.version,
            **asdict(event.counts),
            "by": event.by,
            "note": event.note,
        }
        for event in one.events
    ]
    _write(
        stream,
        standing=standing_record(one.standing),
        versions=[_kept(kept) for kept in one.versions],
        findings=[_finding(finding) for finding in one.findings],
        events=events,
    )


def standing_record(one: Standing) -> Record:
    """A body and how far its report of a year got."""
    return {
        "code": one.code,
        "body": one.name,
        "level": one.level,
        "kind": one.kind,
        "region": one.region,
        "contact": one.contact,
        "year": one.year,
        "state": one.state.value,
        "due": one.due,
        "received": one.received,
        "days_late": one.days_late,
        "version": one.version,
        "verdict": one.verdict and one.verdict.value,
        **asdict(one.counts),
        "path": shown_path(one.path),
        "listed": one.listed,
        "told": one.told,
        "replied": one.replied,
    }


def _entered(one: Entered) -> Record:
    return {
        "report": shown_path(one.name),
        "printed": one.printed,
        "year": one.year,
        "verdict": one.verdict,
        "refusal": one.refusal
        and {"reason": one.refusal.reason.value, "detail": one.refusal.detail},
        "body": one.body,
        "version": one.version,
    }


def _kept(one: Kept) -> Record:
    return {
        "body": one.name or None,
        "code": one.code or None,
        "printed": one.printed,
        "year": one.year,
        "version": one.version,
        "latest": one.is_latest,
        "path": shown_path(one.path),
        "sha256": one.sha256,
        "added": one.added,
        "verdict": one.verdict.value,
        "refusal": one.refusal,
        **asdict(one.counts),
        "coverage": {
            "checks": one.checks,
            "passed": one.passed,
            "failed": one.failed,
            "undecided": one.left_open,
        },
    }


def _finding(one: KeptFinding) -> Record:
    return {
        "body": one.name,
        "code": one.code,
        "kind": one.kind,
        "year": one.year,
        "version": one.version,
        "state": one.state.value,
        "id": one.id,
        "rule": one.rule,
        "severity": one.severity.value,
        "outcome": one.outcome.value,
        "waived": one.waived,
        "where": one.place,
        "message": one.message,
        "follows_from": one.follows,
        "comparison": one.comparison and one.comparison.value,
        "told": one.told,
        "reply": one.reply and _reply(one.reply),
    }


def _reply(one: Reply) -> Record:
    return {
        "day": one.day,
        "version": one.version,
        "answer": one.answer and one.answer.value,
        "done": one.done,
        "reviewer": one.by,
        "columns": [{"heading": heading, "text": text} for heading, text in one.further],
    }


def _sent(one: SentList, files: Sequence[str]) -> Record:
    return {
        "body": one.name,
        "code": one.code,
        "year": one.year,
        "version": one.version,
        "list": one.number,
        "tally": one.tally,
        "files": [shown_path(file) for file in files],
        "findings": [
            {"id": finding, "told_as": why.value, "key": one.keys.get(finding)}
            for finding, why in one.rows.items()
        ],
    }


def _read_list(one: ReadList) -> Record:
    return {
        "path": shown_path(one.path),
        "refusal": one.refusal or None,
        "tally": one.tally,
        "rows": [
            {
                "sheet": row.sheet,
                "line": row.line,
                "fault": row.fault.value,
                **row.facts,
                "columns": [
                    {"column": column, "before": before, "now": now}
                    for column, before, now in row.columns
                ],
            }
            for row in one.faults
        ],
    }


def _write(stream: TextIO, **values: Any) -> None:
    write_json({"format": FORMAT, "version": __version__, **values}, stream)
