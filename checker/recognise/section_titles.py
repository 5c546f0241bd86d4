"""Lines that may be headings of sections, and how like the titles of the form they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.recognise.labels import likeness, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.recognise.lines import Line
    from checker.rulebook.form import Form

_ORDINALS = "一二三四五六七八九十"
# A bullet of a symbol font reads as a letter: seen before headings printed by LibreOffice.
_BULLET = r"[●•·■◆▪★*lnuØ§]?"
_NUMBERED = re.compile(
    rf"^{_BULLET}(?:第(?P<part>[{_ORDINALS}])部分|(?P<open>[(])?(?P<number>[{_ORDINALS}]))"
    r"(?(open)[)]|)(?P<mark>[、.．,:])?(?P<words>.*)$"
)
_LEADER = re.compile(r"[.…·⋯_\-—]*\d{1,3}$")
_FIRST_WORDS = re.compile(r"^[^。:,;]{2,40}(?=[。:])")
_MID_LINE = re.compile(rf"(?<=[。;!)])(?=[{_ORDINALS}]、)")

_ON = ("20", "(")
MISPRINTED = 0.4  # likeness that a typo, or a line's end, leaves between a heading and the form's
KNOWN = 0.9  # likeness by which a title is that of a section, whatever its number
SHORT_LABEL = 4  # letters: a label shorter than this may well begin a heading
LONGEST = 40  # letters of a heading; the longest seen, 因政府信息公开工作被…情况, has 33
HEADING_LINES = 4  # a heading is broken over at most this many lines
SHOWN = 60  # letters of a heading that are kept
CONTINUED = 12  # letters of a heading's second line
LABEL_START = 6  # letters by which a label is known though it is broken over lines
WHOLE_TITLE = 7  # letters of a listed wording that is a title and not the beginning of one


class Candidate(NamedTuple):
    """A line that may be a heading: likeness to each section's title, and its ordinal."""

    first: int
    last: int
    printed: int | None
    bracketed: bool
    listed: bool  # with a page number behind it, as in a table of contents
    alike: Mapping[int, float]
    begins: frozenset[int]  # sections of which a listed wording begins the title
    words: str
    rest: str

    @property
    def is_like(self) -> bool:
        """Whether it is like some title at all, as a title that goes on in the next line is."""
        return max(self.alike.values()) >= MISPRINTED

    @property
    def titled(self) -> int | None:
        """The section whose title this is, ``None`` for no title of the form."""
        best = max(self.alike, key=lambda number: self.alike[number])
        return best if self.alike[best] >= KNOWN else None


class Titles:
    """The titles of a form's sections in bare words, and labels of tables that look alike."""

    def __init__(self, form: Form) -> None:
        self.own = {one.number: normal(one.heading) for one in form.sections}
        self.variants = {one.number: tuple(map(normal, one.variants)) for one in form.sections}
        labels = [
            label
            for table in form.tables.values()
            for label in (
                *(item.label for item in table.rows.values()),
                *(group.label for group in table.row_groups.values()),
            )
        ]
        starts = {normal(label)[:LABEL_START] for label in labels}
        self._starts = tuple(start for start in starts if len(start) >= SHORT_LABEL)

    def is_table_label(self, words: str) -> bool:
        """A row's label that is numbered as headings are (一、本年新收… in 表三)."""
        return normal(words).startswith(self._starts)

    def alike(self, words: str) -> dict[int, float]:
        """How like each section's title some words are, 0 to 1."""
        bare = normal(words)
        return {
            number: max(
                likeness(bare, one)
                for one in (title, *self.variants[number])
                if one is title or len(one) >= WHOLE_TITLE
            )
            for number, title in self.own.items()
        }

    def begins(self, words: str) -> frozenset[int]:
        """The sections of which a listed wording begins these words."""
        bare = normal(words)
        return frozenset(
            number
            for number, variants in self.variants.items()
            if bare.startswith((self.own[number], *variants))
        )

    def is_whole(self, words: str) -> bool:
        """Whether the words are exactly a section's title."""
        return normal(words) in self.own.values()


