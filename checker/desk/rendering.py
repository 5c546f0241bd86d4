"""Values to pages: every page has the texts of its language, who sits here, where they may go."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from checker import __version__
from checker.i18n import LANGUAGES, group, translate
from checker.reporters.print.templating import OWN, render

if TYPE_CHECKING:
    from checker.desk.visitor import Visitor

FOLDER = "desk/templates"
_STATIC = Path(__file__).parent / "static"
_STYLES = Path(__file__).parents[1] / OWN
_AREA = "desk.word"
"""The texts that templates ask for: ``words["reports"]``."""


def page(
    template: str, visitor: Visitor, status: int = 200, back: str = "/", /, **values: object
) -> HTMLResponse:
    """The page that a template makes of values; ``back`` is its own address."""
    rendered = render(
        template,
        FOLDER,
        words=group(_AREA, visitor.lang),
        language=translate("language.html", visitor.lang),
        languages=[(lang, translate("language.own", lang)) for lang in LANGUAGES],
        lang=visitor.lang,
        who=visitor.name,
        by_log_in=visitor.by_log_in,
        keys="on" if visitor.keys else "off",
        back=back,
        version=__version__,
        **values,
    )
    return HTMLResponse(rendered, status)


@cache
def style() -> str:
    """The style of pages: that of a report's page among the outputs, and the desk's own."""
    parts = (_STYLES / "base.css", _STYLES / "page.css", _STATIC / "desk.css")
    return "".join(part.read_text("utf-8") for part in parts)


@cache
def script() -> str:
    """The one script of the pages."""
    return (_STATIC / "desk.js").read_text("utf-8")


@cache
def icon() -> str:
    """The picture in the tab of the browser."""
    return (_STATIC / "desk.svg").read_text("utf-8")
