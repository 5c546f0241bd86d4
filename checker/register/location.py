"""Where a register's store lies: what a user may name, and what is refused before it is opened.

Nothing is ever taken for a file name that may have been meant otherwise (a server's word, a form
of URL that is not known): a store made at the wrong place looks like an empty register.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DEFAULT = "checker.db"
ENDINGS = (".db", ".sqlite", ".sqlite3")
_SQLITE = "sqlite:///"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # one letter is a Windows drive
_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|ceph|9p|glusterfs|lustre|davfs|beegfs|fuse\.(sshfs|davfs.*|rclone"
    r"|glusterfs|s3fs|ceph.*|smb.*)"
)
"""Types of file systems on another machine: SQLite's locks and its log do not work there."""
_MOUNTS = Path("/proc/self/mounts")
_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW
_ESCAPE = re.compile(r"\\([0-7]{3})")


def located(given: str, lang: str) -> Path:
    """The absolute path of the store that a user names: a path, or ``sqlite:///path``.

    ``CheckerError`` for another form of URL, a name that does not end as a store's does, and a
    network drive.
    """
    given = given or DEFAULT
    name = given.removeprefix(_SQLITE)
    if not name or _SCHEME.match(name):
        raise CheckerError(translate("register.bad-url", lang, url=given))
    if not name.lower().endswith(ENDINGS):
        endings = translate("joining.list", lang).join(ENDINGS)
        raise CheckerError(translate("register.bad-ending", lang, url=given, endings=endings))
    path = Path(os.path.realpath(Path(name).expanduser()))
    kind = network_drive(path)
    if kind is not None:
        raise CheckerError(translate("register.network", lang, path=path, kind=kind))
    return path


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
