"""The list of bodies (CSV or XLSX): what lies below what, and how far a list is complete."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.checks.across.list_rows import rows_of_list
from checker.errors import CheckerError
from checker.i18n import translate
from checker.model import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

GOVERNMENT, OFFICE, VERTICAL = "government", "office", "vertical"
KINDS = (GOVERNMENT, OFFICE, "department", "township", VERTICAL, "")
"""``government`` reports for all below it, ``office`` for its parent's own body, ``vertical``
belongs to another chain and is not summed; the rest are reports below like any other."""
SCOPES = {"": None, "own": Scope.OWN, "aggregated": Scope.AGGREGATED}
"""How a user says whose figures a report gives."""
_COLUMNS = ("body", "kind", "parent", "complete")
_OPTIONAL = ("scope", "alias", "code", "region", "contact", "due")
_YES, _NO = ("yes", "true", "1", "是"), ("no", "false", "0", "否", "")
_SPACE = re.compile(r"\s+")
_BETWEEN = re.compile(r"[;；、|]")
_DUE = re.compile(r"(?:\d{4}[-/.])?(\d{1,2})[-/.](\d{1,2})(?: 00:00:00)?")
_ANY_YEAR = 2001  # no leap year: a due date is one of every year


@dataclass(frozen=True, slots=True)
class Body:
    """One line of the list of bodies; ``scope`` is what the list says of its reports.

    ``code`` tells the body from all others whatever it is called, ``region`` is the code of its
    place, ``due`` the day of each year that its report is due by (``01-31``): for the register.
    """

    name: str
    kind: str = ""
    parent: str = ""
    complete: bool = False
    scope: Scope | None = None
    aliases: tuple[str, ...] = ()
    code: str = ""
    region: str = ""
    contact: str = ""
    due: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which the list knows it."""
        return (self.name, *self.aliases)


def read_bodies(path: Path, lang: str) -> Mapping[str, Body]:
    """The list of bodies by name; ``CheckerError`` at ``path:line`` for anything faulty."""
    where = path.as_posix()
    rows = rows_of_list(path, lang)
    head = [name.strip().lower() for name in rows[0]] if rows else []
    known = {*_COLUMNS, *_OPTIONAL}
    if not set(_COLUMNS) <= set(head) <= known or len(set(head)) < len(head):
        columns, further = ", ".join(_COLUMNS), ", ".join(_OPTIONAL)
        raise CheckerError(
            translate("across.bodies-column", lang, where=where, columns=columns, further=further)
        )
    bodies: dict[str, Body] = {}
    lines: dict[str, int] = {}
    named: set[str] = set()
    coded: dict[str, str] = {}
    for line, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            cells = (*row, *("" for _ in head))
            body = _body(dict(zip(head, cells, strict=False)), where, line, lang)
            for name in body.names:
                if name in named:
                    raise CheckerError(
                        translate("across.bodies-twice", lang, where=where, line=line, body=name)
                    )
                named.add(name)
            if body.code and coded.setdefault(body.code, body.name) != body.name:
                raise CheckerError(
                    translate("across.bodies-twice", lang, where=where, line=line, body=body.code)
                )
            bodies[body.name], lines[body.name] = body, line
    for body in bodies.values():
        if body.parent not in bodies and body.parent in coded:
            bodies[body.name] = replace(body, parent=coded[body.parent])
    _require_parents(bodies, lines, where, lang)
    return bodies


def _body(row: Mapping[str, str], where: str, line: int, lang: str) -> Body:
    values = {key: _SPACE.sub("", value) for key, value in row.items()}
    if not values["body"]:
        raise CheckerError(translate("across.bodies-nameless", lang, where=where, line=line))
    complete, scope = values["complete"].lower(), values.get("scope", "").lower()
    for column, value, choices in (
        ("kind", values["kind"], KINDS),
        ("complete", complete, (*_YES, *_NO)),
        ("scope", scope, tuple(SCOPES)),
    ):
        if value not in choices:
            words = " ".join(choice for choice in choices if choice)
            raise CheckerError(
                translate(
                    "across.bodies-word",
                    lang,
                    where=where,
                    line=line,
                    column=column,
                    choices=words,
                    given=value,
                )
            )
    aliases = tuple(filter(None, _BETWEEN.split(values.get("alias", ""))))
    return Body(
        values["body"],
        values["kind"],
        values["parent"],
        complete in _YES,
        SCOPES[scope],
        aliases,
        code=values.get("code", ""),
        region=values.get("region", ""),
        contact=row.get("contact", "").strip(),
        due=_due(row.get("due", "").strip(), where, line, lang),
    )


def _due(given: str, where: str, line: int, lang: str) -> str:
    """``1-31``, ``2025-01-31`` and what a workbook makes of it, as ``01-31``."""
    if not given:
        return ""
    found = _DUE.fullmatch(given)
    try:
        if found is not None:
            day = datetime.date(_ANY_YEAR, int(found[1]), int(found[2]))
            return f"{day.month:02}-{day.day:02}"
    except ValueError:  # 02-30
        pass
    raise CheckerError(translate("across.bodies-due", lang, where=where, line=line, given=given))


def _require_parents(
    bodies: Mapping[str, Body], lines: Mapping[str, int], where: str, lang: str
) -> None:
    """Those above each body are on the list, and none is above itself."""
    sound: set[str] = set()  # so that a long chain is not gone through for each of its links
    for body in bodies.values():
        above = {body.name}
        parent = body.parent
        while parent and parent not in sound:
            line = lines[body.name]
            if parent not in bodies:
                raise CheckerError(
                    translate("across.bodies-unknown", lang, where=where, line=line, parent=parent)
                )
            if parent in above:
                raise CheckerError(
                    translate("across.bodies-loop", lang, where=where, line=line, body=body.name)
                )
            above.add(parent)
            parent = bodies[parent].parent
        sound |= above


def ancestors(body: Body, bodies: Mapping[str, Body]) -> Iterator[Body]:
    """Those above a body, the nearest first."""
    while body.parent in bodies:
        body = bodies[body.parent]
        yield body
