"""``lexicon.yaml`` -> ``Lexicon``: the words by which sentences are read, and their parts.

A word has one part of speech and one meaning; the grammar in ``checker/claims`` knows the parts
and meanings, which are closed. All words are compiled into one pattern (a trie), so that a text
is looked through once, whatever their number; the longest word that fits at a place is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from checker.i18n import LANGUAGES
from checker.rulebook.presumptions import read_presumptions
from checker.rulebook.trie import trie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.rulebook.presumptions import Presumptions
    from checker.rulebook.rule import Text
    from checker.rulebook.source import Node

MEANINGS: Mapping[str, frozenset[str]] = {
    part: frozenset(words.split())
    for part, words in {
        "action": "receive receive_new complete reply work submit issue repeal in_force collect"
        " notify publish amend disclosed_total disclosed_new due",
        "object": "request apply disclosure review litigation direct after_review normative"
        " regulations licensing penalties coercion permit penalty force fee foreign role disputes"
        " court reviewer",
        "result": "granted opened partial denied unavailable refused other_handling",
        "row": "denied_state_secret denied_law_forbids denied_three_security denied_third_party"
        " denied_internal denied_process denied_case_file denied_admin_query"
        " unavailable_not_held unavailable_needs_making unavailable_unclear refused_petition"
        " refused_repeat refused_publication refused_excessive refused_confirmation"
        " other_no_correction other_fee_unpaid",
        "outcome": "upheld corrected other pending concluded defeat lost unsure dismissed ended",
        "carry": "over forward open carry none none_over",
        "applicant": "natural legal commercial company research welfare law other_org anyone"
        " people",
        "channel": "web mail letter onsite fax phone other_way",
        "time": "last this whole next other running part",
        "mark": "neg zero all past of_which sum copula joint filler timely limit rate rest each"
        " share up down compare plan completion withdrawn except word cause of whole more item"
        " respectively about respondent_not elsewhere uncounted to valid upheld_rate"
        " corrected_rate added mainly open_rate",
    }.items()
}
"""What a word may mean, by its part of speech."""

SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "case": ("review", "litigation", "direct", "after_review"),
    "doc": ("regulations", "normative"),
    "decisions": ("licensing", "penalties", "coercion"),
}
"""Of what a quantity is told whose name begins so: ``review.case_total``."""

STATEMENTS = (
    "none_received", "no_review", "no_litigation", "no_direct", "no_after_review", "no_defeat",
    "no_correction", "all_completed", "all_answered",
)  # fmt: skip
"""What a sentence may say without a number."""

OF_CASES = ("all_upheld", "concluded_upheld", "all_dismissed")
"""What it may say of reviews or of lawsuits: all upheld, all that were concluded, all dismissed."""

LISTS = ("applicants", "channels", "results", "rows")
_PARTS = tuple(MEANINGS)
_KEYS = (
    "lexicon", "short", "beside", "fillers", "arrangements", "statements", "scopes", "quantities",
    "presumed",
)  # fmt: skip
_SCOPES = ("agg", "own", "part")
_NEVER = r"(?!)"
COUNTED = ("request", "case", "doc", "decision")
ANYTHING = "anything"
"""What words that change nothing may stand beside: one of these, or any of them."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a number may count: its title, and the list of parts of one whole it belongs to."""

    title: Text
    list: str | None = None


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All words of a run; compared by identity, as the rule book is."""

    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    scopes: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    quantities: Mapping[str, Quantity] = field(default_factory=dict)
    short: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    beside: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    presumed: Mapping[str, Presumptions] = field(default_factory=dict)
    harmless: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words that change nothing of what a number counts, by what is counted."""
    arranged: frozenset[str] = frozenset()
    """How words stand around a number that is what it is taken for (``claims.arrangement``)."""
    said_with: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What else a clause may speak of that says something without a number, by what it says."""

    @cached_property
    def digest(self) -> str:
        """Of all that it is made of: the same in every process that has the same files."""
        return sha256(_told(self).encode("utf-8")).hexdigest()

    @cached_property
    def fillers(self) -> Mapping[str, re.Pattern[str]]:
        """A pattern of any word that changes nothing, by what is counted (``COUNTED``)."""
        of_all = self.harmless.get(ANYTHING, frozenset())
        words = {kind: of_all | self.harmless.get(kind, frozenset()) for kind in COUNTED}
        return {
            kind: re.compile(f"(?:{trie(found)})" if found else _NEVER)
            for kind, found in words.items()
        }

    @cached_property
    def meanings(self) -> Mapping[str, tuple[str, str]]:
        """Part and meaning of every word; a mark of punctuation is a ``stop``."""
        beside = {word: ("short", found[0][1]) for word, found in self.beside.items()}
        alone = beside | {word: ("short", name) for word, (_, name) in self.short.items()}
        return {**alone, **self.words, **{mark: ("stop", mark) for mark in PUNCTUATION}}

    @cached_property
    def pattern(self) -> str:
        """A pattern of any word, the longest first, or a mark of punctuation.

        Not compiled: that takes 30 ms, and it is a part of another.
        """
        return f"(?:{trie(self.meanings)})" if self.words else _NEVER

    @cached_property
    def longest(self) -> int:
        """How many letters its longest word has."""
        return max(map(len, self.meanings))

    @property
    def names(self) -> frozenset[str]:
        """Everything that a claim or statement may be about, with its subject where it has one."""
        found = _named_in_full(self.quantities) | set(STATEMENTS)
        found.update(f"{subject}.{one}" for subject in SUBJECTS["case"] for one in OF_CASES)
        return frozenset(found)

    def title(self, about: str) -> Text:
        """The words for what a claim is about."""
        name = about.rpartition(".")[2]
        known = self.quantities.get(name)
        return known.title if known else dict.fromkeys(LANGUAGES, name)

    def list_of(self, about: str) -> str | None:
        """The list of parts that a quantity belongs to."""
        known = self.quantities.get(about)
        return known.list if known else None


PUNCTUATION = ",;:。、!?()…"


def _told(value: object) -> str:
    """A value in words that no process tells otherwise: a set may lie there in another order."""
    if isinstance(value, frozenset):
        return str(sorted(map(_told, value)))
    if isinstance(value, Mapping):
        return str([(_told(key), _told(one)) for key, one in value.items()])
    if isinstance(value, tuple):
        return str([*map(_told, value)])
    if isinstance(value, re.Pattern):
        return repr(value.pattern)  # a long one's own words are cut off
    if is_dataclass(value):
        return str([_told(getattr(value, one.name)) for one in fields(value)])
    return repr(value)


def read_lexicon(root: Node) -> Lexicon:
    """The words, scopes and quantities of a ``lexicon:`` file."""
    keys = root.mapping(
        _KEYS,
        ("lexicon", "scopes", "quantities"),
    )
    quantities = {name: _quantity(node) for name, node in keys["quantities"].mapping().items()}
    words: dict[str, tuple[str, str]] = {}
    for part, node in keys["lexicon"].mapping(_PARTS).items():
        lines = node.key_lines()
        for word, meaning in node.mapping().items():
            if word in words:
                lines[word].fail("rule-file.word-twice", word=word, part=words[word][0])
            if not word or set(word) & set(PUNCTUATION.replace("、", "")):
                lines[word].fail("rule-file.word-mark", word=word)
            words[word] = (part, meaning.one_of(sorted(MEANINGS[part]), "meaning"))
    return Lexicon(
        words,
        {name: node.pattern() for name, node in keys["scopes"].mapping(_SCOPES).items()},
        quantities,
        {
            word: _named(node)
            for word, node in (keys["short"].mapping() if "short" in keys else {}).items()
        },
        {
            word: tuple(_beside(item) for item in node.one_or_more())
            for word, node in (keys["beside"].mapping() if "beside" in keys else {}).items()
        },
        read_presumptions(keys["presumed"], _named_in_full(quantities))
        if "presumed" in keys
        else {},
        _fillers(keys["fillers"]) if "fillers" in keys else {},
        _arranged(keys["arrangements"]) if "arrangements" in keys else frozenset(),
        _said_with(keys["statements"]) if "statements" in keys else {},
    )


def _said_with(node: Node) -> dict[str, frozenset[str]]:
    """What else a clause may speak of, by what it says."""
    found: dict[str, frozenset[str]] = {}
    for name, inner in node.mapping().items():
        keys = inner.mapping(("steps", "example"), ("steps", "example"))
        found[name] = frozenset(keys["steps"].text().split())
    return found


def _arranged(node: Node) -> frozenset[str]:
    """The arrangements, each with the kind of what is counted: ``intake: take apply #``."""
    return frozenset(
        f"{kind}: {steps}"
        for kind, examples in node.mapping().items()
        for steps in examples.mapping()
    )


