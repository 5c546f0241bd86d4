"""Events of the XML in a Word document, and what its styles say of showing: the second reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias
from xml.parsers import expat

from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Said: TypeAlias = Mapping[str, str]

_NO = frozenset({"0", "false", "off", "none"})
_SWITCHES = {"vanish": "hidden", "strike": "struck", "dstrike": "struck"}


@dataclass(slots=True)
class _Style:
    based_on: str = ""
    default: bool = False
    says: dict[str, bool] = field(default_factory=dict)


def feed(
    data: bytes,
    start: Callable[[str, Said], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Each element of a part as it begins and ends, and the text between, by local names."""
    parser = expat.ParserCreate(namespace_separator="}")

    def starts(name: str, said: dict[str, str]) -> None:
        start(_local(name), {_local(key): value for key, value in said.items()})

    parser.StartElementHandler = starts
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.CharacterDataHandler = text
    parser.buffer_text = True
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the last piece
    except expat.ExpatError as error:
        raise DocumentError(RefusalReason.DAMAGED) from error


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def is_on(said: Said) -> bool:
    """Whether a switch is on, as it is where it gives no value."""
    return said.get("val", "true").lower() not in _NO


class StyleReader:
    """What each style says of showing, and what it is based on."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        self._open: list[str] = []
        self._style = _Style()

    def start(self, name: str, said: Said) -> None:
        """An element of the part of styles."""
        if name == "style":
            self._style = self._styles.setdefault(said.get("styleId", ""), _Style())
            if said.get("type") == "paragraph" and said.get("default") in ("1", "true", "on"):
                self._default = said.get("styleId", "")
        elif name == "basedOn":
            self._style.based_on = said.get("val", "")
        elif self._open[-2:] == ["style", "rPr"]:
            take(self._style.says, name, said)
        self._open.append(name)

    def end(self, _: str) -> None:
        """Its end."""
        self._open.pop()

    def says(self, name: str, *, of_paragraph: bool = False) -> dict[str, bool]:
        """What a style says with all that it is based on."""
        name = name or (self._default if of_paragraph else "")
        chain: list[_Style] = []
        while name in self._styles and self._styles[name] not in chain:
            chain.append(self._styles[name])
            name = chain[-1].based_on
        found: dict[str, bool] = {}
        for style in reversed(chain):
            found |= style.says
        return found


def take(says: dict[str, bool], name: str, said: Said) -> None:
    """What one property of a run says."""
    if name in _SWITCHES:
        says[_SWITCHES[name]] = is_on(said)
    elif name == "vertAlign":
        says["raised"] = said.get("val") != "baseline"
    elif name == "sz":
        says["small"] = is_at_most(said.get("val", ""), 4)
    elif name == "w":
        says["narrow"] = is_at_most(said.get("val", ""), 10)


def is_at_most(said: str, most: int) -> bool:
    """Whether a number that is written so is at most this; it may have thousands of digits."""
    return said.isdecimal() and len(said) < 10 and int(said) <= most  # noqa: PLR2004
