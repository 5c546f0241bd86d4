"""Relations judged by pandera: the one door to pandera, pandas and numpy.

For every layout all reports of a batch lie in one array, one row a report, one column a cell.
A frame of a plan is cut out of it, its rows are parted by which tests they can decide, and each
part becomes a ``DataFrame`` for a ``DataFrameSchema`` with just these tests. So pandera never
sees a blank, doubtful or missing operand, and no value is ever a binary float: a part holds
``int64`` where every value fits without overflow, exact ``Decimal`` objects otherwise.
"""

from __future__ import annotations

import decimal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from checker.checks.compile import BROKEN, FAIL, PASS, SILENT, UNDECIDED
from checker.startup import environment_kept

with environment_kept():
    import pandera.backends.pandas.builtin_checks  # noqa: F401 — pandera's, at the first check
    import pandera.pandas as pa
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaErrorReason, SchemaErrors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.checks.compile import FramePlan, Plan, Task
    from checker.checks.context import Sheet

_WEIGHTS = np.array([0, 3, 2, 4, -1], dtype=np.int8)
"""Where several relations of one rule answer: broken over fail over undecided over pass."""

_EXACT = decimal.Context(
    prec=decimal.MAX_PREC,
    Emax=decimal.MAX_EMAX,
    Emin=decimal.MIN_EMIN,
    traps=[decimal.Inexact, decimal.InvalidOperation, decimal.Overflow],
)
"""Sums and products of decimals without any rounding."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The cells of all reports of one layout, one row a report, one column a cell.

    ``values`` (``int64``) holds the numbers that are machine integers, ``exotic`` the others by
    report and cell; ``usable`` tells which cells hold a number. The last column, never usable,
    stands for the cells that a layout lacks (``ABSENT``).
    """

    values: Any
    usable: Any
    exotic: Mapping[tuple[int, int], decimal.Decimal]

    @classmethod
    def of(cls, plan: Plan, sheets: Sequence[Sheet]) -> Batch:
        """The sheets as one batch; numbers that some test could make overflow are exotic."""
        width = len(plan.keys)
        values = np.zeros((len(sheets), width + 1), dtype=np.int64)
        if sheets:
            values[:, :width] = [sheet.numbers for sheet in sheets]
        usable = np.ones(values.shape, dtype=bool)
        usable[:, width] = False
        exotic: dict[tuple[int, int], decimal.Decimal] = {}
        for row, sheet in enumerate(sheets):
            if sheet.unusable:
                usable[row, list(sheet.unusable)] = False
            for position, value in sheet.exotic.items():
                exotic[row, position] = value
        for row, position in np.argwhere(np.abs(values) > plan.limit).tolist():
            exotic[row, position] = decimal.Decimal(int(values[row, position]))
            values[row, position] = 0
        return cls(values, usable, exotic)


class Answers:
    """What each relation rule says: one array a rule, reports by places.

    ``faults`` holds the message of each rule whose test raised.
    """

    def __init__(self, plan: Plan, reports: int) -> None:
        self.by_rule: dict[str, Any] = {
            rule.rule.id: np.full((reports, len(rule.places)), SILENT, dtype=np.int8)
            for rule in plan.rules
        }
        self.faults: dict[str, str] = {}

    def add(self, task: Task, answer: Any) -> None:
        """Combine a task's answers (reports by the task's rows) into its rule's."""
        known = self.by_rule[task.rule]
        places = list(task.place_of)
        if len(set(places)) == len(places):
            known[:, places] = _worse(known[:, places], answer)
            return
        for column, place in enumerate(places):
            known[:, place] = _worse(known[:, place], answer[:, column])


def _worse(one: Any, other: Any) -> Any:
    return np.where(_WEIGHTS[other] > _WEIGHTS[one], other, one)


def judge(plan: Plan, sheets: Sequence[Sheet]) -> Answers:
    """What every relation rule of the plan says at every place of every sheet."""
    batch = Batch.of(plan, sheets)
    answers = Answers(plan, len(sheets))
    # The environment can switch pandera's checks off or to another backend; then all would pass.
    with (
        config_context(
            validation_enabled=True,
            validation_depth=ValidationDepth.SCHEMA_AND_DATA,
            use_narwhals_backend=False,
        ),
        decimal.localcontext(_EXACT),
    ):
        for frame in plan.first:
            _judge_frame(frame, batch, answers, asked={})
        asked = _where_undecided(plan, answers)
        for frame in plan.second:
            if any(asked[task.rule].any() for task in frame.tasks):
                _judge_frame(frame, batch, answers, asked)
    return answers


def _where_undecided(plan: Plan, answers: Answers) -> Mapping[str, Any]:
    """For each rule that asks only where others are undecided: reports by its places."""
    places_of = {rule.rule.id: rule.places for rule in plan.rules}
    asked: dict[str, Any] = {}
    for rule in plan.rules:
        others = getattr(rule.rule.spec, "where_undecided", ())
        if not others:
            continue
        shape = answers.by_rule[rule.rule.id].shape
        asked[rule.rule.id] = where = np.zeros(shape, dtype=bool)
        for other in (other for other in others if other in answers.by_rule):
            for place, name in enumerate(rule.places):
                if name in places_of[other]:
                    at = places_of[other].index(name)
                    where[:, place] |= answers.by_rule[other][:, at] == UNDECIDED
    return asked


