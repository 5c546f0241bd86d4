"""Damaged copies of good files: whatever is read for sure must be what the good file says.

A copy may be refused, its cells may be doubtful or missing; a number read for sure that the good
file does not print is silently wrong. Damage can also change what is printed (a digit within a
content stream, a glyph), or take its ink away: where the picture of the cell, or of the place where
the good file's cell is read, is another one than in the good file, the cell is counted apart, as
printed otherwise, and is to be looked at. So is what only such a copy is accused of, unless its
pages show what the good file's show: then it is accused falsely. And so is what is read as in the
good file after its fonts were damaged and is drawn otherwise: another face may draw the same
digits, or the text layer may say what is not printed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy

from checker.model import Result, Severity, State
from tests.bench.producers.damage import DAMAGES, bits, damaged
from tests.bench.producers.score import RIGHT, WRONG, score, truths
from tests.bench.producers.seeds import generator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from checker.model import Cell, Outcome, Report
    from checker.rulebook.rule import Rulebook

FULL = 1500
_SCALE = 2  # pixels a point
# Damage after which all stands where it stood: what is drawn otherwise there is another glyph.
_OF_FONTS = frozenset({"programs", "fonts", "maps", "entries", "encoding", "type3", "order"})


@dataclass(frozen=True, slots=True)
class Plan:
    """Which damaged copies are made: so many from one number on, with some kinds of damage."""

    count: int = FULL
    start: int = 0
    damages: Sequence[str] = tuple(DAMAGES)


@dataclass(frozen=True, slots=True)
class Damaged:
    """One damaged copy as it was read."""

    name: str
    damage: str
    wrong: tuple[str, ...]  # cells in words
    otherwise: tuple[str, ...]  # the same, of cells whose picture is another one
    refused: bool
    redrawn: tuple[str, ...] = ()  # read as in the good file, and drawn otherwise than there
    accused: tuple[str, ...] = ()  # errors that the good file is not accused of
    is_falsely_accused: bool = False  # of those, though it prints what the good file prints


def write_copies(folder: Path, target: Path, plan: Plan) -> list[tuple[Path, Path, str]]:
    """Damaged copies of a folder's files: (copy, original, damage).

    Copy number n is the same in every run with these damages. Where a file has no place for a
    damage it gets another one.
    """
    pairs = list(truths(folder))
    target.mkdir(parents=True, exist_ok=True)
    copies = []
    for number in range(plan.start, plan.start + plan.count):
        original, truth = pairs[number % len(pairs)]
        rng = generator(str(truth["half"]), "fuzz", number)
        good = original.read_bytes()
        kinds = rng.sample(plan.damages, len(plan.damages))
        damage, made = next(
            ((kind, made) for kind in kinds if (made := damaged(good, kind, rng)) is not None),
            ("bits", None),
        )
        copy = target / f"{number:04d}-{damage}-{original.name}"
        copy.write_bytes(bits(good, rng) if made is None else made)
        copies.append((copy, original, damage))
    return copies


def run(
    folder: Path,
    target: Path,
    plan: Plan,
    jobs: int,
) -> Iterator[Damaged]:
    """Read every copy, hold its sure numbers against the original's truth, and judge it."""
    from checker.checks.engine import evaluate
    from checker.isolation.pool import Readers
    from checker.rulebook.load import load_rulebook

    known = dict(truths(folder))
    copies = write_copies(folder, target, plan)
    originals = sorted({original for _, original, _ in copies})
    rulebook = load_rulebook()
    with Readers(jobs=jobs) as readers:
        good = {
            path: found[0]
            for path, found in zip(originals, readers.read(originals, rulebook.forms), strict=True)
        }
        reports = readers.read([copy for copy, _, _ in copies], rulebook.forms)
        for (copy, original, damage), found in zip(copies, reports, strict=True):
            pair = (found[0], good[original])
            accused, known_faults = (
                _accusations(evaluate([one], rulebook), rulebook) for one in pair
            )
            one = _judged((copy, original), damage, pair, known[original])
            more = tuple(sorted(accused - known_faults))
            falsely = bool(more) and not one.refused and _print_alike(copy, original)
            yield replace(one, accused=more, is_falsely_accused=falsely)


