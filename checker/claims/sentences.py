"""Section texts -> sentences: lines joined, page numbers taken out, sub-headings remembered."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from checker.claims.numbers import BREAK
from checker.model.places import page_of
from checker.model.stated import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.model import Place, Section

_ENDS = re.compile(r"[。!?!?]")
_PAGE_NUMBER = re.compile(r"[-—–―]+\d{1,3}[-—–―]+|第\d{1,3}页(?:共\d{1,3}页)?|\d{1,3}/\d{1,3}")
_BARE = re.compile(r"\d{1,3}")
_HEADING = re.compile(
    r"^(?:[((][一二三四五六七八九十]{1,3}[))]|[一二三四五六七八九十]{1,2}、)(?P<words>.{2,24})$"
)
"""(二)依申请公开, or 四、政府信息公开申请情况 in the numbers of a body's own."""
_NUMBERED = re.compile(r"[((][一二三四五六七八九十]{1,3}[))]")
_NO_HEADING = re.compile(r"[。!?!?,;:、]|\d")
_LEADING = re.compile(r"^[((][一二三四五六七八九十]{1,3}[))](?P<words>[^,。;:]{2,20}?)[。:.]")
_QUOTED = re.compile(r"“[^“”]{0,60}”|‘[^‘’]{0,60}’|《[^《》]{0,80}》|〔[^〔〕]{0,12}〕")


def sentences(sections: Iterable[Section]) -> Iterator[Sentence]:
    """The sentences of the sections, in the order printed."""
    for section in sections:
        yield from _of_section(section)


@lru_cache(maxsize=64)  # a dozen rules ask for the same sections in turn
def folded(text: str) -> str:
    """NFKC without white space; commas between digits stay what they are."""
    return _folded(text)


def _folded(text: str) -> str:
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return "".join(text.split())


_WIDE = tuple(zip("，；：（）％", ",;:()%", strict=True))
"""Marks that nearly every line has, folded first: to look for what else there is to fold takes a
tenth of the time of folding."""


def masked(text: str) -> str:
    """The text with everything in quotation marks and titles blanked out, length kept."""
    if "“" not in text and "《" not in text and "‘" not in text and "〔" not in text:
        return text
    return _QUOTED.sub(lambda found: "\ue001" * len(found.group()), text)


def _of_section(section: Section) -> Iterator[Sentence]:
    heading = ""
    for paragraph, places in _paragraphs(section):
        alone = _heading(paragraph)
        if alone is not None:
            heading = alone["words"]
            continue
        leading = _LEADING.match(paragraph)
        if leading:
            heading = leading["words"]
        yield from _cut(section.number, paragraph, places, heading)


def _heading(line: str) -> re.Match[str] | None:
    """A line that is nothing but a heading; without brackets it holds no mark and no number."""
    found = _HEADING.fullmatch(line)
    if found is None or _ENDS.search(line):
        return None
    return None if line[0] not in "((" and _NO_HEADING.search(found["words"]) else found


_made = partial(tuple.__new__, Sentence)


def _cut(
    number: int, paragraph: str, places: Sequence[Place | None], heading: str
) -> Iterator[Sentence]:
    start = 0
    shown = masked(paragraph)
    ends = [found.end() for found in _ENDS.finditer(shown)]
    if not ends or ends[-1] < len(paragraph):
        ends.append(len(paragraph))
    for end in ends:
        for stop in _stops(shown, start, end) if end - start > LONGEST else (end,):
            text = paragraph[start:stop]
            if text.strip("。"):
                yield _made((number, text, places[start], heading))
            start = stop


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """Where a sentence ends, and before that where one that is too long is cut."""
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        at = max(map(window.rfind, CUT)) + 1
        # Without any comma it is no prose; a number is not cut in two.
        start += at or len(window.rstrip("0123456789.")) or LONGEST
        yield start
    yield end


LONGEST = 1000
"""Characters of a sentence that are read together; the longest of 8,000 in the bench has 567.

Each number of a sentence looks at all words before it: 19,000 characters without a full stop took
6 s and 100 MB, and four times that for twice as many.
"""
CUT = (";", ",", "、")
"""How a sentence ends that goes on in the next."""


def _paragraphs(section: Section) -> Iterator[tuple[str, list[Place | None]]]:
    """Joined lines with the place of every character; a sub-heading's line ends a paragraph."""
    lines = _lines(section)
    text = ""
    places: list[Place | None] = []
    for line, place, broken in lines:
        ended = not text or text[-1] in "。!?;:"
        is_heading = len(line) < _SHORT and _heading(line) is not None
        # Without brackets only behind what has ended: 一、二级医院 may begin a broken line.
        is_heading = is_heading and (ended or line[0] in "((")
        if is_heading or (ended and _NUMBERED.match(line)):
            if text:
                yield text, places
            text, places = "", []
        if broken and text and text[-1].isdigit() and line[:1].isdigit():
            text += BREAK
            places.append(place)
        text += line
        places += [place] * len(line)
        if is_heading:
            yield text, places
            text, places = "", []
    if text:
        yield text, places


_SHORT = 26


def _lines(section: Section) -> Iterator[tuple[str, Place | None, bool]]:
    """Lines with their place, page numbers left out; true where one stood before the line."""
    raw = section.text.split("\n")
    places = section.places_of_lines
    broken = False
    for index, line in enumerate(raw):
        words = _folded(line)
        if _is_page_number(words) or (_BARE.fullmatch(words) and _is_at_edge(section, index)):
            broken = True
        elif words:
            yield words, places[index], broken
            broken = False


def _is_page_number(line: str) -> bool:
    """Whether a line is one for sure: -12-, 第3页, 4/20."""
    opens = line[:1]  # looked at first: hardly any line begins so
    return (opens.isdigit() or opens in "-—–―第") and bool(_PAGE_NUMBER.fullmatch(line))


def _is_at_edge(section: Section, index: int) -> bool:
    """Whether a line is the first or last of its page, as far as the lines' pages are known.

    A line that holds nothing but a number may be a page number or part of a sentence: at the edge
    of a page it is left out, and nothing is read across the gap.
    """
    places = section.places
    if len(places) != section.text.count("\n") + 1 or index + 1 == len(places):
        return True
    page = page_of(places[index])
    return page_of(places[index + 1]) != page or (index > 0 and page_of(places[index - 1]) != page)
