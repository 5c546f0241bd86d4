"""An author's marked sentence -> the plain sentence and what it states of the tables.

The marks (README.md) stand in ASCII braces where the number stands, so that a number printed
can be no other than the figure it speaks of:

``{new}``  ``{granted+partial}``  ``{new|zh}``  ``{new|~100}``  a count, exact or rounded down
``{granted%handled|1}``  a share in per cent, with so many decimals
``{up new}``  ``{down new|1}``  ``{prev new}``  growth on the year before, and its figure
``{0 rv.t,ls.t: 没有发生复议诉讼}``  words that say a cell is 0
``{T a new}`` ``{P a 3}`` ``{T b~ 120}``  a list's total and parts (``~``: an open list)
``各{granted}{& partial}件``  the number just printed speaks of this too
``{~ 12 prior}``  a number that speaks of no cell, and why it does not
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from tests.bench.prose.figures import FiguresError, names
from tests.bench.prose.marks import (
    ASIDES,
    COUNTS,
    WORDS,
    ZERO_TOO,
    Aside,
    Item,
    Rendered,
    State,
    rules_of,
    share_rules,
    wider,
)

_MARK = re.compile(r"\{([^{}]*)\}")
_SENTENCE = re.compile(r"[。！？\n]")
_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Return the Chinese numeral of a number below 100, as said before a measure word."""
    tens, ones = divmod(number, 10)
    if not 0 <= number < 100:
        raise FiguresError(f"{number}: no numeral")
    if not tens:
        return "两" if ones == 2 else _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def percent(part: Decimal, whole: Decimal, decimals: int) -> Decimal:
    """Return 100·part/whole, rounded half up."""
    step = Decimal(1).scaleb(-decimals)
    return (100 * part / whole).quantize(step, rounding=ROUND_HALF_UP)


