"""The way in, the settings of whoever sits here, and what the pages are made with."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from checker.desk.desk import desk_of
from checker.desk.incoming import form_of
from checker.desk.rendering import icon, page, script, style
from checker.i18n import translate

router = APIRouter()
_YEAR = 365 * 24 * 3600
_KEPT = {"cache-control": "no-cache"}  # asked for anew each time: another version may run


@router.get("/enter")
def enter(request: Request, token: str = "") -> Response:
    """Let the browser in that brings the token; who brings a used one is told so."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    session = desk.entrance.let_in(token)
    if session is None:
        if desk.entrance.is_in(request.headers.get("cookie", "")):
            return RedirectResponse("/", 303)
        return page("refused.html", visitor, 403, told=translate("desk.used-token", visitor.lang))
    # A page that leads on, not a redirection: that would still count as another site's, and the
    # browser would keep a cookie back that is for our own site alone.
    answer = page("entered.html", visitor)
    answer.set_cookie(desk.entrance.cookie, session, httponly=True, samesite="strict", path="/")
    return answer


@router.post("/settings")
async def settings(request: Request) -> Response:
    """Keep the name, the language, whether keys work; and go back."""
    form = await form_of(request)
    visitor = desk_of(request).visitor(request).changed(form)
    answer = RedirectResponse(_own(form.get("back", "")), 303)
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


def _own(address: str) -> str:
    """An address of our own pages; the first page in place of any other."""
    parts = urlsplit(address)
    is_own = (
        address.isprintable()
        and address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and not parts.netloc
        and not parts.scheme
    )
    return address if is_own else "/"
