"""ZIP archives among the files given, taken as folders: their members stand in their place.

What an archive holds is looked into by a reading process, as every untrusted file is.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import DocumentError
from checker.model import Inputs
from checker.model.archives import Contents, is_archive
from checker.options.selection import is_excluded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.cli.files import Given
    from checker.options import ReadOptions


def with_members(
    given: Given, reading: ReadOptions, lang: str, exclude: Sequence[str] = ()
) -> Given:
    """The files given, the members of each archive in its place.

    An archive that is named is a folder of its own: ``found`` has it. ``exclude`` is that of
    ``files.expand``. One that is not taken as a folder stays: its reader says why.
    """
    archives = [path for path in given.files if is_archive(path) and Path(path).is_file()]
    if not archives:
        return given
    opened = {
        path: _without(found, exclude) for path, found in _opened(archives, reading, lang).items()
    }
    in_folders = {path for paths in given.found.values() for path in paths}
    found = {name: _in_place(paths, opened) for name, paths in given.found.items()}
    found |= {path: one.files for path, one in opened.items() if path not in in_folders}
    beside = Inputs(
        tuple(one for each in opened.values() for one in each.unread),
        tuple(one for each in opened.values() for one in each.own),
    )
    return replace(
        given, files=_in_place(given.files, opened), found=found, beside=given.beside + beside
    )


def _opened(archives: Iterable[str], reading: ReadOptions, lang: str) -> dict[str, Contents]:
    """What lies in each archive that is taken as a folder."""
    from checker.isolation.pool import Readers

    opened = {}
    with Readers(ahead=False, reading=reading, lang=lang) as readers:
        for path in archives:
            try:
                opened[path] = readers.contents(path)
            except DocumentError:  # told where the archive itself is read, as any file's refusal
                continue
    return opened


def _without(found: Contents, exclude: Sequence[str]) -> Contents:
    if not exclude:
        return found
    return Contents(
        tuple(path for path in found.files if not is_excluded(path, exclude)),
        tuple(one for one in found.unread if not is_excluded(one.path, exclude)),
        tuple(one for one in found.own if not is_excluded(one.path, exclude)),
    )


def _in_place(paths: Iterable[str], opened: Mapping[str, Contents]) -> tuple[str, ...]:
    return tuple(
        one for path in paths for one in (opened[path].files if path in opened else (path,))
    )
