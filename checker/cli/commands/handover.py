"""What ``checker check`` needs for outputs that are handed over: originals, date, font, folders."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from checker.i18n import system_reason, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.cli.settings import RunConfig
    from checker.model import Report, Results
    from checker.reporters.options import Look

_ENDINGS = {
    "annotated-docx": ".marked.docx",
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


def each_file(
    outputs: Iterable[tuple[str, str | None]], results: Results, arguments: Sequence[str]
) -> Iterator[tuple[str, str | None, Results]]:
    """Format, file and content of each output; a folder gets one file a report.

    ``arguments`` are the files and folders that were given, whose tree a folder keeps.
    """
    from dataclasses import replace

    from checker.cli.commands.filenames import file_stems
    from checker.model import Inputs
    from checker.reporters import COPIES

    stems: dict[str, str] = {}
    for name, path in outputs:
        if path is None or not is_folder(path):
            yield name, path, results
            continue
        stems = stems or file_stems([checked.report for checked in results.reports], arguments)
        for checked in results.reports:
            if name in COPIES and checked.report.refusal is not None:
                continue  # nothing of it was read, which every other output says
            # A finding about several reports goes into the file of the one that it accuses.
            between = tuple(
                one for one in results.findings if one.reports[:1] == (checked.report.name,)
            )
            alone = replace(
                results, reports=(checked,), findings=between, compared=(), inputs=Inputs()
            )
            yield (
                name,
                str(Path(path) / (stems[checked.report.name] + _ending_of(name, checked.report))),
                alone,
            )


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
