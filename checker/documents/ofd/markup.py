"""XML of an OFD package by local names: producers write several name spaces, or none."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Iterator

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for it

FARTHEST = 1e6  # millimetres, a kilometre: numbers beyond are no places on paper
MOST_NUMBERS = 200_000  # of one attribute: the longest path of a seal's outline has some thousands


def parsed(data: bytes) -> Element:
    """The root of a part; ``DocumentError`` for no XML, or some nested beyond libxml2's 256."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(RefusalReason.DAMAGED) from error


def name(element: Element) -> str:
    """An element's local name; empty for a comment."""
    return _local(element.tag)


@lru_cache(maxsize=1024)  # a page has thousands of elements of a dozen names
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def first_of_each(element: Element) -> dict[str, Element]:
    """The element's children by name, of several of one name the first."""
    found: dict[str, Element] = {}
    for one in element:
        found.setdefault(name(one), one)
    return found


def children(element: Element | None, wanted: str) -> Iterator[Element]:
    """The element's own children of a name."""
    if element is not None:
        yield from element.iterchildren("{*}" + wanted)


def child(element: Element | None, wanted: str) -> Element | None:
    """The first child of a name."""
    return None if element is None else element.find("{*}" + wanted)


def text(element: Element | None) -> str:
    """What an element says, without white space around; empty without the element."""
    return (element.text or "").strip() if element is not None else ""


def number(value: str | None, otherwise: float) -> float:
    """A number as an attribute has it; ``otherwise`` where it has none."""
    try:
        found = float(value) if value else otherwise
    except ValueError:
        return otherwise
    return found if math.isfinite(found) and abs(found) <= FARTHEST else otherwise


def numbers(value: str | None, count: int | None = None) -> tuple[float, ...] | None:
    """The numbers of a list, ``count`` of them; ``None`` where it is none."""
    words = (value or "").replace(",", " ").split()
    if not words or len(words) > MOST_NUMBERS:
        return None
    try:
        found = tuple(map(float, words[:count]))
    except ValueError:
        return None
    if count is not None and len(found) < count:
        return None
    return found if min(found) >= -FARTHEST and max(found) <= FARTHEST else None


def is_true(value: str | None, *, otherwise: bool) -> bool:
    """A truth value as XML Schema writes it."""
    word = (value or "").strip().lower()
    return word in ("true", "1") if word else otherwise
