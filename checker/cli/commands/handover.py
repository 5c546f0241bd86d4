"""What ``checker check`` needs for outputs that are handed over: originals, date, font, folders."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from checker.cli.output import complain
from checker.i18n import system_reason, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.cli.settings import RunConfig
    from checker.model import Checked, Report, Results
    from checker.reporters.options import Look

INDEX = "index.html"
"""The file that a folder of web pages is entered by; no report's own file has its name."""
_ENDINGS = {
    "annotated-docx": ".marked.docx",
    "annotated-html": ".marked.html",
    "annotated-pdf": ".marked.pdf",
    "annotated-xlsx": ".marked.xlsx",
    "pdf": ".list.pdf",
    "certificate": ".certificate.pdf",
    "text": ".txt",
    "concise": ".concise.txt",
    "github": ".github.txt",
    "markdown": ".md",
    "junit": ".xml",
    "gitlab": ".gitlab.json",
}


@contextlib.contextmanager
def handed_over(config: RunConfig, look: Look) -> Iterator[Look]:
    """The look with the run's originals, opened when an output first asks for them."""
    from dataclasses import replace

    from checker.isolation.page_images import OriginalFiles

    with OriginalFiles(reading=config.options.reading) as originals:
        yield replace(look, originals=originals)


class Output(NamedTuple):
    """One output: format, file (``None``: standard output) and content.

    ``in_folder``: it is one of the files that a folder gets. ``only`` is the number of the report
    that it is about, if it is about one. ``pages`` are the addresses of each report's page from an
    index of them, ``index_address`` is the way back.
    """

    name: str
    path: str | None
    whole: Results
    in_folder: bool = False
    only: int | None = None
    pages: Mapping[str, str] = MappingProxyType({})
    index_address: str = ""

    @property
    def results(self) -> Results:
        """What is written there; made when it is, for a folder may get thousands."""
        return (
            self.whole if self.only is None else _alone(self.whole.reports[self.only], self.whole)
        )


def each_file(
    outputs: Iterable[tuple[str, str | None]],
    results: Results,
    arguments: Sequence[str],
    *,
    list_all: bool = False,
) -> Iterator[Output]:
    """Every file that is to be written; a folder gets one a report, and web pages an index.

    ``arguments`` are the files and folders that were given, whose tree a folder keeps. A list of
    nothing is written only where ``list_all`` asks for it.
    """
    from checker.cli.commands.filenames import file_stems
    from checker.reporters import COPIES

    stems: dict[str, str] = {}
    for name, path in outputs:
        if path is None or not is_folder(path):
            yield Output(name, path, results)
            continue
        stems = stems or file_stems([checked.report.head for checked in results.reports], arguments)
        unlisted = _without_list(results) if name == "pdf" and not list_all else frozenset()
        files = {
            checked.report.name: stems[checked.report.name] + _ending_of(name, checked.report)
            for checked in results.reports
            # Nothing of a refused file was read, which every other output says.
            if not (name in COPIES and checked.report.refusal is not None)
            and checked.report.name not in unlisted
        }
        indexed = name == "html"
        for number, checked in enumerate(results.reports):
            file = files.get(checked.report.name)
            if file is not None:
                index = "../" * file.count("/") + INDEX if indexed else ""
                own = str(Path(path) / file)
                yield Output(name, own, results, in_folder=True, only=number, index_address=index)
        if indexed:
            pages = {report: _address(file) for report, file in files.items()}
            yield Output(name, str(Path(path) / INDEX), results, in_folder=True, pages=pages)


def _without_list(results: Results) -> frozenset[str]:
    """The reports that a list of discrepancies has nothing to say of."""
    from checker.reporters.print.entries import accused_of, has_entries

    accused = accused_of(results.findings)
    return frozenset(
        checked.report.name for checked in results.reports if not has_entries(checked, accused)
    )


def note_lists(
    outputs: Iterable[tuple[str, str | None]], results: Results, config: RunConfig
) -> None:
    """Say of how many reports a folder of lists has none: a missing file is looked for."""
    if config.list_all or config.quiet:
        return
    if any(name == "pdf" and path is not None and is_folder(path) for name, path in outputs):
        count = len(_without_list(results))
        if count:
            complain(translate("diagnostic.no-list", config.lang, count=count), config.lang, "note")


def _alone(checked: Checked, results: Results) -> Results:
    """One report's results; a finding about several goes to the one that it accuses."""
    from dataclasses import replace

    from checker.model import Inputs

    between = tuple(one for one in results.findings if one.reports[:1] == (checked.report.name,))
    return replace(results, reports=(checked,), findings=between, compared=(), inputs=Inputs())


def _address(file: str) -> str:
    """A file's address in its folder, as a web page links to it."""
    from urllib.parse import quote

    return quote(file)


def _ending_of(name: str, report: Report) -> str:
    if name == "annotated":
        from checker.reporters.print.annotated import FORMATS

        name = FORMATS.get(report.media_type, name)
    return ending(name)


def ending(name: str) -> str:
    """How a report's own file in this format ends."""
    return _ENDINGS.get(name, f".{name}")


def is_folder(path: str) -> bool:
    """Whether an output's path means a folder: one that is there, or a name that ends as one."""
    return path.endswith(("/", os.sep)) or os.path.isdir(path)  # noqa: PTH112 - too long is none


def make_folder(path: str, lang: str) -> None:
    """The folders of one report's own file; ``CheckerError`` if it cannot be made."""
    from checker.errors import CheckerError

    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = system_reason(error, lang)
        raise CheckerError(
            translate("diagnostic.cannot-write", lang, path=path, reason=reason)
        ) from error
