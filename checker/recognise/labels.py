"""Labels: what a printed label says once line breaks, brackets and list numbers are gone."""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache
from operator import ne
from typing import TYPE_CHECKING, NamedTuple

from checker.recognise.folding import KEPT, folded, shaped
from checker.rulebook.form import Group, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OWN_FIT = 0.97  # a listed wording of the label
SURE_FIT = 0.8  # the distinctive core of the label is there (see `fit`)
LEGIBLE = 0.3  # a label less like its row than this was placed by order alone

MOST, FEWEST = 0.6, 2  # of a garbled label's ideographs: so many tell whose it is (0.64 seen)
# 一、 （三） 1. 2、 — the list number a label begins with.
_LIST_NUMBER = re.compile(r"^(?:[(（]?[一二三四五六七八九十]{1,2}[)）、.]|\d{1,2}[、.．)）])")
# 本年（2023）制发件数: a year put into the label.
_YEAR = re.compile(r"[(（]?20\d\d年?(?:度)?[)）]?")
LETTERS_A_MISPRINT = 5
"""Letters of a label that one of may be another: fonts that lie gave 行政事业性劬费 for 收费."""
PAIR = 2
WHOLE = 4
"""Letters of a label that is still told by all but one of them: no two of one axis of a form are so
alike (the nearest differ in two)."""
_FIRST_CHINESE = "\u2e80"  # alphabets come before
_NEVER_PRINTED = frozenset("|_{}~^`@#$\\<>=")
_LATIN_SIGNS = frozenset(map(chr, range(0xA1, 0x100))) - {"·"}  # 行政复°
_FIGURE_BESIDE = re.compile(
    r"^[+\-−]?(?:\d[\d,.]*)?\d(?=[\u4e00-\u9fff])|^[/—\-]+(?=\S)|(?<=\S)(?:[/—\-]+|[+\-−]?\d[\d,.]*)$"
)
_QUOTES_AND_MARKS = re.compile(r"[^\w%/]|_")


@lru_cache(maxsize=KEPT)
def normal(label: str) -> str:
    """The bare words of a label: folded, no white space, list number, year, quotes or brackets."""
    text = folded(label)
    text = _LIST_NUMBER.sub("", text)
    text = _YEAR.sub("", text)
    return _QUOTES_AND_MARKS.sub("", text)


def bare_lines(lines: Iterable[str]) -> list[str]:
    """What ``normal`` leaves of a long text, line by line, but with the list number it begins with.

    A year may be broken over two lines.
    """
    own = [folded(line) for line in lines]
    text = _YEAR.sub(lambda year: "_" * len(year[0]), "".join(own))
    ends = itertools.accumulate(map(len, own), initial=0)
    return [_QUOTES_AND_MARKS.sub("", text[start:end]) for start, end in itertools.pairwise(ends)]


def is_as_printed_on(form_label: str, printed: str) -> bool:
    """Whether a printed label has the form's own wording (layout and punctuation aside)."""
    return normal(form_label) == normal(printed)


def is_own_wording(item: Item, printed: str) -> bool:
    """Whether a label is worded as the form has it, or as another issue of the form does."""
    return any(is_as_printed_on(one, printed) for one in (item.label, *item.also_printed))


def is_numbered(text: str) -> bool:
    """Whether a text begins with a list number, as the labels of rows do."""
    return _LIST_NUMBER.match(shaped(text)) is not None


def has_figure_beside(printed: str) -> bool:
    """Whether a figure, or a sign for none, stands before or behind a label, in one cell with it.

    Labels end with words, and begin with those or with the number of a list.
    """
    return _FIGURE_BESIDE.search(shaped(printed)) is not None


def is_garbled(printed: str) -> bool:
    """Whether a label holds letters that no label of the form has: its font maps some wrongly.

    Seen in files rewritten by Ghostscript: 本年废k件数, 社会|益组织.
    """
    text = shaped(printed)
    return any(
        char in _NEVER_PRINTED
        or (char < _FIRST_CHINESE and (char.isalpha() or char in _LATIN_SIGNS))
        or unicodedata.category(char) in {"Co", "Cn", "Cc"}
        for char in "".join(text.split())
    )


