"""One report in many dresses: the same figures, printed as web pages print them.

The tests of reading read them cell by cell (``tests/documents/test_dresses.py``). The figures are
nobody's: each is worked out from the name of its cell, so that no two cells are alike by habit
and the truth needs no file. What a dress changes is how they are printed, never what they are.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from samples.grid import Sheet, tables
from samples.recipes import Recipe, Route, Voice
from samples.report_html import page
from samples.story import Paragraph, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CORPUS = Path(__file__).parent.parent / "tests" / "corpus" / "dresses"
_NUMBER = re.compile(r"(<td(?: (?:row|col)span=\"\d+\")*>)([\d.]+)(</td>)")
_BODY = "云溪县人民政府"
_YEAR = 2024
_LONG = 5  # digits: one figure of nine
_ZEROS = 85  # of 256


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Dressing:
    """How one report looks: style sheet, printed form of a figure, change of the page.

    ``printed`` gets a figure and gives what stands in the cell; ``drawn`` gets the whole HTML.
    """

    name: str
    what: str
    style: str = ""
    printed: Callable[[str], str] = _as_it_is
    drawn: Callable[[str], str] = _as_it_is
    repeat_head: bool = False


def figures() -> Mapping[str, str]:
    """Every cell of the form of 2021 with its figure; about a third are 0, as in real reports."""
    form = Sheet({"form": "F2021"}).form
    return {ref.key: _figure(ref.key) for ref in form.refs}


def _figure(ref: str) -> str:
    drawn = hashlib.sha256(ref.encode()).digest()
    if drawn[0] < _ZEROS:
        return "0"
    # 表四 has fifteen narrow columns: what does not fit would be drawn over the lines.
    longest = 3 if ref.startswith("t4.") else 5
    value = int.from_bytes(drawn[1:5], "big") % 10 ** (1 + drawn[5] % longest)
    return f"{value}.{drawn[6] % 90 + 10}" if ref.endswith("10k_yuan") else str(value)


def html(dressing: Dressing) -> str:
    """The report in a dress: its title, the headings of its tables, and the tables."""
    cells = {ref: dressing.printed(figure) for ref, figure in figures().items()}
    sheet = Sheet({"form": "F2021", "body": _BODY, "year": _YEAR, "cells": cells})
    headings = {section.number: section.heading for section in sheet.form.sections}
    two, three, four = tables(sheet).values()
    recipe = Recipe(dressing.name, "", Route.CHROMIUM, Voice.TOWN, repeat_head=dressing.repeat_head)
    blocks = (
        Paragraph(f"{_BODY}\n{_YEAR}年政府信息公开工作年度报告", Part.TITLE),
        *(Paragraph(headings[2], Part.HEADING), two),
        *(Paragraph(headings[3], Part.HEADING), three),
        *(Paragraph(headings[4], Part.HEADING), four),
    )
    plain = page(blocks, recipe)
    style = f'html, h2, h3 {{ font-family: "WenQuanYi Zen Hei"; }}\n{dressing.style}'
    return dressing.drawn(plain.replace("</style>", f"{style}</style>", 1))


def _thousands(figure: str) -> str:
    whole, point, rest = figure.partition(".")
    return f"{int(whole):,}{point}{rest}"


def _blank_zero(figure: str) -> str:
    return "" if figure == "0" else figure


def _sparse(figure: str) -> str:
    """Blank nearly everywhere, as in the report of an office that nobody asked anything."""
    return figure if len(figure) >= _LONG else ""


def _words(figure: str) -> str:
    """A word for every figure but the long ones: 表四 has none of these."""
    return figure if len(figure) >= _LONG else "无"


def _full_width(figure: str) -> str:
    return figure.translate({ord("0") + n: ord("０") + n for n in range(10)})


def _beside(extra: str, *, before: bool = False) -> Callable[[str], str]:
    """Something printed in every third cell, before or after the figure."""

    def draw(whole: str) -> str:
        count = 0

        def one(cell: re.Match[str]) -> str:
            nonlocal count
            count += 1
            if count % 3:
                return cell[0]
            inner = extra + cell[2] if before else cell[2] + extra
            return cell[1] + inner + cell[3]

        return _NUMBER.sub(one, whole)

    return draw


def _watermark(whole: str) -> str:
    marks = "".join(
        f'<div style="position:fixed;left:{12 + 40 * (n % 2)}%;top:{8 + 22 * (n // 2)}%;'
        f'transform:rotate(-35deg);font-size:26px;color:#ddd">云溪2024</div>'
        for n in range(8)
    )
    return whole.replace("<body>", f"<body>{marks}", 1)


def _low_rows(*, cut: bool) -> Callable[[str], str]:
    """Rows as low as one line: a label of two or three lines lies over those above and below."""
    shown = "hidden" if cut else "visible"
    held = (
        f'<div style="display:flex;align-items:center;justify-content:center;height:8px;'
        f'overflow:{shown}"><span>'
    )

    def draw(whole: str) -> str:
        return re.sub(r"(<td[^>]*>)(.*?)(</td>)", rf"\1{held}\2</span></div>\3", whole)

    return draw


_LOW = (
    "td { padding: 0; font-size: 7px; line-height: 9px; } "
    "table.matrix { width: 90%; table-layout: fixed; }"
)

DRESSINGS = (
    Dressing("plain", "black borders"),
    Dressing("grey", "grey borders", "td { border-color: #ccc; }"),
    Dressing("hairline", "a quarter of a point, pale", "td { border: 0.25pt solid #ddd; }"),
    Dressing("dotted", "dotted grey borders", "td { border: 1px dotted #999; }"),
    Dressing("double", "double borders", "td { border: 3px double #000; }"),
    Dressing("ruled", "horizontal rules only", "td { border-width: 1px 0; }"),
    Dressing(
        "zebra",
        "no borders, every other row shaded",
        "td { border: 0; } tr:nth-child(even) td { background: #eef2f7; }",
    ),
    Dressing(
        "dark-head",
        "white on dark headers, tinted body",
        "td { background: #f4f7fb; } "
        "td.head, td.caption, td.side { background: #234; color: #fff; border-color: #fff; }",
    ),
    Dressing("italic", "leaning figures", "td { font-style: italic; }"),
    Dressing("thousands", "thousand separators", printed=_thousands),
    Dressing("blank-zero", "blank cells instead of 0", printed=_blank_zero),
    Dressing("full-width", "full-width digits", printed=_full_width),
    Dressing(
        "landscape",
        "表四 on a landscape page",
        "@page wide { size: A4 landscape; } table.groups { page: wide; }",
    ),
    Dressing("repeated-head", "表三 over pages, its header repeated", repeat_head=True,
             style="table.matrix { line-height: 30px; }"),
    Dressing("small", "small type",
             "table.matrix, table.groups { font-size: 7px; line-height: 11px; }"),
    Dressing("watermark", "slanted watermark with digits", drawn=_watermark),
    Dressing(
        "note-marks",
        "raised marks of notes after figures",
        drawn=_beside('<sup style="font-size:60%">2</sup>'),
    ),
    Dressing(
        "hidden",
        "white digits beside figures",
        drawn=_beside('<span style="color:#fff">7</span>'),
    ),
    Dressing(
        "struck",
        "struck-out old figures before new ones",
        drawn=_beside("<s>57</s> ", before=True),
    ),
    Dressing("sparse", "nearly all cells blank, over pages, the head cut",
             "table.matrix { line-height: 40px; }", printed=_sparse),
    Dressing("sparse-ruled", "nearly all cells blank, horizontal rules only",
             "td { border-width: 1px 0; }", printed=_sparse),
    Dressing("sparse-open", "nearly all cells blank, no rules at all",
             "td { border: 0; text-align: left; } td.head, td.caption { text-align: center; }",
             printed=_sparse),
    Dressing("words-alone", "words for figures, those of 表四 alone on the next page",
             "table.groups { margin-top: 685px; break-inside: auto; }", printed=_words),
    Dressing("cut-head", "the head of 表四 cut by a page break",
             "table.groups { margin-top: 700px; break-inside: auto; }"),
    Dressing("low-rows", "labels higher than their rows, cut to them", _LOW,
             drawn=_low_rows(cut=True)),
    Dressing("overlapping-labels", "labels that lie over other rows", _LOW,
             drawn=_low_rows(cut=False)),
)  # fmt: skip
