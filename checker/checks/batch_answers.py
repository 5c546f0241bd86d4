"""What the rules on numbers say of a batch: the schemas' own checks, run on masked frames.

Each check alone (``RuleChecks.on_frames``), without the failure cases that ``validate()`` builds:
1.2 ms for the 19 checks of t3.by_applicant against 24 (pandera 0.35, one report), called as checks.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from checker.checks.compile import BROKEN, FAIL, PASS, SILENT, UNDECIDED
from checker.checks.frames import Batch, masked_frames
from checker.checks.predicates import faulty_cells
from checker.rulebook.grammar import ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.checks.compile import Orientation, Plan, RulePlan
    from checker.checks.context import Sheet
    from checker.checks.frames import Flags, Part
    from checker.checks.schemas import Compiled, OnFrames, RuleChecks


class Answers:
    """What each relation rule says: one array a rule, reports by places.

    ``faulty`` are the cells that violate each rule on cells, by rule and report, as positions in
    form order; ``faults`` the message of each rule whose check raised or gave no answer.
    """

    def __init__(self, plan: Plan, reports: int) -> None:
        self.by_rule: dict[str, NDArray[np.int8]] = {
            one.rule.id: np.full((reports, len(one.places)), SILENT, dtype=np.int8)
            for one in plan.rules
        }
        self.faulty: dict[str, dict[int, list[int]]] = {rule.id: {} for rule in plan.cell_rules}
        self.faults: dict[str, str] = {}


class _NoAnswerError(Exception):
    """A check raised, or did not answer for each row; the message is for the rule's author."""


def judge(ready: Compiled, sheets: Sequence[Sheet]) -> Answers:
    """What every rule on numbers says of every sheet."""
    plan = ready.plan
    batch = Batch.of(plan, sheets)
    answers = Answers(plan, len(sheets))
    plans = {one.rule.id: one for one in plan.rules}
    for table in ready.tables:
        is_as_printed = table.way.axis == ROWS  # each cell is looked at once, not in both ways
        if not table.relations and not is_as_printed:
            continue
        parts = list(masked_frames(batch, table.way))
        for one in table.relations:
            _add_relation(one, plans[one.rule.id], table.way, parts, answers)
        if is_as_printed:
            for one in table.cells:
                _add_cells(one, plan, table.way, parts, answers)
    _silence(plan, answers)
    return answers


def _run(check: OnFrames, data: pd.DataFrame) -> Flags:
    """Which rows pass a check."""
    try:
        passed = check(data).check_output
    except Exception as error:
        raise _NoAnswerError(f'{type(error).__name__}("{error}")') from error
    # pandera gives one bare truth value for a check that did not run over the rows.
    if not isinstance(passed, pd.Series) or passed.dtype != bool or len(passed) != len(data):
        raise _NoAnswerError("its check did not run")
    found: Flags = passed.to_numpy()
    return found


def _add_relation(
    one: RuleChecks, plan: RulePlan, way: Orientation, parts: Sequence[Part], answers: Answers
) -> None:
    """What a relation says at each of its places."""
    known = answers.by_rule[plan.rule.id]
    said = np.full(len(known) * len(way.places), SILENT, dtype=np.int8)
    holds, decides = one.on_frames
    for part in parts:
        try:
            passed = _run(holds, part.frame)
            said[part.rows] = np.where(passed, PASS, FAIL)
            if not part.whole:
                decided = _run(decides, part.frame)
                said[part.rows[passed & ~decided]] = UNDECIDED
        except _NoAnswerError as error:
            # Wherever the check was to answer: a rule that cannot be trusted at one place is told
            # at all.
            said[part.rows] = BROKEN
            answers.faults[plan.rule.id] = str(error)
    # The frame has every place of the axis, the rule those where its cells are printed.
    rows = [way.places.index(place) for place in plan.places]
    known[:] = said.reshape(len(known), -1)[:, rows]


def _add_cells(
    one: RuleChecks, plan: Plan, way: Orientation, parts: Sequence[Part], answers: Answers
) -> None:
    """Which cells violate a rule on cells: those of the rows that its check refuses."""
    faulty = answers.faulty[one.rule.id]
    holds, _ = one.on_frames
    for part in parts:
        try:
            refused = np.flatnonzero(~_run(holds, part.frame))
        except _NoAnswerError as error:
            answers.faults[one.rule.id] = str(error)
            continue
        cells = faulty_cells(one.rule, way, plan.placeholders, part.frame)[refused]
        # The check refuses the row, the cells do not say why: a fault of the program, told as one.
        if not cells.any(axis=1).all():
            answers.faults[one.rule.id] = "its check refuses a row in which no cell is at fault"
        rows, columns = np.nonzero(cells)
        reports, places = np.divmod(part.rows[refused[rows]], len(way.places))
        positions = np.array(way.cells)[places, columns].tolist()
        named, starts = np.unique(reports, return_index=True)
        bounds = [*starts.tolist(), len(positions)]
        for number, (start, end) in zip(named.tolist(), pairwise(bounds), strict=True):
            faulty.setdefault(number, []).extend(positions[start:end])


def _silence(plan: Plan, answers: Answers) -> None:
    """Rules that are asked only where others are undecided say nothing elsewhere."""
    places_of_rule = {one.rule.id: one.places for one in plan.rules}
    for one in plan.rules:
        if not one.asked_where:
            continue
        said = answers.by_rule[one.rule.id]
        asked = np.zeros(said.shape, dtype=bool)
        for other in (other for other in one.asked_where if other in places_of_rule):
            for at, place in enumerate(one.places):
                if place in places_of_rule[other]:
                    there = places_of_rule[other].index(place)
                    asked[:, at] |= answers.by_rule[other][:, there] == UNDECIDED
        said[~asked] = SILENT
