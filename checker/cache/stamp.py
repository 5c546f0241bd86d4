"""What a reading follows from besides the file: the program, its libraries, what the system lends.

Kept in one digest, by names, sizes and times, which takes a few milliseconds; to hash it all would
take longer than to read a report.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from checker import __version__
from checker.cache.entries import key_of
from checker.rulebook.load import rules_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[1]
_PROGRAMS = ("soffice", "libreoffice")
"""Programs that files are read with; what they are called is no import of the room that does it."""
_FONTS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
"""Where pdfium looks for the fonts that a file does not bring: what a cell looks like is compared
with what it says."""
_VARIABLES = ("TESSDATA_PREFIX", "LD_LIBRARY_PATH", "LD_PRELOAD", "PYTHONPATH")


@cache
def stamp() -> str:
    """One digest of it all; the same as long as nothing was installed, updated or edited."""
    return key_of(
        __version__,
        (sys.version, platform.platform(), sys.maxsize),
        [*_files(PACKAGE), *_files(rules_folder())],
        _distributions(),
        [(name, _about(shutil.which(name))) for name in _PROGRAMS],
        [each for folder in _FONTS for each in _folders(Path(folder).expanduser())],
        [(name, os.environ.get(name)) for name in _VARIABLES],
    )


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """The program's own files: whoever edits one gets other readings."""
    for where, below, names in os.walk(folder):
        below[:] = sorted(one for one in below if one != "__pycache__")
        for name in sorted(names):
            about = Path(where, name).stat()
            yield os.path.relpath(Path(where, name), folder), about.st_size, about.st_mtime_ns


def _distributions() -> list[str]:
    """Everything that is installed, with its version: a folder is named by both.

    ``importlib.metadata`` opens each, which takes 50 ms for 100 of them.
    """
    found: set[str] = set()
    for entry in sys.path:
        try:
            names = os.listdir(entry or ".")  # noqa: PTH208 - a Path for each takes longer
        except OSError:
            continue
        found.update(name for name in names if name.endswith((".dist-info", ".egg-info", ".pth")))
    return sorted(found)


def _folders(folder: Path) -> Iterator[tuple[str, int]]:
    """The folders below one and when something was put in or taken out of each."""
    for where, below, _ in os.walk(folder):
        below.sort()
        yield where, Path(where).stat().st_mtime_ns


def _about(program: str | None) -> tuple[str, int, int] | None:
    if program is None:
        return None
    path = Path(program).resolve()
    about = path.stat()
    return str(path), about.st_size, about.st_mtime_ns