class Sentences:
    """Renders the sections of one narrative over its figures."""

    def __init__(
        self, form: str, figures: Mapping[str, Decimal], previous: Mapping[str, Decimal] | None
    ) -> None:
        self._names = names(form)
        self._figures = figures
        self._previous = previous
        self.out = Rendered()

    def add(self, section: int, marked: str) -> None:
        """Render one section and keep what it states.

        :raises FiguresError: where a mark is unknown or untrue.
        """
        text = ""
        position = 0
        first = len(self.out.states)
        for mark in _MARK.finditer(marked):
            text += marked[position : mark.start()]
            text += self._render(mark[1], section, len(text))
            position = mark.end()
        text += marked[position:]
        if "{" in text or "}" in text:
            raise FiguresError(f"a mark is left open: {text[:80]}")
        self.out.sections[section] = text
        for index in range(first, len(self.out.states)):
            state = self.out.states[index]
            self.out.states[index] = replace(
                state, sentence=_sentence(text, state.start, state.end)
            )

    def _cells(self, expression: str) -> tuple[str, ...]:
        found: tuple[str, ...] = ()
        for name in expression.split("+"):
            if name.strip() not in self._names:
                raise FiguresError(f"unknown name {name!r} in {expression!r}")
            found += self._names[name.strip()]
        return found

    def _sum(self, cells: tuple[str, ...]) -> Decimal:
        return sum((self._figures[cell] for cell in cells), Decimal(0))

    def _value(self, side: str) -> Decimal:
        """Return a side of a share: a plain number, or the sum of its cells."""
        return Decimal(side) if side.isdigit() else self._sum(self._cells(side))

    def _code(self, side: str) -> str:
        return side if side.isdigit() else "+".join(self._cells(side))

    def _render(self, mark: str, section: int, at: int) -> str:
        head, _, rest = mark.partition(" ")
        if head == "~":
            number, why = rest.split()
            if why not in ASIDES:
                raise FiguresError(f"unknown reason {why}")
            self.out.asides.append(Aside(number, why, section, at))
            return number
        if head == "0":
            return self._words(rest, section, at)
        if head == "&":
            return self._also(rest)
        if head in {"T", "P"}:
            name, expression = rest.split()
            printed = expression if expression.isdigit() else self._count(expression, section, at)
            self.out.items.append(
                Item(name, head == "T", int(printed), section, at, at + len(printed))
            )
            return printed
        if head in {"up", "down", "prev"}:
            return self._growth(head, rest, section, at)
        return self._count(mark, section, at)

    def _keep(self, state: State) -> str:
        self.out.states.append(state)
        return state.number

    def _also(self, expression: str) -> str:
        last = self.out.states[-1]
        cells = self._cells(expression)
        if not _same(self._sum(cells), last.number):
            raise FiguresError(f"{expression} is not {last.number}")
        rules = rules_of(COUNTS, cells)
        self.out.states.append(replace(last, cell="+".join(cells), rules=rules))
        return ""

    def _words(self, rest: str, section: int, at: int) -> str:
        said, _, words = rest.partition(":")
        expression, *options = said.split()
        rules = [rule for option in options for rule in option.split(",")]
        cells = self._cells(expression.replace(",", "+"))
        if self._sum(cells):
            raise FiguresError(f"untrue: {words}")
        words = words.strip()
        self.out.states.append(
            State(
                "zero",
                "+".join(cells),
                "0",
                wider(tuple(rules), cells) or rules_of(WORDS, cells),
                section,
                at,
                at + len(words),
            )
        )
        return words

    def _growth(self, head: str, rest: str, section: int, at: int) -> str:
        expression, *options = rest.split("|")
        cells = self._cells(expression)
        if self._previous is None:
            raise FiguresError("growth without the figures of the year before")
        before = sum((self._previous[cell] for cell in cells), Decimal(0))
        code = "+".join(cells)
        if head == "prev":
            printed = str(before)
            end = at + len(printed)
            return self._keep(State("previous", code, printed, ("YR-08",), section, at, end))
        now = self._sum(cells)
        if (now > before) != (head == "up") or now == before:
            raise FiguresError(f"{rest}: {before} -> {now} is not {head}")
        decimals = next((int(o) for o in options if o.isdigit()), 2)
        growth = abs(percent(now - before, before, decimals))
        printed = f"{growth.normalize():f}%" if "t" in options else f"{growth}%"
        end = at + len(printed)
        return self._keep(State("growth", code, printed, ("TX-09",), section, at, end))

    def _count(self, mark: str, section: int, at: int) -> str:
        expression, *options = mark.split("|")
        if "%" in expression:
            part, whole = (side.strip() for side in expression.split("%"))
            decimals = next((int(o) for o in options if o.isdigit()), 2)
            share = percent(self._value(part), self._value(whole), decimals)
            printed = f"{share.normalize():f}%" if "t" in options else f"{share}%"
            code = f"{self._code(part)} / {self._code(whole)}"
            end = at + len(printed)
            rules = share_rules(code)
            return self._keep(State("share", code, printed, rules, section, at, end))
        cells = self._cells(expression)
        number = self._sum(cells)
        rules = rules_of(COUNTS, cells)
        if not number:
            rules += tuple(r for rule in rules for r in ZERO_TOO.get(rule, ()))
        says = "count"
        printed = f"{number.normalize():f}"
        for option in options:
            if option == "zh":
                printed = chinese(int(number))
            elif option == ",":
                printed = f"{int(number):,}"
            elif option.startswith("~"):
                step = int(option[1:])
                printed, says = str(int(number) // step * step), "about"
                rules += ("TX-24",)
            elif re.fullmatch(r"TX-\d\d|decisions", option):
                rules = (option,)
            else:
                raise FiguresError(f"unknown option {option!r}")
        end = at + len(printed)
        return self._keep(State(says, "+".join(cells), printed, rules, section, at, end))


def _same(figure: Decimal, printed: str) -> bool:
    return printed in {f"{figure:f}", chinese(int(figure)) if figure < 100 else ""}


def _sentence(text: str, start: int, end: int) -> str:
    left = max((m.end() for m in _SENTENCE.finditer(text, 0, start)), default=0)
    right = _SENTENCE.search(text, end)
    return text[left : right.end() if right else len(text)].strip()
