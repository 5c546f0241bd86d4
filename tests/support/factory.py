"""Reports made from figures, for tests that need no PDF.

Figures are ``samples/figures/*.yaml``: the numbers of real reports as printed
(``.`` stands for a blank cell), in the codes of the forms.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from checker.model import (
    Cell,
    CellRef,
    PagePlace,
    Period,
    Report,
    Scope,
    Section,
    State,
    YearMention,
)
from checker.rulebook.examples import PROSE

if TYPE_CHECKING:
    from collections.abc import Mapping

FIGURES = Path(__file__).parents[2] / "samples" / "figures"


def figures(name: str) -> dict[str, Any]:
    """The figures of one report, e.g. ``hongze-2023``; each time to be changed as one likes."""
    return deepcopy(_figures(name))


@cache  # a fourteenth of the whole suite's time was to read the same few files again
def _figures(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FIGURES / f"{name}.yaml").read_text("utf-8"))
    return loaded


def cell(raw: str) -> Cell:
    """A cell as the recogniser would give it for this printed text (plain numbers only)."""
    if raw in ("", "."):
        return Cell(State.BLANK, "", place=PagePlace(1))
    try:
        return Cell(State.NUMBER, raw, value=Decimal(raw), place=PagePlace(1))
    except InvalidOperation:
        return Cell(State.TEXT, raw, place=PagePlace(1))


def report(given: Mapping[str, Any], *, path: str = "report.pdf") -> Report:
    """A report with the given figures: body, year, form, layout and cells ``t3: {row: [..]}``.

    ``cells`` may be given directly as ``{"t3.granted.total": "3"}``.
    """
    year = int(given["year"])
    cells = {str(ref): cell(str(raw)) for ref, raw in given["cells"].items()}
    return Report(
        path=path,
        sha256="0" * 64,
        media_type="application/pdf",
        pages=4,
        body=given.get("body", "某市人民政府"),
        title=f"{given.get('body', '某市人民政府')}{year}年政府信息公开工作年度报告",
        year=year,
        years=(
            YearMention("title", year, f"{year}年政府信息公开工作年度报告", PagePlace(1)),
            YearMention("period", year, f"{year}年1月1日至{year}年12月31日", PagePlace(1)),
        ),
        period=Period(
            f"{year}-01-01", f"{year}-12-31", f"{year}年1月1日至{year}年12月31日", PagePlace(1)
        ),
        form=str(given["form"]),
        layout=str(given.get("layout", given["form"])),
        scope=Scope(given.get("scope", "agg")),
        cells=cells,
        tables=tuple(dict.fromkeys(CellRef.parse(ref).table for ref in cells)),
        sections=tuple(
            Section(n, h, PROSE.get(n, "……"), PagePlace(1), printed=n)
            for n, h in enumerate(HEADINGS, start=1)
        ),
    )


HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def sample(name: str) -> Report:
    """The report of ``samples/figures/<name>.yaml`` without a PDF."""
    return report(figures(name), path=f"samples/{name}.pdf")


def change(original: Report, ref: str, raw: str) -> Report:
    """The same report with one cell printed differently."""
    return replace(original, cells={**original.cells, ref: cell(raw)})
