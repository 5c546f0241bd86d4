"""What the page's own style sheets hide or strike out, and what an element says of itself.

Asked is what decides which figures a reader sees, and in which order: what is removed, without ink,
struck, as pale as the paper, moved out of its line, or written by the sheet itself. Sheets that the
page links to are never fetched; what they hide is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import tinycss2
import tinycss2.color4
from cssselect2 import SelectorError, compile_selector_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_MEDIA = re.compile(r"\b(?:screen|all)\b")
_WRITES_FIGURES = re.compile(r"\d|\b(?:counters?|attr)\(")
_PALE = 0.94  # of each colour: paler than the lightest grey that was seen to print a zero (#eee)
_FAINT = 0.1  # of full ink
_NOTHING = re.compile(r"0*\.?0*(?:px|pt|em|rem|%)?")  # a size of zero


@dataclass(frozen=True, slots=True)
class Shown:
    """How an element shows: ``None`` where nothing is said and its parent's holds."""

    removed: bool | None = None  # display: none: takes no room
    unseen: bool | None = None  # room without ink
    struck: bool | None = None
    in_word: bool | None = None  # mso-hide: hidden in Word and not in a browser
    pale: bool | None = None  # nearly white, or clear
    shaded: bool | None = None  # on a ground of its own, where pale letters are seen
    moved: bool | None = None  # out of its line, or turned: it may stand before what it follows

    def under(self, other: Shown) -> Shown:
        """What remains where another says more, and more strongly."""
        said = {
            name: value for name in self.__slots__ if (value := getattr(other, name)) is not None
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


def writers_of(sheets: Iterable[str]) -> list[Any]:
    """The compiled selectors of elements before or behind which a sheet writes figures itself."""
    found = []
    for block, prelude in _blocks(sheets):
        said = tinycss2.parse_blocks_contents(block)
        contents = (
            one for one in said if one.type == "declaration" and one.lower_name == "content"
        )
        if not any(_WRITES_FIGURES.search(tinycss2.serialize(one.value)) for one in contents):
            continue
        for written in _selectors(prelude):
            try:
                compiled = compile_selector_list(written)
            except SelectorError:
                continue
            found += [one for one in compiled if one.pseudo_element in ("before", "after")]
    return found


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
        if one.type == "declaration" and one.lower_name in _SAYS:
            value = tinycss2.serialize(one.value).strip().lower()
            said = said.under(_SAYS[one.lower_name](value))
    return said


def _is_pale(value: str) -> bool:
    """Whether a colour leaves no ink on white paper; an unknown word is no such colour."""
    colour = tinycss2.color4.parse_color(value)
    if colour is None or colour == "currentcolor":
        return value == "none"
    red, green, blue, alpha = colour.to("srgb")
    return bool(alpha < _FAINT or min(red, green, blue) >= _PALE)


def _size(value: str) -> Shown:
    return Shown(unseen=True) if _NOTHING.fullmatch(value) else Shown()


def _offset(value: str) -> Shown:
    return Shown(moved=True) if value.startswith("-") else Shown()


def _ground(value: str) -> Shown:
    return Shown(shaded=not _is_pale(value.split(" ", maxsplit=1)[0]))


def _out_of_line(value: str) -> Shown:
    return Shown(moved=value not in ("none", "inherit", "initial"))


def _struck(value: str) -> Shown:
    return Shown(struck="line-through" in value)


_SAYS: Mapping[str, Callable[[str], Shown]] = {
    "display": lambda value: Shown(removed=value == "none"),
    "visibility": lambda value: Shown(unseen=value in ("hidden", "collapse")),
    "font-size": _size,
    "opacity": _size,
    "text-decoration": _struck,
    "text-decoration-line": _struck,
    "color": lambda value: Shown(pale=_is_pale(value)),
    "background": _ground,
    "background-color": _ground,
    "position": lambda value: Shown(moved=value in ("absolute", "fixed")),
    "float": _out_of_line,
    "transform": _out_of_line,
    "unicode-bidi": lambda value: Shown(moved="override" in value),
    "left": _offset,
    "right": _offset,
    "top": _offset,
    "bottom": _offset,
    "text-indent": _offset,
    "mso-hide": lambda value: Shown(in_word=value == "all"),
}
