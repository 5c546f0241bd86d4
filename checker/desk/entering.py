"""The way in at this machine: the link that the browser is opened with."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from checker.desk.desk import desk_of
from checker.desk.rendering import page
from checker.i18n import translate

if TYPE_CHECKING:
    from checker.desk.entrance import Entrance

router = APIRouter()


@router.get("/enter")
def enter(request: Request, token: str = "") -> Response:
    """Let the browser in that brings the token; who brings a used one is told so."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    entrance = cast("Entrance", desk.door)  # this router is only where it is the door
    session = entrance.let_in(token)
    if session is None:
        if entrance.is_in(request.headers.get("cookie", "")):
            return RedirectResponse("/", 303)
        told = translate("desk.used-token", visitor.lang)
        return page("refused.html", visitor, 403, told=told, way_in="")
    # A page that leads on, not a redirection: that would still count as another site's, and the
    # browser would keep a cookie back that is for our own site alone.
    answer = page("entered.html", visitor)
    answer.set_cookie(entrance.cookie, session, httponly=True, samesite="strict", path="/")
    return answer
