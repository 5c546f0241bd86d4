"""Damaged copies of good files: whatever is read for sure must be what the good file says.

A copy may be refused, its cells may be doubtful or missing; a number read for sure that the good
file does not print is silently wrong. Damage can also change what is printed (a digit within a
content stream, a glyph), or take its ink away: where the picture of the cell, or of the place where
the good file's cell is read, is another one than in the good file, the cell is counted apart, as
printed otherwise, and is to be looked at.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf

from tests.bench.producers.score import WRONG, score, truths
from tests.bench.producers.seeds import generator

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from checker.model import Cell, Report

FULL = 1500


def _bits(pdf: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(pdf)
    for _ in range(rng.randint(1, 40)):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def _truncated(pdf: bytes, rng: random.Random) -> bytes:
    return pdf[: rng.randrange(len(pdf) // 20, len(pdf))]


def _hole(pdf: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(pdf))
    end = min(len(pdf), start + rng.randint(1, 4096))
    return pdf[:start] + (b"" if rng.random() < 1 / 2 else bytes(end - start)) + pdf[end:]


def _cross_references(pdf: bytes, rng: random.Random) -> bytes:
    """Digits of the cross-reference table or of where it starts are changed."""
    start = max(pdf.rfind(b"\nxref"), pdf.rfind(b"startxref"))
    if rng.random() < 1 / 2:
        start = max(0, pdf.rfind(b"\nxref"))
    damaged = bytearray(pdf)
    places = [at for at in range(start, len(pdf)) if chr(pdf[at]).isdigit()]
    for at in rng.sample(places, min(len(places), rng.randint(1, 30))):
        damaged[at] = ord(rng.choice("0123456789"))
    return bytes(damaged)


def _streams(pdf: bytes, rng: random.Random) -> bytes:
    """Bytes of a page's content are changed beneath the compression."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = rng.choice(list(opened.pages))
        page.contents_coalesce()
        data = bytearray(page.Contents.read_bytes())
        for _ in range(rng.randint(1, 20)):
            if data:
                data[rng.randrange(len(data))] = rng.randrange(256)
        page.Contents = opened.make_stream(bytes(data))
        return _saved(opened)


def _compressed(pdf: bytes, rng: random.Random) -> bytes:
    """A page's compressed content ends early or is changed as it is."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = rng.choice(list(opened.pages))
        page.contents_coalesce()
        packed = bytearray(zlib.compress(page.Contents.read_bytes()))
        if rng.random() < 1 / 2:
            del packed[rng.randrange(len(packed)) :]
        else:
            packed[rng.randrange(len(packed))] ^= 0xFF
        page.Contents = pikepdf.Stream(opened, bytes(packed), Filter=pikepdf.Name.FlateDecode)
        return _saved(opened)


def _swapped(pdf: bytes, rng: random.Random) -> bytes:
    """Two objects of one kind change places."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        kind = rng.choice((pikepdf.Stream, pikepdf.Dictionary))
        some = [item for item in opened.objects if isinstance(item, kind)]
        first, second = rng.sample(some, 2)
        contents = [dict(item.items()) for item in (first, second)]
        if isinstance(first, pikepdf.Stream) and isinstance(second, pikepdf.Stream):
            one, two = bytes(first.read_raw_bytes()), bytes(second.read_raw_bytes())
            filters: list[Any] = [item.get("/Filter") for item in (first, second)]
            first.write(two, filter=filters[1])
            second.write(one, filter=filters[0])
        else:
            for item, content in ((first, contents[1]), (second, contents[0])):
                for key in list(item.keys()):
                    del item[key]
                for key, value in content.items():
                    item[key] = value
        return _saved(opened)


def _saved(opened: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    opened.save(target, deterministic_id=True)
    return target.getvalue()


DAMAGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "bits": _bits,
    "truncated": _truncated,
    "hole": _hole,
    "xref": _cross_references,
    "stream": _streams,
    "compressed": _compressed,
    "swapped": _swapped,
}


@dataclass(frozen=True, slots=True)
class Damaged:
    """One damaged copy as it was read."""

    name: str
    damage: str
    wrong: tuple[str, ...]  # cells in words
    otherwise: tuple[str, ...]  # the same, of cells whose picture is another one
    refused: bool