@lru_cache(maxsize=KEPT)
def likeness(a: str, b: str) -> float:
    """Share of letter pairs two bare labels have in common (Dice), 0 to 1.

    Of a label of two letters, one of them misprinted, no pair is left: letters are counted then.
    """
    if a == b:
        return 1.0
    size = 1 if max(len(a), len(b)) <= PAIR else PAIR
    pairs_a = [a[i : i + size] for i in range(len(a) - size + 1)] or [a]
    pairs_b = [b[i : i + size] for i in range(len(b) - size + 1)] or [b]
    rest = list(pairs_b)
    shared = 0
    for pair in pairs_a:
        if pair in rest:
            rest.remove(pair)
            shared += 1
    return 2 * shared / (len(pairs_a) + len(pairs_b))


def fit(item: Item | Group, printed: str) -> float:
    """How well a printed label fits a row or column of the form, 0 to 1.

    1 for the form's own or a listed wording; at least 0.8 where the distinctive core is
    there or one letter alone is another; otherwise how alike they are, never more than 0.75.
    """
    return _fit(*wording_of(item), printed)


class Wording(NamedTuple):
    """How a row or column of the form is worded: by the form, in a word or two, and elsewhere."""

    label: str
    core: tuple[str, ...]
    variants: tuple[str, ...]


def wording_of(item: Item | Group) -> Wording:
    """All of a row or column that its label is known by."""
    variants = (*item.variants, *item.also_printed) if isinstance(item, Item) else ()
    return Wording(item.label, item.core, variants)


def fits(wordings: Sequence[Wording], printed: Sequence[str]) -> list[list[float]]:
    """How well each printed label fits each row or column of the form: ``fit`` for all pairs."""
    return [[_fit(*wording, label) for wording in wordings] for label in printed]


def stands_in(label: str, text: str) -> bool:
    """Whether bare words stand in a text, one in ``LETTERS_A_MISPRINT`` of their letters another.

    Of so many parts of the words one at least is printed as it should be.
    """
    most = len(label) // LETTERS_A_MISPRINT
    size = -(-len(label) // (most + 1))
    for start in range(0, len(label), size):
        part = label[start : start + size]
        at = text.find(part, start)
        while at >= 0:
            own = text[at - start : at - start + len(label)]
            if len(own) == len(label) and sum(map(ne, own, label)) <= most:
                return True
            at = text.find(part, at + 1)
    return False


def names_another(item: Item, others: Iterable[Item], printed: str) -> bool:
    """Whether a label that fits an entry holds the whole label of another beside it.

    Text that was moved stands so: 规章 and 行政规范性文件 in one cell, and nothing tells whose the
    figures beside them are.
    """
    text = normal(printed)
    if fit(item, printed) >= OWN_FIT:
        return False
    own = normal(item.label)
    core = max((folded(word) for word in item.core if folded(word) in text), key=len, default="")
    told = own if own in text else core
    rest = text.replace(told, "\0", 1) if told else text
    names = (normal(other.label) for other in others if other is not item)
    return any(len(name) >= PAIR and name in rest for name in names)


def _share_left(label: str, printed: str) -> float:
    """Share of a label's ideographs that a garbled print of it still has, in their order.

    0 where one is left that the label does not have there: that is another label. What is lost
    tells nothing, but a row that keeps most of its own letters and has none of another's is it.
    """
    own, left = (
        [char for char in folded(text) if "\u4e00" <= char <= "\u9fff"] for text in (label, printed)
    )
    rest = iter(own)
    if len(left) < FEWEST or not all(char in rest for char in left):
        return 0.0
    return len(left) / len(own)


@lru_cache(maxsize=KEPT)
def _fit(label: str, core: tuple[str, ...], variants: tuple[str, ...], printed: str) -> float:
    text = normal(printed)
    if not text:
        return 0.0
    own = normal(label)
    if text == own:
        return 1.0
    if any(text == normal(variant) for variant in variants):
        return OWN_FIT
    alike = likeness(text, own)
    if is_garbled(printed):
        alike = max(alike, share := _share_left(label, printed))
        if share >= MOST:
            return 0.8 + 0.15 * alike
    if any(folded(word) in text for word in core) or _is_misprint(text, own):
        return 0.8 + 0.15 * alike
    return 0.75 * alike


def _is_misprint(text: str, own: str) -> bool:
    """Whether one letter of a label is another: 行政引制."""
    if not len(text) == len(own) >= WHOLE:
        return False
    return sum(a != b for a, b in zip(text, own, strict=True)) == 1
