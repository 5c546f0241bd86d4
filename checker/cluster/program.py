"""What a machine reads reports with: two that differ may read one file in two ways."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from checker import __version__
from checker.isolation.installation import LIBRARIES
from checker.rulebook.load import rule_files

_DIGITS = 12  # of a hash: told to people
_PACKAGE = Path(__file__).parents[1]


@cache
def program() -> dict[str, str]:
    """The program, its rule book (words of sentences too), Python and the libraries, by name."""
    files = repr(rule_files()).encode()
    return {
        "checker": f"{__version__}+{_own_files()}",  # two of one version may be edited otherwise
        "rules": hashlib.sha256(files).hexdigest()[:_DIGITS],
        "Python": ".".join(platform.python_version_tuple()[:2]),  # what is sent is pickled
        **{library.distribution: _version(library.distribution) for library in LIBRARIES},
    }


def _own_files() -> str:
    """What the program is, to the letter: 20 ms, once a process."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\n".encode())
        # As it is installed on any system.
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:_DIGITS]


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "-"


def difference(other: dict[str, str]) -> str:
    """The first thing in which another machine's differs: ``pandas 2.3.1 ≠ 3.0.2``, theirs first.

    Empty where all is the same.
    """
    for name, own in program().items():
        theirs = other.get(name, "-")
        if theirs != own:
            return f"{name} {theirs} ≠ {own}"
    return ""
