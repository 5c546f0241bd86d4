"""The count of the bench of unseen reports counts right, and damage is told from misreading."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from checker.model import Cell, PagePlace, Report, State
from samples.grid import Box, Grid, Role
from samples.story import Paragraph
from tests.bench.producers import fuzz, make
from tests.bench.producers.damage import DAMAGES, damaged
from tests.bench.producers.score import (
    DOUBTFUL,
    MISSING,
    RIGHT,
    WRONG,
    Scored,
    score,
    tables,
)
from tests.bench.producers.seeds import generator
from tests.bench.producers.verify import unseen
from tests.documents.lies import character_map

if TYPE_CHECKING:
    from collections.abc import Callable


SAMPLE = Path(__file__).parents[2] / "samples" / "ok" / "xuefu-2020.pdf"
draft = cache(make.draft)


def as_read(one: make.Draft) -> dict[str, Cell]:
    """The report as a perfect reader would read it."""
    cells = {}
    for ref, cell in one.printed.cells.items():
        state = State(cell["state"])
        value = Decimal(cell["value"]) if state is State.NUMBER else None
        cells[ref] = Cell(state, cell["printed"], value=value)
    return cells


def scored(change: Callable[[dict[str, Cell]], None]) -> Scored:
    one = draft(make.Case("quick", "cairo", 0))
    cells = as_read(one)
    change(cells)
    return score("cairo-000", one.truth({}), Report("a.pdf", "", cells=cells))


NUMBER = "t3.total_handled.total"


@pytest.mark.parametrize(
    ("planted", "verdict"),
    [
        (Cell(State.NUMBER, "987654", value=Decimal(987654)), WRONG),
        (Cell(State.BLANK, ""), WRONG),
        (Cell(State.TEXT, "三"), WRONG),
        (Cell(State.DOUBTFUL, "7"), DOUBTFUL),
        (None, MISSING),
    ],
)
def test_a_planted_cell_is_counted_as_what_it_is(planted: Cell | None, verdict: str) -> None:
    def plant(cells: dict[str, Cell]) -> None:
        if planted is None:
            del cells[NUMBER]
        else:
            cells[NUMBER] = planted

    one = scored(plant)
    assert one.verdicts[NUMBER] == verdict
    assert one.counts == {RIGHT: len(one.verdicts) - 1, verdict: 1}
    assert one.bad[0].startswith(f"{NUMBER}: {verdict}")
    text = tables([one])
    assert "| all | 1 | 0 |" in text
    assert one.truth["what"] in text


def test_a_perfect_reading_is_all_right() -> None:
    one = scored(lambda _: None)
    assert set(one.verdicts.values()) == {RIGHT}
    assert "| all | 1 | 1 | 100.00 % |" in tables([one])
    assert one.name not in tables([one])


def test_a_number_that_is_printed_nowhere_is_silently_wrong() -> None:
    one = scored(lambda cells: cells.update({"t3.invented.total": Cell(State.NUMBER, "1")}))
    assert one.counts[WRONG] == 1


@pytest.mark.parametrize(
    ("cell", "verdict", "misquoted"),
    [
        (Cell(State.TEXT, "／"), RIGHT, 0),
        (Cell(State.TEXT, "—"), WRONG, 1),
        (Cell(State.NUMBER, "1", value=Decimal(1)), WRONG, 0),
    ],
)
def test_another_sign_than_the_printed_one_is_wrong(
    cell: Cell, verdict: str, misquoted: int
) -> None:
    truth = {"what": "", "cells": {NUMBER: {"state": "text", "printed": "/"}}}
    one = score("a", truth, Report("a.pdf", "", cells={NUMBER: cell}))
    assert (one.verdicts[NUMBER], one.misquoted) == (verdict, misquoted)


def file_of_two_faces() -> bytes:
    """Two pages, each with resources of its own: fonts drawn by the file, mapped and encoded."""
    pdf = pikepdf.new()
    glyph = pdf.make_stream(b"500 0 0 0 400 700 d1 0 0 400 700 re f")
    names = ["zero", "one", "two", "three"]

    def font(first: str) -> Dictionary:
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=[0, 0, 500, 700],
                FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
                FirstChar=48,
                LastChar=51,
                Widths=[500] * 4,
                CharProcs=Dictionary({f"/{name}": glyph for name in names}),
                Encoding=Dictionary(Differences=[48, *(Name(f"/{name}") for name in names)]),
                ToUnicode=pdf.make_stream(
                    character_map({48 + at: chr(ord(first) + at) for at in range(4)}, 2)
                ),
                FontDescriptor=pdf.make_indirect(
                    Dictionary(FontFile2=pdf.make_stream(first.encode()))
                ),
            )
        )

    for number in range(2):
        fonts = Dictionary(F1=font("0"), F2=font("A"))
        page = Dictionary(
            Type=Name.Page,
            MediaBox=[0, 0, 300, 300 + number],
            Contents=pdf.make_stream(
                b"q 1 0 0 1 9 9 cm BT /F1 9 Tf 9 9 Td (012) Tj /F2 9 Tf 9 30 Td (321) Tj ET Q"
            ),
            Resources=Dictionary(Font=fonts),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    held = io.BytesIO()
    pdf.save(held, deterministic_id=True)
    return held.getvalue()


@pytest.mark.parametrize("damage", list(DAMAGES))
def test_damage_is_the_same_each_time_and_changes_the_file(damage: str) -> None:
    pdf = SAMPLE.read_bytes()
    if damaged(pdf, damage, generator("quick", "fuzz", 0)) is None:
        pdf = file_of_two_faces()
    some = [damaged(pdf, damage, generator("quick", "fuzz", n)) for n in range(6)]
    assert some == [damaged(pdf, damage, generator("quick", "fuzz", n)) for n in range(6)]
    assert pdf not in some
    assert None not in some
    # Of two that change places there is but one copy.
    assert len(set(some)) > 3 or damage in {"programs", "fonts", "maps", "type3", "resources"}


@pytest.mark.parametrize("damage", sorted({"maps", "entries", "order", "type3"}))
def test_a_file_without_a_place_for_a_damage_gets_another(tmp_path: Path, damage: str) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(tmp_path / "a.pdf")
    truth = {"half": "quick", "cells": {}}
    (tmp_path / "a.truth.json").write_text(json.dumps(truth), "utf-8")
    plan = fuzz.Plan(count=2, start=3, damages=(damage,))
    copies = fuzz.write_copies(tmp_path, tmp_path / "copies", plan)
    assert [(copy.name, kind) for copy, _, kind in copies] == [
        ("0003-bits-a.pdf", "bits"),
        ("0004-bits-a.pdf", "bits"),
    ]


@pytest.mark.parametrize(
    ("box", "counts"),
    [((300.0, 700.0, 350.0, 720.0), (1, 0)), ((90.0, 90.0, 160.0, 130.0), (0, 1))],
)
def test_a_wrong_cell_is_told_from_one_that_is_printed_otherwise(
    tmp_path: Path, box: tuple[float, float, float, float], counts: tuple[int, int]
) -> None:
    with pikepdf.open(SAMPLE) as opened:
        opened.pages[0].contents_add(b"q 0 0 0 rg 100 100 50 20 re f Q", prepend=True)
        opened.save(tmp_path / "copy.pdf")
    truth = {"what": "", "cells": {NUMBER: {"state": "number", "value": "7", "printed": "7"}}}
    cell = Cell(State.NUMBER, "1", value=Decimal(1), place=PagePlace(1, box))
    report = Report("copy.pdf", "", cells={NUMBER: cell})
    paths = (tmp_path / "copy.pdf", SAMPLE)
    one = fuzz._judged(paths, "stream", (report, Report("good.pdf", "")), truth)
    assert (len(one.wrong), len(one.otherwise)) == counts
    assert NUMBER in fuzz.table([one])


@pytest.mark.parametrize(
    ("box", "counts"),
    [((300.0, 700.0, 350.0, 720.0), (1, 0)), ((90.0, 90.0, 160.0, 130.0), (0, 1)), (None, (1, 0))],
)
def test_a_figure_whose_ink_is_lost_is_told_from_a_blank_that_is_misread(
    tmp_path: Path, box: tuple[float, float, float, float] | None, counts: tuple[int, int]
) -> None:
    """A blank is read nowhere, or where nothing ever stood: the good file tells the place."""
    with pikepdf.open(SAMPLE) as opened:
        opened.pages[0].contents_add(b"q 0 0 0 rg 100 100 50 20 re f Q", prepend=True)
        opened.save(tmp_path / "copy.pdf")
    truth = {"what": "", "cells": {NUMBER: {"state": "number", "value": "7", "printed": "7"}}}
    blank = Report("copy.pdf", "", cells={NUMBER: Cell(State.BLANK, "")})
    place = PagePlace(1, box) if box else None
    good = Cell(State.NUMBER, "7", value=Decimal(7), place=place)
    paths = (tmp_path / "copy.pdf", SAMPLE)
    one = fuzz._judged(paths, "stream", (blank, Report("", "", cells={NUMBER: good})), truth)
    assert (len(one.wrong), len(one.otherwise)) == counts


def test_what_accuses_a_copy_that_prints_the_same_is_false(tmp_path: Path) -> None:
    with pikepdf.open(SAMPLE) as opened:
        opened.save(tmp_path / "same.pdf", linearize=True)
        del opened.pages[-1]
        opened.save(tmp_path / "shorter.pdf")
    with pikepdf.open(SAMPLE) as opened:
        opened.pages[0].contents_add(b"q 0 0 0 rg 100 100 50 20 re f Q")
        opened.save(tmp_path / "other.pdf")
    (tmp_path / "none.pdf").write_bytes(b"%PDF-1.4")
    alike = {
        name: fuzz._print_alike(tmp_path / f"{name}.pdf", SAMPLE)
        for name in ("same", "shorter", "other", "none")
    }
    assert alike == {"same": True, "shorter": False, "other": False, "none": False}


def test_a_digit_that_no_page_shows_is_found() -> None:
    assert not unseen(SAMPLE, [Paragraph("２０２０年")])
    many = Grid("t2", (1,), ((Box("7" * 3000, Role.NUMBER),),))
    assert set(unseen(SAMPLE, [Paragraph("2020年"), many])) == {"7"}
