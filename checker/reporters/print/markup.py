"""HTML written as values: every text and attribute is escaped on its way in, none can be not."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from checker.model.marks import GENERATOR
from checker.reporters.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterable


class Markup(str):
    """A piece of finished HTML; any other string is text and gets escaped."""

    __slots__ = ()


_VOID = frozenset({"meta", "rect", "image"})


def tag(name: str, *inside: str, **attributes: object) -> Markup:
    """``<name attributes>inside</name>``.

    ``class_`` stands for ``class``, ``data_rule`` for ``data-rule``; an attribute that is
    ``None`` or ``False`` is left out, one that is ``True`` stands without a value.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{escape(inert(str(value)))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID and not inside:
        return Markup(f"<{name}{written}/>" if name != "meta" else f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(inside)}</{name}>")


def joined(pieces: Iterable[str]) -> Markup:
    """Pieces one after another, text escaped."""
    return Markup(
        "".join(piece if isinstance(piece, Markup) else escape(inert(piece)) for piece in pieces)
    )


def document(title: str, lang: str, body: Markup) -> str:
    """A whole self-contained page that loads nothing: its style and script by their hashes."""
    style, script = _template("page.css"), _template("page.js")
    policy = (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    )
    head = joined(
        [
            Markup('<meta charset="utf-8">'),
            Markup(f'<meta name="generator" content="{GENERATOR}">'),
            tag("meta", http_equiv="Content-Security-Policy", content=policy),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Markup('<meta name="referrer" content="no-referrer">'),
            tag("title", title),
            Markup(f"<style>{style}</style>"),
        ]
    )
    language = "zh-CN" if lang == "zh" else lang
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>{head}</head>\n'
        f"<body>\n{body}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def picture_source(png: bytes) -> str:
    """A picture as an address that holds it."""
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")


def _template(name: str) -> str:
    return resources.files("checker.reporters.print").joinpath("templates", name).read_text("utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")
