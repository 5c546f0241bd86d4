"""Two rounds to what became of each report: which belongs to which, and what differs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from checker.checks.across.directory import Directory
from checker.rounds.between import followed_between
from checker.rounds.courses import followed
from checker.rounds.model import HeadingChange, Round, Rounds
from checker.rounds.numbers import changed_numbers
from checker.rounds.sentences import changed_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.checks.across.body_list import Body
    from checker.model import Checked, Report, Results
    from checker.rulebook.rule import Rulebook

HEADINGS = ("body", "title", "year", "form", "layout", "scope")


def paired(old: Results, new: Results, bodies: Mapping[str, Body], rulebook: Rulebook) -> Rounds:
    """The reports of two rounds by body and year; a single one of each belongs to the other.

    Where a round has several reports of a body's year none is chosen (``Rounds.several``).
    """
    directory = Directory.of([one.report for one in (*old.reports, *new.reports)], bodies)
    between = followed_between(old, new, directory)
    if len(old.reports) == len(new.reports) == 1:
        return Rounds((compared(old.reports[0], new.reports[0], rulebook),), between)
    before, now = _by_key(old.reports, directory), _by_key(new.reports, directory)
    rounds: list[Round] = []
    only_old: list[Report] = []
    only_new: list[Report] = []
    several: list[Report] = []
    for key in dict.fromkeys((*before, *now)):
        of_old, of_new = before.get(key, []), now.get(key, [])
        if len(of_old) == len(of_new) == 1:
            rounds.append(compared(of_old[0], of_new[0], rulebook))
        elif not of_new:
            only_old += [one.report for one in of_old]
        elif not of_old:
            only_new += [one.report for one in of_new]
        else:
            several += [one.report for one in (*of_old, *of_new)]
    return Rounds(tuple(rounds), between, tuple(only_old), tuple(only_new), tuple(several))


def compared(old: Checked, new: Checked, rulebook: Rulebook) -> Round:
    """What became of one report."""
    if old.report.refusal is not None or new.report.refusal is not None:
        return Round(old, new)
    numbers, uncertain = changed_numbers(old, new, rulebook)
    return Round(
        old,
        new,
        headings=tuple(_headings(old.report, new.report)),
        findings=followed(old, new),
        numbers=numbers,
        uncertain=uncertain,
        sentences=changed_sentences(old, new, rulebook.lexicon),
    )


def _headings(old: Report, new: Report) -> Iterator[HeadingChange]:
    for name in HEADINGS:
        was, became = getattr(old, name), getattr(new, name)
        if was != became:
            yield HeadingChange(name, *("" if one is None else str(one) for one in (was, became)))


def _by_key(
    checked: Sequence[Checked], directory: Directory
) -> Mapping[tuple[str, int | None], list[Checked]]:
    """The reports by body and year; one that tells neither is its own, and has no counterpart."""
    found: dict[tuple[str, int | None], list[Checked]] = defaultdict(list)
    for one in checked:
        found[directory.key_of(one.report) or one.report.name, one.report.year].append(one)
    return found
