"""The Jinja2 door: a template beside this module and plain values to the text of a page.

Whatever a template writes is text: made inert, then escaped. Nothing in a template can undo that,
because Jinja2's own filters and globals are taken away: ``safe`` makes markup of text, ``join``
and ``format`` escape what was never made inert, ``random`` and ``lipsum`` differ from run to run.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.reporters.inert import inert

OWN = "reporters/print/templates"


class Drawing(Markup):
    """A picture that another door has drawn, of text that it made inert and escaped."""

    __slots__ = ()


def render(template: str, folder: str = OWN, /, **values: object) -> str:
    """The page that a template makes of values; ``folder`` has it, or lends parts of ours to it.

    ``UndefinedError`` where the template names what is not there, ``TypeError`` where it writes
    what is no text: a page with a gap would look like a page with nothing to say.
    """
    return _environment(folder).get_template(template).render(values)


@cache
def _environment(folder: str = OWN) -> Environment:
    made = Environment(
        loader=ChoiceLoader(
            [PackageLoader("checker", one) for one in dict.fromkeys((folder, OWN))]
        ),
        autoescape=True,
        finalize=_text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.globals.clear()
    made.filters.clear()
    made.filters["source_hash"] = _source_hash
    return made


def _text(value: object) -> str:
    """What is written of a value; a macro's own and a ``Drawing`` are markup."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    # Writing the value makes Jinja2 name what is undefined.
    raise TypeError(f"no text for a page: {value} ({type(value).__name__})")


def _source_hash(content: str) -> str:
    """A style or script as a content security policy names it (CSP 3, 2.3.1 ``hash-source``)."""
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")
