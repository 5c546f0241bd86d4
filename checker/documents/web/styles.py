"""What the page's own style sheets hide or strike out, and what an element says of itself.

Only ``display``, ``visibility``, ``font-size``, ``opacity`` and ``text-decoration`` are asked: they
decide which figures a reader sees. Sheets that the page links to are never fetched; what they
hide is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import tinycss2
from cssselect2 import SelectorError, compile_selector_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MEDIA = re.compile(r"\b(?:screen|all)\b")
_NOTHING = re.compile(r"0*\.?0*(?:px|pt|em|rem|%)?")  # a size of zero


@dataclass(frozen=True, slots=True)
class Shown:
    """How an element shows: ``None`` where nothing is said and its parent's holds."""

    removed: bool | None = None  # display: none: takes no room
    unseen: bool | None = None  # room without ink
    struck: bool | None = None
    in_word: bool | None = None  # mso-hide: hidden in Word and not in a browser

    def under(self, other: Shown) -> Shown:
        """What remains where another says more, and more strongly."""
        said = {
            name: value
            for name in ("removed", "unseen", "struck", "in_word")
            if (value := getattr(other, name)) is not None
        }
        return replace(self, **said) if said else self


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a style sheet: its selector, written and compiled, and what it says."""

    written: str
    compiled: Any  # cssselect2.CompiledSelector has no public name
    shown: Shown


def own_style(style: str | None, hidden: bool) -> Shown:  # noqa: FBT001 - an attribute
    """What an element's ``style`` says, and that it has the attribute ``hidden``."""
    said = Shown(removed=True) if hidden else Shown()
    return said.under(_said(tinycss2.parse_blocks_contents(style))) if style else said


def rules_of(sheets: Iterable[str]) -> list[Rule]:
    """The rules that say how elements show, weakest first; a sheet for print alone says nothing."""
    found: list[tuple[tuple[int, ...], int, Rule]] = []
    for block, prelude in _blocks(sheets):
        shown = _said(tinycss2.parse_blocks_contents(block))
        if shown == Shown():
            continue
        for written in _selectors(prelude):
            try:
                compiled = compile_selector_list(written)
            except SelectorError:
                continue  # browsers skip what they do not know (CSS Selectors 3, 13)
            for one in compiled:
                if one.pseudo_element is None:
                    found.append((tuple(one.specificity), len(found), Rule(written, one, shown)))
    return [rule for *_, rule in sorted(found, key=lambda each: each[:2])]


def _selectors(prelude: str) -> list[str]:
    """The selectors of a list, each for itself: one that nobody knows does not void the others.

    A comma inside brackets parts nothing.
    """
    parts, depth = [""], 0
    for char in prelude:
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts if part.strip()]


def _blocks(sheets: Iterable[str]) -> Iterator[tuple[Any, str]]:
    """The content and the selectors of every rule, those under ``@media screen`` too."""
    bare = {"skip_comments": True, "skip_whitespace": True}
    waiting = [tinycss2.parse_stylesheet(sheet, **bare) for sheet in sheets]
    while waiting:
        for rule in waiting.pop(0):
            if rule.type == "qualified-rule":
                yield rule.content, tinycss2.serialize(rule.prelude)
            elif _is_for_screens(rule):
                waiting.insert(0, tinycss2.parse_blocks_contents(rule.content, **bare))


def _is_for_screens(rule: Any) -> bool:
    if rule.type != "at-rule" or rule.at_keyword != "media" or not rule.content:
        return False
    return bool(_MEDIA.search(tinycss2.serialize(rule.prelude)))


def _said(declarations: Iterable[Any]) -> Shown:
    said = Shown()
    for one in declarations:
        if one.type != "declaration":
            continue
        value = tinycss2.serialize(one.value).strip().lower()
        match one.lower_name:
            case "display":
                said = replace(said, removed=value == "none")
            case "visibility":
                said = replace(said, unseen=value in ("hidden", "collapse"))
            case "font-size" | "opacity" if _NOTHING.fullmatch(value):
                said = replace(said, unseen=True)
            case "text-decoration" | "text-decoration-line":
                said = replace(said, struck="line-through" in value)
            case "mso-hide":
                said = replace(said, in_word=value == "all")
            case _:
                pass
    return said
