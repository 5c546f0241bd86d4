"""What people read on the page where the program misread it, with who they are and when.

A file of its own holds one entry a cell::

    [[reading]]
    sha256 = "…"
    file = "report.pdf"
    body = "某县人民政府"
    year = 2024
    cell = "t3.carried_over.total"
    value = "77"
    read = "17"
    by = "张三"
    at = 2025-03-01T09:30:00+08:00

It holds for these bytes alone: of a file that was changed nobody has read anything yet. What the
program read stays beside it (``model.Confirmed``) and every message that uses the value says whose
it is. A printed number is not altered: ``value`` is what is printed, wrong or not.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.given_entries import TEXT, as_toml, entries_in, fields_of_entry, require_keys
from checker.given_files import MOST_BYTES_OF_LIST, toml_of
from checker.i18n import translate
from checker.model import Confirmed, Remark, RemarkKind, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from checker.model import Cell, Report

_REQUIRED = ("sha256", "cell", "value", "by", "at")
_KEYS = ("sha256", "part", "file", "body", "year", "cell", "value", "read", "by", "at", "note")
_KINDS: Mapping[str, tuple[type, str]] = {
    **dict.fromkeys(_KEYS, TEXT),
    "part": (int, "a-count"),
    "year": (int, "a-count"),
    "at": (datetime.datetime, "a-time"),
}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?", re.ASCII)
"""Fifteen digits are more than any report counts; what the tables of a report print is shorter."""
_SIGNS = str.maketrans("０１２３４５６７８９．－−", "0123456789.--")


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry: ``value`` is what is printed, empty for a blank; ``read`` what the program read.

    ``part`` is the number of the report in a file that holds several, else 0. ``file``, ``body``
    and ``year`` tell people which report it is, and the program which one changed.
    """

    sha256: str
    cell: str
    value: str
    by: str
    at: str
    part: int = 0
    file: str = ""
    body: str = ""
    year: int = 0
    read: str = ""
    note: str = ""

    @property
    def about(self) -> tuple[str, int, str]:
        """Which cell of which report it is about."""
        return self.sha256, self.part, self.cell


class Readings:
    """The entries that hold in a run, the last about a cell, and what became of each."""

    def __init__(self, entries: Iterable[Reading]) -> None:
        self.entries = tuple({entry.about: entry for entry in entries}.values())
        self._of: dict[tuple[str, int], list[Reading]] = {}
        for entry in self.entries:
            self._of.setdefault((entry.sha256, entry.part), []).append(entry)
        self._used: set[tuple[str, int, str]] = set()

    def applied(self, report: Report) -> Report:
        """The report with what people read in it, and nothing of what they took back."""
        entries = self._of.get((report.sha256, part_of(report)), ())
        if not entries and not any(cell.confirmed for cell in report.cells.values()):
            return report
        cells = {ref: as_read(cell) for ref, cell in report.cells.items()}
        for entry in entries:
            if entry.cell in cells:
                cells[entry.cell] = _confirmed(cells[entry.cell], entry)
                self._used.add(entry.about)
        remarks = [one for one in report.remarks if one.kind is not RemarkKind.CONFIRMED]
        if count := sum(cell.confirmed is not None for cell in cells.values()):
            remarks.append(Remark(RemarkKind.CONFIRMED, str(count)))
        return replace(report, cells=cells, remarks=tuple(remarks))

    @property
    def used(self) -> int:
        """How many entries there were a cell for."""
        return len(self._used)

    def notices(self, reports: Iterable[Report], lang: str) -> Iterator[str]:
        """One line for each entry about a report of the run that does not hold in it."""
        read = [one for one in reports if one.refusal is None]
        bytes_of = {(one.sha256, part_of(one)) for one in read}
        bodies = {(one.body, one.year) for one in read if one.body}
        for entry in self.entries:
            if entry.about in self._used:
                continue
            if (entry.sha256, entry.part) in bytes_of:
                yield translate("reading.no-cell", lang, reading=_named(entry, lang))
            elif (entry.body, entry.year) in bodies:
                yield translate("reading.lapsed", lang, reading=_named(entry, lang))


def read_readings(path: Path, lang: str) -> tuple[Reading, ...]:
    """The entries of a file; ``CheckerError`` when it cannot be read or an entry is faulty."""
    return readings_in(toml_of(path, lang, MOST_BYTES_OF_LIST), path.as_posix(), lang)


def readings_in(content: Mapping[str, Any], where: str, lang: str) -> tuple[Reading, ...]:
    """The entries that TOML says, told of as ``where``; raises what ``read_readings`` does."""
    entries = entries_in(content, "reading", where, lang)
    return tuple(_entry(one, number, where, lang) for number, one in enumerate(entries, 1))


def written(entries: Iterable[Reading]) -> str:
    """Entries as TOML, in the order given."""
    return "".join(_toml(entry) for entry in entries)


def number_in(text: str) -> str | None:
    """A number as people type it, in one spelling; ``None`` for what is no printed number."""
    plain = "".join(text.split()).translate(_SIGNS)
    return plain if _NUMBER.fullmatch(plain) else None


def part_of(report: Report) -> int:
    """The number of the report in a file that holds several, else 0."""
    return 0 if report.part is None else report.part.number


def as_read(cell: Cell) -> Cell:
    """The cell as the program read it."""
    by = cell.confirmed
    if by is None:
        return cell
    return replace(cell, state=by.state, value=by.value, doubt=by.doubt, confirmed=None)


def _confirmed(cell: Cell, entry: Reading) -> Cell:
    own = Confirmed(entry.by, entry.at, cell.state, cell.value, cell.doubt, entry.note)
    value = Decimal(entry.value) if entry.value else None
    state = State.BLANK if value is None else State.NUMBER
    return replace(cell, state=state, value=value, doubt=None, confirmed=own)


def _entry(given: Mapping[str, Any], number: int, where: str, lang: str) -> Reading:
    require_keys(given, _KEYS, where, lang)
    for key in _REQUIRED:
        # An empty value is a blank cell; nobody and no file are none.
        if key not in given or (given[key] == "" and key != "value"):
            message = translate("reading.field", lang, where=where, number=number, key=key)
            raise CheckerError(message)
    found = fields_of_entry(given, f"reading[{number}]", _KINDS, where, lang)
    if found["value"] and number_in(found["value"]) != found["value"]:
        given_as = {"where": where, "number": number, "given": found["value"]}
        raise CheckerError(translate("reading.no-number", lang, **given_as))
    return Reading(**found)


def _toml(entry: Reading) -> str:
    lines = [
        (key, value) for key in _KEYS if (value := getattr(entry, key)) or key in _REQUIRED
    ]  # fmt: skip
    return as_toml("reading", lines, "at".__eq__)


def _named(entry: Reading, lang: str) -> str:
    return translate(
        "reading.named",
        lang,
        file=entry.file or entry.sha256[:12],
        body=entry.body,
        year=entry.year or "",
        cell=entry.cell,
        by=entry.by,
    )
