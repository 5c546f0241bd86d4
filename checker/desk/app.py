"""The application: pages behind the guard, every fault told on a page in one line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request

from checker.desk import (
    bodies,
    body_page,
    confirming,
    dropping,
    entering,
    handover,
    listing,
    reviewing,
    rounds,
    rule_pictures,
    streaming,
    sums,
    threshold,
    year,
    years,
)
from checker.desk.api.app import PLACE, interface, is_for_programs, missing_in, refusal
from checker.desk.guard import Guard
from checker.desk.incoming import RefusedBodyError
from checker.desk.rendering import page
from checker.errors import CheckerError, brief
from checker.i18n import translate

if TYPE_CHECKING:
    from fastapi import APIRouter
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from checker.desk.desk import Desk
    from checker.desk.hosts import Hosts

_PAGES = (
    threshold, dropping, streaming, listing, reviewing, confirming, year, handover, bodies,
    body_page, years, rounds, sums, rule_pictures,
)  # fmt: skip


def application(desk: Desk, hosts: Hosts, key: str) -> ASGIApp:
    """The desk as an ASGI application that takes requests for these hosts alone.

    ``key`` lets other programs in, if it is not empty.
    """
    # The interface for programs comes with its own description; pages need none.
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.desk = desk
    for part in _PAGES:
        app.include_router(part.router)
    app.include_router(_way_in(desk))

    async def refused_body(request: Request, error: Exception) -> Response:
        assert isinstance(error, RefusedBodyError)
        answer = _page_of(desk, request, error.status, _said(error.key, desk, request))
        answer.headers["connection"] = "close"  # the rest of the body is not waited for
        return answer

    async def not_found(request: Request, error: Exception) -> Response:
        if is_for_programs(request.url.path):  # a path with a line break leads to no mount
            return missing_in(desk)
        status = error.status_code if isinstance(error, HTTPException) else 404
        return _page_of(desk, request, status, translate("desk.not-found", _lang(desk, request)))

    async def fault(request: Request, error: Exception) -> Response:
        return _page_of(desk, request, 500, str(error))

    async def unforeseen(request: Request, error: Exception) -> Response:
        told = translate("diagnostic.internal-error", _lang(desk, request), error=brief(error))
        sys.stderr.write(f"{told}\n")
        return _page_of(desk, request, 500, told)

    app.mount(PLACE, interface(desk))
    app.add_exception_handler(RefusedBodyError, refused_body)
    app.add_exception_handler(HTTPException, not_found)
    app.add_exception_handler(RequestValidationError, not_found)
    app.add_exception_handler(CheckerError, fault)
    app.add_exception_handler(Exception, unforeseen)

    def refuse(status: int, key: str) -> ASGIApp:
        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            if is_for_programs(scope["path"]):
                await refusal(desk, status, key)(scope, receive, send)
                return
            request = Request(scope)
            await _page_of(desk, request, status, _said(key, desk, request))(scope, receive, send)

        return answer

    return Guard(app, desk.door, hosts, key, refuse)


def _way_in(desk: Desk) -> APIRouter:
    if not desk.door.way_in:
        return entering.router
    from checker.desk.accounts import login  # only where people log in it needs argon2-cffi

    return login.router


def _said(key: str, desk: Desk, request: Request) -> str:
    """What is said of a request that is refused."""
    return translate(f"desk.refused.{key}", _lang(desk, request))


def _page_of(desk: Desk, request: Request, status: int, told: str) -> Response:
    return page("refused.html", desk.visitor(request), status, told=told, way_in=desk.door.way_in)


def _lang(desk: Desk, request: Request) -> str:
    return desk.visitor(request).lang