def damaged(pdf: bytes, damage: str, rng: random.Random) -> bytes:
    """A damaged copy; damage that the file has no place for falls back on changed bits."""
    try:
        return DAMAGES[damage](pdf, rng)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError):
        return _bits(pdf, rng)


def write_copies(folder: Path, target: Path, count: int) -> list[tuple[Path, Path, str]]:
    """Damaged copies of a folder's files: (copy, original, damage)."""
    pairs = list(truths(folder))
    target.mkdir(parents=True, exist_ok=True)
    copies = []
    for number in range(count):
        original, truth = pairs[number % len(pairs)]
        rng = generator(str(truth["half"]), "fuzz", number)
        damage = rng.choice(tuple(DAMAGES))
        copy = target / f"{number:04d}-{damage}-{original.name}"
        copy.write_bytes(damaged(original.read_bytes(), damage, rng))
        copies.append((copy, original, damage))
    return copies


def run(folder: Path, target: Path, count: int, jobs: int) -> Iterator[Damaged]:
    """Read every copy and hold its sure numbers against the original's truth."""
    from checker.isolation.pool import Readers
    from checker.rulebook.load import load_rulebook

    known = dict(truths(folder))
    copies = write_copies(folder, target, count)
    originals = sorted({original for _, original, _ in copies})
    forms = load_rulebook().forms
    with Readers(jobs=jobs) as readers:
        good = {
            path: found[0]
            for path, found in zip(originals, readers.read(originals, forms), strict=True)
        }
        reports = readers.read([copy for copy, _, _ in copies], forms)
        for (copy, original, damage), found in zip(copies, reports, strict=True):
            paths = (copy, original)
            yield _judged(paths, damage, (found[0], good[original]), known[original])


def _judged(
    paths: tuple[Path, Path],
    damage: str,
    reports: tuple[Report, Report],
    truth: Mapping[str, Any],
) -> Damaged:
    copy, (report, good) = paths[0], reports
    one = score(copy.stem, truth, report)
    by_picture: dict[bool, list[str]] = {True: [], False: []}
    for ref, verdict in one.verdicts.items():
        if verdict == WRONG:
            cell = report.cells[ref]
            printed = truth["cells"].get(ref, {}).get("printed")
            words = f"{ref}: read {cell.raw!r}, printed {printed!r}"
            by_picture[_look_alike(*paths, [cell, good.cells.get(ref)])].append(words)
    refused = report.refusal is not None
    return Damaged(copy.stem, damage, tuple(by_picture[True]), tuple(by_picture[False]), refused)


def _look_alike(copy: Path, original: Path, cells: Sequence[Cell | None]) -> bool:
    """Whether both files show the same where a cell was read, in the copy and in the good file.

    Of a figure whose ink is lost the copy tells no place, or one where nothing ever stood.
    """
    return all(
        _picture(copy, cell.page, cell.box) == _picture(original, cell.page, cell.box)
        for cell in cells
        if cell is not None and cell.page is not None and cell.box is not None
    )


def _picture(path: Path, page: int, box: tuple[float, float, float, float]) -> bytes | None:
    """The pixels of a box of a page in user space; ``None`` where the page cannot be drawn."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            drawn = document[page - 1]
            _, _, width, height = drawn.get_mediabox()
            crop = (box[0], box[1], width - box[2], height - box[3])
            return bytes(drawn.render(scale=2, crop=crop, grayscale=True).buffer)
    except pypdfium2.PdfiumError:
        return None


def table(results: Sequence[Damaged]) -> str:
    """By kind of damage: copies, refused ones, wrong cells; then each copy that has such cells."""
    told = ("refused", "copies with silently wrong cells", "such cells", "cells printed otherwise")
    heads = ("damage", "copies", *told)
    lines = [f"| {' | '.join(heads)} |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    for damage in [*DAMAGES, "all"]:
        some = [one for one in results if damage in {one.damage, "all"}]
        counts = (
            len(some),
            sum(one.refused for one in some),
            sum(bool(one.wrong) for one in some),
            sum(len(one.wrong) for one in some),
            sum(len(one.otherwise) for one in some),
        )
        lines.append(f"| {damage} | {' | '.join(map(str, counts))} |")
    for one in results:
        for title, cells in (("silently wrong", one.wrong), ("printed otherwise", one.otherwise)):
            if cells:
                lines.append(f"\n{one.name}: {len(cells)} {title}; {'; '.join(cells[:3])}")
    return "\n".join(lines) + "\n"
