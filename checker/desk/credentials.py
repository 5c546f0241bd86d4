"""What a request brings to be let in by: cookies, and the key of other programs."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from starlette.types import Scope

_CALLER = "checker.caller"


class Caller(NamedTuple):
    """Who sent a request that was let in.

    ``name`` is that of a user who logged in, empty at a desk where nobody does. ``session`` tells
    the browsers apart and is no secret. ``is_program``: let in by the key, and not as anybody.
    """

    name: str = ""
    session: str = ""
    is_program: bool = False


class Door(Protocol):
    """What tells who is in."""

    @property
    def way_in(self) -> str:
        """The page to come in by; empty where only a link that was handed out leads in."""

    def who(self, cookies: str, *, is_secure: bool, is_used: bool) -> Caller | None:
        """Whose cookies these are; ``None`` where they are nobody's.

        ``is_secure``: they came by HTTPS. ``is_used``: somebody asked, and not the script alone.
        """


def caller_of(scope: Scope) -> Caller | None:
    """Who sent a request; ``None`` for whoever was not let in."""
    found: Caller | None = scope.get(_CALLER)
    return found


def let_in(scope: Scope, caller: Caller) -> None:
    """Write down who sent a request; no header can."""
    scope[_CALLER] = caller


def cookie_of(cookies: str, name: str) -> str:
    """The value of a cookie; empty where there is none, or more than one value of that name.

    Whatever other programs of the same host keep beside it is left alone: cookies know no ports,
    and ``http.cookies`` gives up at the first that is written otherwise than it would.
    """
    parts = (part.partition("=") for part in cookies.split(";"))
    values = {value.strip() for key, _, value in parts if key.strip() == name}
    return values.pop() if len(values) == 1 else ""


def brings_key(authorization: str, key: str) -> bool:
    """Whether an ``Authorization`` brings the key of this start; an empty key nobody can bring."""
    kind, _, given = authorization.partition(" ")
    return bool(key) and kind.lower() == "bearer" and same(given.strip(), key)


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in the same time wherever they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
