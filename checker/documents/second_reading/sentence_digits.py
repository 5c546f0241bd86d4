"""Whether the digits of the sentences look like what the text layer says they are.

Every digit of a table is looked at (``lying_fonts``). A report's sentences have ten times as many
and mostly a font of their own; a map that lies about them (a 2 given out as a 5 wherever it stands)
makes a true date an impossible one. A font gives each glyph out as it does once: so of each font
some prints of each digit are looked at, closely, and only of those that no table vouches for. That
two digits are given out as one is seen by their glyphs' proportions or in one of these prints.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from checker.documents.second_reading.glyphs import DIGITS
from checker.documents.second_reading.lying_fonts import TWICE, Sign
from checker.documents.second_reading.shape_check import misshapen_close

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Set
    from contextlib import AbstractContextManager

    from checker.documents.pdf.characters import Char
    from checker.documents.pdf.pdfium import Page

_KEPT: Final = 20
"""Places of each sign that are remembered: a second look at what one print showed."""

_LOOKS: Final = 3
"""Places of each sign that are looked at."""

_FEW: Final = 5
"""Prints of a sign, of which one that looks like another is enough: a title has its year's digits
once or twice, and of 430 honest files whose fonts are embedded none has a print that looks so."""


class _Run(NamedTuple):
    """Digits side by side on one line, all of one font."""

    page: int
    font: int
    is_embedded: bool
    digits: tuple[Char, ...]

    @property
    def first(self) -> int:
        """Where the run begins in its page's text."""
        return self.digits[0].index

    @property
    def signs(self) -> set[Sign]:
        """The digits that it prints, each once."""
        return {Sign.of(char, self.font) for char in self.digits}


class SentenceDigits:
    """The digits of a file's pages, taken in as they are read, page by page.

    ``opened`` is a page while it is looked at.
    """

    def __init__(self, opened: Callable[[int], AbstractContextManager[Page]]) -> None:
        self._look = _Look(opened)
        self._runs: dict[Sign, list[_Run]] = defaultdict(list)
        self._prints: Counter[Sign] = Counter()
        self._fonts: set[int] = set()
        self._signs: dict[int, set[Sign]] = {}  # of each page

    def take(self, page: Page) -> bool:
        """Remember where the digits of a page stand; whether it brings a font that is new.

        A font is known by where it is kept, which is another one's place once no open page has it.
        """
        known = len(self._fonts)
        signs = self._signs.setdefault(page.number, set())
        for run in _runs(page):
            signs |= run.signs
            self._fonts.add(run.font)
            for sign in run.signs:
                if len(self._runs[sign]) < _KEPT:
                    self._runs[sign].append(run)
            self._prints.update(Sign.of(char, run.font) for char in run.digits)
        return len(self._fonts) > known

    def lie(self, pages: Iterable[int], vouched: Set[Sign]) -> bool:
        """Whether a font of these pages gives out a digit as another, not in one print of many.

        ``vouched`` are those that the tables print as they are told. A font of other pages, too, is
        looked at where it was met first.
        """
        look = self._look
        asked = set().union(*(self._signs.get(page, ()) for page in pages)) - vouched
        wanted = {sign: min(_LOOKS, len(self._runs[sign])) for sign in asked}
        runs = {run for sign in wanted for run in self._runs[sign]}
        for run in sorted(runs, key=lambda run: (-len(run.signs), run.page, run.first)):
            if any(wanted.get(sign) for sign in run.signs):
                look.at(run)
                wanted |= {sign: wanted[sign] - 1 for sign in run.signs if wanted.get(sign)}
        suspects = {run.font for run in runs if look.seen.get(run)}
        return any(self._is_caught(font) for font in suspects)

    def _is_caught(self, font: int) -> bool:
        """Whether the other prints that are known of a font show the same."""
        look = self._look
        runs = {run for sign in self._runs if sign.font == font for run in self._runs[sign]}
        odd = Counter(
            (Sign.of(char, font), shape)
            for run in runs
            for shapes in [look.at(run)]
            for char in run.digits
            if (shape := shapes.get(char.index))
        )
        few = _FEW if all(run.is_embedded for run in runs) else 1
        return any(count >= TWICE or self._prints[sign] <= few for (sign, _), count in odd.items())


class _Look:
    """What was seen of runs so far: what is shaped like something else, by its index."""

    def __init__(self, opened: Callable[[int], AbstractContextManager[Page]]) -> None:
        self._opened = opened
        self.seen: dict[_Run, dict[int, str]] = {}

    def at(self, run: _Run) -> dict[int, str]:
        """What a run shows, looked at once; a digit that is cut off has no shape of its own."""
        if run not in self.seen:
            with self._opened(run.page) as page:
                shapes = misshapen_close(run.digits, page)
                cut = {char.index for char in run.digits if shapes and page.is_clipped(char)}
            self.seen[run] = {at: shape for at, shape in shapes.items() if at not in cut}
        return self.seen[run]


def _runs(page: Page) -> Iterator[_Run]:
    digits = [char for char in page.chars if char.text in DIGITS and char.level]
    runs = groupby(
        enumerate(digits),
        lambda one: (one[1].index - one[0], page.font(one[1]), round(one[1].foot)),
    )
    for (_, font, _), run in runs:
        chars = tuple(char for _, char in run)
        yield _Run(page.number, font, page.is_embedded(chars[0]), chars)
