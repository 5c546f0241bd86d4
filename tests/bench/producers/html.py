"""A report as one HTML page for browsers and other printers of CSS."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from samples.grid import Grid, Role
from samples.report_html import paragraph, spans, table
from samples.story import Paragraph
from tests.bench.producers.dress import Dress, Ink, Rules
from tests.bench.producers.fitting import number_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.grid import Box
    from tests.bench.producers.story import Block

_INK = {
    Ink.PLAIN: "",
    Ink.BOLD: "font-weight: bold;",
    Ink.HOLLOW: "-webkit-text-stroke: 0.35pt #000; color: #fff;",
    Ink.SHADOW: "text-shadow: 0.7pt 0.7pt 0 #bbb;",
    Ink.UNDERLINED: "text-decoration: underline;",
    Ink.PALE_ZEROS: "",
    Ink.PALE: "color: {pale};",
}


def page(blocks: Sequence[Block], dress: Dress) -> str:
    """The HTML of the whole report."""
    title = next(block.text for block in blocks if isinstance(block, Paragraph))
    body = "\n".join(
        _table(block, dress) if isinstance(block, Grid) else paragraph(block) for block in blocks
    )
    mark = f'<div class="mark">{dress.watermark}</div>' if dress.watermark else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>'
        f"{escape(title)}</title><style>{_style(dress)}</style></head>\n"
        f"<body>{mark}<main>\n{body}\n</main></body></html>\n"
    )


def _table(grid: Grid, dress: Dress) -> str:
    rows = [
        f'<tr class="{"odd" if number % 2 else "even"}">'
        + "".join(_cell(box, dress) for box in row)
        + "</tr>"
        for number, row in enumerate(grid.rows)
    ]
    # The size is set on each cell's class below; WeasyPrint knows custom properties as well.
    style = f' style="--number: {number_size(grid, dress)}pt"'
    return table(grid, rows, repeat_head=dress.repeat_head, style=style)


def _cell(box: Box, dress: Dress) -> str:
    text = escape(box.text)
    if box.role is Role.NUMBER and dress.ink is Ink.PALE_ZEROS and box.text in {"0", "０"}:
        text = f'<span class="pale">{text}</span>'
    return f'<td class="{box.role}"{spans(box)}>{text}</td>'


def _style(dress: Dress) -> str:
    width, height = dress.page
    digits = f'"{dress.digit_font}", ' if dress.digit_font else ""
    number = '@bottom-center { content: "— " counter(page) " —"; font-size: 9pt; }'
    return f"""
@page {{ size: {width:.2f}pt {height:.2f}pt; margin: {dress.margin}pt;
         {number if dress.page_numbers else ""} }}
html {{ font-family: {digits}"{dress.font}"; font-size: {dress.text_size}pt; }}
body {{ margin: 0; color: #000; line-height: 1.75; }}
main {{ {f"column-count: 2; column-gap: {dress.column_gap}pt;" if dress.columns > 1 else ""} }}
h1 {{ font-size: 1.4em; text-align: center; margin: 0 0 1.2em; white-space: pre-line; }}
h2, h3 {{ font-size: 1em; margin: 0; text-indent: 2em; break-after: avoid; }}
h3 {{ font-weight: normal; }}
p {{ margin: 0; text-indent: 2em; text-align: justify; }}
address {{ font-style: normal; text-align: right; padding-right: 3em; }}
table {{ width: 100%; table-layout: fixed; margin: 6pt 0 12pt; font-size: {dress.size}pt;
         line-height: 1.2; {_borders(dress)[0]} }}
td {{ padding: {dress.padding}pt 2pt; text-align: center; vertical-align: {dress.valign};
      {_borders(dress)[1]} }}
tr {{ break-inside: {"auto" if dress.split_rows else "avoid"}; }}
{f"tr.odd td {{ background: {dress.stripe}; }}" if dress.stripe else ""}
td.label {{ text-align: left; }}
td.number {{ text-align: {dress.align}; font-size: var(--number);
             {_INK[dress.ink].format(pale=dress.pale)} }}
.pale {{ color: {dress.pale}; }}
td.caption, td.head {{ {_head(dress)} }}
.mark {{ position: fixed; top: 42%; left: 8%; right: 8%; text-align: center; font-size: 56pt;
         line-height: 1; color: #e4e4e4; transform: rotate(-35deg); z-index: -1; }}
"""


def _head(dress: Dress) -> str:
    return f"background: {dress.shade}; color: {dress.head_ink};" if dress.shade else ""


def _borders(dress: Dress) -> tuple[str, str]:
    """What the table says of its rules and what each cell does."""
    collapse, apart = "border-collapse: collapse;", f"border-spacing: {dress.gap}pt;"
    apart = f"border-collapse: separate; {apart}"
    line = f"{dress.rule_width}pt {{}} {dress.rule_colour}"
    solid = f"border: {line.format('solid')};"
    manifold = f"border: {3 * dress.rule_width:.2f}pt {{}} {dress.rule_colour};"
    shadow = " box-shadow: 1.2pt 1.2pt 1.5pt #999;"
    return {
        Rules.SOLID: (collapse, solid),
        Rules.THICK: (collapse, solid),
        Rules.DOTTED: (collapse, f"border: {line.format('dotted')};"),
        Rules.DASHED: (collapse, f"border: {line.format('dashed')};"),
        Rules.DOUBLE: (collapse, manifold.format("double")),
        Rules.RIDGE: (collapse, manifold.format("ridge")),
        Rules.SEPARATE: (apart, solid),
        Rules.SHADOWED: (apart, solid + shadow),
        Rules.HORIZONTAL: (collapse, f"{solid} border-left: none; border-right: none;"),
        Rules.NONE: (collapse, ""),
    }[dress.rules]
