"""Where a register's store lies: what a user may name, and what is refused before it is opened.

A file of SQLite's on this machine, or a database of a PostgreSQL server.

Nothing is ever taken for a file name that may have been meant otherwise (a server's word, a form
of URL that is not known): a store made at the wrong place looks like an empty register.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from checker.errors import CheckerError
from checker.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DEFAULT = "checker.db"
ENDINGS = (".db", ".sqlite", ".sqlite3")
_SQLITE = "sqlite:///"
FORM = "postgresql://user@host:port/database"
_POSTGRES = re.compile(r"postgres(?:ql(?:\+psycopg)?)?://", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # one letter is a Windows drive
_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|ceph|9p|glusterfs|lustre|davfs|beegfs|fuse\.(sshfs|davfs.*|rclone"
    r"|glusterfs|s3fs|ceph.*|smb.*)"
)
"""Types of file systems on another machine: SQLite's locks and its log do not work there."""
_MOUNTS = Path("/proc/self/mounts")
_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW
_ESCAPE = re.compile(r"\\([0-7]{3})")


class Server(NamedTuple):
    """A database of a server: ``url`` as libpq takes it; ``name`` tells it without any secret."""

    url: str
    name: str


Place: TypeAlias = "Path | Server"


def located(given: str, lang: str) -> Place:
    """The place that a user names: the absolute path of a file, or a database of a server.

    A path, ``sqlite:///path``, or ``postgresql://[user@]host[:port]/database``. ``CheckerError``
    for another form of URL, a name that does not end as a store's does, and a network drive.
    """
    given = given or DEFAULT
    if _POSTGRES.match(given):
        return _server(given, lang)
    name = given.removeprefix(_SQLITE)
    if not name or _SCHEME.match(name):
        raise CheckerError(
            translate("register.bad-url", lang, url=_without_secret(given), form=FORM)
        )
    if not name.lower().endswith(ENDINGS):
        endings = translate("joining.list", lang).join(ENDINGS)
        raise CheckerError(translate("register.bad-ending", lang, url=given, endings=endings))
    path = Path(os.path.realpath(Path(name).expanduser()))
    kind = network_drive(path)
    if kind is not None:
        raise CheckerError(translate("register.network", lang, path=path, kind=kind))
    return path


def _server(given: str, lang: str) -> Server:
    url = _POSTGRES.sub("postgresql://", given)
    name = _without_secret(url)
    try:
        parts = urlsplit(url)
        is_whole = parts.port != 0 and re.fullmatch(r"/[^/]+", parts.path) is not None
    except ValueError:  # a port that is no number, brackets that do not match
        is_whole = False
    # Without a database libpq would take that of the user's name: nobody said so.
    if not is_whole:
        raise CheckerError(translate("register.bad-server", lang, url=name, form=FORM))
    return Server(url, name)


def _without_secret(url: str) -> str:
    """A URL without the password and the parameters, which may hold one.

    A password with signs that a URL would have escaped is cut off, too, and what follows it.
    """
    plain = re.split(r"[?#]", url, maxsplit=1)[0]
    if "@" in plain:
        return re.sub(r"(?<=://)([^:/@]*):.*@", r"\1@", plain)
    return re.sub(r"(?<=://)([^:/\[]*):(?!\d*(?:/|$)).*", r"\1", plain)


def network_drive(path: Path, mounts: Iterable[tuple[str, str]] | None = None) -> str | None:
    """The type of the network file system that an absolute path lies on; ``None`` for none.

    ``mounts`` are mount points with their types, those of this system where none are given.
    Where the system does not tell (macOS), none is seen.
    """
    if sys.platform == "win32":
        return _windows_drive(path)
    best, found = -1, ""
    for point, kind in _mounts() if mounts is None else mounts:
        # Of two on one point the later hides the former.
        if len(point) >= best and path.is_relative_to(point):
            best, found = len(point), kind
    return found if _NETWORK.fullmatch(found) else None


def _mounts() -> Iterator[tuple[str, str]]:
    try:
        lines = _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:  # no Linux
        return
    for line in lines:
        _, point, kind, *_ = line.split(" ")
        yield _ESCAPE.sub(lambda code: chr(int(code[1], 8)), point), kind


def _windows_drive(path: Path) -> str | None:  # pragma: no cover - Windows only
    if path.drive.startswith("\\\\"):
        return "UNC"
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    return "SMB" if kernel.GetDriveTypeW(path.anchor) == _REMOTE else None
