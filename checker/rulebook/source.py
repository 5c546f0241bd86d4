"""A YAML file as nodes that know their line, so that every fault is refused where it stands.

The readers of forms and rules ask a ``Node`` for what they need (a text, a mapping with these
keys); what is not of the form asked for is a ``RuleFileError`` at ``path:line``, in the language
of the run. Nothing is converted behind the reader's back: ``012`` stays the text ``012`` until a
number is asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import yaml

from checker.errors import RuleFileError
from checker.given_files import TooLargeError, read_bounded
from checker.i18n import LANGUAGES, did_you_mean, system_reason, translate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path
    from typing import TypeAlias

    Near: TypeAlias = tuple[str, Iterable[str]]
    """A misspelt word, and those of which one may have been meant."""

_OWED = ("zh", "en")
_BLOCKS, _QUOTES = ("|", ">"), ("'", '"')

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_YAML_SAYS = {
    "cannot start any token": "start",
    "mapping values are not allowed": "colon",
    "did not find expected ',' or": "bracket",
    "expected ':'": "no-colon",
    "did not find expected key": "indent",
    "did not find expected '-'": "indent",
    "expected <block end>": "indent",
    "block sequence entries are not allowed": "indent",
    "expected ',' or": "bracket",
    "expected node content": "bracket",
    "unexpected end of stream": "quote",
    "unknown escape": "escape",
    "alias": "alias",
}
"""What libyaml and PyYAML say, and the text (``rule-file.yaml``) for it."""
_NULL = "tag:yaml.org,2002:null"
_BOOL = "tag:yaml.org,2002:bool"
_INT = "tag:yaml.org,2002:int"


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a YAML file, with the file's name as shown in errors, and their language."""

    path: str
    node: yaml.Node
    lang: str = LANGUAGES[0]

    @property
    def line(self) -> int:
        """The line the value starts on, 1-based."""
        mark = self.node.start_mark
        return int(mark.line) + 1 if mark else 1

    @property
    def column(self) -> int:
        """The column the value starts on, 1-based, in characters."""
        mark = self.node.start_mark
        return int(mark.column) + 1 if mark else 1

    def fail(self, key: str, near: Near | None = None, /, **values: object) -> NoReturn:
        """Refuse the file at this value, by a text (``rule-file.…``) with its places filled."""
        raise RuleFileError(
            self.path, self.line, worded(self.lang, key, near, **values), self.column
        )

    def fail_within(self, at: int, key: str, /, **values: object) -> NoReturn:
        """The same, ``at`` so many characters behind the beginning of a text."""
        column = self.column
        style = self.node.style if isinstance(self.node, yaml.ScalarNode) else None
        # What a text in a block, or over several lines, has at a place stands on another line.
        mark, end = self.node.start_mark, self.node.end_mark
        if style not in _BLOCKS and mark is not None and end is not None and mark.line == end.line:
            column += at + (style in _QUOTES)
        raise RuleFileError(self.path, self.line, worded(self.lang, key, **values), column)

    def _beside(self, node: yaml.Node) -> Node:
        """Another value of the same file."""
        return Node(self.path, node, self.lang)

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
            self.fail("rule-file.keys-expected", got=self._got())
        found: dict[str, Node] = {}
        # Pairs, not a dict: YAML lets a key stand twice and the later one win, and a rule given
        # twice would lose its first half in silence.
        for key_node, value_node in self.node.value:
            key = self._beside(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                key.fail("rule-file.plain-key")
            name = str(key_node.value)
            if name in found:
                key.fail("rule-file.key-twice", key=name, line=found[name].line)
            if known is not None and name not in known:
                key.fail("rule-file.unknown-key", (name, known), key=name)
            found[name] = self._beside(value_node)
        for name in required:
            if name not in found:
                self.fail("rule-file.key-missing", key=name)
        return found

    def key_lines(self) -> dict[str, Node]:
        """Each key of a mapping as a node of its own, for errors about the key."""
        pairs = self.node.value if isinstance(self.node, yaml.MappingNode) else ()
        return {
            str(key.value): self._beside(key)
            for key, _ in pairs
            if isinstance(key, yaml.ScalarNode)
        }

    def sequence(self) -> list[Node]:
        """The items of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.fail("rule-file.list-expected", got=self._got())
        return [self._beside(item) for item in self.node.value]

    def one_or_more(self) -> list[Node]:
        """The items of a list, or the one value written in its place."""
        return self.sequence() if self.is_sequence else [self]

    def raw(self) -> str:
        """A scalar exactly as written, whatever YAML would take it for."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.fail("rule-file.value-expected", got=self._got())
        return str(self.node.value)

    def text(self) -> str:
        """A text that is not empty."""
        text = self.raw().strip()
        if not text or self.is_null:
            self.fail("rule-file.text-expected")
        return text

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(item.text() for item in self.sequence())

    def integer(self) -> int:
        """A whole number in decimal digits."""
        text = self.raw()
        # YAML 1.1 reads 010 as 8, 1_000 as 1000 and 1:30 as 90: none of them is meant here.
        if self.node.tag != _INT or not re.fullmatch(r"-?(0|[1-9][0-9]*)", text):
            self.fail("rule-file.number-expected", got=text)
        return int(text)

    def boolean(self) -> bool:
        """``true`` or ``false``; YAML's other spellings (yes, on) are refused."""
        text = self.raw()
        # yes, no and on are words (no is Norway's code), and too easily meant as such.
        if self.node.tag != _BOOL or text not in ("true", "false"):
            self.fail("rule-file.switch-expected", got=text)
        return text == "true"

    def code(self) -> str:
        """A code: small letters, digits and underscores."""
        text = self.text()
        if not _CODE.fullmatch(text):
            self.fail("rule-file.code-expected", got=text)
        return text

    def pattern(self) -> re.Pattern[str]:
        """A regular expression."""
        try:
            return re.compile(self.text())
        except re.error as error:
            # What Python says of it is English; where it stumbled is the same in every language.
            self.fail_within(error.pos or 0, "rule-file.bad-pattern", at=(error.pos or 0) + 1)

    def one_of(self, known: Collection[str], what: str) -> str:
        """One of a closed set of words; ``what`` they are is one of ``rule-file.what``."""
        word = self.text()
        if word not in known:
            if did_you_mean(word, known, self.lang):
                self.unknown(what, word, known)
            named = translate(f"rule-file.what.{what}", self.lang)
            self.fail("rule-file.unknown-of", what=named, word=word, known=self.listed(known))
        return word

    def unknown(
        self, what: str, word: str, known: Iterable[str], key: str = "rule-file.unknown"
    ) -> NoReturn:
        """Refuse a word, that of nothing known; ``what`` it should be is of ``rule-file.what``."""
        named = translate(f"rule-file.what.{what}", self.lang)
        self.fail(key, (word, known), what=named, word=word)

    def listed(self, words: Iterable[str]) -> str:
        """Words as a message lists them."""
        return translate("joining.list", self.lang).join(words)

    def years(self, required: Iterable[str] = ()) -> tuple[int | None, int | None]:
        """The years ``from`` and ``to``, one or both; the last is not before the first."""
        keys = self.mapping(("from", "to"), required)
        if not keys:
            self.fail("rule-file.years-expected")
        first = keys["from"].integer() if "from" in keys else None
        last = keys["to"].integer() if "to" in keys else None
        if first is not None and last is not None and last < first:
            keys["to"].fail("rule-file.years-reversed")
        return first, last

    def in_languages(self) -> Mapping[str, str]:
        """The same words in each language: ``{zh: …, en: …}``.

        A language beyond those two has its texts in one file of ``i18n/``, and no word here is
        owed to it: where a file has none, it gets the words of the law, which are Chinese.
        """
        found = self.mapping((*_OWED, *LANGUAGES), _OWED)
        return {lang: found.get(lang, found["zh"]).text() for lang in LANGUAGES}

    def _got(self) -> str:
        """What stands here instead of what was expected."""
        if isinstance(self.node, yaml.ScalarNode) and not self.is_null:
            return translate("joining.quoted", self.lang, inner=self.raw())
        kind = "keys" if self.is_mapping else "list" if self.is_sequence else "nothing"
        return translate(f"rule-file.got.{kind}", self.lang)


def worded(lang: str, key: str, near: Near | None = None, /, **values: object) -> str:
    """What is wrong with a file, and what may have been meant."""
    return translate(key, lang, **values) + (did_you_mean(*near, lang) if near else "")


def read(path: Path, shown: str, lang: str) -> Node:
    """The root of a YAML file; ``shown`` names the file in errors, which are in a language.

    ``RuleFileError`` when the file cannot be read, is not UTF-8, not YAML, or empty.
    """

    def refuse(line: int, key: str, column: int | None = None, **values: object) -> RuleFileError:
        return RuleFileError(shown, line, worded(lang, key, **values), column)

    try:
        text = read_bounded(path).decode("utf-8")
    except OSError as error:
        raise refuse(1, "rule-file.unread", reason=system_reason(error, lang)) from error
    except TooLargeError as error:
        raise refuse(1, "rule-file.too-large", limit=error.limit) from error
    except UnicodeDecodeError as error:
        raise refuse(1, "rule-file.not-utf8") from error
    try:
        # Composed, not loaded: nodes keep the line and the very letters of each value, and YAML's
        # guesses (no -> False, 1_000 -> 1000, 2024-01-01 -> a date) are never made.
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, None)
        reason = _yaml_reason(error.problem or "", lang)
        raise refuse(line, "rule-file.not-yaml", column, reason=reason) from error
    except yaml.YAMLError as error:  # a character that YAML does not allow
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        reason = translate("rule-file.yaml.character", lang)
        raise refuse(line, "rule-file.not-yaml", reason=reason) from error
    except RecursionError as error:
        raise refuse(1, "rule-file.too-deep") from error
    if root is None:
        raise refuse(1, "rule-file.empty")
    return Node(shown, root, lang)


def _yaml_reason(problem: str, lang: str) -> str:
    """What libyaml says is wrong, in the user's language and in words for who wrote the file."""
    said = next((key for words, key in _YAML_SAYS.items() if words in problem), "other")
    return translate(f"rule-file.yaml.{said}", lang)
