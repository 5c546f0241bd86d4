"""A reader that gives prepared reports, for tests that need no PDF."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.model import Refusal, RefusalReason, Report
from tests.support.factory import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from checker.options import Options
    from checker.pipeline import ReportReader
    from checker.rulebook.form import Form

SAMPLES = (
    "hongze-2023",
    "shanghai-office-2019",
    "suqian-2023",
    "suqian-2024",
    "yanghe-2025",
    "xuefu-2020",
)


class Prepared:
    """Knows the samples by file name; anything else is not there."""

    versions = ()

    def __init__(self, seen: list[str]) -> None:
        self._seen = seen

    def read(
        self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: object = None
    ) -> Iterator[tuple[Report, ...]]:
        del forms, lexicon
        self._seen.append("read")
        for path in paths:
            name = path.rsplit("/", 1)[-1].removesuffix(".pdf")
            if name in SAMPLES:
                yield (replace(sample(name), path=path),)
            else:
                yield (Report(path, "", refusal=Refusal(RefusalReason.NOT_FOUND)),)


def prepared(
    seen: list[str] | None = None, given: list[Options] | None = None
) -> Callable[[Options], AbstractContextManager[ReportReader]]:
    """What the pipeline starts instead of reading processes; ``seen`` keeps what happened."""
    events = [] if seen is None else seen

    @contextmanager
    def start(options: Options) -> Iterator[ReportReader]:
        events.append("start")
        if given is not None:
            given.append(options)
        yield Prepared(events)
        events.append("stop")

    return start
