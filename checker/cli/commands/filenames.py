"""What the files are called that a folder gets, one a report: by body and year, in its folders.

A name depends on the report and on where it lies, never on the order of the reports. Where two
would be one, each gets the beginning of its file's SHA-256 behind it, and its number in a file
that holds several.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import defaultdict
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from checker.cli.files import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.model import Report

# Bytes of a name in UTF-8, 50 Chinese characters: with a year or a number in the file (5), a whole
# hash (65) and the longest ending (16) it stays below the 255 that file systems take (NAME_MAX).
_MOST_BYTES = 150
_HASH = 8
_PLAIN = "-_.()（）·"
_FILLERS = "_-. "
# Names that Windows keeps for devices, whatever their ending, and the index's own.
_KEPT = re.compile(r"(?i)((con|prn|aux|nul|com\d|lpt\d)(\..*)?|index)")


def file_stems(reports: Sequence[Report], arguments: Sequence[str]) -> dict[str, str]:
    """The name of each report's own files without their ending, by the report's ``name``.

    ``洪泽区/淮安市洪泽区人民政府-2023``: the folders are those between the report and the folder
    that everything given (``arguments``) has in common; then body and year, or, where one of them
    was not read, the name of the report's file (``a#2`` of the second report of ``a.pdf``).
    """
    base = _common_folder(arguments)
    plain = {report.name: f"{_folders(report.path, base)}{_name(report)}" for report in reports}
    by_name = {report.name: report for report in reports}
    ways: tuple[Callable[[str], str], ...] = (
        lambda name: plain[name],
        lambda name: f"{plain[name]}-{_mark(by_name[name])}",
        # The same bytes twice: no two reports of a run have one name.
        lambda name: f"{plain[name]}-{_name_hash(name)}",
    )
    way = dict.fromkeys(plain, 0)
    # Again until all names differ: a hash put behind one may make it the name of another.
    while True:
        stems = {name: ways[way[name]](name) for name in plain}
        twins = [name for name in _twins(stems) if way[name] + 1 < len(ways)]
        if not twins:
            return stems
        for name in twins:
            way[name] += 1


def safe_name(text: str) -> str:
    """A name that every file system takes, in the text's own letters; empty if nothing is left.

    ``A/B: C`` -> ``A_B_C``. A name does not begin as a hidden file or an option does.
    """
    letters = (
        char if char in _PLAIN or unicodedata.category(char)[0] in "LMN" else "_"
        for char in unicodedata.normalize("NFC", text)
    )
    name = re.sub("_+", "_", "".join(letters)).strip(_FILLERS)
    name = name.encode()[:_MOST_BYTES].decode(errors="ignore").rstrip(_FILLERS)
    return f"{name}_" if _KEPT.fullmatch(name) else name


def _name(report: Report) -> str:
    body = safe_name(report.body or "")
    if body and report.year is not None:
        return f"{body}-{report.year}"
    stem = safe_name(PurePath(report.path.replace("\\", "/")).stem) or "report"
    return stem if report.part is None else f"{stem}#{report.part.number}"


def _mark(report: Report) -> str:
    """What tells a report from others of its body and year: ``1a2b3c4d``, ``1a2b3c4d#2``."""
    # What could not be read has no hash of its content.
    digest = (report.sha256 or _name_hash(report.name))[:_HASH]
    return digest if report.part is None else f"{digest}#{report.part.number}"


def _folders(path: str, base: str | None) -> str:
    if path == STDIN or base is None:
        return ""
    # The way up leads out of the pattern that a glob has for a folder, never out of the output's.
    within = Path(os.path.relpath(os.path.abspath(path), base)).parent  # noqa: PTH100 - keeps links
    return "".join(f"{safe_name(part) or '_'}/" for part in within.parts if part != "..")


def _common_folder(arguments: Sequence[str]) -> str | None:
    """The deepest folder that holds all that was given; ``None`` where there is none.

    It follows from the arguments alone, so that another report in a folder moves no output.
    """
    folders = [_folder_of(argument) for argument in arguments if argument != STDIN]
    try:
        return os.path.commonpath(folders) if folders else None
    except ValueError:  # on several drives
        return None


def _folder_of(argument: str) -> str:
    """The folder given, or the one that a file or a glob lies in."""
    path = Path(os.path.abspath(argument))  # noqa: PTH100 - keeps links as they are
    return str(path if path.is_dir() else path.parent)


def _name_hash(name: str) -> str:
    whole = name.replace(os.sep, "/").encode("utf-8", "surrogateescape")
    return hashlib.sha256(whole).hexdigest()


def _twins(stems: dict[str, str]) -> list[str]:
    """The reports whose files' names are one where case and Unicode form do not count."""
    alike = defaultdict(list)
    for name, stem in stems.items():
        alike[unicodedata.normalize("NFKC", stem).casefold()].append(name)
    return [name for names in alike.values() if len(names) > 1 for name in names]
