"""Several reports in one file: where each begins.

Two bodies' reports bound together, two years', a yearbook: a report begins with its title, or with
section 一 where the titles tell nothing, once 表三 of the report before was printed; and it is one
only if its own 表三, or most of its sections, follow. A table of contents, a title that runs along
the head of every page, a report that is named in the prose: none of them begins a report.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.errors import DocumentError
from checker.model import RefusalReason
from checker.model.places import page_of
from checker.recognise.folding import folded
from checker.recognise.labels import likeness, normal
from checker.recognise.word_places import WordPlaces
from checker.rulebook.form import MATRIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.document import Part
    from checker.recognise.parts import Vocabulary
    from checker.rulebook.form import Form

_TITLE = re.compile(
    r"[\u4e00-\u9fff\d（）()〇·“”\"]{0,60}"
    r"(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:的)?(?:年度)?(?:工作)?(?:年度)?报告"
    r"(?:[（(]?20\d\d年?(?:度)?[)）]?)?"
)
_HEADING = re.compile(r"[（(]?([一二三四五六])[)）]?[、.．](.+)")
TITLE_LINES = 4  # a title is broken over at most this many lines
ALIKE = 0.4  # likeness that a typo leaves between a heading and the form's
PRINTED = 8
"""Words of 表三 from which it is printed, of about 30. Prose quotes some of its rows."""
SECTIONS = 4  # headings of six from which a report is one, though its 表三 is a picture
RUNNING = 3  # pages with one title from which it runs along their heads
HEAD = 60  # letters above a title on its page: page number, 附件1, the name of a collection
_FIRST = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text without white space, folded, and where it stands.

    The part and the line's number in it count from 0.
    """

    part: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that may begin a report, or that is a heading of one."""

    at: int  # position among all lines
    section: int  # 0 for a title
    title: str = ""


def reports_in(
    parts: Sequence[Part], vocabulary: Vocabulary, forms: Sequence[Form]
) -> list[tuple[int, ...]]:
    """The parts of each report, counted from 0; all of them where there is one report or none.

    Of several, the first begins with its own title: what stands before it is nobody's.

    ``DocumentError`` (``SEVERAL_REPORTS``) where one begins on the page on which another ends.
    """
    lines = lines_of(parts)
    marks = sorted(
        [*_running_apart(titles_in(lines), lines), *_headings(lines, forms)], key=lambda one: one.at
    )
    starts = _starts(lines, marks, vocabulary, forms)
    firsts = [lines[_first(marks, starts[1])].part if len(starts) > 1 else 0]
    for at in starts[1:]:
        part = lines[at].part
        if part == firsts[-1] or _is_shared(lines, marks, at):
            place = parts[part].place
            raise DocumentError(RefusalReason.SEVERAL_REPORTS, str(page_of(place) or part + 1))
        firsts.append(part)
    return [
        tuple(range(first, last))
        for first, last in zip(firsts, [*firsts[1:], len(parts)], strict=True)
    ]


def lines_of(parts: Sequence[Part]) -> list[Line]:
    """The lines of all parts that hold anything."""
    return [
        Line(part, number, text)
        for part, own in enumerate(parts)
        for number, line in enumerate(own.text.splitlines())
        if (text := folded(line))
    ]


def titles_in(lines: Sequence[Line]) -> list[Mark]:
    """Each title, with its words: what a line, or some on one another, says and no more."""
    found: list[Mark] = []
    stop = 0
    for at in range(len(lines)):
        if at < stop:
            continue
        text = ""
        for line in lines[at : at + TITLE_LINES]:
            text += line.text
            if line.part == lines[at].part and _TITLE.fullmatch(text):
                found.append(Mark(at, 0, text))
                stop = at + 1
                break
    return found


def _running_apart(found: Sequence[Mark], lines: Sequence[Line]) -> Iterator[Mark]:
    """The titles without those that run along the heads of pages."""
    pages = defaultdict(set)
    for mark in found:
        pages[mark.title].add(lines[mark.at].part)
    return (mark for mark in found if len(pages[mark.title]) < RUNNING)


def _headings(lines: Sequence[Line], forms: Sequence[Form]) -> Iterator[Mark]:
    rows = {
        normal(item.label)[:6]
        for form in forms
        for table in form.tables.values()
        if table.shape == MATRIX
        for item in table.rows.values()
    }
    for at, line in enumerate(lines):
        found = _HEADING.match(line.text)
        if found is None:
            continue
        number, words = "一二三四五六".index(found[1]) + 1, normal(found[2])
        if words[:6] not in rows and any(
            section.number == number
            and (
                likeness(words[:40], normal(section.heading)) >= ALIKE
                or any(words.startswith(normal(variant)) for variant in section.variants)
            )
            for form in forms
            for section in form.sections
        ):
            yield Mark(at, number)


def _starts(
    lines: Sequence[Line],
    marks: Sequence[Mark],
    vocabulary: Vocabulary,
    forms: Sequence[Form],
) -> list[int]:
    """The first line of each report."""
    texts = [line.text for line in lines]
    matrices = [
        WordPlaces(texts, vocabulary.words[table.code])
        for table in forms[-1].tables.values()
        if table.shape == MATRIX
    ]

    def is_printed(first: int, last: int) -> bool:
        return any(words.between(first, last) >= PRINTED for words in matrices)

    starts = [0]
    title = ""
    for number, mark in enumerate(marks):
        is_new = mark.section == _FIRST or (mark.section == 0 and mark.title != title)
        title = mark.title or title
        if not is_new or not is_printed(starts[-1], mark.at):
            continue
        at = _back_to_title(marks[: number + 1])
        if at <= starts[-1]:
            continue
        rest = marks[number:]
        sections = {one.section for one in rest if one.section}
        if len(sections) >= SECTIONS or is_printed(at, len(lines)):
            starts.append(at)
    return starts


def _first(marks: Sequence[Mark], second: int) -> int:
    """The line that the first of several reports begins with: cover and contents are nobody's."""
    own = [mark for mark in marks if mark.at < second]
    heads = [number for number, mark in enumerate(own) if mark.section == _FIRST]
    return _back_to_title(own[: heads[-1] + 1]) if heads else 0


def _back_to_title(marks: Sequence[Mark]) -> int:
    """The title above a heading, with nothing of another section between; else the mark itself."""
    at = marks[-1].at
    for mark in reversed(marks[:-1]):
        if mark.section not in (0, _FIRST):
            break
        at = mark.at
    return at


def _is_shared(lines: Sequence[Line], marks: Sequence[Mark], at: int) -> bool:
    """Whether something of the report before stands above the line on its page."""
    before = (lines[before] for before in range(at - 1, -1, -1))
    above = [*itertools.takewhile(lambda line: line.part == lines[at].part, before)]
    is_title = any(mark.at == at and mark.section == 0 for mark in marks)
    heads = {mark.at for mark in marks if mark.section}
    if any(lines[head].part == lines[at].part and head < at for head in heads):
        return True
    return is_title and sum(len(line.text) for line in above) > HEAD
