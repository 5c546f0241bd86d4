"""The rules on numbers as pandera schemas: the one door to pandera.

Each table and orientation has a named ``DataFrameSchema`` (``t3.by_applicant``). Its columns are
the codes of the form; each rule is a ``Check`` with the rule's id as its name. The engine runs
these same ``Check`` objects on the masked frames of a batch (``batch_answers``).

A rule is two checks, because pandera knows two answers and a rule has three:

``T3-01``            fails where the relation is violated by numbers that are all there
``T3-01 undecided``  fails where a number is missing that the relation needs

Both hold: the rule passes. So a frame with a missing operand is never valid: pandera by itself
takes a missing value, and what follows from it, for a pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from checker.checks.compile import make_plan
from checker.checks.frames import BatchFrame
from checker.checks.outcomes import why_not_sure
from checker.checks.predicates import (
    MISSING,
    NOTHING,
    doubtful_rows,
    faulty_cells,
    judge_rows,
    printed,
    read,
)
from checker.i18n import LANGUAGES, translate
from checker.rulebook.load import kept_rulebook
from checker.startup import environment_kept, imported_lightly

# Models of pydantic and mocks may be columns, too: to import them takes half of what pandera does.
imported_lightly(
    "pandera",
    "pandera.backends.pandas.builtin_checks",
    "pandera.pandas",
    "pandera.backends.pandas.container",  # else at the first check
    naming=("pydantic", "pydantic_core", "unittest.mock"),
)
# pandera sets variables for Spark as it is imported; a library leaves its host's as they were.
with environment_kept():
    import pandera.backends.pandas.builtin_checks  # noqa: F401 — pandera's, at the first check
    import pandera.pandas as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from pandera.backends.base import BaseCheckBackend

    from checker.checks.compile import Orientation, Plan, RulePlan
    from checker.checks.frames import Flags
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule, Rulebook

    OnFrames: TypeAlias = Callable[[pd.DataFrame], pa.api.checks.CheckResult]

LAYOUT = "layout"
"""The check that each place and cell of the layout is there, once; it is no rule of the book."""
UNDECIDED_SUFFIX = " undecided"


@dataclass(frozen=True)
class RuleChecks:
    """A rule as pandera checks of one table in one orientation.

    ``holds`` fails where the rule is violated for sure, ``decided`` where that is open.
    """

    rule: Rule
    holds: pa.Check
    decided: pa.Check

    @cached_property
    def on_frames(self) -> tuple[OnFrames, OnFrames]:
        """Both as pandera runs them on a frame.

        A check that is called looks up each time what pandera could run it on: a quarter of the
        time that the rules take on one report. What it runs is asked of the check each time.
        """
        holds, decided = (
            partial(_run, check.get_backend(pd.DataFrame()), check)
            for check in (self.holds, self.decided)
        )
        return holds, decided


def _run(
    backend: type[BaseCheckBackend], check: pa.Check, frame: pd.DataFrame
) -> pa.api.checks.CheckResult:
    return backend(check)(frame)


@dataclass(frozen=True)
class TableChecks:
    """The rules of a table in one orientation: the relations, and the rules on each cell."""

    way: Orientation
    relations: tuple[RuleChecks, ...]
    cells: tuple[RuleChecks, ...]


@dataclass(frozen=True)
class Compiled:
    """A plan with its checks."""

    plan: Plan
    tables: tuple[TableChecks, ...]


@lru_cache(maxsize=16)
def compiled(rulebook: Rulebook, layout: str) -> Compiled:
    """The checks of a layout, made once; ``KeyError`` where the rule book has no such layout."""
    return compile_checks(make_plan(rulebook.rules, rulebook.form(layout)))


def compile_checks(plan: Plan) -> Compiled:
    """The checks of every table and orientation of a plan."""
    # By id: a rule that is asked where another is open needs that one's clauses.
    plans = {rule_plan.rule.id: rule_plan for rule_plan in plan.rules}
    return Compiled(
        plan,
        tuple(
            TableChecks(
                way,
                tuple(
                    _relation_checks(one, way, plans)
                    for one in plan.rules
                    if one.orientation == way.name
                ),
                tuple(_cell_checks(rule, way, plan.placeholders) for rule in plan.cell_rules),
            )
            for way in plan.orientations
        ),
    )


def schemas(
    form: Form | str,
    rulebook: Rulebook | None = None,
    *,
    year: int | None = None,
    body: str | None = None,
) -> Mapping[str, pa.DataFrameSchema]:
    """The schemas of a layout (``F2021``, ``F2021/other``), by name: ``t3.by_row`` and so on.

    They take the frames that ``frame()`` gives, or anybody's: the index has a level with the
    places' codes (``row``, ``applicant`` …) and may have others, such as the report. ``year`` and
    ``body`` are those of the reports. A rule that does not apply to them is left out; where they
    are not given a rule that depends on them is never violated, only undecided.

    A schema answers for its rows alone. Severity is no matter of pandera's: the error of a check
    names it, and whoever asks decides what to do.
    """
    rulebook = rulebook or kept_rulebook()
    layout = form if isinstance(form, str) else form.layout
    made = {}
    for table in compiled(rulebook, layout).tables:
        checks = [_layout_check(table.way)]
        for one in (*table.cells, *table.relations):
            case = why_not_sure(one.rule, year, body, rulebook.bodies)
            if case is None:
                checks += [one.holds, one.decided]
            elif case:
                checks.append(_open_check(one))
        made[table.way.name] = pa.DataFrameSchema(
            {name: _column(name, table.way) for name in table.way.columns},
            checks=checks,
            # A column more is refused: a misspelt code would else be a column that nobody checks.
            strict=True,
            name=table.way.name,
            title=" / ".join(table.way.table.title[lang] for lang in LANGUAGES),
        )
    return MappingProxyType(made)


def _column(name: str, way: Orientation) -> pa.Column:
    """A column of counts is coerced to nullable integers, one of money is left as it is.

    A float with a fraction cannot be coerced, and in a column of money it is undecided: binary
    floats are never taken for what was printed. Blanks are nullable so that ST-05 speaks of them.
    """
    item = way.items[name]
    is_money = way.is_money(name)
    return pa.Column(
        object if is_money else pd.Int64Dtype(),
        nullable=True,
        coerce=not is_money,
        title=item.label,
        description=" / ".join(item.short[lang] for lang in LANGUAGES),
    )


def _relation_checks(plan: RulePlan, way: Orientation, plans: Mapping[str, RulePlan]) -> RuleChecks:
    """The checks of a relation rule on the frame of its orientation."""
    asked_by = [plans[other] for other in plan.asked_where if other in plans]

    def worked_out(data: pd.DataFrame) -> tuple[Flags, Flags]:
        if not plan.asked_where:
            return judge_rows(plan.clauses, way, data)
        asked = np.zeros(len(data), dtype=bool)
        if read(data, way).kinds is not None:
            for other in asked_by:
                asked |= judge_rows(other.clauses, way, data)[1]
        if not asked.any():
            return asked, asked
        wrong, still_open = judge_rows(plan.clauses, way, data)
        return wrong & asked, still_open & asked

    def judged(data: pd.DataFrame) -> tuple[Flags, Flags]:
        """Which rows violate the rule, which leave it open."""
        # Anybody's frame may be changed between two checks, so nothing is kept of it.
        if not isinstance(data, BatchFrame):
            return worked_out(data)
        if plan.rule.id not in data.judged:
            data.judged[plan.rule.id] = worked_out(data)
        return data.judged[plan.rule.id]

    return _checks(
        plan.rule,
        lambda data: _answer(~judged(data)[0], data),
        lambda data: _answer(~judged(data)[1], data),
        plan.written,
    )


def _answer(passed: Flags, data: pd.DataFrame) -> pd.Series:
    """A truth value a row; of a batch, labelled beyond its rows.

    pandera copies every failing row that it can line up with the frame, and nobody reads the
    copies of a batch: the places and cells are known from the rule.
    """
    rows = len(data)
    index = pd.RangeIndex(rows, 2 * rows) if isinstance(data, BatchFrame) else data.index
    return pd.Series(passed, index)


def _cell_checks(rule: Rule, way: Orientation, placeholders: frozenset[str]) -> RuleChecks:
    """The checks of a rule on each cell by itself; a row holds where all its cells do."""

    def faulty(data: pd.DataFrame) -> Flags:
        cells = faulty_cells(rule, way, placeholders, data)
        found: Flags = np.logical_or.reduce(cells, axis=1, dtype=bool)
        return found

    def decided(data: pd.DataFrame) -> Flags:
        found: Flags = ~doubtful_rows(way, data) | faulty(data)
        return found

    return _checks(
        rule,
        lambda data: _answer(~faulty(data), data),
        lambda data: _answer(decided(data), data),
    )


def _checks(
    rule: Rule,
    holds: Callable[[pd.DataFrame], pd.Series],
    decided: Callable[[pd.DataFrame], pd.Series],
    relations: str = "",
) -> RuleChecks:
    """Both checks of a rule; ``ignore_na`` off, for pandera would take a blank row for a pass."""
    told = rule.id
    for lang in LANGUAGES:
        told += f" {rule.title[lang]} ({translate(f'severity.{rule.severity.value}', lang)})"
    told += f": {relations}" if relations else ""
    is_open = " / ".join(translate("outcome.undecided", lang) for lang in LANGUAGES)
    words = {
        "title": " / ".join(rule.title[lang] for lang in LANGUAGES),
        "description": " / ".join(rule.basis[lang] for lang in LANGUAGES),
        "ignore_na": False,
    }
    return RuleChecks(
        rule,
        pa.Check(holds, name=rule.id, error=told, **words),
        pa.Check(decided, name=rule.id + UNDECIDED_SUFFIX, error=f"{told} - {is_open}", **words),
    )


def _open_check(one: RuleChecks) -> pa.Check:
    """A rule that may not apply to these reports: what violates it is undecided too."""

    def sure(data: pd.DataFrame) -> pd.Series:
        holds: pd.Series = one.holds(data).check_output & one.decided(data).check_output
        return holds

    decided = one.decided
    return pa.Check(
        sure,
        name=decided.name,
        title=decided.title,
        description=decided.description,
        error=decided.error,
        ignore_na=False,
    )


def _layout_check(way: Orientation) -> pa.Check:
    """Every place once for each report, every cell printed, and none that the layout lacks."""

    def complete(data: pd.DataFrame) -> pd.Series:
        reading = read(data, way)
        others = [level for level in data.index.names if level != way.index]
        labels = data.index.to_frame(index=False)[others]  # what tells the reports apart
        report = labels.groupby(others, dropna=False).ngroup() if others else 0
        rows = pd.DataFrame({"report": report, "place": reading.places})
        once = ~rows.duplicated(keep=False).to_numpy() & (reading.places >= 0)
        places = rows[once].groupby("report").size().reindex(rows["report"], fill_value=0)
        there = printed(reading, way)
        cells = np.where(there, ~reading.is_kind(MISSING), reading.is_kind(NOTHING))
        whole = places.to_numpy() == len(way.places)
        return pd.Series(once & whole & cells.all(axis=1), index=data.index)

    return pa.Check(
        complete,
        name=LAYOUT,
        error=f"{LAYOUT}: each of the {len(way.places)} codes of {way.index} once a report, "
        "each cell printed",
        ignore_na=False,
    )
