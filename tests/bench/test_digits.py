"""The learner of digit shapes: same looks, same weights, and no design on both sides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy

from checker.documents.pdf.source import Source
from checker.documents.second_reading.digit_shapes import Shapes, looks_at
from tests.bench.digits import families, network
from tests.bench.digits.face import Face
from tests.bench.digits.reports import count
from tests.documents.harmed_report import SAMPLES, good
from tests.documents.lies import with_digits_told_as

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def looks_of(name: str) -> tuple[NDArray[numpy.uint8], NDArray[numpy.int64]]:
    with Source(good(name)) as source:
        page = source.page(2)
        chars = [char for char in page.chars if char.text in "0123456789"]
        digits = numpy.array([int(char.text) for char in chars])
        return looks_at(page.letters(), [char.box for char in chars]), digits


def test_the_same_looks_give_the_same_weights_that_tell_them_apart() -> None:
    looks, digits = looks_of("ok/suqian-2023")
    first, second = (network.learn(looks, digits, seed=1, epochs=60) for _ in range(2))
    weights = network.quantised(first, looks, {"seed": 1})
    assert weights.tobytes() == network.quantised(second, looks, {"seed": 1}).tobytes()
    assert json.loads(bytes(weights["about"])) == {"seed": 1}
    scores = Shapes(weights).scores(looks)
    assert (scores.argmax(axis=1) == digits).mean() > 0.95
    # cut to whole numbers the log-odds stay what they were, near enough
    assert abs(scores / Shapes(weights).unit - first.scores(looks)).mean() < 0.3


def face(family: str) -> Face:
    glyphs = tuple(range(10))
    return Face(family, "Regular", "fonts", b"", is_truetype=True, glyphs=glyphs, widths=glyphs)


def test_families_that_print_alike_are_one_design() -> None:
    chance = numpy.random.default_rng(3)
    plain = [chance.integers(0, 32, (10, 20, 14)).astype(numpy.uint8) for _ in range(6)]
    names = ["A", "B", "C", "D", "E", "F", "A copied"]
    found = families.designs([face(name) for name in names], [*plain, plain[0]])
    assert found[0].names == ("A", "A copied")
    assert len(found) == 6
    assert sum(design.is_seen for design in found) == 3


def test_a_count_of_reports_tells_false_alarms_and_lies(tmp_path: Path) -> None:
    honest = count([SAMPLES / "ok" / "suqian-2023.pdf"])
    assert (honest.files, honest.alarms, honest.unseen) == (1, 0, 0)
    assert honest.lies == 9 * honest.digits > 0
    lying = tmp_path / "lying.pdf"
    lying.write_bytes(with_digits_told_as(good("ok/suqian-2023"), {"7": "1"}))
    assert count([lying]).alarms > 0
