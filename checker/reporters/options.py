"""How an output should look."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from checker.wording.names import Names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Report
    from checker.model.page_images import Originals
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule


@dataclass(frozen=True, slots=True)
class Look:
    """Language, width in columns, colour; ``forms`` give the labels of the tables.

    ``quiet`` leaves out what is in order. ``rules`` are those that were applied. ``places``
    tells where a report (by its path) lies in the repository that CI looks at; ``sidecars``
    are the reports with their tables written beside them, for annotations to point at.
    ``fail_on`` is the level from which findings fail the run (``never``: none).
    ``homepage`` is the address of the program's own repository, where it is known.

    For what is handed over: ``originals`` shows the reports' pages (``None``: no pictures),
    ``list_all`` prints a sheet also for reports that nothing is to be said of, ``date`` is the
    date of the check as the user gave it, ``font`` a font file to print with,
    ``sign_key`` the private key that certificates are signed with;
    ``pages`` are the addresses of each report's own page (by its name), for an index of them,
    ``index`` is that of the index for such a page;
    ``extra_rules`` are the rule files given, ``severities`` the levels changed, by rule.
    """

    forms: tuple[Form, ...]
    lang: str = "zh"
    width: int = 80
    color: bool = False
    quiet: bool = False
    rules: tuple[Rule, ...] = ()
    places: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sidecars: frozenset[str] = frozenset()
    fail_on: str = "error"
    homepage: str = ""
    originals: Originals | None = None
    list_all: bool = False
    date: str | None = None
    font: str | None = None
    sign_key: str | None = None
    pages: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    index: str = ""
    extra_rules: tuple[str, ...] = ()
    severities: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def names(self, report: Report) -> Names:
        """The names of the report's own layout."""
        return Names.of(report, self.forms, self.lang)