def _judge_frame(
    frame: FramePlan, batch: Batch, answers: Answers, asked: Mapping[str, Any]
) -> None:
    """Judge all tests of one frame and add what they say to the answers."""
    cells = np.array(frame.cells, dtype=np.intp)
    reports, rows, width = len(batch.values), *cells.shape
    results, decides = _decidable(frame, batch.usable[:, cells], asked)
    odd_rows = _exotic_rows(cells, batch.exotic, reports)
    values = batch.values[:, cells].reshape(reports * rows, width)
    flat = decides.reshape(-1)
    for pattern in np.unique(flat[flat > 0]).tolist():
        chosen = np.flatnonzero(flat == pattern)
        odd = odd_rows[chosen]
        bits = [bit for bit in range(len(frame.tasks)) if pattern >> bit & 1]
        tasks = [frame.tasks[bit] for bit in bits]
        columns = sorted({operand for task in tasks for operand in task.operands})
        names = [frame.operands[column] for column in columns]
        for part, is_exotic in ((chosen[~odd], False), (chosen[odd], True)):
            if not len(part):
                continue
            content = values[np.ix_(part, columns)]
            if is_exotic:
                content = _as_decimals(content, part, cells[:, columns], batch.exotic)
            data = pd.DataFrame(content, columns=names)
            failing = _validate(data, tasks, columns, answers.faults)
            for bit, bad in zip(bits, failing, strict=True):
                report, row = part // rows, part % rows
                at = np.searchsorted(frame.tasks[bit].rows, row)
                results[bit][report, at] = BROKEN if bad is None else PASS
                if bad is not None:
                    results[bit][report[bad], at[bad]] = FAIL
    for task, result in zip(frame.tasks, results, strict=True):
        answers.add(task, result)


def _decidable(frame: FramePlan, usable: Any, asked: Mapping[str, Any]) -> tuple[list[Any], Any]:
    """Each task's answers so far, and which tasks each row can decide (reports by rows, as bits).

    So far every answer is undecided, or silent where the task is not asked.
    """
    results = []
    decides = np.zeros(usable.shape[:2], dtype=np.int64)
    for bit, task in enumerate(frame.tasks):
        rows = list(task.rows)
        decided = usable[:, rows][:, :, list(task.operands)].all(axis=2)
        answer = np.full(decided.shape, UNDECIDED, dtype=np.int8)
        if task.rule in asked:
            silent = ~asked[task.rule][:, list(task.place_of)]
            answer[silent] = SILENT
            decided &= ~silent
        decides[:, rows] |= decided.astype(np.int64) << bit
        results.append(answer)
    return results, decides


def _exotic_rows(cells: Any, exotic: Mapping[tuple[int, int], Any], reports: int) -> Any:
    """Which rows of a frame (reports times places) hold a number that is no machine integer."""
    odd = np.zeros((reports, len(cells)), dtype=bool)
    for report, position in exotic:
        odd[report] |= (cells == position).any(axis=1)
    return odd.reshape(-1)


def _as_decimals(
    content: Any, part: Any, cells: Any, exotic: Mapping[tuple[int, int], decimal.Decimal]
) -> Any:
    """The same values as exact decimals, with those put in that are no machine integers."""
    exact = np.empty(content.shape, dtype=object)
    for line, (row, numbers) in enumerate(zip(part.tolist(), content.tolist(), strict=True)):
        report, place = divmod(row, len(cells))
        for at, number in enumerate(numbers):
            position = int(cells[place, at])
            exact[line, at] = exotic.get((report, position), decimal.Decimal(number))
    return exact


def _validate(
    data: pd.DataFrame, tasks: Sequence[Task], columns: list[int], faults: dict[str, str]
) -> list[Any]:
    """The failing rows of each task, ``None`` where its test could not be run."""
    ran: set[int] = set()
    checks = [
        _check(number, task, [columns.index(operand) for operand in task.operands], ran)
        for number, task in enumerate(tasks)
    ]
    failing: list[Any] = [np.empty(0, dtype=np.intp) for _ in tasks]
    try:
        pa.DataFrameSchema(checks=checks).validate(data, lazy=True, inplace=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            number = error.check_index
            if error.reason_code is SchemaErrorReason.DATAFRAME_CHECK:
                failing[number] = error.check_output.index.to_numpy() - len(data)
            else:
                failing[number] = None
                faults[tasks[number].rule] = str(error.failure_cases)
    for number, task in enumerate(tasks):
        if number not in ran and failing[number] is not None:
            failing[number] = None
            faults[task.rule] = "its test did not run"
    return failing


def _check(number: int, task: Task, positions: list[int], ran: set[int]) -> pa.Check:
    """A task as a pandera check over the frame.

    It answers with the failing rows only, labelled beyond the frame's own rows: pandera formats
    every column of every row it can line up with the frame, at many times the cost of the check.
    """

    def failing_rows(data: pd.DataFrame) -> pd.Series:
        holds = task.test(data.to_numpy()[:, positions])
        bad = np.flatnonzero(~holds)
        ran.add(number)
        return pd.Series(np.zeros(len(bad), dtype=bool), index=bad + len(data))

    return pa.Check(failing_rows, name=task.rule, ignore_na=False)
