"""The parts of a package, all of them, and a package of parts: the same parts, the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.documents.package import Package

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # entries of an archive carry one


def parts_of(package: Package) -> dict[str, bytes]:
    """Every part by its name, in the order of the archive."""
    return {
        name.replace("\\", "/").removeprefix("/"): package.read(name)
        for name in package.names
        if not name.endswith("/")
    }


def repacked(parts: Mapping[str, bytes]) -> bytes:
    """The bytes of a package of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return stream.getvalue()
