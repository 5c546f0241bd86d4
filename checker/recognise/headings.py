"""Where the six sections begin: by the titles of their headings first, by their numbers then.

A report may number its headings one off, print the title of another section, or number the
topics of one section as if they were sections. So no line is judged alone: of all lines that may
be headings, those are taken that together explain the report best.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from checker.model import UNTITLED
from checker.recognise.section_titles import KNOWN, MISPRINTED, Candidate, Titles, candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.recognise.lines import Line
    from checker.rulebook.form import Form

MOST_CANDIDATES = 300
"""Lines that may be headings; a report has a dozen, and each more is held against all others."""

# What a reading of a line as a heading is worth, against other lines and against none.
_OWN_NUMBER, _BRACKETED, _LISTED, _UNNUMBERED = 1.0, -0.3, -0.5, -0.3
_WRONG_TITLE = 0.8
_OUT_OF_ORDER = -1.0  # more than a wrong title is worth: such a heading is never out of order


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that begins a section.

    ``number`` is the section's, ``printed`` the ordinal before the title (``None``: none is
    printed), ``titled`` the section whose title is printed instead (as in ``Section``).
    ``first`` and ``last`` are the numbers of its lines, ``words`` what it prints, ``rest`` what
    follows on its last line and is text.
    """

    number: int
    printed: int | None
    titled: int | None
    first: int
    last: int
    words: str
    rest: str = ""


_State: TypeAlias = tuple[frozenset[int], int]
"""The sections found so far, and the last of them."""
_Path: TypeAlias = tuple[tuple[Candidate, int], ...]


def find_headings(lines: Sequence[Line], form: Form) -> list[Heading]:
    """The headings of the sections in the order printed, each section once at most."""
    titles = Titles(form)
    found = list(islice(candidates(lines, titles), MOST_CANDIDATES))
    chosen = _best(found, tuple(titles.own))
    chosen += _altered(chosen, found, form, len(lines))
    return [_with_doubles(heading, lines) for heading in sorted(chosen, key=lambda one: one.first)]


def _with_doubles(heading: Heading, lines: Sequence[Line]) -> Heading:
    """The heading with the same line before it: pages of the web print some for the eye only."""
    first = heading.first
    while first and lines[first - 1].text == lines[heading.first].text:
        first -= 1
    return replace(heading, first=first)


def _worth(one: Candidate, section: int) -> float | None:
    """What it is worth to read a line as a section's heading; ``None`` where it cannot be."""
    alike, has_number = one.alike[section], one.printed == section
    other = max(value for number, value in one.alike.items() if number != section)
    worth: float | None = None
    if alike >= KNOWN and alike >= other:
        if one.printed is None:
            worth = 2 * alike + _UNNUMBERED
        elif has_number or not one.bracketed:
            worth = 2 * alike + _OWN_NUMBER * has_number
    elif has_number and other >= KNOWN:
        worth = None if one.bracketed else _WRONG_TITLE
    elif has_number and ((alike >= MISPRINTED and alike >= other) or section in one.begins):
        worth = 1 + alike
    if worth is None:
        return None
    return worth + _BRACKETED * one.bracketed + _LISTED * one.listed


def _best(found: Sequence[Candidate], sections: Sequence[int]) -> list[Heading]:
    """The readings of lines as headings that are worth most together, each section once.

    Of readings that are worth the same the later lines count: a table of contents stands first.
    """
    states: dict[_State, tuple[float, int, _Path]] = {(frozenset(), 0): (0.0, 0, ())}
    for one in found:
        worths = [(s, w) for s in sections if (w := _worth(one, s)) is not None]
        reached = dict(states)
        for (taken, last), (total, tie, path) in states.items():
            for section, worth in worths:
                if section in taken or (path and path[-1][0].last >= one.first):
                    continue
                value = total + worth + _OUT_OF_ORDER * (section < last)
                state = (taken | {section}, max(section, last))
                known = reached.get(state)
                if known is None or (value, tie + one.first) > known[:2]:
                    reached[state] = (value, tie + one.first, (*path, (one, section)))
        states = reached
    best = max(states.values(), key=lambda state: state[:2])
    return [_heading(one, section) for one, section in best[2]]


def _heading(one: Candidate, section: int) -> Heading:
    alike = one.alike[section]
    titled = None if alike >= MISPRINTED or section in one.begins else UNTITLED
    if one.titled not in (None, section):
        titled = one.titled
    return Heading(section, one.printed, titled, one.first, one.last, one.words, one.rest)


def _altered(
    chosen: Sequence[Heading], found: Sequence[Candidate], form: Form, end: int
) -> list[Heading]:
    """Headings in the place of a missing section whose titles are not, or hardly, the form's.

    They bear the section's own number, or begin like its title and are one off as a neighbour is.
    """
    by_number = {heading.number: heading for heading in chosen}
    taken = {heading.first for heading in chosen}
    last_section = len(form.sections)
    altered = []
    for section in (one.number for one in form.sections):
        before, after = by_number.get(section - 1), by_number.get(section + 1)
        is_placed = (before or section == 1) and (after or section == last_section)
        if section in by_number or not chosen or not is_placed:
            continue
        start, stop = before.last if before else -1, after.first if after else end
        off = {
            one.printed - one.number for one in (before, after) if one and one.printed is not None
        }
        own = [
            one
            for one in found
            if start < one.first < stop
            and one.first not in taken
            and not (one.bracketed or one.listed or one.rest)
            and one.printed is not None
            and (one.printed == section or (section in one.begins and one.printed - section in off))
        ]
        if len(own) == 1:
            altered.append(_heading(own[0], section))
    return altered
