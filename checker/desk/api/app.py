"""The interface as an application of its own: every fault is JSON, and described."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from checker import __version__
from checker.desk.api.bounds import Bounded
from checker.desk.api.routes import FILES, Json, router
from checker.desk.incoming import RefusedBodyError
from checker.errors import CheckerError, brief
from checker.i18n import translate
from checker.register.dispositions import OvertakenError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from checker.desk.desk import Desk

PLACE = "/api/v1"


def interface(desk: Desk) -> ASGIApp:
    """The interface of a desk, to be put at its place."""
    lang = desk.lang
    app = FastAPI(
        title="checker",
        version=__version__,
        openapi_url="/openapi.json",
        docs_url=None,  # they ask other hosts for their looks
        redoc_url=None,
        redirect_slashes=False,
        servers=[{"url": PLACE}],
        root_path_in_servers=False,
    )
    app.state.desk = desk
    app.include_router(router)

    async def missing(_: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        headers = error.headers if isinstance(error, HTTPException) else None
        return _fault(translate("desk.not-found", lang), status, dict(headers or {}))

    async def invalid(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return _fault(translate("desk.bad-value", lang, where=where, detail=first["msg"]), 422)

    async def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, RefusedBodyError)
        told = translate(f"desk.refused.{error.key}", lang)
        return _fault(told, error.status, {"connection": "close"})

    async def overtaken(_: Request, error: Exception) -> Response:
        return _fault(str(error), 409)

    async def fault(_: Request, error: Exception) -> Response:
        return _fault(str(error), 422)

    async def unforeseen(_: Request, error: Exception) -> Response:
        told = translate("diagnostic.internal-error", lang, error=brief(error))
        sys.stderr.write(f"{told}\n")
        return _fault(told, 500)

    app.add_exception_handler(HTTPException, missing)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(RefusedBodyError, refused)
    app.add_exception_handler(OvertakenError, overtaken)
    app.add_exception_handler(CheckerError, fault)
    app.add_exception_handler(Exception, unforeseen)
    return Bounded(app, frozenset({FILES}), lambda status, key: refusal(desk, status, key))


def is_for_programs(path: str) -> bool:
    """Whether what is asked for is the interface's, whatever else stands in the path."""
    return path.startswith(f"{PLACE}/")


def refusal(desk: Desk, status: int, key: str) -> Json:
    """The answer to a request that is refused before anybody looks at it."""
    headers = {"www-authenticate": "Bearer"} if status == 401 else None  # noqa: PLR2004
    return _fault(translate(f"desk.refused.{key}", desk.lang), status, headers)


def missing_in(desk: Desk) -> Json:
    """The answer where there is nothing at a path."""
    return _fault(translate("desk.not-found", desk.lang), 404)


def _fault(told: str, status: int, headers: dict[str, str] | None = None) -> Json:
    return Json({"error": told}, status, headers)
