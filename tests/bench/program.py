"""The one module of the bench that knows the program's own interfaces."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.model import Checked, Report
    from checker.rulebook.rule import Rulebook


_COPIES_OF_OTHERS = {"annotated-docx", "annotated-html", "annotated-xlsx"}  # a PDF has no such copy


class Warm:
    """The program loaded once, as in a long batch; reads in this process, without a child."""

    def __init__(self) -> None:
        from checker.checks.engine import evaluate
        from checker.findings.assemble import assemble
        from checker.isolation.read import read_report
        from checker.locate import locate_each
        from checker.rulebook.load import load_rulebook

        self._read_report = read_report
        self._evaluate = evaluate
        self._assemble = assemble
        self._locate = locate_each
        self.rulebook: Rulebook = load_rulebook()

    def read(self, path: Path) -> Report:
        """Both readings of one file, recognised."""
        return self._read_report(path, self.rulebook.forms)

    def check(self, path: Path) -> Sequence[Checked]:
        """The whole check of one file: read twice, all rules, findings in words."""
        reports = (self.read(path),)
        outcomes = self._evaluate(reports, self.rulebook)
        causes = self._locate(reports, outcomes, self.rulebook)
        return self._assemble(reports, outcomes, self.rulebook, "zh", causes=causes)

    @contextmanager
    def outputs(self, path: Path) -> Iterator[Callable[[], None]]:
        """A call that writes every output of one report; its page pictures come from a child."""
        from checker import __version__
        from checker.isolation.page_images import OriginalFiles
        from checker.model import Results
        from checker.reporters import BINARY, REPORTERS, reporter
        from checker.reporters.options import Look

        results = Results(__version__, tuple(self.check(path)))
        with OriginalFiles() as originals:
            look = Look(
                self.rulebook.forms,
                rules=self.rulebook.rules,
                originals=originals,
                date="2026-01-20",
            )

            def write() -> None:
                for name in REPORTERS.keys() - _COPIES_OF_OTHERS:
                    reporter(name)(results, look, io.BytesIO() if name in BINARY else io.StringIO())

            yield write


def command(*arguments: str) -> list[str]:
    """The installed program as users start it."""
    return [str(Path(sys.executable).parent / "checker"), *arguments]
