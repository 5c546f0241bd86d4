"""Web pages of sample reports, and what real sites do to them: quirks as functions of markup."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from samples.make_samples import sheet
from samples.recipes import RECIPES
from samples.report_html import page
from samples.story import tell

if TYPE_CHECKING:
    from collections.abc import Callable

FIGURE = re.compile(r"(<td[^>]*>)(-?\d[\d.]*)(</td>)")
"""A cell of the page that holds a figure."""


def plain(name: str) -> str:
    """The page of a sample report, as its recipe prints it."""
    recipe = next(one for one in RECIPES if one.name == name)
    return page(tell(sheet(recipe), recipe), recipe)


def each_figure(markup: str, changed: Callable[[str], str]) -> str:
    """The page with the content of every figure's cell written otherwise."""
    return FIGURE.sub(lambda found: found[1] + changed(found[2]) + found[3], markup)


def nth_figure(markup: str, number: int, changed: Callable[[str], str]) -> str:
    """The page with the content of one figure's cell written otherwise; counted from 0."""
    found = list(FIGURE.finditer(markup))[number]
    new = found[1] + changed(found[2]) + found[3]
    return markup[: found.start()] + new + markup[found.end() :]


def word_processor(markup: str) -> str:
    """Saved by Word: figures cut into spans, an empty twin behind, its last row of height 0."""
    cut = each_figure(
        markup,
        lambda text: (
            '<p class=MsoNormal><span lang=EN-US style="font-size:10.5pt">'
            + "</span><span lang=EN-US>".join(text)
            + "<o:p></o:p></span><span></span></p>"
        ),
    )
    return cut.replace("</tbody></table>", '<tr height="0"><td></td><td></td></tr></tbody></table>')


def malformed(markup: str) -> str:
    """Ends of cells and rows left out, forms inside tables, stray text between rows."""
    for end in ("</td>", "</tr>", "</p>"):
        markup = markup.replace(end, "")
    return markup.replace("<tbody>", "<tbody><form><input type=hidden value=77>")


def in_layout_tables(markup: str) -> str:
    """The article in a table that lays out the page, with other years' reports beside it."""
    links = "".join(
        f'<li><a href="#">某某局{year}年政府信息公开工作年度报告</a></li>'
        for year in range(2015, 2026)
    )
    head, body = markup.split("<body>")
    body, end = body.split("</body>")
    menu = "<table><tr><td>导航</td></tr><tr><td>2023</td></tr></table>"
    return (
        f"{head}<body><table width=100%><tr><td width=200>{menu}<ul>{links}</ul></td>"
        f"<td><div>{body}</div></td></tr></table></body>{end}"
    )


def foot_first(markup: str) -> str:
    """The last row of 表三 written first, in a tfoot: browsers show it below."""
    head, _, rest = markup.partition('<table class="matrix">')
    table, _, tail = rest.partition("</table>")
    rows = re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
    table = table.replace(rows[-1], "").replace("<tbody>", f"<tfoot>{rows[-1]}</tfoot><tbody>", 1)
    return f'{head}<table class="matrix">{table}</table>{tail}'


def hidden_by_tabs(markup: str) -> str:
    """The text version in a tab that a script opens."""
    markup = markup.replace("<body>", '<body><div class="tab off">').replace(
        "</body>", "</div></body>"
    )
    return markup.replace("<style>", "<style>.off{display:none}", 1)


def saved(markup: str) -> bytes:
    """The page as a browser saves it with its parts (MHTML)."""
    body = base64.encodebytes(markup.encode()).decode()
    return (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n'
        "------B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: http://www.example.gov.cn/a.html\r\n\r\n{body}\r\n------B--\r\n"
    ).encode()
