"""What a report says of itself: body, year, statistical period, scope, its six sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model import Period, Scope, Section, YearMention
from checker.recognise.folding import shaped
from checker.recognise.labels import likeness, normal
from checker.rulebook.form import MATRIX, form_of_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Place
    from checker.model.document import Part
    from checker.rulebook.form import Form, SectionHeading

_YEAR = r"(?:20\d\d|二[〇○零Oo0][〇○零Oo0一二三四五六七八九]{2})"
_SUBJECT = r"(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:的)?(?:年度)?(?:工作)?(?:年度)?报告"
_NAME = r"[\u4e00-\u9fff（）()·“”\"]{2,40}?"
_TITLES = (
    re.compile(rf"^(?P<body>{_NAME})(?:关于)?(?P<year>{_YEAR})年(?:度)?{_SUBJECT}$"),
    re.compile(rf"^(?P<year>{_YEAR})年(?:度)?(?P<body>{_NAME}){_SUBJECT}$"),
    re.compile(rf"^(?P<year>{_YEAR})年(?:度)?{_SUBJECT}$"),
)
_LOOSE_TITLE = re.compile(rf"(?P<body>{_NAME})?(?P<year>{_YEAR})年(?:度)?{_SUBJECT}")
_PERIOD = re.compile(
    r"(?P<y0>20\d\d)[年.](?P<m0>\d{1,2})[月.](?P<d0>\d{1,2})日?起?[，,]?(?:至|到|—+|-+|－|~|～|–)"
    r"(?:(?P<y1>20\d\d)[年.])?(?P<m1>\d{1,2})[月.](?P<d1>\d{1,2})(?!\d)日?"
)
_PERIOD_WORDS = re.compile(r"统计期限|统计时限|报告时限|统计数据|数据的?统计|所列数据|期限")
_CHINESE_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "O": "0",
    "o": "0",
    "0": "0",
}
_ORDINALS = "一二三四五六"
_HEADING = re.compile(rf"^[（(]?([{_ORDINALS}])[)）]?[、.．，,:：\s]\s*(.*)$")
TITLE_PAGES = 2
TITLE_LINES = 4  # a title is broken over at most this many lines
MISPRINTED = 0.4  # likeness that a typo leaves between a heading and the form's
SHORT_LABEL = 4  # letters: a label shorter than this may well begin a heading
PERIOD_REACH = 40  # letters between 统计期限 and the dates

_AGGREGATED = re.compile(r"全(?:省|市|县|区|州|盟|旗|自治区)")
_OWN = re.compile(
    r"我(?:局|委|办|厅|院|镇|乡|街道|中心|办事处|支队|处)|本(?:机关|单位|局|街道|镇|乡)"
)
_GOVERNMENT = re.compile(r"(?:省|市|县|区|州|盟|旗)(?:人民政府)?$")


@dataclass(frozen=True, slots=True)
class Narrative:
    """What was found outside the tables."""

    title: str | None
    body: str | None
    year: int | None
    years: tuple[YearMention, ...]
    period: Period | None
    scope: Scope | None
    sections: tuple[Section, ...]


def read_narrative(parts: Sequence[Part], forms: Sequence[Form]) -> Narrative:
    """Read the plain text of every part.

    Headings and table labels are those of the form of the report's year, else of the newest.
    """
    title, body, year, title_place = _title(parts)
    period = _period(parts)
    years: list[YearMention] = []
    if year is not None and title is not None:
        years.append(YearMention("title", year, title, title_place))
    if period is not None and period.start is not None:
        years.append(YearMention("period", int(period.start[:4]), period.quote, period.place))
    first = next(iter(years), None)
    form = form_of_year(forms, first.year) if first else None
    sections = tuple(_sections(parts, form or forms[-1]))
    return Narrative(
        title,
        body,
        first.year if first else None,
        tuple(years),
        period,
        scope_of(
            body,
            "".join(section.text for section in sections) or "".join(part.text for part in parts),
        ),
        sections,
    )


def _lines(part: Part) -> list[tuple[str, Place]]:
    """The part's lines without white space, compatibility forms folded, with their places."""
    lines = (
        ("".join(shaped(line).split()), number)
        for number, line in enumerate(part.text.splitlines())
    )
    return [(line, part.place_of(number)) for line, number in lines if line]


