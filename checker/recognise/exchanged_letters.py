"""Labels whose letters another font's map gives out: 属况国诉讼五 for 属于国家秘密.

Such a map gives one letter out as one other, wherever the font writes it. Both are letters of the
form, so none is nowhere; but no label has the first any more, and the rows are too far from the
form's to be matched. Nobody words labels anew so: each of its own length, each with some of its
letters in their places, one letter always for the same one. Nor with signs amid the words, as a
map of a font for another alphabet gives them out (危及>三安?一@定A).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from checker.recognise.folding import shaped
from checker.recognise.labels import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.recognise.grid_rows import TableReading

SEVERAL = 5
"""Labels, and letters: an office may write 项 for 件 in all of a table, and misprint a few."""
SHARE = 1 / 3
"""Of a label's letters that are in their places: 2 of 6 were in 属况国诉讼五. Rows of the forms
share as many (行政许可, 行政处罚); what tells is that several have the same letters others."""
_IDEOGRAPH = "[\u4e00-\u9fff]"
_SHOT_THROUGH = re.compile(rf"{_IDEOGRAPH}[!#$%&*+;<=>?@\\^_`{{|}}~A-Za-z]+{_IDEOGRAPH}")
_NUMBER = re.compile(r"^\d+")


def letters_are_exchanged(readings: Iterable[TableReading]) -> bool:
    """Whether the labels of a report show that its fonts give out letters as others."""
    every = list(readings)
    shot_through = sum(
        bool(_SHOT_THROUGH.search("".join(shaped(label.printed).split())))
        for one in every
        for label in one.labels
    )
    return shot_through >= SEVERAL or any(map(_exchanges, every))


def _exchanges(reading: TableReading) -> bool:
    """Whether letters stand for others alike in several labels of one table."""
    pairs = [pair for pair in _pairs(reading) if pair[0] != pair[1]]
    given: dict[str, set[str]] = defaultdict(set)
    for own, printed in (*pairs, *_kept(reading)):
        for letter, other in zip(own, printed, strict=True):
            given[letter].add(other)
    replaced = [
        {letter for letter, other in zip(own, printed, strict=True) if letter != other}
        for own, printed in pairs
    ]
    always = [letters for letters in replaced if all(len(given[one]) == 1 for one in letters)]
    return min(len(always), len(set[str]().union(*always))) >= SEVERAL


def _pairs(reading: TableReading) -> Iterator[tuple[str, str]]:
    """The form's words and the printed ones of labels as long that were worded otherwise.

    A row that matched none is held against the missing row whose letters it has most.
    """
    rows = reading.form.tables[reading.table].rows
    read = {ref.row for ref in reading.cells}
    missing = [normal(item.label) for code, item in rows.items() if code not in read]
    for label in reading.labels:
        if label.known:
            continue
        wanted = [normal(label.expected)] if label.expected else missing
        printed = normal(label.printed)
        alike = [
            (_share(own, text), own, text)
            for own in wanted
            for text in (printed, _NUMBER.sub("", printed))
            if len(own) == len(text)
        ]
        share, own, text = max(alike, default=(0.0, "", ""))
        if share >= SHARE:
            yield own, text


def _kept(reading: TableReading) -> Iterator[tuple[str, str]]:
    """The words of rows that are printed as the form has them: their letters stand for themselves.

    Heads may be set in another font, which tells the truth.
    """
    for label in reading.labels:
        if label.known and label.axis == "row" and label.expected:
            own, printed = normal(label.expected), normal(label.printed)
            if own == printed:
                yield own, printed


def _share(own: str, printed: str) -> float:
    return sum(a == b for a, b in zip(own, printed, strict=True)) / len(own)
