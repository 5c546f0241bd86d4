"""The one module of the bench that knows the program's own interfaces."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Outcome, Report
    from checker.rulebook.rule import Rulebook


class Warm:
    """The program loaded once, as in a long batch; reads in this process, without a child."""

    def __init__(self) -> None:
        from checker.checks.engine import evaluate
        from checker.findings import assemble
        from checker.reading import read_report
        from checker.rulebook.load import load_rulebook

        self._read_report = read_report
        self._evaluate = evaluate
        self._assemble = assemble
        self.rulebook: Rulebook = load_rulebook()

    def read(self, path: Path) -> Report:
        """Both readings of one file, recognised."""
        return self._read_report(path, self.rulebook.forms)

    def check(self, path: Path) -> object:
        """The whole check of one file: read twice, all rules, findings in words."""
        reports = (self.read(path),)
        outcomes = self._evaluate(reports, self.rulebook)
        return self._assemble(reports, outcomes, self.rulebook, "zh")

    def judge(self, reports: Sequence[Report]) -> tuple[Outcome, ...]:
        """All rules on reports that have been read, as one batch."""
        return self._evaluate(reports, self.rulebook)


def command(*arguments: str) -> list[str]:
    """The installed program as users start it."""
    return [str(Path(sys.executable).parent / "checker"), *arguments]
