"""A sentence as tokens, found in one pass: numbers, years, words of the lexicon, marks.

What stands in quotation marks or in a title is another's word and is blanked out, unless it is
made of the lexicon's own words: “予以公开”3件 names a row of the form.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from checker.claims.kinds import BEHIND_A_LETTER, BESIDE, MONEY, SHORT_NAME, any_of, kind_of
from checker.claims.kinds import NUMBER as NUMBERS
from checker.claims.numbers import NUMBER, Figure, figure_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.rulebook.lexicon import Lexicon

_ANY_YEAR = r"(?:上一?年度?|去年度?|20\d\d年度?)"
_YEARS = (
    # What this year is compared with is no year of the numbers after it.
    rf"(?P<compare>(?:[较比]|同比|相较于?|相比于?|相对于?|对比){_ANY_YEAR}(?:同期)?(?:相比)?"
    # 与上年收到1件相比: a number between the two is that year's.
    rf"|(?:与|和|同){_ANY_YEAR}(?:同期)?(?:相比|(?=[^,;。\d一二两三四五六七八九十]{{0,10}}相比)))"
    r"|(?P<span>20\d\d年?度?(?:[至到~、和及与-]|—+)20\d\d年度?)"
    r"|(?P<over>(?:20\d\d年度?|上一?年度?|去年度?)(?:未办结的?|未答复的?)?"
    r"(?:转?结转|转结|接转|延续|遗留|转来|转入|移交|结存|留下来?)(?:过来|而来|的)?(?:(?:至|到)?(?:今年|本年度?|20\d\d年度?))?(?![至到入])"
    # 加上2019年2件: of that year, and so carried over.
    r"|(?:连同|加上|加之|接续|承接|加|接)(?:20\d\d年度?|上一?年度?|去年度?)(?:未办结|未答复|未了结|未结)?的?(?=[\d〇零一二两三四五六七八九十]))"
    r"|(?P<forward>(?:结转|转结|顺延|延续|延期|留待|延|转)(?:至|到|入|往)?(?:20\d\d年度?|下一?年度?|次年|明年|来年)"
    r"|[于在到至]20\d\d年度?(?:继续)?(?:办理|答复|处理|办结)"
    r"|(?:尚需)?20\d\d年度?(?:继续|接续|续)(?:办理|答复|处理|办结))"
    # Up to the end of the year is the year; up to any other month is a part of it.
    r"|(?P<until>(?:截至|截止到?|至|到)(?:20\d\d年)?(?:12月底|12月末|12月31日|12月(?!\d)|年底|年末)"
    r"|(?:20\d\d年)?1月(?:1日)?起?[至到~—-](?:20\d\d年)?12月(?:31日|底|末)?(?!\d)"
    r"|(?<!\d)1[至到~—-]12月(?:份|底|末)?(?!\d))"
    r"|(?P<months>(?<!\d)\d{1,2}(?:月(?:份|底|末)?)?[-至到~—]\d{1,2}月(?!\d)|[上下]半年"
    r"|(?<![\d年])\d{1,2}月(?:份|底|末)?(?!\d))"
    r"|(?P<year>20\d\d)年(?:度|全年|以?来)?(?!\d{1,2}月\d{1,2}日起)"
)
_TITLE = re.compile(r"《[^《》]{0,80}》|〔[^〔〕]{0,12}〕")
_QUOTED = re.compile(r"“([^“”]{0,60})”|‘([^‘’]{0,60})’|\"([^\"]{0,60})\"")
BLANK, SEEN_THROUGH = "\ue001", "\ue002"
"""Stand for each character of another's words, and for the marks around words of our own."""


class Token(NamedTuple):
    """A word, number, year or mark of a sentence, where it stands in it."""

    start: int
    end: int
    part: str
    name: str
    kind: int  # of ``kinds``
    figure: Figure | None = None
    gap: bool = False  # letters that are no words of ours stand before it

    @property
    def is_stop(self) -> bool:
        """Whether it is a mark of punctuation."""
        return self.part == "stop"

    def marks(self, *names: str) -> bool:
        """Whether it is one of these small words (其中, 均, 占 …)."""
        return self.part == "mark" and self.name in names

    def names(self, *objects: str) -> bool:
        """Whether it is one of these things spoken of (申请, 行政复议 …)."""
        return self.part == "object" and self.name in objects

    def told_as(self, part: str, name: str) -> Token:
        """The same letters with another meaning."""
        return self._replace(part=part, name=name, kind=kind_of(part, name))


def word(start: int, end: int, part: str, name: str) -> Token:
    """A word that is read into a sentence."""
    return Token(start, end, part, name, kind_of(part, name))


class _Scanner(NamedTuple):
    """What finds the tokens of a text."""

    split: re.Pattern[str]
    """Parts a text into letters between tokens, numbers and years, and words of the lexicon."""
    words: Mapping[str, tuple[int, str, str, int]]
    """Length, part, meaning and kind of each word."""