def cut_at_headings(lines: Sequence[Line], titles: Titles) -> list[Line]:
    """The lines with each heading that was lost in the midst of one set on a line of its own."""
    found: list[Line] = []
    for line in _with_ordinals(lines):
        start = ""
        for piece in _MID_LINE.split(line.text):
            if start and _title_within(piece, titles):
                found.append(line._replace(text=start))
                start = ""
            elif start and (end := _title_runs_on(piece, titles)):
                found += [line._replace(text=start), line._replace(text=piece[:end])]
                start, piece = "", piece[end:]  # noqa: PLW2901
            start += piece
        found.append(line._replace(text=start))
    return found


def _with_ordinals(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with an ordinal that stands alone (六 / 、其他…) put before its title."""
    ordinal: Line | None = None
    for line in lines:
        if ordinal is not None:
            if line.text.startswith("、"):
                line = ordinal._replace(text=ordinal.text + line.text)  # noqa: PLW2901
            else:
                yield ordinal
            ordinal = None
        if line.text in _ORDINALS and len(line.text) == 1:
            ordinal = line
        else:
            yield line
    if ordinal is not None:
        yield ordinal


def _title_within(piece: str, titles: Titles) -> bool:
    words = piece[2:]
    first = _FIRST_WORDS.match(words)
    return titles.is_whole(words) or (first is not None and titles.is_whole(first.group()))


def _title_runs_on(piece: str, titles: Titles) -> int:
    """Where a title ends that a year or a bracket follows at once; 0 where there is none.

    …12月31日。一、总体情况2022年,我镇…: a page whose paragraphs were run together.
    """
    words = piece[2:]
    for title in titles.own.values():
        if words.startswith(title) and words.startswith(_ON, len(title)):
            return 2 + len(title)
    return 0


def candidates(lines: Sequence[Line], titles: Titles) -> Iterator[Candidate]:
    """Every line that may be the heading of some section, in the order printed."""
    for number, (text, _) in enumerate(lines):
        match = _NUMBERED.match(text)
        if match is None:
            if titles.is_whole(text):
                yield _candidate(number, number, None, text, titles)
            continue
        words = match["words"]
        if not words or titles.is_table_label(words):
            continue
        one = _candidate(number, number, match, words, titles)
        for further in lines[number + 1 : number + HEADING_LINES]:
            if (
                one.rest
                or one.listed
                or one.titled
                or not one.is_like
                or len(further.text) > CONTINUED
            ):
                break
            if _NUMBERED.match(further.text) is not None:
                break
            words += further.text
            longer = _candidate(number, one.last + 1, match, words, titles)
            if max(longer.alike.values()) <= max(one.alike.values()):
                break
            one = longer
        marked = bool(match["mark"] or match["open"] or match["part"])
        if marked or one.titled is not None:
            yield one


def _candidate(
    first: int, last: int, match: re.Match[str] | None, words: str, titles: Titles
) -> Candidate:
    bare = _LEADER.sub("", words)
    listed = bare != words and titles.is_whole(bare)
    head, rest = (bare, "") if listed else _parted(words, titles)
    ordinal = (match["part"] or match["number"]) if match else None
    before = match.group()[: match.start("words")] if match else ""
    return Candidate(
        first,
        last,
        _ORDINALS.index(ordinal) + 1 if ordinal else None,
        bracketed=bool(match and match["open"]),
        listed=listed,
        alike=titles.alike(head[:LONGEST]),
        begins=titles.begins(head),
        words=(before + head)[:SHOWN],
        rest=rest,
    )


def _parted(words: str, titles: Titles) -> tuple[str, str]:
    """The title, and the text that a report prints behind it on the same line."""
    first = _FIRST_WORDS.match(words)
    if first is not None:
        return first.group(), words[first.end() + 1 :]
    if len(words) > LONGEST // 2:
        for title in titles.own.values():
            for end in range(len(title), min(len(title) + 3, len(words))):
                if normal(words[:end]) == title and normal(words[: end + 1]) != title:
                    return words[:end], words[end:]
    return words, ""
