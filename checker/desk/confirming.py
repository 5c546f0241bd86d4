"""What the program misread: the crop of each cell, and what somebody reads there.

The page of a finding has all its cells, that of a cell only this one. What is printed is asked for,
right or wrong; whether the rules hold with it is judged anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from checker.desk.desk import desk_of
from checker.desk.incoming import RefusedBodyError, form_of
from checker.desk.pictures import cells_by_page
from checker.desk.rendering import page
from checker.desk.report_view import title_of
from checker.desk.reviewing import MOST_NOTE, Number, Opened, Text, is_number, opened
from checker.errors import CheckerError
from checker.i18n import translate
from checker.model import CellRef, State
from checker.register.dispositions import OvertakenError
from checker.register.readings import Read, history, record
from checker.reporters.inert import inert
from checker.wording.confirmed import confirmed_as
from checker.wording.facts import figure
from checker.wording.names import Names, printed_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.desk.desk import Desk
    from checker.desk.visitor import Visitor
    from checker.model import Report
    from checker.model.page_images import PagePicture
    from checker.register.tables import ReadingRow

router = APIRouter()
_BESIDE = (70.0, 26.0)
"""Points beside and above a cell that are shown with it: its neighbours, and the rules between."""
_MOST_CELLS = 60  # of one page: a sum of a table has 22 operands


class Crop(NamedTuple):
    """A part of the picture of a page with a cell in it, in tenths of a point from its corner.

    ``view`` is the part as SVG has it (x, y, width, height), ``frame`` the cell in the same order.
    """

    page: int
    width: int
    height: int
    view: str
    frame: tuple[int, ...]


class Asked(NamedTuple):
    """A cell that somebody is asked to read: ``seen`` is the number of the last reading of it.

    ``text`` is the value as it stands, ``past`` what was read of it so far, the last last.
    """

    ref: str
    name: str
    place: str
    printed: str
    crop: Crop | None
    text: str
    confirmed: str
    seen: int
    past: tuple[str, ...]


@router.get("/reports/{number}/readings")
def readings(request: Request, number: Number, finding: Text = "", cell: Text = "") -> Response:
    """The page that asks what is printed in the cells of a finding, or in one cell."""
    desk = desk_of(request)
    return _page(desk, desk.visitor(request), number, finding, cell)


@router.post("/reports/{number}/readings/{ref}")
async def read(request: Request, number: Number, ref: str) -> Response:
    """Keep what somebody read in a cell, or that it is taken back."""
    form = await form_of(request)
    return await run_in_threadpool(_read, request, number, ref, form)


def _read(request: Request, number: int, ref: str, form: Mapping[str, str]) -> Response:
    desk = desk_of(request)
    visitor = desk.visitor(request)
    found = opened(desk, number, visitor.lang)
    given = _given(ref, form, visitor, desk)
    finding, cell = form.get("finding", "")[:200], form.get("cell", "")[:200]
    try:
        with desk.store.writing() as session:
            record(session, found.checked.report, [given], visitor.lang)
    except CheckerError as error:
        status = 409 if isinstance(error, OvertakenError) else 422
        return _page(desk, visitor, number, finding, cell, status=status, told=str(error), of=ref)
    desk.bench.read_anew()
    desk.queue.settle()
    # The finding may be gone, with what was misread.
    after = opened(desk, number, visitor.lang)
    is_there = any(one.finding.id == finding for one in after.entries)
    if finding and is_there:
        return RedirectResponse(f"/reports/{number}/readings?finding={finding}", 303)
    to = f"?cell={ref}#cell" if cell else "#findings"
    return RedirectResponse(f"/reports/{number}{to}", 303)


def _given(ref: str, form: Mapping[str, str], visitor: Visitor, desk: Desk) -> Read:
    seen, note, kind = form.get("seen", ""), form.get("note", "").strip(), form.get("kind", "")
    if not is_number(seen) or kind not in {"number", "blank", "withdraw"}:
        raise RefusedBodyError(400, "bad-form")
    if len(note) > MOST_NOTE:
        raise RefusedBodyError(413, "note-too-long")
    typed = form.get("value", "").strip()[:100]
    # A field that was left empty is no blank cell: that is said by its own button.
    value = {"number": typed or "?", "blank": "", "withdraw": None}[kind]
    return Read(ref, value, visitor.name, desk.now(), note, int(seen))


def _page(
    desk: Desk,
    visitor: Visitor,
    number: int,
    finding: str,
    cell: str,
    *,
    status: int = 200,
    told: str = "",
    of: str = "",
) -> Response:
    found = opened(desk, number, visitor.lang)
    report = found.checked.report
    refs = _refs(found, finding, cell)
    if not refs:
        raise HTTPException(404)
    with desk.store.reading() as session:
        past = history(session, report)
    crops = crops_of(report, desk.pictures.pages(number, report))
    names = Names.of(report, desk.bench.rulebook.forms, visitor.lang)
    entry = next((one for one in found.entries if one.finding.id == finding), None)
    query = f"finding={finding}" if finding else f"cell={cell}"
    return page(
        "readings.html",
        visitor,
        status,
        f"/reports/{number}/readings?{query}",
        number=number,
        title=title_of(report, visitor.lang),
        working="" if entry is None else entry.working,
        finding=finding,
        cell=cell,
        cells=[
            _asked(report, ref, past.get(ref, ()), crops, names) for ref in refs[:_MOST_CELLS]
        ],
        told=told,
        told_of=of,
    )  # fmt: skip


def _refs(found: Opened, finding: str, cell: str) -> Sequence[str]:
    """The cells that are asked for, as far as the report has them."""
    cells = found.checked.report.cells
    if cell:
        return [cell] if cell in cells else []
    entry = next((one for one in found.entries if one.finding.id == finding), None)
    if entry is None:
        return []
    refs = dict.fromkeys(str(ref) for one in entry.shown for ref in one.cells)
    mended = {
        str(change.cell)
        for repair in found.checked.repairs
        if entry.finding.id in repair.explains
        for change in repair.changes
    }

    def rank(ref: str) -> tuple[bool, bool]:
        return cells[ref].state is not State.DOUBTFUL, ref not in mended

    # What the program itself is not sure of first, then what alone would explain the finding.
    return sorted((ref for ref in refs if ref in cells), key=rank)


def crops_of(report: Report, pictures: Mapping[int, PagePicture]) -> dict[str, Crop]:
    """Where each cell of a report is seen on its pages, with what stands round it."""
    found = {}
    cells = cells_by_page(report)
    for page_number, picture in pictures.items():
        width, height = picture.width, picture.height
        for (ref, _), mark in zip(cells[page_number], picture.marks, strict=True):
            left, top, right, bottom = (
                share * side for share, side in zip(mark, (width, height) * 2, strict=True)
            )
            x, y = max(left - _BESIDE[0], 0.0), max(top - _BESIDE[1], 0.0)
            to_x, to_y = min(right + _BESIDE[0], width), min(bottom + _BESIDE[1], height)
            view = _tenths(x, y, to_x - x, to_y - y)
            found[ref] = Crop(
                page_number,
                round(width * 10),
                round(height * 10),
                " ".join(map(str, view)),
                _tenths(left, top, right - left, bottom - top),
            )
    return found


def _tenths(*points: float) -> tuple[int, ...]:
    return tuple(round(one * 10) for one in points)


def _asked(
    report: Report,
    ref: str,
    past: Sequence[ReadingRow],
    crops: Mapping[str, Crop],
    names: Names,
) -> Asked:
    cell, lang = report.cells[ref], names.lang
    blank = translate("list.blank-printed", lang)
    return Asked(
        ref,
        names.cell(CellRef.parse(ref)),
        "" if cell.place is None else inert(printed_at([cell.place], lang)),
        inert(cell.text_read) or blank,
        crops.get(ref),
        inert(cell.text),
        inert(confirmed_as(cell, lang)),
        past[-1].number if past else 0,
        tuple(_past(row, blank, lang) for row in past),
    )


def _past(row: ReadingRow, blank: str, lang: str) -> str:
    """``张三 2025-03-01 09:30 读作 77``; or that it was taken back."""
    at = row.at[:16].replace("T", " ")
    key = "desk.read-back" if row.value is None else "desk.read-as"
    value = figure(row.value) if row.value else blank
    told = translate(
        key, lang, by=inert(row.by) or translate("list.none", lang), at=at, value=value
    )
    return told + (translate("joining.colon", lang) + inert(row.note) if row.note else "")
