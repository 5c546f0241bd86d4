"""The interface for other programs: files in, reports and findings out, decisions both ways."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool

from checker.desk.api import models
from checker.desk.api.names import name_of
from checker.desk.desk import desk_of
from checker.desk.dropping import line
from checker.desk.incoming import received
from checker.desk.listing import wanted_reports
from checker.desk.reviewing import opened, record_decision
from checker.findings.records import finding_record, report_record
from checker.model.dispositions import UNTOUCHED
from checker.model.report_list import ReportsWanted
from checker.register import uploads
from checker.register.dispositions import Given, standing
from checker.register.readings import Read, record
from checker.register.report_list import listed, report_with

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from checker.model.dispositions import Disposition
    from checker.model.filings import Counts
    from checker.model.uploads import Upload

_KEY = HTTPBearer(auto_error=False, description="the key that --api-key names")
router = APIRouter(dependencies=[Depends(_KEY)])
"""The guard lets in, by the key or the browser's cookie; here the key is only described."""
FILES = "/api/v1/files"
_MOST = 100
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Part = Annotated[int, Query(ge=1, le=10_000)]
Key = Annotated[str, Path(max_length=40)]
Wanted = Annotated[ReportsWanted, Depends(wanted_reports)]
_REFUSED: Mapping[int | str, dict[str, Any]] = {
    400: {"model": models.Fault, "description": "the request is not whole, or not for this desk"},
    401: {"model": models.Fault, "description": "neither the key nor a browser that was let in"},
    403: {"model": models.Fault, "description": "sent by a page of somebody else's"},
    422: {"model": models.Fault, "description": "a value is none that can be"},
}
_MISSING: Mapping[int | str, dict[str, Any]] = {
    **_REFUSED,
    404: {"model": models.Fault, "description": "there is nothing of that number"},
}
_WRITTEN: Mapping[int | str, dict[str, Any]] = {
    **_MISSING,
    409: {"model": models.Fault, "description": "somebody else decided since; nothing was kept"},
    408: {"model": models.Fault, "description": "the sender was silent for too long"},
    413: {"model": models.Fault, "description": "too large"},
    415: {"model": models.Fault, "description": "the body is of another kind than described"},
}
_FILES_SENT = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"type": "string", "format": "binary"},
                        }
                    },
                }
            }
        },
    }
}


class Json(Response):
    """JSON in ASCII: half characters, which a report may print, go through every encoding."""

    media_type = "application/json"

    def render(self, content: object) -> bytes:
        """The bytes of plain values."""
        return json.dumps(content, separators=(",", ":")).encode("ascii")


def _documented(model: type[BaseModel], status: int = 200) -> dict[int | str, Any]:
    return {status: {"model": model}}


