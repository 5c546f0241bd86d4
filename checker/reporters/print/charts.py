"""The matplotlib door: bars and heat maps as SVG that stands in a page.

The same values give the same bytes: no date, ids from the content. The page's content security
policy allows no style of an element, so what matplotlib writes as one becomes attributes; letters
stay letters, printed in the page's own fonts.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width
from xml.sax.saxutils import quoteattr

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from checker.reporters.inert import inert
from checker.reporters.print.templating import Drawing

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZE = 9.0  # points of letters
_WIDE = 8.6  # inches of a picture: what a page shows without shrinking it
_ROW = 0.26  # inches
_EDGE = 0.12
_COLOURS = ("#1f4e8c", "#b8c7da")
"""Of this year and the year before; they differ in lightness, so also printed in grey."""
_SHADES = "YlOrRd"
_DARK = 0.6  # of the scale: from here on letters are white
_SETTINGS = {
    # Not the user's own matplotlibrc: the same values give the same picture for everybody.
    **{name: value for name, value in mpl.rcParamsDefault.items() if name != "backend"},
    "svg.fonttype": "none",
    "font.size": _SIZE,
    "axes.linewidth": 0.6,
    "axes.edgecolor": "#888888",
    "text.parse_math": False,
}
_STYLE = re.compile(r' style="([^"]*)"')
_SHEET = re.compile(r"<defs>\s*<style.*?</style>\s*</defs>\s*", re.DOTALL)
_HEAD = re.compile(r"\A.*?<svg [^>]*>\s*(?:<metadata>.*?</metadata>\s*)?", re.DOTALL)
_NAMED = re.compile(r"<g id=\"[^\"]*\"")
_FONT = re.compile(r"([0-9.]+)px")


@mpl.rc_context(_SETTINGS)
def bars(title: str, names: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> Drawing:
    """Bars that lie, a row a name, one bar of each series in it, its number behind it."""
    left = _width(names)
    figure, axes = _drawn(left, (len(names) * _ROW * len(series)) + 0.5, bottom=0.1)
    thick = 0.8 / len(series)
    top = max((value for _, values in series for value in values), default=0) or 1
    for at, (label, values) in enumerate(series):
        places = [row + (at - (len(series) - 1) / 2) * thick for row in range(len(names))]
        axes.barh(places, values, height=thick * 0.92, color=_COLOURS[at], label=_safe(label))
        for place, value in zip(places, values, strict=True):
            axes.text(value + top * 0.008, place, str(value), va="center", fontsize=_SIZE - 1)
    axes.set_yticks(range(len(names)), [_safe(name) for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(0, top * 1.08)
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    if len(series) > 1:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(series), frameon=False)
    return _drawing(figure, title)


@mpl.rc_context(_SETTINGS)
def heat(
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[int]],
    of: Sequence[int],
) -> Drawing:
    """A field a row and column, the darker the larger its share of the row's ``of``."""
    left = _width(rows)
    figure, axes = _drawn(left, len(rows) * _ROW + 0.55, bottom=_EDGE)
    shares = [
        [value / (whole or 1) for value in row] for row, whole in zip(values, of, strict=True)
    ]
    top = max((share for row in shares for share in row), default=0) or 1
    axes.pcolormesh(shares, cmap=_SHADES, vmin=0, vmax=top, edgecolors="white", linewidth=1)
    for line, row in enumerate(values):
        for place, value in enumerate(row):
            dark = shares[line][place] / top > _DARK
            axes.text(
                place + 0.5, line + 0.5, str(value) if value else "",
                ha="center", va="center", fontsize=_SIZE - 1, color="white" if dark else "black",
            )  # fmt: skip
    axes.set_yticks([at + 0.5 for at in range(len(rows))], [_safe(name) for name in rows])
    axes.set_xticks([at + 0.5 for at in range(len(columns))], [_safe(name) for name in columns])
    axes.xaxis.tick_top()
    axes.invert_yaxis()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return _drawing(figure, title)


def _drawn(left: float, high: float, *, bottom: float) -> tuple[Figure, Any]:
    """A figure with one pair of axes; ``left`` and ``high`` in inches."""
    figure = Figure(figsize=(_WIDE, high))
    left = min(left, _WIDE / 2)
    axes = figure.add_axes(
        (left / _WIDE, bottom / high, 1 - (left + _EDGE) / _WIDE, 1 - (0.4 + bottom) / high)
    )
    return figure, axes


def _width(names: Sequence[str]) -> float:
    """Inches that the longest name takes: a Chinese letter is as wide as high, others half."""
    longest = max(
        (sum(1.0 if east_asian_width(one) in "WF" else 0.6 for one in name) for name in names),
        default=0,
    )
    return longest * _SIZE / 72 + 2 * _EDGE


def _safe(text: str) -> str:
    return inert(text)


def _drawing(figure: Figure, title: str) -> Drawing:
    drawn = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": title}), warnings.catch_warnings():
        # Its own font, which only measures, has no Chinese letters; the page's fonts have.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        FigureCanvasSVG(figure).print_svg(drawn, metadata={"Date": None})
    wide, high = (72 * inches for inches in figure.get_size_inches())
    body = _SHEET.sub("", _HEAD.sub("", drawn.getvalue()))
    body = _NAMED.sub("<g", _STYLE.sub(_attributes, body))
    # Ids are of the whole page.
    own = hashlib.sha256(title.encode()).hexdigest()[:8]
    body = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>c{own}-", body)
    head = (
        f'<svg class="chart" role="img" aria-label={quoteattr(inert(title))} '
        f'viewBox="0 0 {wide:g} {high:g}" stroke-linejoin="round" stroke-linecap="butt">\n'
    )
    return Drawing(head + body)


def _attributes(found: re.Match[str]) -> str:
    """Properties of a style as the attributes of the same names."""
    told = []
    for one in filter(None, found[1].split(";")):
        name, _, value = (part.strip() for part in one.partition(":"))
        if name == "font":
            size = _FONT.search(value)
            name, value = "font-size", size[1] if size else f"{_SIZE}"
        if name not in ("font-family", "-inkscape-font-specification"):
            told.append(f' {name}="{value}"')
    return "".join(told)
