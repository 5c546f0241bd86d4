"""Why cells of a folder's files are doubtful: by the cause that users are told, with pictures.

A cell that is missing from a file that was read is counted as missing, every cell of a refused file
by the reason of its refusal.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.i18n import translate
from tests.bench.producers.score import DOUBTFUL, MISSING, score, truths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from checker.model import Cell, Report

_AROUND = 30.0  # points of paper around a cell that is shown
_DPI = 150


@dataclass(frozen=True, slots=True)
class Open:
    """A cell that is not read for sure, and why."""

    path: Path
    ref: str
    cause: str  # a key of the catalogue of texts
    printed: str
    cell: Cell | None

    def words(self, lang: str) -> str:
        """The cell in a line."""
        read = "" if self.cell is None else f", read {self.cell.raw!r}, page {self.cell.page}"
        why = _told(self.cause, lang)
        return f"{self.path.stem} {self.ref}: {why}, printed {self.printed!r}{read}"


def open_cells(folder: Path, jobs: int) -> list[Open]:
    """The cells of all files that are not read for sure, file by file."""
    from checker.isolation.pool import Readers
    from checker.rulebook.load import load_rulebook

    pairs = list(truths(folder))
    with Readers(jobs=jobs) as readers:
        found = readers.read([path for path, _ in pairs], load_rulebook().forms)
        return [
            one
            for (path, truth), reports in zip(pairs, found, strict=True)
            for one in _open(
                path, truth["cells"], reports[0], score(path.stem, truth, reports[0]).verdicts
            )
        ]


def _open(
    path: Path,
    printed: Mapping[str, Mapping[str, str]],
    report: Report,
    verdicts: Mapping[str, str],
) -> Iterator[Open]:
    for ref, verdict in verdicts.items():
        cell = report.cells.get(ref)
        words = printed.get(ref, {}).get("printed", "")
        if verdict == DOUBTFUL and cell is not None:
            yield Open(path, ref, f"doubt.{cell.doubt}", words, cell)
        elif verdict == MISSING:
            refused = report.refusal
            yield Open(path, ref, f"refusal.{refused.reason}" if refused else "", words, None)


def by_cause(found: Sequence[Open], cells: int, lang: str) -> str:
    """Markdown: each cause, its cells, their share of all that are printed, and their files."""
    causes: dict[str, list[Open]] = defaultdict(list)
    for one in found:
        causes[one.cause].append(one)
    heads = {"zh": ("原因", "单元格", "占比", "文件"), "en": ("cause", "cells", "share", "files")}
    lines = [f"| {' | '.join(heads[lang])} |", "| --- | ---: | ---: | ---: |"]
    for cause, some in sorted(causes.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        files = len({one.path for one in some})
        lines.append(
            f"| {_told(cause, lang)} | {len(some)} | {100 * len(some) / cells:.2f} % | {files} |"
        )
    return "\n".join(lines) + "\n"


def _told(cause: str, lang: str) -> str:
    if not cause:
        return {"zh": "没有找到", "en": "not found"}[lang]
    return translate(cause, lang).partition("\n")[0]


def pictured(found: Sequence[Open], folder: Path, most: int) -> Iterator[Path]:
    """Pictures of cells of each cause, of ``most`` files each, with what stands around them."""
    import pypdfium2

    folder.mkdir(parents=True, exist_ok=True)
    shown: dict[str, set[Path]] = defaultdict(set)
    for one in found:
        cell = one.cell
        if cell is None or cell.page is None or cell.box is None or one.path in shown[one.cause]:
            continue
        if len(shown[one.cause]) >= most:
            continue
        shown[one.cause].add(one.path)
        target = folder / f"{one.cause}-{one.path.stem}-{one.ref}.png"
        with pypdfium2.PdfDocument(one.path) as document:
            page = document[cell.page - 1]
            left, bottom, right, top = page.get_mediabox()
            x0, y0, x1, y1 = cell.box
            crop = (
                max(0.0, x0 - left - 3 * _AROUND),
                max(0.0, y0 - bottom - _AROUND),
                max(0.0, right - x1 - 3 * _AROUND),
                max(0.0, top - y1 - _AROUND),
            )
            page.render(scale=_DPI / 72, crop=crop).to_pil().save(target)
        yield target