def _words(part: Part) -> str:
    return "".join(line for line, _ in _lines(part))


def _title(parts: Sequence[Part]) -> tuple[str | None, str | None, int | None, Place | None]:
    for part in parts[:TITLE_PAGES]:
        lines = _lines(part)
        for start in range(len(lines)):
            for count in range(1, TITLE_LINES + 1):
                text = "".join(line for line, _ in lines[start : start + count])
                for pattern in _TITLES:
                    found = pattern.match(text)
                    if found:
                        return text, _body(found), year_of(found["year"]), lines[start][1]
    for part in parts[:TITLE_PAGES]:
        found = _LOOSE_TITLE.search(_words(part))
        if found:
            return found.group(), None, year_of(found["year"]), _place_in(part, found.start())
    return None, None, None, None


def _body(found: re.Match[str]) -> str | None:
    body = found.groupdict().get("body")
    return body.removesuffix("关于") if body else None


def year_of(printed: str) -> int:
    """A printed year, ``2023`` or ``二〇二三``, as a number."""
    return int("".join(_CHINESE_DIGITS.get(char, char) for char in printed))


def _place_in(part: Part, at: int) -> Place:
    """Where the line stands that holds this letter of the part's words."""
    for line, place in _lines(part):
        if at < len(line):
            return place
        at -= len(line)
    return part.place


def _period(parts: Sequence[Part]) -> Period | None:
    for part in parts:
        text = _words(part)
        for found in _PERIOD.finditer(text):
            around = text[max(0, found.start() - PERIOD_REACH) : found.end() + 12]
            if not _PERIOD_WORDS.search(around):
                continue
            last_year = found["y1"] or found["y0"]
            return Period(
                f"{found['y0']}-{int(found['m0']):02}-{int(found['d0']):02}",
                f"{last_year}-{int(found['m1']):02}-{int(found['d1']):02}",
                found.group(),
                _place_in(part, found.start()),
            )
    return None


def scope_of(body: str | None, text: str) -> Scope | None:
    """Aggregated where a government speaks of its whole 市/县/区, own for any other body."""
    if body is not None and not _GOVERNMENT.search(body):
        return Scope.OWN
    compact = "".join(text.split())
    if _AGGREGATED.search(compact):
        return Scope.AGGREGATED
    return Scope.OWN if _OWN.search(compact) else None


def _sections(parts: Sequence[Part], form: Form) -> Iterator[Section]:
    labels = [
        item.label
        for table in form.tables.values()
        if table.shape == MATRIX
        for item in table.rows.values()
    ]
    found: list[tuple[SectionHeading, str, Place, int]] = []
    lines = [line for part in parts for line in _lines(part)]
    for index, (line, place) in enumerate(lines):
        heading = _heading_of(line, form, labels)
        if heading is not None and heading.number not in {h.number for h, *_ in found}:
            found.append((heading, line, place, index))
    for position, (heading, line, place, index) in enumerate(found):
        stop = found[position + 1][3] if position + 1 < len(found) else len(lines)
        own = lines[index + 1 : stop]
        text = "\n".join(text for text, _ in own)
        yield Section(heading.number, line[:60], text, place, tuple(at for _, at in own))


def _heading_of(line: str, form: Form, labels: Sequence[str]) -> SectionHeading | None:
    """The section a line is the heading of: its ordinal, and words like the form's."""
    match = _HEADING.match(line)
    if match is None or _is_table_label(match.group(2), labels):
        return None
    number = _ORDINALS.index(match.group(1)) + 1
    words = normal(match.group(2))
    for heading in form.sections:
        if heading.number == number:
            alike = likeness(words[:40], normal(heading.heading))
            variants = any(words.startswith(normal(variant)) for variant in heading.variants)
            if alike >= MISPRINTED or variants:
                return heading
    return None


def _is_table_label(words: str, labels: Sequence[str]) -> bool:
    """A row's label that is numbered as headings are (一、本年新收… in 表三) is no heading."""
    bare = normal(words)
    starts = {normal(label)[:6] for label in labels}
    return any(bare.startswith(start) for start in starts if len(start) >= SHORT_LABEL)