@lru_cache(maxsize=8)  # one lexicon a run
def _scanner(lexicon: Lexicon) -> _Scanner:
    # What a number or a year may begin with is looked for first: most letters begin neither.
    split = re.compile(
        rf"(?=[\d〇零一二两三四五六七八九十百千大将接不超多突逾约近])({_unnamed(NUMBER)})"
        rf"|(?=[\d较比同相对与和上去结转接延遗顺截至连加承留于在到尚])({_unnamed(_YEARS)})"
        rf"|({lexicon.pattern})"
    )
    kinds = {word: kind_of(*meaning) for word, meaning in lexicon.meanings.items()}
    for names, kind in ((lexicon.short, SHORT_NAME), (lexicon.beside, BESIDE)):
        kinds.update({word: kinds[word] | kind for word in names})
    words = {word: (len(word), *meaning, kinds[word]) for word, meaning in lexicon.meanings.items()}
    return _Scanner(split, words)


def _unnamed(pattern: str) -> str:
    """A pattern without its groups' names, which only the reading of what was found needs."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def shown(text: str, lexicon: Lexicon) -> str:
    """The text with titles and others' words blanked out, length kept."""
    if "《" in text or "〔" in text:
        text = _TITLE.sub(lambda found: BLANK * len(found.group()), text)
    if "“" in text or '"' in text or "‘" in text:
        text = _QUOTED.sub(lambda found: _unquoted(found, lexicon), text)
    return text


def _unquoted(found: re.Match[str], lexicon: Lexicon) -> str:
    inner = found[1] or found[2] or found[3] or ""
    if inner and _is_ours(inner, lexicon):
        return SEEN_THROUGH + inner + SEEN_THROUGH
    return BLANK * len(found.group())


def _is_ours(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is made of the lexicon's words, the longest taken at each place."""
    words, longest = lexicon.meanings, lexicon.longest
    at = 0
    while at < len(text):
        end = min(at + longest, len(text))
        while end > at and text[at:end] not in words:
            end -= 1
        if end == at:
            return False
        at = end
    return True


def tokens(text: str, lexicon: Lexicon) -> tuple[list[Token], int]:
    """The tokens of a text as ``shown`` gives it, in order, and their kinds together."""
    scanner = _scanner(lexicon)
    words, number_kinds = scanner.words, _KINDS_OF_UNITS
    parts = iter(scanner.split.split(text))
    make = tuple.__new__  # a third of the time of a call by name, 180 times a report
    found: list[Token] = []
    add = found.append
    at = kinds = 0
    gap = False
    seen_through = SEEN_THROUGH in text
    # What stands behind the last token stands alone, and ends the walk.
    for between, number, year, known in zip(parts, parts, parts, parts, strict=False):
        if between:
            at += len(between)
            gap = gap or not seen_through or bool(between.strip(SEEN_THROUGH))
        start = at
        if known is not None:
            size, part, name, kind = words[known]
            at += size
            add(make(Token, (start, at, part, name, kind, None, gap)))
        elif year is not None:
            at += len(year)
            if year[:2] == "20" and year[4:] in _PLAIN_YEAR:
                part, name, kind = "time", year[:4], _TIME
            else:
                part, name, kind = _of_time(text, start)
            add(make(Token, (start, at, part, name, kind, None, gap)))
        else:
            at += len(number)
            figure = figure_at(text, start, at)
            if figure is None:
                gap = True
                continue
            kind = number_kinds.get(figure.unit, NUMBERS)
            if len(between) == 1:
                kind |= BEHIND_A_LETTER
            add(make(Token, (start, at, "number", figure.unit, kind, figure, gap)))
        kinds |= kind
        gap = False
    return found, kinds


_YEAR = re.compile(_YEARS)
_KINDS_OF_UNITS = {unit: kind_of("number", unit) for unit in ("%", *MONEY)}


def _of_time(text: str, start: int) -> tuple[str, str, int]:
    """What the words on a year say that stand here."""
    found = _YEAR.match(text, start)
    if found is None:
        raise AssertionError(text[start:])
    match found.lastgroup:
        case "year":
            return "time", found["year"], _TIME
        case "over" | "forward" as way:
            return _CARRIED[way]
        case "compare":
            return _COMPARED
        case "until":
            return _THIS
        case _:  # a span of years, a part of a year
            return _PART


def _meant(part: str, name: str) -> tuple[str, str, int]:
    return part, name, kind_of(part, name)


_TIME = any_of("time")
_PLAIN_YEAR = frozenset(("年", "年度", "年全年", "年来", "年以来"))
"""What stands behind the digits of a year by itself; every other time has more words."""
_CARRIED = {way: _meant("carry", way) for way in ("over", "forward")}
_COMPARED, _THIS, _PART = _meant("mark", "compare"), _meant("time", "this"), _meant("time", "part")
