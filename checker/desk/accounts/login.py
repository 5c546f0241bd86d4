"""The page to log in at, and the way out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from checker.desk.accounts.accounts import NotLoggedInError
from checker.desk.addresses import own_address
from checker.desk.credentials import caller_of
from checker.desk.desk import desk_of
from checker.desk.incoming import form_of
from checker.desk.rendering import page
from checker.i18n import translate

if TYPE_CHECKING:
    from checker.desk.accounts.accounts import Accounts
    from checker.desk.desk import Desk

router = APIRouter()
_MINUTE = 60


@router.get("/login")
def ask(request: Request, back: str = "") -> Response:
    """The form; whoever is in already goes where they wanted."""
    desk = desk_of(request)
    if caller_of(request.scope) is not None:
        return RedirectResponse(_onwards(back), 303)
    return _page(desk, request, back)


@router.post("/login")
async def log_in(request: Request) -> Response:
    """Log somebody in, and lead them where they wanted."""
    desk = desk_of(request)
    form = await form_of(request)
    back = form.get("back", "")
    accounts, is_secure = _accounts(desk), _is_secure(request)
    address = request.client.host if request.client is not None else ""
    try:
        secret = await accounts.log_in(
            form.get("name", ""),
            form.get("password", ""),
            address,
            request.headers.get("cookie", ""),
            is_secure=is_secure,
        )
    except NotLoggedInError as error:
        return _page(desk, request, back, form.get("name", ""), error)
    answer = RedirectResponse(_onwards(back), 303)
    # Lax: a link in somebody's mail leads in. What changes something is a POST of our own pages
    # (``guard``), whatever cookies come with it.
    answer.set_cookie(
        accounts.cookie(is_secure=is_secure),
        secret,
        httponly=True,
        samesite="lax",
        secure=is_secure,
        path="/",
    )
    return answer


@router.post("/logout")
def log_out(request: Request) -> Response:
    """End this browser's session, here as there."""
    accounts, is_secure = _accounts(desk_of(request)), _is_secure(request)
    accounts.log_out(request.headers.get("cookie", ""), is_secure=is_secure)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(
        accounts.cookie(is_secure=is_secure),
        path="/",
        httponly=True,
        samesite="lax",
        secure=is_secure,
    )
    return answer


def _page(
    desk: Desk,
    request: Request,
    back: str,
    name: str = "",
    error: NotLoggedInError | None = None,
) -> Response:
    visitor = desk.visitor(request)
    back = _onwards(back)
    if error is None:
        return page("login.html", visitor, 200, back, told="", name="", to=back)
    minutes = math.ceil(error.wait / _MINUTE)
    told = translate(f"desk.login.{error.key}", visitor.lang, minutes=minutes)
    answer = page("login.html", visitor, error.status, back, told=told, name=name[:100], to=back)
    if error.wait:
        answer.headers["retry-after"] = str(error.wait)
    return answer


def _onwards(back: str) -> str:
    """Where to go once somebody is in: one of our own pages, and not in or out again."""
    address = own_address(back)
    return "/" if address.startswith(("/login", "/logout")) else address


def _accounts(desk: Desk) -> Accounts:
    return cast("Accounts", desk.door)  # this router is only where it is the door


def _is_secure(request: Request) -> bool:
    return bool(request.url.scheme == "https")
