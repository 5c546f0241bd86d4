"""The count of the bench of unseen reports counts right, and damage is told from misreading."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from checker.model import Cell, PagePlace, Report, State
from samples.grid import Box, Grid, Role
from samples.story import Paragraph
from tests.bench.producers import fuzz, make
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


@pytest.mark.parametrize("damage", list(fuzz.DAMAGES))
def test_damage_is_the_same_each_time_and_changes_the_file(damage: str) -> None:
    pdf = SAMPLE.read_bytes()
    some = [fuzz.damaged(pdf, damage, generator("quick", "fuzz", n)) for n in range(6)]
    assert some == [fuzz.damaged(pdf, damage, generator("quick", "fuzz", n)) for n in range(6)]
    assert pdf not in some
    assert len(set(some)) > 3


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


def test_a_digit_that_no_page_shows_is_found() -> None:
    assert not unseen(SAMPLE, [Paragraph("２０２０年")])
    many = Grid("t2", (1,), ((Box("7" * 3000, Role.NUMBER),),))
    assert set(unseen(SAMPLE, [Paragraph("2020年"), many])) == {"7"}
