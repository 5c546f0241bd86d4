"""Versions of one report: the draft and the page made of it, a PDF and its OFD copy.

Body and year say which reports are versions of one; they are held against each other cell by cell,
and everywhere else one of them stands for all. Which of two figures is the right one nobody can
tell from the two: cells in which versions differ are doubtful to the rules on years and levels.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from checker.checks.across.pairing import by_body_and_year
from checker.checks.across.side_by_side import Between, shared_refs
from checker.checks.body_names import folded_name, regions_of
from checker.model import Doubt, Outcome, Result, State, Term, Working
from checker.rulebook.kinds.across import BLANK_OR_ZERO, SAME_FORMAT, UNLIKE
from checker.spool import Mapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from checker.checks.across.directory import Directory
    from checker.model import Cell, CellRef, Report
    from checker.rulebook.rule import Rule, Rulebook

OTHER_SCOPE, NO_SHARED_TABLE = "other-scope", "no-shared-table"
_ONE_APPLICATION = 6
"""Cells that one application more or less changes in 表三: its row of coming in, its row of results
and 总计, in its own column and in that of totals. Up to so many are a correction, however short
the report, where the text is the same; two bodies of one name may differ in no more."""
_FEWEST = 3  # sentences: what all reports of a kind say in one or two is no sign of anything
_SENTENCE = re.compile(r"[。！？；]")
_NO_LETTER = re.compile(r"[\W\d]+")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Versions:
    """The report that stands for its body's year, and another version of it, as indexes.

    ``refs`` are the cells that both should print. ``apart`` says why they are not held together:
    ``OTHER_SCOPE``, ``NO_SHARED_TABLE``, or ``UNLIKE`` of two that have hardly a figure in common.
    """

    first: int
    other: int
    refs: tuple[CellRef, ...] = ()
    apart: str = ""

    @property
    def is_one_report(self) -> bool:
        """Whether the second is passed over where reports are counted."""
        return self.apart not in (OTHER_SCOPE, UNLIKE)


def pair_versions(
    reports: Sequence[Report],
    checked: int,
    directory: Directory,
    rulebook: Rulebook,
    whole: Sequence[Report] | None = None,
) -> tuple[Versions, ...]:
    """The versions of each report, those too that only serve as partners of ``checked`` ones.

    The first is one that is checked, that has its text and most tables; else the one given first.
    Where ``reports`` are their heads only, ``whole`` are the same with cells and text.
    """
    pairs = []
    for indexes in by_body_and_year(reports, directory).values():
        distinct: dict[tuple[str, int], int] = {}
        for index in indexes:
            part = reports[index].part
            distinct.setdefault((reports[index].sha256, part.number if part else 0), index)
        first, *others = sorted(
            distinct.values(),
            key=lambda at: (
                at >= checked,
                reports[at].tables_only,
                -len(reports[at].tables),
                at,
            ),
        )
        pairs += [_pair(first, other, whole or reports, rulebook) for other in sorted(others)]
    return tuple(pairs)


def _pair(first: int, other: int, reports: Sequence[Report], rulebook: Rulebook) -> Versions:
    one, two = reports[first], reports[other]
    both = set(one.tables) & set(two.tables)
    refs = tuple(ref for ref in shared_refs(one, two, rulebook) if ref.table in both)
    apart = ""
    if one.scope is not None and two.scope is not None and one.scope is not two.scope:
        apart = OTHER_SCOPE
    elif not refs:
        apart = NO_SHARED_TABLE
    elif _are_unlike(one, two, refs):
        apart = UNLIKE
    return Versions(first, other, refs, apart)


def _are_unlike(one: Report, two: Report, refs: Sequence[CellRef]) -> bool:
    """Whether most of the figures that are not 0 in both differ, and more than a correction may.

    Of bodies whose name tells no place any figure that differs is too many, unless the text is the
    same or was read from pictures, sentences of which nobody reads twice alike.
    """
    numbers, differ = _figures(one, two, refs)
    if len(differ) * 2 > len(numbers):
        return len(differ) > _ONE_APPLICATION or not _are_of_one_text(one, two)
    return (
        bool(differ)
        and not regions_of(folded_name(one.body or ""))
        and not (one.is_recognised or two.is_recognised)
        and not _are_of_one_text(one, two)
    )


def _are_of_one_text(one: Report, two: Report) -> bool:
    """Whether most sentences of the shorter text stand in the other, figures apart."""
    texts = sorted((_sentences(one), _sentences(two)), key=len)
    shorter = texts[0]
    return len(shorter) >= _FEWEST and len(shorter & texts[1]) * 2 > len(shorter)


def _sentences(report: Report) -> frozenset[str]:
    text = _SENTENCE.split("".join(section.text + "。" for section in report.prose))
    return frozenset(filter(None, (_NO_LETTER.sub("", sentence) for sentence in text)))


def _figures(
    one: Report, two: Report, refs: Sequence[CellRef]
) -> tuple[list[CellRef], list[CellRef]]:
    """The cells in which both print a number, not both 0; and those of them that differ."""
    numbers, differ = [], []
    for ref in refs:
        mine, theirs = one.cell(ref), two.cell(ref)
        values = [cell.value for cell in (mine, theirs) if cell is not None]
        if len(values) == 2 and None not in values and any(values):  # noqa: PLR2004 - two reports
            numbers.append(ref)
            if values[0] != values[1]:
                differ.append(ref)
    return numbers, differ


def other_versions(pairs: Sequence[Versions]) -> frozenset[int]:
    """The reports that another one stands for."""
    return frozenset(pair.other for pair in pairs if pair.is_one_report)


def disputes(pairs: Iterable[Versions]) -> Mapping[int, Sequence[Versions]]:
    """The versions that are held against each other, by the report that stands for both."""
    of_first: dict[int, list[Versions]] = defaultdict(list)
    for pair in pairs:
        if not pair.apart:
            of_first[pair.first].append(pair)
    return of_first


def with_disputed(
    reports: Sequence[Report], disputed: Mapping[int, Sequence[Versions]]
) -> Sequence[Report]:
    """The reports, the cells doubtful in which another version prints another figure."""
    if not disputed:
        return reports

    def as_disputed(index: int, own: Report) -> Report:
        for pair in disputed.get(index, ()):
            own = _disputed(own, reports[pair.other], pair.refs)
        return own

    return Mapped(reports, as_disputed, keep=True)


def _disputed(own: Report, other: Report, refs: Sequence[CellRef]) -> Report:
    found = {
        ref.key: replace(
            mine,
            state=State.DOUBTFUL,
            value=None,
            doubt=Doubt.VERSIONS_DIFFER,
            readings=(mine.text, theirs.text),
        )
        for ref in refs
        if (mine := own.cell(ref)) is not None
        and (theirs := other.cell(ref)) is not None
        and _held(mine, theirs) == (Result.FAIL, None)
    }
    return replace(own, cells={**own.cells, **found}) if found else own


def judge_versions(
    pairs: Sequence[Versions], reports: Sequence[Report], rules: Sequence[Rule]
) -> list[Between]:
    """What some rules on versions say of every pair, in the order of pairs and rules."""
    return [
        between for pair in pairs for rule in rules for between in _between(rule, pair, reports)
    ]


def _between(rule: Rule, pair: Versions, reports: Sequence[Report]) -> Iterator[Between]:
    """An outcome for each cell that both print, and one for all that cannot be compared.

    Of two that are unlike there is one outcome: whether they are versions at all is the question.
    """
    indexes = (pair.first, pair.other)
    one, two = (reports[at] for at in indexes)
    files = _files(one, two)
    if pair.apart == UNLIKE:
        yield _unlike(rule, pair, reports, files)
    if pair.apart:
        return
    same_format = SAME_FORMAT if one.media_type == two.media_type else None
    still_open: list[CellRef] = []
    for ref in pair.refs:
        mine, theirs = one.cell(ref), two.cell(ref)
        if mine is None and theirs is None:  # a row that neither prints: told of each by itself
            continue
        result, case = _held(mine, theirs)
        if result is Result.UNDECIDED:
            still_open.append(ref)
            continue
        if result is Result.FAIL:
            case = case or same_format
        working = Working((Term(ref, cell=mine),), "=", (Term(ref, cell=theirs),))
        outcome = Outcome(
            rule.id, pair.first, ref.key, result, (ref,), working, case=case, facts=files
        )
        yield Between(outcome, indexes, tuple((at, ref) for at in indexes))
    if still_open:
        unsure = [
            "\t".join((name, *map(str, refs)))
            for name, report in zip(files.values(), (one, two), strict=True)
            if (refs := [ref for ref in still_open if _is_unsure(report.cell(ref))])
        ]
        facts = {**files, "unsure": "\n".join(unsure)}
        cells = tuple(still_open)
        outcome = Outcome(rule.id, pair.first, None, Result.UNDECIDED, cells, facts=facts)
        yield Between(outcome, indexes, tuple((at, ref) for ref in cells for at in indexes))


def _unlike(
    rule: Rule, pair: Versions, reports: Sequence[Report], files: Mapping[str, str]
) -> Between:
    indexes = (pair.first, pair.other)
    one, two = (reports[at] for at in indexes)
    numbers, differ = _figures(one, two, pair.refs)
    facts = {
        **files,
        "compared": str(len(numbers)),
        "differing": str(len(differ)),
        **{ref.key: f"{_raw(one.cell(ref))} / {_raw(two.cell(ref))}" for ref in differ},
    }
    outcome = Outcome(
        rule.id, pair.first, None, Result.FAIL, tuple(differ), case=UNLIKE, facts=facts
    )
    return Between(outcome, indexes, tuple((at, ref) for ref in differ for at in indexes))


def _files(one: Report, two: Report) -> dict[str, str]:
    """What to call the two files: by name, or by the whole path where that tells nothing."""
    names = [PurePath(report.name.replace("\\", "/")).name for report in (one, two)]
    if names[0] == names[1]:
        names = [one.name, two.name]
    return {"file": names[0], "other_file": names[1]}


def _raw(cell: Cell | None) -> str:
    return cell.text if cell is not None else ""


def _held(mine: Cell | None, theirs: Cell | None) -> tuple[Result, str | None]:
    """What two versions of a cell come to, and the case.

    A doubtful cell, one that is not printed and words in place of a number accuse nobody.
    """
    if mine is None or theirs is None or State.DOUBTFUL in (mine.state, theirs.state):
        return Result.UNDECIDED, None
    now, then = _printed(mine), _printed(theirs)
    if now == then:
        return Result.PASS, None
    if isinstance(now, str) or isinstance(then, str):
        return Result.UNDECIDED, None
    return Result.FAIL, None if now or then else BLANK_OR_ZERO


def _printed(cell: Cell) -> Decimal | str | None:
    """The number; words; ``None`` for nothing, and for a sign that stands for nothing (/, —)."""
    if cell.state is State.NUMBER:
        return cell.value
    return "".join(cell.text.split()) if _WORD.search(cell.text) else None


def _is_unsure(cell: Cell | None) -> bool:
    """Whether it is this version that keeps a cell from being compared."""
    return cell is None or cell.state is State.DOUBTFUL or isinstance(_printed(cell), str)