def _fillers(node: Node) -> dict[str, frozenset[str]]:
    """The words that change nothing, by what they may stand beside."""
    found: dict[str, frozenset[str]] = {}
    for beside, groups in node.mapping((ANYTHING, *COUNTED)).items():
        words: set[str] = set()
        for group in groups.mapping().values():
            keys = group.mapping(("words", "example"), ("words", "example"))
            words.update(keys["words"].text().split())
        found[beside] = frozenset(words)
    return found


def _named_in_full(quantities: Iterable[str]) -> set[str]:
    """The quantities, those of several subjects also with each: ``review.case_total``."""
    found = set(quantities)
    for name in tuple(found):
        subjects = SUBJECTS.get(name.partition("_")[0], ())
        found.update(f"{subject}.{name}" for subject in subjects)
    return found


def _beside(node: Node) -> tuple[str, str]:
    """The part and name of a channel or a kind of applicant."""
    name = node.one_of(sorted(MEANINGS["channel"] | MEANINGS["applicant"]), "meaning")
    return ("channel" if name in MEANINGS["channel"] else "applicant"), name


def _named(node: Node) -> tuple[str, str]:
    """The part and name of a result or row."""
    name = node.one_of(sorted(MEANINGS["result"] | MEANINGS["row"]), "meaning")
    return ("result" if name in MEANINGS["result"] else "row"), name


def _quantity(node: Node) -> Quantity:
    keys = node.mapping(("title", "list"), ("title",))
    listed = keys["list"].one_of(LISTS, "list") if "list" in keys else None
    return Quantity(keys["title"].in_languages(), listed)
