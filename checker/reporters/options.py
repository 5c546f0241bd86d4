"""How an output should look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.naming import Names

if TYPE_CHECKING:
    from checker.model import Report
    from checker.rulebook.form import Form


@dataclass(frozen=True, slots=True)
class Look:
    """Language, width in columns, colour; ``forms`` give the labels of the tables.

    ``quiet`` leaves out what is in order.
    """

    forms: tuple[Form, ...]
    lang: str = "zh"
    width: int = 80
    color: bool = False
    quiet: bool = False

    def names(self, report: Report) -> Names:
        """The names of the report's own layout."""
        return Names.of(report, self.forms, self.lang)
