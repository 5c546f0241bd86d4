"""A report as a Typst document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.grid import Grid, Role
from samples.story import Paragraph, Part
from tests.bench.producers.dress import Dress, Ink, Rules
from tests.bench.producers.fitting import number_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.grid import Box
    from tests.bench.producers.story import Block


def source(blocks: Sequence[Block], dress: Dress) -> str:
    """The Typst source of the whole report."""
    parts = [_preamble(dress)]
    parts.extend(
        _table(block, dress) if isinstance(block, Grid) else _paragraph(block, dress)
        for block in blocks
    )
    return "\n\n".join(parts) + "\n"


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _preamble(dress: Dress) -> str:
    width, height = dress.page
    families = (dress.digit_font, dress.font) if dress.digit_font else (dress.font,)
    fonts = ", ".join(f'"{family}"' for family in families) + ","
    mark = (
        f'rotate(-35deg, text(56pt, fill: rgb("#e4e4e4"), {_string(dress.watermark)}))'
        if dress.watermark
        else "none"
    )
    numbers = '"— 1 —"' if dress.page_numbers else "none"
    gap = f"\n#set columns(gutter: {dress.column_gap}pt)" if dress.columns > 1 else ""
    return (
        f"#set page(width: {width:.2f}pt, height: {height:.2f}pt, margin: {dress.margin}pt,"
        f" columns: {dress.columns}, numbering: {numbers}, background: {mark}){gap}\n"
        f'#set text(font: ({fonts}), size: {dress.text_size}pt, lang: "zh")\n'
        "#set par(justify: true, leading: 0.8em)"
    )


def _paragraph(block: Paragraph, dress: Dress) -> str:
    text = _string(block.text)
    if block.part is Part.TITLE:
        lines = " + linebreak() + ".join(map(_string, block.text.split("\n")))
        return f"#align(center, text({1.4 * dress.text_size:.1f}pt, {lines}))"
    if block.part is Part.SIGNATURE:
        return f"#align(right, {text})"
    body = f"strong({text})" if block.part is Part.HEADING else f"text({text})"
    sticky = ", sticky: true" if block.part in {Part.HEADING, Part.SUBHEADING} else ""
    return f"#block(above: 0.9em, below: 0.9em{sticky}, h(2em) + {body})"


def _table(grid: Grid, dress: Dress) -> str:
    columns = ", ".join(f"{width}fr" for width in grid.widths)
    numbers = number_size(grid, dress)
    rows = [
        ",\n  ".join(_cell(box, number, numbers, dress) for box in row)
        for number, row in enumerate(grid.rows)
    ]
    head = grid.head_rows if dress.repeat_head else 0
    inner = ",\n  ".join(rows[head:])
    if head:
        header = ",\n  ".join(rows[:head])
        inner = f"table.header({header}),\n  {inner}"
    gutter = f", gutter: {dress.gap}pt" if dress.rules is Rules.SEPARATE else ""
    return (
        f"#[#set text({dress.size}pt)\n#set par(justify: false, leading: 0.35em)\n"
        f"#table(columns: ({columns}), inset: (x: 2pt, y: {max(0.5, dress.padding)}pt){gutter},"
        f"\n  stroke: {_stroke(dress)},\n  {inner})]"
    )


def _stroke(dress: Dress) -> str:
    dash = {Rules.DOTTED: "dotted", Rules.DASHED: "dashed"}.get(dress.rules, "solid")
    if dress.rules is Rules.DOTTED and not dress.round_dots:
        dash = "densely-dotted"
    line = f'(paint: rgb("{dress.rule_colour}"), thickness: {dress.rule_width}pt, dash: "{dash}")'
    if dress.rules is Rules.NONE:
        return "none"
    if dress.rules is Rules.HORIZONTAL:
        return f"(x: none, y: {line})"
    return line


def _cell(box: Box, row: int, numbers: float, dress: Dress) -> str:
    is_number = box.role is Role.NUMBER
    horizontal = {Role.LABEL: "left", Role.NUMBER: dress.align}.get(box.role, "center")
    vertical = {"middle": "horizon"}.get(dress.valign, dress.valign)
    options = [f"align: {horizontal} + {vertical}"]
    # A merged cell that may not break would keep its rows together, past the end of the page.
    options.append(f"breakable: {str(dress.split_rows or box.rows > 1).lower()}")
    if box.rows > 1:
        options.append(f"rowspan: {box.rows}")
    if box.columns > 1:
        options.append(f"colspan: {box.columns}")
    colour = dress.stripe if row % 2 else None
    words = _string(box.text)
    if box.role in {Role.CAPTION, Role.HEAD} and dress.shade:
        colour = dress.shade
        words = f'text(fill: rgb("{dress.head_ink}"), {words})'
    if colour:
        options.append(f'fill: rgb("{colour}")')
    if is_number and box.text:
        words = _inked(box.text, numbers, dress)
    return f"table.cell({', '.join(options)}, {words})"


def _inked(text: str, size: float, dress: Dress) -> str:
    words = _string(text)
    pale = dress.ink is Ink.PALE or (dress.ink is Ink.PALE_ZEROS and text in {"0", "０"})
    more = {
        Ink.BOLD: ', weight: "bold"',
        Ink.HOLLOW: ", fill: white, stroke: 0.35pt",
    }.get(dress.ink, "")
    if pale:
        more = f', fill: rgb("{dress.pale}")'
    inked = f"text({size}pt{more}, {words})"
    return f"underline({inked})" if dress.ink is Ink.UNDERLINED else inked