def _accusations(outcomes: Sequence[Outcome], rulebook: Rulebook) -> set[str]:
    """The errors that the rules find."""
    severities = {rule.id: rule.severity for rule in rulebook.rules}
    return {
        f"{one.rule} {one.place or ''} {', '.join(map(str, one.cells))}".strip()
        for one in outcomes
        if one.result is Result.FAIL and severities[one.rule] is Severity.ERROR
    }


def _judged(
    paths: tuple[Path, Path],
    damage: str,
    reports: tuple[Report, Report],
    truth: Mapping[str, Any],
) -> Damaged:
    copy, (report, good) = paths[0], reports
    one = score(copy.stem, truth, report)
    by_picture: dict[bool, list[str]] = {True: [], False: []}
    redrawn: list[str] = []
    for ref, verdict in one.verdicts.items():
        if verdict == WRONG:
            cell = report.cells[ref]
            printed = truth["cells"].get(ref, {}).get("printed")
            words = f"{ref}: read {cell.raw!r}, printed {printed!r}"
            by_picture[_look_alike(*paths, [cell, good.cells.get(ref)])].append(words)
        elif verdict == RIGHT and damage in _OF_FONTS:
            cell = report.cells[ref]
            if cell.state is not State.BLANK and not _look_alike(*paths, [cell]):
                redrawn.append(f"{ref}: read {cell.raw!r}")
    refused = report.refusal is not None
    return Damaged(
        copy.stem,
        damage,
        tuple(by_picture[True]),
        tuple(by_picture[False]),
        refused,
        tuple(redrawn),
    )


def _look_alike(copy: Path, original: Path, cells: Sequence[Cell | None]) -> bool:
    """Whether both files show the same where a cell was read, in the copy and in the good file.

    Of a figure whose ink is lost the copy tells no place, or one where nothing ever stood.
    """
    return all(
        _picture(copy, cell.page, cell.box) == _picture(original, cell.page, cell.box)
        for cell in cells
        if cell is not None and cell.page is not None and cell.box is not None
    )


def _print_alike(copy: Path, original: Path) -> bool:
    """Whether both files show the same pages."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(copy) as one, pypdfium2.PdfDocument(original) as other:
            pages = range(1, max(len(one), len(other)) + 1)
    except pypdfium2.PdfiumError:
        return False
    shown = ((_page(copy, number), _page(original, number)) for number in pages)
    return all(
        one is not None and other is not None and numpy.array_equal(one, other)
        for one, other in shown
    )


def _picture(path: Path, page: int, box: tuple[float, float, float, float]) -> bytes | None:
    """The pixels of a box of a page in user space; ``None`` where the page cannot be drawn."""
    drawn = _page(path, page)
    if drawn is None:
        return None
    x0, y0, x1, y1 = (round(edge * _SCALE) for edge in box)
    high = len(drawn)
    return drawn[max(0, high - y1) : max(0, high - y0), max(0, x0) : max(0, x1)].tobytes()


@lru_cache(maxsize=16)
def _page(path: Path, page: int) -> NDArray[numpy.uint8] | None:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            drawn = document[page - 1].render(scale=_SCALE, grayscale=True).to_numpy()
            return numpy.array(drawn).reshape(drawn.shape[:2])
    except (pypdfium2.PdfiumError, IndexError):
        return None


def table(results: Sequence[Damaged]) -> str:
    """By kind of damage: copies, refused ones, wrong cells; then each copy that has such cells."""
    told = (
        "refused",
        "copies with silently wrong cells",
        "such cells",
        "falsely accused",
        "cells printed otherwise",
        "read as before, drawn otherwise",
    )
    heads = ("damage", "copies", *told)
    lines = [f"| {' | '.join(heads)} |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    for damage in [*DAMAGES, "all"]:
        some = [one for one in results if damage in {one.damage, "all"}]
        counts = (
            len(some),
            sum(one.refused for one in some),
            sum(bool(one.wrong) for one in some),
            sum(len(one.wrong) for one in some),
            sum(one.is_falsely_accused for one in some),
            sum(len(one.otherwise) for one in some),
            sum(len(one.redrawn) for one in some),
        )
        lines.append(f"| {damage} | {' | '.join(map(str, counts))} |")
    for one in results:
        for title, cells in (
            ("silently wrong", one.wrong),
            ("printed otherwise", one.otherwise),
            ("read as before, drawn otherwise", one.redrawn),
            ("errors", one.accused),
        ):
            if cells:
                lines.append(f"\n{one.name}: {len(cells)} {title}; {'; '.join(cells[:3])}")
    return "\n".join(lines) + "\n"
