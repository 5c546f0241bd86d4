"""What a machine reads reports with: two that differ may read one file in two ways."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from checker import __version__
from checker.isolation.installation import LIBRARIES
from checker.rulebook.load import rule_files

_DIGITS = 12  # of the rule book's hash: told to people


@cache
def program() -> dict[str, str]:
    """The program, its rule book (words of sentences too), Python and the libraries, by name."""
    files = repr(rule_files()).encode()
    return {
        "checker": __version__,
        "rules": hashlib.sha256(files).hexdigest()[:_DIGITS],
        "Python": ".".join(platform.python_version_tuple()[:2]),  # what is sent is pickled
        **{library.distribution: _version(library.distribution) for library in LIBRARIES},
    }


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
