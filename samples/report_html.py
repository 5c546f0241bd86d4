"""A report as one HTML page, to be printed by a browser."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from samples.grid import Box, Grid, Role
from samples.recipes import Dress, Recipe
from samples.story import Paragraph, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TAGS = {
    Part.TITLE: "h1",
    Part.HEADING: "h2",
    Part.SUBHEADING: "h3",
    Part.BODY: "p",
    Part.NOTE: "p",
    Part.SIGNATURE: "address",
}

_STYLE = """
@page { size: A4; margin: 28mm 26mm 26mm 28mm; }
html { font-family: "AR PL SungtiL GB", "WenQuanYi Zen Hei"; }
h2, h3 { font-family: "WenQuanYi Zen Hei"; }
body { margin: 0; font-size: 20px; line-height: 36px; color: #000; }
h1 { font-size: 29px; font-weight: normal; line-height: 46px; text-align: center;
     margin: 0 0 30px; white-space: pre-line; }
h2, h3 { font-size: 20px; font-weight: normal; margin: 0; text-indent: 2em;
         break-after: avoid; }
p { margin: 0; text-indent: 2em; text-align: justify; }
address { font-style: normal; text-align: right; padding-right: 3em; }
p + address { margin-top: 36px; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 8px 0 16px;
        font-size: 14px; line-height: 20px; }
td { border: 1px solid #000; padding: 5px 4px; text-align: center; vertical-align: middle; }
td.label { text-align: left; }
table.blocks td { padding: 10px 6px; }
table.matrix { font-size: 13px; line-height: 18px; }
table.groups { font-size: 13px; line-height: 18px; }
table.groups td { padding: 6px 3px; }
"""

_DRESSES = {
    Dress.PLAIN: "",
    Dress.BLUE: "td.caption { background: #c6d9f1; }",
    Dress.WEB: """
html { color: #333; font-family: "WenQuanYi Zen Hei"; }
td { border-color: #bbb; }
td.caption, td.head { background: #f2f6fa; }
h1 { border-bottom: 2px solid #b5241e; padding-bottom: 14px; }
""",
}


def page(blocks: Iterable[Paragraph | Grid], recipe: Recipe) -> str:
    """The HTML of the whole report."""
    printed = tuple(blocks)
    body = "\n".join(
        _table(block, recipe) if isinstance(block, Grid) else paragraph(block) for block in printed
    )
    title = "".join(
        block.text.replace("\n", "")
        for block in printed
        if isinstance(block, Paragraph) and block.part is Part.TITLE
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>'
        f"{escape(title)}</title><style>{_STYLE}{_DRESSES[recipe.dress]}</style></head>\n"
        f"<body>\n{body}\n</body></html>\n"
    )


def paragraph(block: Paragraph) -> str:
    """A paragraph as an element."""
    tag = _TAGS[block.part]
    return f"<{tag}>{escape(block.text)}</{tag}>"


def _table(grid: Grid, recipe: Recipe) -> str:
    rows = ["<tr>" + "".join(_cell(box) for box in row) + "</tr>" for row in grid.rows]
    return table(grid, rows, repeat_head=recipe.repeat_head)


def table(grid: Grid, rows: Sequence[str], *, repeat_head: bool, style: str = "") -> str:
    """A table as an element, of rows already made; ``repeat_head`` on every page it runs over."""
    total = sum(grid.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.3f}%">' for width in grid.widths)
    head = grid.head_rows if repeat_head else 0
    parts = [f'<table class="{grid.shape}"{style}><colgroup>{columns}</colgroup>']
    if head:
        parts.append("<thead>" + "".join(rows[:head]) + "</thead>")
    parts.append("<tbody>" + "\n".join(rows[head:]) + "</tbody></table>")
    return "".join(parts)


def spans(box: Box) -> str:
    """The attributes of a cell that takes up several rows or columns."""
    return (f' rowspan="{box.rows}"' if box.rows > 1 else "") + (
        f' colspan="{box.columns}"' if box.columns > 1 else ""
    )


def _cell(box: Box) -> str:
    role = f' class="{box.role}"' if box.role is not Role.NUMBER else ""
    return f"<td{role}{spans(box)}>{escape(box.text)}</td>"
