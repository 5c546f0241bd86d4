"""What the tests need of the system: ``python -m tests.needs``.

Installs it where that is sure to be wanted, as root on a system with apt (a CI machine, a
container); elsewhere one line says how. Nothing is printed where everything is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from checker.documents.word.office import PROGRAMS
from checker.errors import CheckerError
from checker.reporters.print.typesetting import _fonts
from tests.bench.producers.programs import BROWSERS
from tests.support.postgres import programs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@cache
def has_font() -> bool:
    """Whether this machine has a Chinese font to print with."""
    _fonts.cache_clear()
    try:
        _fonts(None, "zh")
    except CheckerError:
        return False
    return True


@cache
def has_office() -> bool:
    """Whether this machine has LibreOffice, by way of which older Word files are read."""
    return any(map(shutil.which, PROGRAMS))


@cache
def has_calc() -> bool:
    """Whether LibreOffice has its spreadsheets here, by which a returned list may be saved."""
    found = filter(None, map(shutil.which, PROGRAMS))
    return any((Path(one).resolve().parent / "libsclo.so").exists() for one in found)


@cache
def has_browser() -> bool:
    """Whether this machine has a browser of Chromium's kind, which tries the filters of pages."""
    return any(map(shutil.which, BROWSERS))


@cache
def has_postgres() -> bool:
    """Whether this machine has the programs of a PostgreSQL server."""
    return programs() is not None


# Debian's packages, and whether what is wanted of them is there.
PACKAGES: Mapping[str, Callable[[], bool]] = {
    "fonts-noto-cjk": has_font,
    "libreoffice-writer-nogui": has_office,
    "libreoffice-calc-nogui": has_calc,
    "chromium": has_browser,
    "postgresql": has_postgres,
}


def advice(packages: Sequence[str]) -> str:
    """How a person installs them."""
    return (
        f"the tests of printed outputs, older Word files, web pages and the register need a "
        f"Chinese font, LibreOffice, Chromium and PostgreSQL; on Debian/Ubuntu: "
        f"apt-get install {' '.join(packages)}"
    )


def install(packages: Sequence[str], run: Callable[[list[str]], int]) -> bool:
    """Whether apt installed them; a list of packages that is old or missing is fetched once."""
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    if run(command) == 0:
        return True
    return run(["apt-get", "update", "--quiet"]) == 0 and run(command) == 0


def main(run: Callable[[list[str]], int] | None = None) -> int:
    """0 when everything is there or advice was given; 1 when apt could not install it."""
    missing = [package for package, is_there in PACKAGES.items() if not is_there()]
    if not missing:
        return 0
    may_install = os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None
    if not may_install:
        sys.stderr.write(advice(missing) + "\n")
        return 0
    sys.stderr.write(f"installing {' '.join(missing)} for the tests\n")
    if install(missing, run or quietly):
        return 0
    sys.stderr.write(f"apt-get failed; {advice(missing)}\n")
    return 1


def quietly(command: list[str]) -> int:
    """The exit status of a command; what it prints is shown only where it failed."""
    done = subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors="replace")[-2000:])
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
