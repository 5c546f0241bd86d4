"""What a caller of the library may give where paths are asked for: one path, or several."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    PathArgument: TypeAlias = "str | PathLike[str]"


def as_paths(given: PathArgument | Iterable[PathArgument]) -> tuple[str, ...]:
    """The paths as text, in the order given; a text is one path and not its letters.

    ``TypeError`` for anything that is no ``str`` or ``os.PathLike[str]``, and no iterable of them.
    """
    if isinstance(given, str | os.PathLike):
        return (_as_path(given),)
    unchecked: object = given  # callers without a type checker give bytes, None, numbers
    if isinstance(unchecked, bytes | bytearray) or not hasattr(unchecked, "__iter__"):
        raise TypeError(_expected(unchecked))
    return tuple(map(_as_path, given))


def _as_path(given: object) -> str:
    path = os.fspath(given) if isinstance(given, str | os.PathLike) else None
    if not isinstance(path, str):
        raise TypeError(_expected(given))
    return path


def _expected(given: object) -> str:
    kind = type(given).__name__
    return (
        f"expected a path (str or os.PathLike) or an iterable of paths, not {kind}: {given!r:.80}"
    )
