"""Parts of pages: what our script asks for instead of a whole one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request

PART = "x-desk-part"
"""The header by which our script asks for a part of a page instead of the whole."""


def wants_part(request: Request) -> bool:
    """Whether only the changed part of the page is wanted."""
    return PART in request.headers
