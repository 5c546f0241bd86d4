"""The name that stands on what other programs send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.desk.credentials import caller_of
from checker.errors import CheckerError
from checker.i18n import translate

if TYPE_CHECKING:
    from starlette.requests import Request

    from checker.desk.desk import Desk


def name_of(desk: Desk, request: Request, by: str) -> str:
    """Of whoever is named, else of who sits at the desk.

    Where people log in nobody can write under a user's name: whoever did log in decides under their
    own (``CheckerError`` for another), and of a program it is said that it is one.
    """
    plain = "".join(char for char in by if char.isprintable()).strip()
    own = desk.visitor(request).name
    if not desk.door.way_in:
        return plain or own
    caller = caller_of(request.scope)
    if caller is None or caller.is_program:
        return (
            translate("desk.by-program", desk.lang, by=plain)
            if plain
            else translate("desk.program", desk.lang)
        )
    if plain not in {"", own}:
        raise CheckerError(translate("desk.not-you", desk.lang, name=own, by=plain))
    return own
