"""The file of users: a line ``NAME:HASH`` each, beside blank lines and remarks (``#``).

``checker users`` writes it and leaves all other lines as they are. Whoever may read it can try
passwords at leisure, and whoever may write it comes in as anybody: neither may be everybody.
"""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from checker.desk.accounts.passwords import is_hash
from checker.errors import CheckerError
from checker.given_files import bytes_of
from checker.i18n import system_reason, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MOST_NAME = 40
_NOT_FOR_OTHERS = stat.S_IRWXO | stat.S_IWGRP


class User(NamedTuple):
    """A name as it stands on decisions, and the hash of a password."""

    name: str
    known: str


def key_of(name: str) -> str:
    """What a name is found by: however it was typed, it is the same person."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def is_name(name: str) -> bool:
    """Whether it can stand in the file, and on a decision."""
    return (
        0 < len(name) <= MOST_NAME
        and name == name.strip()
        and name.isprintable()
        and ":" not in name
        and not name.startswith("#")
        and bool(key_of(name))
    )


def users_in(path: Path, lang: str, *, may_be_empty: bool = False) -> Mapping[str, User]:
    """The users of a file by ``key_of`` their names; at least one, if it may not be empty.

    ``CheckerError``, a line of it, for a file that cannot be read or is open to others, a line that
    is none, a name that stands twice, and a file that names nobody.
    """
    found: dict[str, User] = {}
    _require_closed(path, lang)
    for number, line in _lines(path, lang):
        name, _, known = line.partition(":")
        if not is_name(name) or not is_hash(known):
            raise CheckerError(translate("users.bad-line", lang, path=path, line=number))
        if key_of(name) in found:
            raise CheckerError(translate("users.twice", lang, path=path, line=number, name=name))
        found[key_of(name)] = User(name, known)
    if not found and not may_be_empty:
        raise CheckerError(translate("users.nobody", lang, path=path))
    return found


def with_user(text: str, user: User) -> str:
    """The text of a file with a user, in the place of whoever has that name already."""
    line = f"{user.name}:{user.known}"
    lines = text.splitlines()
    at = [number for number, one in enumerate(lines) if _is_of(one, user.name)]
    lines = [line if number in at else one for number, one in enumerate(lines)]
    return "\n".join([*lines, *([] if at else [line])]) + "\n"


def without_user(text: str, name: str) -> str:
    """The text of a file without a user."""
    return "".join(f"{one}\n" for one in text.splitlines() if not _is_of(one, name))


def has_user(text: str, name: str) -> bool:
    """Whether the text of a file has a user of that name."""
    return any(_is_of(one, name) for one in text.splitlines())


def _is_of(line: str, name: str) -> bool:
    return not line.startswith("#") and key_of(line.partition(":")[0]) == key_of(name)


def _lines(path: Path, lang: str) -> Iterator[tuple[int, str]]:
    try:
        text = bytes_of(path, lang).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CheckerError(translate("users.bad-line", lang, path=path, line=1)) from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.rstrip()


def _require_closed(path: Path, lang: str) -> None:
    """``CheckerError`` where others may read it, or write it; Windows has no such bits."""
    if sys.platform == "win32":
        return
    try:
        mode = path.stat().st_mode
    except OSError as error:
        reason = system_reason(error, lang)
        told = translate("diagnostic.cannot-read", lang, path=path, reason=reason)
        raise CheckerError(told) from error
    if mode & _NOT_FOR_OTHERS:
        raise CheckerError(translate("users.open-to-others", lang, path=path))


class UserFile:
    """The file as it is now: read again when it was changed, while the desk is open.

    A user who is taken out of it is out at once; a file that cannot be read lets nobody in.
    """

    def __init__(self, path: Path, lang: str) -> None:
        """Reads it once, so that a fault is told before anything is opened (``CheckerError``)."""
        self.path = path
        self._lang = lang
        self._stamp = self._stamp_now()
        self._users: Mapping[str, User] | None = users_in(path, lang)

    def users(self) -> Mapping[str, User] | None:
        """The users by ``key_of`` their names; ``None`` while the file is at fault, told once."""
        now = self._stamp_now()
        if now != self._stamp:
            self._stamp = now
            try:
                self._users = users_in(self.path, self._lang)
            except CheckerError as error:
                sys.stderr.write(f"{error}\n")
                self._users = None
        return self._users

    def _stamp_now(self) -> tuple[int, ...]:
        try:
            found = os.stat(self.path)  # noqa: PTH116 - with every request
        except OSError:
            return ()
        return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
