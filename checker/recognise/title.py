"""A report's title: which body reports on which year, however the two are set out."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from checker.recognise.folding import folded
from checker.recognise.lines import folded_lines, place_in, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Place
    from checker.model.document import Part
    from checker.recognise.lines import Line

_YEAR = r"(?:20\d\d|二[〇○零Oo0][〇○零Oo0一二三四五六七八九]{2})"
_MATTER = r"(?:政府信息公开|政务公开|信息公开)"
_SUBJECT = rf"{_MATTER}(?:工作)?(?:的)?(?:年度)?(?:工作)?(?:年度)?(?:情况)?(?:的)?报告"
_NAME = r"[\u4e00-\u9fff（）()·“”\"、]{2,40}?"
_ENDING = (
    r"(?:政府|局|委员会|委|厅|院|署|办|办公室|办公厅|办事处|中心|公司|集团|所|站|队|会|校|社|处|馆|学"
    r"|台|行|团|村|场|园|库|部|科|组|室"
    r"|[省市县区州盟旗镇乡])"
)
_BODY_LINE = re.compile(rf"^(?P<body>[\u4e00-\u9fff（）()·“”]{{2,30}}{_ENDING}[)）]?)$")
_WITH_YEAR = (
    re.compile(rf"^(?P<body>{_NAME})(?:关于)?(?P<year>{_YEAR})年?(?:度)?{_SUBJECT}$"),
    re.compile(rf"^(?P<year>{_YEAR})年(?:度)?{_SUBJECT}$"),
    re.compile(rf"^(?P<year>{_YEAR})年(?:度)?(?:的)?(?P<body>{_NAME})(?:的)?{_SUBJECT}$"),
    # The year stands behind: …年度报告（2024年）, …公开工作2024年度报告.
    re.compile(
        rf"^(?P<body>{_NAME})?(?:关于)?{_SUBJECT}[(（\[]?(?P<year>{_YEAR})年?(?:度)?[)）\]]?$"
    ),
    re.compile(
        rf"^(?P<body>{_NAME})?(?:关于)?{_MATTER}(?:工作)?(?P<year>{_YEAR})年(?:度)?(?:工作)?"
        r"(?:情况)?(?:的)?报告$"
    ),
)
_WITHOUT_YEAR = re.compile(rf"^(?P<body>{_NAME}{_ENDING})(?:关于)?{_SUBJECT}$")
_LOOSE = re.compile(rf"(?P<body>{_NAME})?(?P<year>{_YEAR})年(?:度)?{_SUBJECT}")
_DATE = re.compile(rf"{_YEAR}年[\d一二三四五六七八九十]{{1,3}}月[\d一二三四五六七八九十]{{1,3}}日")
_CITING = re.compile(r"^(?:根据|按照|依据|为|现|本|该|关于|以下|国务院办公厅)|的$|条例")
# A body that a pattern may cut out of the subject's own words (政府信息公开 → 政府).
_NO_BODY = re.compile(r"^(?:政府|政务|工作|年度|年|的|度|全文|附件)+$")
_CHINESE_DIGITS = {char: str(number) for number, char in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "O": "0",
    "o": "0",
    "0": "0",
}
TITLE_PAGES = 2
TITLE_LINES = 4  # a title is broken over at most this many lines
HEAD_LINES = 12  # lines of the first page among which a title without a year stands
LAST_LINES = 6  # a signature stands this near to the end


class Title(NamedTuple):
    """The title as printed, the body and year that it names, and where it stands.

    ``lines`` are the first and last of its lines on its part, ``None`` where it was found in
    running text.
    """

    text: str | None = None
    body: str | None = None
    year: int | None = None
    place: Place | None = None
    part: int = 0
    lines: tuple[int, int] | None = None


def read_title(parts: Sequence[Part]) -> Title:
    """The title among the first pages; empty where none was found."""
    heads = [folded_lines(part) for part in parts[:TITLE_PAGES]]
    found = next(_with_year(heads), None) or next(_without_year(heads), None) or _loose(parts)
    if found.text is not None and found.body is None:
        return found._replace(body=_body_beside(found, heads) or _signed_by(parts))
    return found


def year_of(printed: str) -> int:
    """A printed year, ``2023`` or ``二〇二三``, as a number."""
    return int("".join(_CHINESE_DIGITS.get(char, char) for char in printed))


def _with_year(heads: Sequence[Sequence[Line]]) -> Iterator[Title]:
    """The first title: of the lines that end alike the fewest that name a body."""
    for number, lines in enumerate(heads):
        for last in range(len(lines)):
            without_body: Title | None = None
            for first in range(last, max(last - TITLE_LINES, -1), -1):
                text = "".join(line.text for line in lines[first : last + 1])
                plain = folded(text)
                if "报告" not in plain:
                    continue
                found = next(filter(None, (one.match(plain) for one in _WITH_YEAR)), None)
                if found is None or _cites(found):
                    continue
                body, year = _body(found, text), year_of(found["year"])
                title = Title(text, body, year, lines[first].place, number, (first, last))
                if body is None:
                    without_body = without_body or title
                elif without_body is None or _BODY_LINE.match(body):
                    yield title
            if without_body is not None:
                yield without_body


def _without_year(heads: Sequence[Sequence[Line]]) -> Iterator[Title]:
    for number, lines in enumerate(heads[:1]):
        for last in range(min(len(lines), HEAD_LINES)):
            for first in range(last, max(last - TITLE_LINES, -1), -1):
                text = "".join(line.text for line in lines[first : last + 1])
                found = _WITHOUT_YEAR.match(folded(text))
                if found is None or _cites(found) or (body := _body(found, text)) is None:
                    continue
                yield Title(text, body, None, lines[first].place, number, (first, last))


def _loose(parts: Sequence[Part]) -> Title:
    """A title in the midst of other text; what stands before it may be no body."""
    for number, part in enumerate(parts[:TITLE_PAGES]):
        found = _LOOSE.search(words_of(part))
        if found:
            year, place = year_of(found["year"]), place_in(part, found.start())
            return Title(found.group(), None, year, place, number)
    return Title()


def _cites(found: re.Match[str]) -> bool:
    """Whether the line is the end of a sentence that names another document."""
    return _CITING.search(found.groupdict().get("body") or "") is not None


def _body(found: re.Match[str], text: str) -> str | None:
    """The body as printed; ``found`` is in the folded text, letter for letter as a rule."""
    body = found.groupdict().get("body") or ""
    if len(found.string) == len(text) and body:
        body = text[found.start("body") : found.end("body")]
    body = body.removesuffix("关于").removesuffix("的")
    return body if len(body) > 1 and not _NO_BODY.match(body) else None


def _body_beside(title: Title, heads: Sequence[Sequence[Line]]) -> str | None:
    """The body on the line above or below a title that names none."""
    if title.lines is None:
        return None
    lines = heads[title.part]
    for at in (title.lines[0] - 1, title.lines[1] + 1):
        if 0 <= at < len(lines) and (found := _BODY_LINE.match(lines[at].text)):
            return found["body"]
    return None


def _signed_by(parts: Sequence[Part]) -> str | None:
    """The body that signs the report, on the line above its date."""
    lines = [line.text for part in parts[-2:] for line in folded_lines(part)][-LAST_LINES:]
    for above, line in pairwise(lines):
        if _DATE.fullmatch(line):
            found = _BODY_LINE.match(above)
            return found["body"] if found else None
    return None
