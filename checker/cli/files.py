"""Which files the arguments mean: files, folders, globs and standard input."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING

from checker.documents import has_known_suffix
from checker.errors import CheckerError
from checker.i18n.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

STDIN = "-"


def expand(arguments: Iterable[str], lang: str, exclude: Sequence[str] = ()) -> tuple[str, ...]:
    """The files to read, each once, in the order given; a folder's in the order of their paths.

    ``exclude`` are globs of files that are passed over in folders; a file named by itself is not.
    A file that does not exist stays in the list: it becomes a report that could not be read.
    ``CheckerError`` for a folder or glob that holds no PDF, because a check of nothing must
    not look like a pass.
    """
    found: dict[str, str] = {}
    for argument in arguments:
        files = [argument] if argument == STDIN else sorted(_files(argument))
        if exclude and argument != STDIN and not Path(argument).is_file():
            from checker.rulebook.selection import is_excluded

            files = [file for file in files if not is_excluded(file, exclude)]
        if not files:
            raise CheckerError(say("no-pdf-found", lang, path=argument))
        for file in files:
            found.setdefault(file if file == STDIN else os.path.realpath(file), file)
    return tuple(found.values())


def places_in_repository(paths: Iterable[str], environment: Mapping[str, str]) -> dict[str, str]:
    """Where each file lies from the root of the checkout that CI works on, forward slashes.

    Without CI the root is the current folder. A file outside the root keeps the path it was
    given with, made absolute.
    """
    root = Path(
        environment.get("GITHUB_WORKSPACE") or environment.get("CI_PROJECT_DIR") or Path.cwd()
    ).absolute()
    places = {}
    for path in paths:
        if path == STDIN:
            places[path] = path
            continue
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - resolves "..", keeps links as they are
        within = whole.is_relative_to(root)
        places[path] = (whole.relative_to(root) if within else whole).as_posix()
    return places


def _files(argument: str) -> Iterator[str]:
    path = Path(argument)
    if path.is_dir():
        yield from _within(argument)
    elif path.exists() or not glob.has_magic(argument):
        yield argument
    else:
        for match in glob.iglob(argument, recursive=True):  # noqa: PTH207 - Path has no absolute ones
            yield from _within(match) if Path(match).is_dir() else [match]


def _within(folder: str) -> Iterator[str]:
    """Every file of a known format below a folder; hidden files and folders are passed over."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if has_known_suffix(name) and not name.startswith("."):
                yield os.path.join(parent, name)  # noqa: PTH118 - keeps the path as it was given
