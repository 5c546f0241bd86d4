"""A sentence as tokens, found in one pass: numbers, years, words of the lexicon, marks.

What stands in quotation marks or in a title is another's word and is blanked out, unless it is
made of the lexicon's own words: “予以公开”3件 names a row of the form.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from checker.claims.numbers import NUMBER, Figure, figure_of

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@lru_cache(maxsize=8)  # one lexicon a run
def _scanner(lexicon: Lexicon) -> re.Pattern[str]:
    # What a number or a year may begin with is looked for first: most letters begin neither.
    return re.compile(
        rf"(?=[\d〇零一二两三四五六七八九十百千大将接不超多突逾约近])(?P<number>{NUMBER})"
        rf"|(?=[\d较比同相对与和上去结转接延遗顺截至连加承留于在到尚])(?:{_YEARS})"
        rf"|(?P<word>{lexicon.pattern})"
    )


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


def tokens(text: str, lexicon: Lexicon) -> Iterator[Token]:
    """The tokens of a text as ``shown`` gives it, in order."""
    meanings = lexicon.meanings
    read = 0
    for found in _scanner(lexicon).finditer(text):
        kind = found.lastgroup
        start, end = found.span()
        figure = None
        if kind == "word":
            part, name = meanings[text[start:end]]
        elif kind == "number":
            figure = figure_of(found)
            if figure is None:
                continue
            start, end, part, name = figure.start, figure.end, "number", figure.unit
        else:
            part, name = _of_time(found)
        gap = start > read and bool(text[read:start].strip(SEEN_THROUGH))
        yield Token(start, end, part, name, figure, gap)
        read = end


def _of_time(found: re.Match[str]) -> tuple[str, str]:
    """What the words on a year say."""
    match found.lastgroup:
        case "year":
            return "time", found["year"]
        case "over" | "forward" as way:
            return "carry", way
        case "compare":
            return "mark", "compare"
        case "until":
            return "time", "this"
        case _:  # a span of years, a part of a year
            return "time", "part"
