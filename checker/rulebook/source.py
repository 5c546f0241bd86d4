"""A YAML file as nodes that know their line, so that every fault is refused where it stands.

The readers of forms and rules ask a ``Node`` for what they need (a text, a mapping with these
keys); what is not of the form asked for is a ``RuleFileError`` at ``path:line``. Nothing is
converted behind the reader's back: ``012`` stays the text ``012`` until a number is asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import yaml

from checker.errors import RuleFileError
from checker.i18n import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

_OWED = ("zh", "en")

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_NULL = "tag:yaml.org,2002:null"
_BOOL = "tag:yaml.org,2002:bool"
_INT = "tag:yaml.org,2002:int"


def near_miss(word: str, known: Iterable[str]) -> str:
    """``, did you mean …?`` for a misspelt word; empty when nothing known is near it.

    ``difflib`` is imported here because only a faulty file pays for it.
    """
    import difflib

    close = difflib.get_close_matches(word, list(known), n=1)
    return f", did you mean {close[0]!r}?" if close else ""


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a YAML file, with the file's name as shown in errors."""

    path: str
    node: yaml.Node

    @property
    def line(self) -> int:
        """The line the value starts on, 1-based."""
        mark = self.node.start_mark
        return int(mark.line) + 1 if mark else 1

    def fail(self, message: str) -> NoReturn:
        """Refuse the file at this value."""
        raise RuleFileError(self.path, self.line, message)

    @property
    def is_null(self) -> bool:
        """Whether nothing is written (``~``, ``null`` or an empty value)."""
        return isinstance(self.node, yaml.ScalarNode) and self.node.tag == _NULL

    @property
    def is_mapping(self) -> bool:
        """Whether the value has keys."""
        return isinstance(self.node, yaml.MappingNode)

    @property
    def is_sequence(self) -> bool:
        """Whether the value is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    def mapping(
        self, known: Collection[str] | None = None, required: Iterable[str] = ()
    ) -> dict[str, Node]:
        """Its keys and values, in the order written; unknown and repeated keys are refused."""
        if not isinstance(self.node, yaml.MappingNode):
            self.fail(f"expected keys with values, got {self._kind()}")
        found: dict[str, Node] = {}
        for key_node, value_node in self.node.value:
            key = Node(self.path, key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                key.fail("a key must be a plain word")
            name = str(key_node.value)
            if name in found:
                key.fail(f"{name!r} is given twice (first on line {found[name].line})")
            if known is not None and name not in known:
                key.fail(f"unknown key {name!r}{near_miss(name, known)}")
            found[name] = Node(self.path, value_node)
        for name in required:
            if name not in found:
                self.fail(f"{name!r} is missing")
        return found

    def key_lines(self) -> dict[str, Node]:
        """Each key of a mapping as a node of its own, for errors about the key."""
        return {
            str(key.value): Node(self.path, key)
            for key, _ in getattr(self.node, "value", ())
            if isinstance(key, yaml.ScalarNode)
        }

    def sequence(self) -> list[Node]:
        """The items of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.fail(f"expected a list, got {self._kind()}")
        return [Node(self.path, item) for item in self.node.value]

    def one_or_more(self) -> list[Node]:
        """The items of a list, or the one value written in its place."""
        return self.sequence() if self.is_sequence else [self]

    def raw(self) -> str:
        """A scalar exactly as written, whatever YAML would take it for."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.fail(f"expected a single value, got {self._kind()}")
        return str(self.node.value)

    def text(self) -> str:
        """A text that is not empty."""
        text = self.raw().strip()
        if not text or self.is_null:
            self.fail("expected a text, got nothing")
        return text

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(item.text() for item in self.sequence())

    def integer(self) -> int:
        """A whole number in decimal digits."""
        text = self.raw()
        if self.node.tag != _INT or not re.fullmatch(r"-?(0|[1-9][0-9]*)", text):
            self.fail(f"expected a whole number, got {text!r}")
        return int(text)

    def boolean(self) -> bool:
        """``true`` or ``false``; YAML's other spellings (yes, on) are refused."""
        text = self.raw()
        if self.node.tag != _BOOL or text not in ("true", "false"):
            self.fail(f"expected true or false, got {text!r}")
        return text == "true"

    def code(self) -> str:
        """A code: small letters, digits and underscores."""
        text = self.text()
        if not _CODE.fullmatch(text):
            self.fail(f"expected a code such as total_handled, got {text!r}")
        return text

    def codes(self) -> tuple[str, ...]:
        """A list of codes."""
        return tuple(item.code() for item in self.sequence())

    def one_of(self, known: Collection[str], what: str) -> str:
        """One of a closed set of words."""
        word = self.text()
        if word not in known:
            hint = near_miss(word, known) or f"; known: {', '.join(known)}"
            self.fail(f"unknown {what} {word!r}{hint}")
        return word

    def in_languages(self) -> Mapping[str, str]:
        """The same words in each language: ``{zh: …, en: …}``.

        A language beyond those two has its texts in one file of ``i18n/``, and no word here is
        owed to it: where a file has none, it gets the words of the law, which are Chinese.
        """
        found = self.mapping((*_OWED, *LANGUAGES), _OWED)
        return {lang: found.get(lang, found["zh"]).text() for lang in LANGUAGES}

    def checked(self, convert: Callable[[str], object], what: str) -> None:
        """Refuse a text that ``convert`` does not take (its ``ValueError`` says why)."""
        try:
            convert(self.text())
        except ValueError as error:
            self.fail(f"{what}: {error}")

    def _kind(self) -> str:
        if self.is_mapping:
            return "keys with values"
        if self.is_sequence:
            return "a list"
        return "nothing" if self.is_null else f"{self.raw()!r}"


def read(path: Path, shown: str) -> Node:
    """The root of a YAML file; ``shown`` names the file in errors.

    ``RuleFileError`` when the file cannot be read, is not UTF-8, not YAML, or empty.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise RuleFileError(shown, 1, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RuleFileError(shown, 1, "is not UTF-8 text") from error
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleFileError(shown, line, f"is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise RuleFileError(shown, 1, f"is not YAML: {error}") from error
    except RecursionError as error:
        raise RuleFileError(shown, 1, "is nested too deeply") from error
    if root is None:
        raise RuleFileError(shown, 1, "is empty")
    return Node(shown, root)
