"""Makes the files of a half: PDFs with their truth beside them."""

from __future__ import annotations

import json
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from tests.bench.producers import dress, figures, press, printed, programs, rewrite, story
from tests.bench.producers.seeds import generator

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tests.bench.producers.printed import Printed

_BATCH = 10  # files printed by one start of a program


@dataclass(frozen=True, slots=True)
class Case:
    """One file to be made: everything in it follows from its half, producer and number."""

    half: str
    producer: str
    number: int

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return f"{self.producer}-{self.number:03d}"

    @property
    def printer(self) -> str:
        """Who prints the pages: a rewriter rewrites what another producer printed."""
        if self.producer in press.PRODUCERS:
            return self.producer
        rng = generator(self.half, self.producer, self.number, "printer")
        return rng.choice(tuple(press.PRODUCERS))


@dataclass(frozen=True, slots=True)
class Draft:
    """A case with its figures, look and words."""

    case: Case
    figures: figures.Figures
    dress: dress.Dress
    printed: Printed
    job: press.Job

    def truth(self, more: Mapping[str, Any]) -> dict[str, Any]:
        """What ``<name>.truth.json`` holds."""
        return {
            "what": f"{self.case.producer}: {self.dress.title()}",
            "year": self.figures.year,
            "form": self.figures.form,
            "body": self.figures.body,
            "half": self.case.half,
            "producer": self.case.producer,
            "printer": self.case.printer,
            **more,
            "dress": self.dress.record(),
            "cells": self.printed.cells,
        }


def draft(case: Case) -> Draft:
    """The case thought out; prints nothing."""

    def rng(purpose: str) -> Any:
        return generator(case.half, case.producer, case.number, purpose)

    found = figures.draw(rng("figures"))
    look = dress.draw(rng("dress"), press.PRODUCERS[case.printer].can)
    on_paper = printed.put_on_paper(found, look, rng("printed"))
    blocks = story.tell(found, on_paper.sheet, rng("story"))
    return Draft(case, found, look, on_paper, press.Job(blocks, look))


def cases(
    half: str, producers: Iterable[str], number: int, rules: Collection[str] = ()
) -> list[Case]:
    """The first ``number`` cases of each producer, of those with such rules if any are named."""
    return [case for name in producers for case in islice(_cases(half, name, rules), number)]


def _cases(half: str, producer: str, rules: Collection[str]) -> Iterator[Case]:
    """A producer's cases without end; none where it cannot print such rules."""
    if producer in press.PRODUCERS and rules:
        rules = set(rules).intersection(press.PRODUCERS[producer].can.rules)
        if not rules:
            return
    for number in count():
        case = Case(half, producer, number)
        if not rules or draft(case).dress.rules in rules:
            yield case


def make(wanted: Sequence[Case], folder: Path, jobs: int) -> Iterator[str]:
    """Write the files; the names as they are done."""
    folder.mkdir(parents=True, exist_ok=True)
    by_printer: dict[str, list[Case]] = defaultdict(list)
    for case in wanted:
        by_printer[case.printer].append(case)
    batches = [
        some[start : start + _BATCH]
        for some in by_printer.values()
        for start in range(0, len(some), _BATCH)
    ]
    with ProcessPoolExecutor(jobs) as pool:
        for names in pool.map(_make_batch, batches, [folder] * len(batches)):
            yield from names


def _make_batch(batch: Sequence[Case], folder: Path) -> list[str]:
    """Files of one printer."""
    drafts = [draft(case) for case in batch]
    producer = press.PRODUCERS[batch[0].printer]
    pdfs = producer.run([one.job for one in drafts])
    for one, pdf in zip(drafts, pdfs, strict=True):
        finished, more = _finish(one, pdf)
        target = folder / f"{one.case.name}.pdf"
        target.write_bytes(finished)
        truth = json.dumps(one.truth(more), ensure_ascii=False, indent=1)
        target.with_suffix(".truth.json").write_text(truth, "utf-8")
    return [case.name for case in batch]


def _finish(one: Draft, pdf: bytes) -> tuple[bytes, dict[str, str]]:
    pdf = rewrite.settle(pdf)
    if one.dress.two_up:
        pdf = rewrite.two_up(pdf)
    if one.case.producer == "qpdf":
        rng = generator(one.case.half, one.case.producer, one.case.number, "rewrite")
        pdf, way = rewrite.rewrite(pdf, rng)
        return pdf, {"rewritten": way}
    if one.case.producer == "ghostscript":
        return rewrite.settle(programs.redistil(pdf)), {"rewritten": "pdfwrite"}
    return pdf, {}
