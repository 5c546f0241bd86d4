"""What stands in each cell on paper, and what a reader must say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samples.grid import Sheet
from tests.bench.producers.dress import Zero

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping
    from decimal import Decimal

    from tests.bench.producers.dress import Dress
    from tests.bench.producers.figures import Figures

_FULL_WIDTH = str.maketrans("0123456789.,+-", "０１２３４５６７８９．，＋－")
_NOTES = ("（含联合发文{}件）", "（其中修订{}件）", "（含上年{}件）")


@dataclass(frozen=True, slots=True)
class Printed:
    """The sheet that is laid out, and the truth of its cells."""

    sheet: Sheet
    cells: Mapping[str, Mapping[str, str]]


def put_on_paper(figures: Figures, dress: Dress, rng: random.Random) -> Printed:
    """The figures as this dress prints them."""
    noted = set(rng.sample([ref for ref in figures.values if ref[:2] == "t2"], dress.notes))
    texts: dict[str, str] = {}
    cells: dict[str, dict[str, str]] = {}
    for ref, value in figures.values.items():
        note = rng.choice(_NOTES).format(rng.randint(1, 9)) if ref in noted and value else ""
        number = _number(value, dress, signed=ref.endswith(".change") and rng.random() < 1 / 2)
        zero = dress.zero
        if zero is Zero.MIXED:
            zero = rng.choice((Zero.ZERO, Zero.BLANK))
        if value or zero is Zero.ZERO:
            texts[ref] = number + note
            cells[ref] = {"state": "number", "value": str(value), "printed": texts[ref]}
        else:
            texts[ref] = zero.value
            cells[ref] = {"state": "text" if zero else "blank", "printed": zero.value}
    sheet_figures: dict[str, Any] = {
        "form": figures.form,
        "year": figures.year,
        "body": figures.body,
        "cells": texts,
    }
    labels = {"t3.total": "总　计", "t3.other_org": "其　他"} if dress.spread else {}
    return Printed(Sheet(sheet_figures, labels=labels, halves=dress.halves), cells)


def _number(value: Decimal, dress: Dress, *, signed: bool) -> str:
    text = f"{value:,f}" if dress.thousands else f"{value:f}"
    if signed and value > 0:
        text = f"+{text}"
    return text.translate(_FULL_WIDTH) if dress.full_width else text
