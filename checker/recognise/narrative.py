"""What a report says of itself: body, year, statistical period, scope, its six sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model import PREAMBLE, Period, Scope, Section, YearMention
from checker.recognise.headings import find_headings
from checker.recognise.lines import Line, folded_lines, place_in, words_of
from checker.recognise.scope import scope_of
from checker.recognise.section_titles import Titles, cut_at_headings
from checker.recognise.table_text import TableWords, table_lines
from checker.recognise.title import read_title
from checker.rulebook.form import form_of_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Place
    from checker.model.document import Part
    from checker.recognise.title import Title
    from checker.rulebook.form import Form

_PERIOD = re.compile(
    r"(?P<y0>20\d\d)[年.](?P<m0>\d{1,2})[月.](?P<d0>\d{1,2})日?起?[，,]?(?:至|到|—+|-+|－|~|～|–)"
    r"(?:(?P<y1>20\d\d)[年.])?(?P<m1>\d{1,2})[月.](?P<d1>\d{1,2})(?!\d)日?"
)
_PERIOD_WORDS = re.compile(r"统计期限|统计时限|报告时限|统计数据|数据的?统计|所列数据|期限")
PERIOD_REACH = 40  # letters between 统计期限 and the dates


@dataclass(frozen=True, slots=True)
class Narrative:
    """What was found outside the tables; ``preamble`` stands before the first section."""

    title: str | None
    body: str | None
    year: int | None
    years: tuple[YearMention, ...]
    period: Period | None
    scope: Scope | None
    sections: tuple[Section, ...]
    preamble: Section | None = None


def read_narrative(parts: Sequence[Part], forms: Sequence[Form]) -> Narrative:
    """Read the plain text of every part.

    Headings and table labels are those of the form of the report's year, else of the newest.
    """
    title = read_title(parts)
    period = _period(parts)
    years: list[YearMention] = []
    if title.year is not None and title.text is not None:
        years.append(YearMention("title", title.year, title.text, title.place))
    if period is not None and period.start is not None:
        years.append(YearMention("period", int(period.start[:4]), period.quote, period.place))
    first = next(iter(years), None)
    form = (form_of_year(forms, first.year) if first else None) or forms[-1]
    preamble, *sections = _sections(_without_title(parts, title), form, TableWords(forms))
    text = "".join(section.text for section in (preamble, *sections)).replace("\n", "")
    return Narrative(
        title.text,
        title.body,
        first.year if first else None,
        tuple(years),
        period,
        scope_of(title.body, text),
        tuple(sections),
        preamble if preamble.text else None,
    )


def _without_title(parts: Sequence[Part], title: Title) -> list[Line]:
    """The lines of all parts but those of the title itself."""
    lines: list[Line] = []
    for number, part in enumerate(parts):
        own = folded_lines(part)
        if title.lines is not None and title.part == number:
            del own[title.lines[0] : title.lines[1] + 1]
        lines += own
    return lines


def _period(parts: Sequence[Part]) -> Period | None:
    for part in parts:
        text = words_of(part)
        for found in _PERIOD.finditer(text):
            around = text[max(0, found.start() - PERIOD_REACH) : found.end() + 12]
            if not _PERIOD_WORDS.search(around):
                continue
            last_year = found["y1"] or found["y0"]
            return Period(
                f"{found['y0']}-{int(found['m0']):02}-{int(found['d0']):02}",
                f"{last_year}-{int(found['m1']):02}-{int(found['d1']):02}",
                found.group(),
                place_in(part, found.start()),
            )
    return None


def _sections(lines: Sequence[Line], form: Form, words: TableWords) -> Iterator[Section]:
    """The preamble, then each section; their text is what is printed beside the tables."""
    lines = cut_at_headings(lines, Titles(form))
    headings = find_headings(lines, form)
    stops = [*(heading.first for heading in headings), len(lines)]
    with_table = {table.section for table in form.tables.values()}
    text, places = _prose(lines[: stops[0]], words)
    yield Section(PREAMBLE, "", text, places[0] if places else None, places)
    for heading, stop in zip(headings, stops[1:], strict=True):
        own = list(lines[heading.last + 1 : stop])
        if heading.rest:
            own.insert(0, Line(heading.rest, lines[heading.last].place))
        text, places = _prose(own, words, has_table=heading.number in with_table)
        yield Section(
            heading.number,
            heading.words,
            text,
            lines[heading.first].place,
            places,
            heading.printed,
            heading.titled,
        )


def _prose(
    lines: Sequence[Line], words: TableWords, *, has_table: bool = False
) -> tuple[str, tuple[Place, ...]]:
    """The text of the lines that no table prints, and the place of each."""
    tables = table_lines([line.text for line in lines], words, expected=has_table)
    own = [line for number, line in enumerate(lines) if number not in tables]
    return "\n".join(line.text for line in own), tuple(line.place for line in own)
