"""Which files the arguments mean: files, folders, globs and standard input.

A file that is named is read, whatever it is. In a folder the reports are what ends as the files
of a format do that is read (``documents.READERS``), and ZIP archives of them (``archives``); of
the rest, documents in which a report may
be published or handed in are told as unread, and what the program itself wrote is known by its
mark (``model.marks``). Everything else (text, data, code, hidden files, lock files of word
processors) cannot be a report and is passed over.
"""

from __future__ import annotations

import glob
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from checker.documents import has_known_suffix
from checker.documents.delimited_text import names_subject
from checker.documents.endings import KINDS
from checker.errors import CheckerError
from checker.i18n import translate
from checker.model import Duplicate, FileKind, Inputs, OwnOutput, Unread
from checker.model.archives import is_archive, member_of
from checker.model.marks import HEAD, own_head
from checker.wording.inputs import input_notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

STDIN = "-"
_MARKED = frozenset({".html", ".htm", ".xlsx", ".csv", ".json", ".sarif", ".xml", ".txt"})
"""Endings of the program's own outputs that carry a mark and are no PDF."""
_TEXT = frozenset({".csv", ".tsv"})
_MAGIC = b"%PDF-"
_LOCK = "~$"  # what word processors keep beside a document that is open


@dataclass(frozen=True, slots=True)
class Given:
    """The files that arguments mean.

    ``files`` are those to read, each once, in the order given. ``found`` has, for each folder and
    glob as given, the files it led to; a file that was named by itself is not among them.
    ``beside`` is what is not read.
    """

    files: tuple[str, ...] = ()
    found: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    beside: Inputs = field(default_factory=Inputs)


def expand(arguments: Iterable[str], lang: str, exclude: Sequence[str] = ()) -> Given:
    """The files to read, each once, in the order given; a folder's in the order of their paths.

    ``exclude`` are globs of files that are passed over in folders; a file named by itself is not.
    A file that does not exist stays in the list: it becomes a report that could not be read.
    ``CheckerError`` when no argument leads to a PDF, because a check of nothing must not look
    like a pass.
    """
    first: dict[str, str] = {}
    found: dict[str, tuple[str, ...]] = {}
    beside = Inputs()
    empty = []
    for argument in arguments:
        one = listed(argument, exclude)
        found |= one.found
        if one.found and not one.files:
            empty.append(argument)
        again = []
        for file in one.files:
            # One file under two names is one report; which bytes are alike is found when they are
            # read.
            key = file if file == STDIN else os.path.realpath(file)
            if key in first:
                again.append(Duplicate(file, first[key]))
            first.setdefault(key, file)
        beside += Inputs(one.beside.unread, one.beside.own, tuple(again))
    # The same folder given twice, or a folder and one inside it, tells of a file once.
    beside = Inputs(
        tuple(dict.fromkeys(beside.unread)), tuple(dict.fromkeys(beside.own)), beside.duplicates
    )
    if not first:
        message = translate(
            "diagnostic.no-pdf-found", lang, path=translate("joining.list", lang).join(empty)
        )
        lines = [message, *(line for _, line in input_notes(beside, lang))]
        raise CheckerError(translate("joining.semicolon", lang).join(lines))
    return Given(tuple(first.values()), found, beside)


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


def _is_named(argument: str) -> bool:
    """Whether an argument is the name of a file or of an archive's member, no folder or glob."""
    path = Path(argument)
    if path.is_dir():
        return False
    member = member_of(argument)
    is_member = member is not None and Path(member[0]).is_file()  # two of one name: r [2].pdf
    return is_member or path.exists() or not glob.has_magic(argument)


def listed(argument: str, exclude: Sequence[str] = ()) -> Given:
    """What one argument leads to, sorted; that it leads to nothing is no error here."""
    if argument == STDIN or _is_named(argument):
        return Given((argument,))
    if Path(argument).is_dir():
        walked = [*_within(argument)]
    else:
        walked = []
        for match in glob.iglob(argument, recursive=True):  # noqa: PTH207 - Path has no absolute ones
            walked += _within(match) if Path(match).is_dir() else [match]
    if exclude:
        from checker.options.selection import is_excluded

        walked = [one for one in walked if not is_excluded(_path(one), exclude)]
    walked.sort(key=_path)
    files = tuple(one for one in walked if isinstance(one, str))
    return Given(
        files,
        {argument: files},
        Inputs(
            tuple(one for one in walked if isinstance(one, Unread)),
            tuple(one for one in walked if isinstance(one, OwnOutput)),
        ),
    )


def _path(one: str | Unread | OwnOutput) -> str:
    return one if isinstance(one, str) else one.path


def _within(folder: str) -> Iterator[str | Unread | OwnOutput]:
    """Everything to tell of below a folder: paths to be read, and what is not read.

    Hidden files and folders are passed over. A folder that cannot be listed is given to be read,
    so that it is refused and counts.
    """
    closed: list[OSError] = []
    root = Path(os.path.realpath(folder))
    for walked, folders, files in os.walk(folder, onerror=closed.append):
        parent = _plain(walked)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            path = os.path.join(parent, name)  # noqa: PTH118 - keeps the path as it was given
            # os.walk follows no link, which may lead in circles; one that stays inside is no loss.
            if Path(path).is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
                yield Unread(path, FileKind.LINKED_FOLDER)
        for name in files:
            if not name.startswith((".", _LOCK)):
                # -x.pdf would be an option to whatever it is pasted into.
                beside = walked if name.startswith("-") else parent
                path = os.path.join(beside, name)  # noqa: PTH118
                told = _kind(path)
                if told is not None:
                    yield told
    yield from (os.fspath(error.filename) for error in closed)


def _plain(folder: str) -> str:
    """A folder below the current one as people write it: ``in`` for ``./in``, nothing for ``.``."""
    here = os.curdir + os.sep
    return "" if folder == os.curdir else folder.removeprefix(here)


def _kind(path: str) -> str | Unread | OwnOutput | None:
    """A path to be read, a document that is not, an output of the program, or nothing to tell."""
    ending = PurePath(path).suffix.lower()
    own = own_head(head := _head(path)) if ending in _MARKED else None
    if own is not None:
        return OwnOutput(path, own.format)
    if is_archive(path):
        return path
    if has_known_suffix(path):
        return path if ending not in _TEXT or names_subject(_head(path)) else None
    kind = KINDS.get(ending)
    if kind is None:
        head = head if ending in _MARKED else _head(path)
        if head.startswith(_MAGIC):
            kind = FileKind.RENAMED_PDF
    return None if kind is None else Unread(path, kind)


def _head(path: str) -> bytes:
    """The first bytes of a regular file; none of what is no such file or cannot be opened.

    Nothing is parsed here: what a file holds is looked into in a reading process only.
    """
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):  # a pipe would wait for ever
            return b""
        with Path(path).open("rb") as stream:
            return stream.read(HEAD)
    except OSError:  # no mark was seen, so its name alone says what it is
        return b""
