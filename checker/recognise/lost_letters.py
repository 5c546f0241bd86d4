"""Letters that labels should have and that are nowhere: the fonts of the report lie.

An office that alters a label writes other words. That 政 is 报 in each label, and no 政 is left in
the report, no office did, nor that 属于国家秘密 is 理于国申请四: a font gives out these glyphs as
other characters'.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checker.model import PagePlace, Remark, RemarkKind
from checker.recognise.exchanged_letters import letters_are_exchanged
from checker.recognise.folding import folded
from checker.recognise.labels import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Label
    from checker.model.document import Part
    from checker.recognise.recognise import Recognition

TWICE = 2
"""Labels that lack a letter which is nowhere: one may have been altered, and a short report may
have a letter once."""
SEVERAL = 5
"""Labels of their own length in which others stand for letters that no label has: an office may
write 项 for 件 in all of a table; one that words labels anew does not keep their lengths."""


def with_lost_letters(
    told: Sequence[Remark], found: Recognition, parts: Sequence[Part]
) -> tuple[Remark, ...]:
    """What is told of a document, and that its fonts lie where its tables show it.

    Only pages are written in fonts; what stands elsewhere, somebody wrote so.
    """
    of_fonts = any(isinstance(part.place, PagePlace) for part in parts)
    if told or not of_fonts:
        return tuple(told)
    readings = found.tables.values()
    labels = [label for reading in readings for label in reading.labels]
    if lost_letters(labels, [part.text for part in parts]) or letters_are_exchanged(readings):
        return (Remark(RemarkKind.FONTS_LIE),)
    return ()


def lost_letters(labels: Sequence[Label], texts: Sequence[str]) -> set[str]:
    """The letters of the form that a font gives out as others; none where none does."""
    lacking: Counter[str] = Counter()
    replaced: list[set[str]] = []
    for label in labels:
        if label.known or not label.expected:
            continue
        lacking.update(_letters(label.expected) - _letters(label.printed))
        own, printed = normal(label.expected), normal(label.printed)
        if len(own) == len(printed):
            replaced.append({a for a, b in zip(own, printed, strict=True) if a != b})
    often = {letter for letter, count in lacking.items() if count >= TWICE}
    if often:
        often.difference_update(*map(_letters, texts))
    if len(replaced) >= SEVERAL:
        printed_ones = set[str]().union(*(_letters(label.printed) for label in labels))
        lost = [some for letters in replaced if (some := letters - printed_ones)]
        letters = set[str]().union(*lost)
        often |= letters if min(len(lost), len(letters)) >= SEVERAL else set()
    return often


def _letters(text: str) -> set[str]:
    return set(filter(str.isalpha, folded(text)))
