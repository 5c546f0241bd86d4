"""Whether the libraries that reading rests on are there, load, and are of a version known to work.

A reading process proves this before its first file, so that a broken installation ends the run
in one line and is never taken for a doubtful PDF. Nothing of the libraries is used here; each has
its own door (``documents/``).
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import brief
from checker.isolation.protocol import Installation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType


class Library(NamedTuple):
    """A library: what it is imported as, what installs it, and versions from … up to below …."""

    module: str
    distribution: str
    at_least: tuple[int, ...]
    below: tuple[int, ...]

    @property
    def requirement(self) -> str:
        """What pip installs: ``camelot-py>=2.0,<2.1``."""
        first, end = (".".join(map(str, version)) for version in (self.at_least, self.below))
        return f"{self.distribution}>={first},<{end}"


LIBRARIES = (
    # What others need comes first, so that the library named is the one that is broken.
    Library("numpy", "numpy", (1, 26), (3,)),
    Library("cv2", "opencv-python-headless", (4, 7), (6,)),
    Library("pypdfium2", "pypdfium2", (5, 15), (6,)),
    Library("camelot", "camelot-py", (2, 0), (2, 1)),
)
"""camelot and pypdfium2 as in pyproject.toml; the other two from what camelot asks for, up to the
major version that the corpus was read with."""


def prove(libraries: Sequence[Library] = LIBRARIES) -> Installation:
    """Import each library and hold its version against what is known to work.

    Gives all versions, or the first library at fault (``import`` with the exception, ``version``
    with the version found).
    """
    versions: list[tuple[str, str]] = []
    for library in libraries:
        try:
            version = _version(import_module(library.module))
        # Whatever an import raises (a shared library that is not there, another ABI of numpy),
        # the library does not load, and the parent says which and why.
        except Exception as error:  # noqa: BLE001
            return Installation(tuple(versions), "import", library.requirement, brief(error))
        versions.append((library.distribution, version))
        if not library.at_least <= _numbers(version) < library.below:
            return Installation(tuple(versions), "version", library.requirement, version)
    return Installation(tuple(versions))


def _version(module: ModuleType) -> str:
    """What a library says of itself; ``?`` for one that says nothing (a namesake)."""
    info = getattr(getattr(module, "version", None), "PYPDFIUM_INFO", None)  # pypdfium2's place
    return str(info or getattr(module, "__version__", "?"))


def _numbers(version: str) -> tuple[int, ...]:
    match = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, match[0].split("."))) if match else ()