@router.get("/reports", responses={**_documented(models.ReportList), **_REFUSED})
def reports(request: Request, wanted: Wanted, part: Part = 1) -> Response:
    """A part of the list of reports: those first that somebody must see to."""
    with desk_of(request).store.reading() as session:
        found = listed(session, wanted, _MOST, (part - 1) * _MOST)
    lines = [
        {
            "id": one.id,
            "body": one.body,
            "year": one.year,
            "verdict": one.verdict.value,
            "refusal": one.refusal,
            "counts": _counts(one.counts),
            "decided": one.decided,
            "file": one.path.replace("\\", "/").rpartition("/")[2],
        }
        for one in found.lines
    ]
    parts = max(1, -(-found.count // _MOST))
    return Json({"count": found.count, "part": part, "parts": parts, "reports": lines})


@router.get("/reports/{number}", responses={**_documented(models.Report), **_MISSING})
def report(request: Request, number: Number) -> Response:
    """A report with every cell, every finding and what would mend it."""
    desk = desk_of(request)
    with desk.store.reading() as session:
        found = report_with(session, number)
    if found is None:
        raise HTTPException(404)
    checked = desk.bench.told(found.report, desk.lang)
    return Json({
        "id": number,
        "verdict": found.verdict.value,
        "report": report_record(checked, desk.bench.rulebook.forms),
        "between": [finding_record(one) for one in found.between],
    })  # fmt: skip


@router.get("/reports/{number}/findings", responses={**_documented(models.Findings), **_MISSING})
def findings(request: Request, number: Number) -> Response:
    """The findings of a report, one a cause, each with the latest decision about it."""
    desk = desk_of(request)
    found = opened(desk, number, desk.lang)
    keys = [one.finding.id for one in found.entries]
    with desk.store.reading() as session:
        decisions = standing(session, found.checked.report, keys)
    told = [
        {
            "finding": finding_record(one.finding),
            "decision": _decision(decisions[one.finding.id]),
        }
        for one in found.entries
    ]
    return Json({"id": number, "findings": told})


@router.post(
    "/reports/{number}/findings/{key}/decisions",
    status_code=201,
    responses={**_documented(models.Decision, 201), **_WRITTEN},
)
def decide(request: Request, number: Number, key: Key, new: models.NewDecision) -> Response:
    """Decide about a finding; it is kept with who and when, and holds while the numbers do."""
    desk = desk_of(request)
    by = name_of(desk, request, new.by)
    given = Given(new.kind, new.note.strip(), by, desk.now(), new.seen)
    found = opened(desk, number, desk.lang)
    record_decision(desk, number, found, key, given)
    with desk.store.reading() as session:
        decisions = standing(session, found.checked.report, [key])
    return Json(_decision(decisions[key]), 201)


@router.post(
    "/reports/{number}/readings",
    status_code=201,
    responses={**_documented(models.Verdicts, 201), **_WRITTEN},
)
def read(request: Request, number: Number, new: models.NewReading) -> Response:
    """Say what the page prints in a cell that was misread; the report is judged with it at once."""
    desk = desk_of(request)
    found = opened(desk, number, desk.lang)
    if new.cell not in found.checked.report.cells:
        raise HTTPException(404)
    by = name_of(desk, request, new.by)
    given = Read(new.cell, new.value, by, desk.now(), new.note.strip(), new.seen)
    with desk.store.writing() as session:
        record(session, found.checked.report, [given], desk.lang)
    desk.bench.read_anew()
    desk.queue.settle()
    after = opened(desk, number, desk.lang)
    confirmed = after.checked.report.confirmed
    return Json({"id": number, "verdict": after.verdict.value, "confirmed": confirmed}, 201)


@router.post(
    "/files",
    status_code=202,
    responses={**_documented(models.Files, 202), **_WRITTEN},
    openapi_extra=_FILES_SENT,
)
async def send(request: Request) -> Response:
    """Send files to be checked; they wait, and each tells by its number how far it got."""
    desk = desk_of(request)
    async with received(request, desk.queue.folder) as files:
        numbers = await run_in_threadpool(desk.queue.drop, files)
    with desk.store.reading() as session:
        found = uploads.these(session, numbers)
    return Json({"files": [_file(one, desk.lang) for one in reversed(found)]}, 202)


@router.get("/files/{number}", responses={**_documented(models.File), **_MISSING})
def file(request: Request, number: Number) -> Response:
    """How far a file got, and the reports that it gave."""
    desk = desk_of(request)
    with desk.store.reading() as session:
        found = uploads.these(session, [number])
    if not found:
        raise HTTPException(404)
    return Json(_file(found[0], desk.lang))


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "errors": counts.errors,
        "warnings": counts.warnings,
        "undecided": counts.undecided,
    }


def _decision(one: Disposition) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": None if one == UNTOUCHED else one.kind.value,
        "note": one.note,
        "by": one.by,
        "at": one.at,
        "holds": one.holds,
        "settles": one.settles,
        "remark": one.remark
        and {"note": one.remark.note, "by": one.remark.by, "at": one.remark.at},
    }


def _file(one: Upload, lang: str) -> dict[str, Any]:
    reports = [
        {"id": each.id, "body": each.body, "year": each.year, "verdict": each.verdict.value}
        for each in one.reports
    ]
    told = line(one, lang).told
    return {
        "id": one.id, "name": one.name, "state": one.state.value, "told": told, "reports": reports
    }  # fmt: skip
