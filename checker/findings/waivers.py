"""Findings that somebody accepted, with a reason, for the values they were accepted for.

A committed TOML file holds one entry a finding::

    [[waiver]]
    rule = "YR-01"
    body = "某县人民政府"
    year = 2024
    place = "total"
    cells = ["t3.carried_over.total"]
    values = ["77"]
    reason = "…"
    by = "…"
    date = 2025-03-01
    expires = 2025-12-31

It holds for these values alone: when one changes, the finding stands again and the run says so.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError
from checker.given_entries import TEXT, as_toml, entries_in, fields_of_entry, require_keys
from checker.given_files import MOST_BYTES_OF_LIST, toml_of
from checker.i18n import translate
from checker.model import State, Waived

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.model import Cell, Finding, Report, Results

_REQUIRED = ("rule", "body", "year", "cells", "values", "reason")
_DATES = ("date", "expires")
_KEYS = (*_REQUIRED, "place", "reported", "by", *_DATES)
_NOT_PRINTED = "~"


@dataclass(frozen=True, slots=True)
class Waiver:
    """One entry. ``cells`` and ``values`` go together; an empty value is a blank cell.

    ``reported`` is the number that a finding reports, where it is not among the cells.
    """

    rule: str
    body: str
    year: int
    place: str
    cells: tuple[str, ...]
    values: tuple[str, ...]
    reason: str
    reported: str = ""
    by: str = ""
    date: str = ""
    expires: str = ""

    def concerns(self, other: Waiver) -> bool:
        """Whether both are about the same rule, body, year, place and cells."""
        return self.key == other.key

    @property
    def key(self) -> tuple[object, ...]:
        """What a waiver is about, whatever the values."""
        return self.rule, self.body, self.year, self.place, self.cells

    def changes(self, now: Waiver) -> Iterator[tuple[str, str, str]]:
        """Each cell that holds another value than it was waived for: cell, before, now."""
        for cell, before, after in zip(self.cells, self.values, now.values, strict=True):
            if before != after:
                yield cell, before, after
        if self.reported and self.reported != now.reported:
            yield now.rule, self.reported, now.reported


class Waivers:
    """The entries of a file, and what became of each in a run."""

    def __init__(self, entries: Sequence[Waiver], today: str) -> None:
        self.entries = tuple(entries)
        self.today = today
        self._used: set[int] = set()
        self._lapsed: dict[int, Waiver] = {}

    def of_report(self, report: Report, finding: Finding) -> Waived | None:
        """The waiver that holds for a finding about one report."""
        return self._of(waiver_of(report, finding))

    def _of(self, now: Waiver) -> Waived | None:
        for number, entry in enumerate(self.entries):
            if not entry.concerns(now):
                continue
            # The first value that it lapsed by is told; another entry about the same may hold.
            if any(entry.changes(now)):
                self._lapsed.setdefault(number, now)
            else:
                self._used.add(number)
                if not self._expired(entry):
                    return Waived(entry.reason, entry.by, entry.date)
        return None

    def _expired(self, entry: Waiver) -> bool:
        # ISO dates sort as texts; the day itself still counts.
        return bool(entry.expires) and entry.expires < self.today

    def _has_used_twin(self, entry: Waiver) -> bool:
        """Whether a newer entry about the same thing holds."""
        return any(self.entries[number].concerns(entry) for number in self._used)

    @property
    def used(self) -> int:
        """How many entries accepted a finding of the run."""
        return sum(not self._expired(self.entries[number]) for number in self._used)

    def notices(self, lang: str, results: Results) -> Iterator[str]:
        """One line for each entry that lapsed, expired or was not needed.

        Of a report that was not read, and of a rule that was not applied, nothing is known.
        """
        left_out = {
            (body_of(checked.report), checked.report.year or 0): checked.left_out
            for checked in results.reports
            if checked.report.refusal is None
        }
        for number, entry in enumerate(self.entries):
            name = _named(entry, lang)
            if number in self._used:
                if self._expired(entry):
                    yield translate(
                        "waiver.expired",
                        lang,
                        expires=entry.expires,
                        today=self.today,
                        waiver=name,
                    )
            elif number in self._lapsed and not self._has_used_twin(entry):
                changes = translate("joining.semicolon", lang).join(
                    translate(
                        "waiver.change", lang, cell=cell, before=_shown(before), now=_shown(now)
                    )
                    for cell, before, now in entry.changes(self._lapsed[number])
                )
                yield translate("waiver.lapsed", lang, waiver=name, changes=changes)
            elif entry.rule not in left_out.get((entry.body, entry.year), (entry.rule,)):
                yield translate("waiver.unused", lang, waiver=name)


def waiver_of(report: Report, finding: Finding, **given: str) -> Waiver:
    """The entry that would waive a finding about one report, as its cells stand now."""
    if finding.evidence:
        named = [(f"{one.of}: {one.ref}", one.cell) for one in finding.evidence]
    else:
        named = [(str(ref), report.cell(ref)) for ref in finding.cells]
    values = [_value(cell) for _, cell in named]
    reported = finding.reported or ""
    return Waiver(
        rule=finding.rule,
        body=body_of(report),
        year=report.year or 0,
        place=finding.place or "",
        cells=tuple(name for name, _ in named),
        values=tuple(values),
        # Among the values it would be the same condition twice, and a change told twice.
        reported="" if reported in values else reported,
        **({"reason": ""} | given),
    )


def read_waivers(path: Path, lang: str) -> tuple[Waiver, ...]:
    """The entries of a file; ``CheckerError`` when it cannot be read or an entry is faulty."""
    return entries_of(toml_of(path, lang, MOST_BYTES_OF_LIST), path.as_posix(), lang)


def entries_of(content: Mapping[str, Any], where: str, lang: str) -> tuple[Waiver, ...]:
    """The entries that TOML says, told of as ``where``; ``CheckerError`` as in ``read_waivers``."""
    entries = entries_in(content, "waiver", where, lang)
    return tuple(_entry(one, number, where, lang) for number, one in enumerate(entries, 1))


def written(entries: Iterable[Waiver]) -> str:
    """Entries as TOML, in the order given."""
    return "".join(_toml(entry) for entry in entries)


def _entry(given: Mapping[str, Any], number: int, where: str, lang: str) -> Waiver:
    require_keys(given, _KEYS, where, lang)
    for key in _REQUIRED:
        if key not in given or given[key] == "":
            raise CheckerError(translate("waiver.field", lang, where=where, number=number, key=key))
    if len(given["cells"]) != len(given["values"]):
        raise CheckerError(translate("waiver.lengths", lang, where=where, number=number))
    found = fields_of_entry(given, f"waiver[{number}]", _KINDS, where, lang)
    return Waiver(**({"place": ""} | found))


_KINDS: Mapping[str, tuple[type, str]] = {
    **dict.fromkeys(_KEYS, TEXT),
    "year": (int, "a-count"),
    "cells": (list, "texts"),
    "values": (list, "texts"),
    "date": (datetime.date, "a-date"),
    "expires": (datetime.date, "a-date"),
}


def _toml(entry: Waiver) -> str:
    lines = [
        (key, value)
        for key in (*_REQUIRED[:3], "place", "cells", "values", "reported", "reason", "by", *_DATES)
        if (value := getattr(entry, key)) or key in _REQUIRED
    ]
    return as_toml("waiver", lines, _DATES.__contains__)


def _value(cell: Cell | None) -> str:
    if cell is None:
        return _NOT_PRINTED
    if cell.state is State.NUMBER and cell.value is not None:
        return format(cell.value, "f")
    return cell.text


def body_of(report: Report) -> str:
    """Whose report it is to a waiver: the body, or the file's name where it was not recognised."""
    return report.body or PurePath(report.name).name


def _named(entry: Waiver, lang: str) -> str:
    words = translate(
        "waiver.named",
        lang,
        rule=entry.rule,
        body=entry.body,
        year=entry.year,
        place=entry.place,
    )
    return words.strip()


def _shown(value: str) -> str:
    return value or "''"
