"""The settings of whoever sits here, and what the pages are made with."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from checker.desk.addresses import own_address
from checker.desk.desk import desk_of
from checker.desk.incoming import form_of
from checker.desk.rendering import icon, script, style

router = APIRouter()
_YEAR = 365 * 24 * 3600
_KEPT = {"cache-control": "no-cache"}  # asked for anew each time: another version may run


@router.post("/settings")
async def settings(request: Request) -> Response:
    """Keep the name, the language, whether keys work; and go back."""
    form = await form_of(request)
    visitor = desk_of(request).visitor(request).changed(form)
    answer = RedirectResponse(own_address(form.get("back", "")), 303)
    for name, value in visitor.cookies:
        answer.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="strict", path="/")
    return answer


@router.get("/static/desk.css")
def css() -> Response:
    """The style."""
    return Response(style(), media_type="text/css", headers=_KEPT)


@router.get("/static/desk.js")
def js() -> Response:
    """The script."""
    return Response(script(), media_type="text/javascript", headers=_KEPT)


@router.get("/static/desk.svg")
def svg() -> Response:
    """The picture in the tab of the browser."""
    return Response(icon(), media_type="image/svg+xml", headers=_KEPT)
