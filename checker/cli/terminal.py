"""What the terminal can do: colour, width, progress."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from checker.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


_MINUTE = 60


def wants_color(choice: str, stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to colour: the option, else NO_COLOR, else FORCE_COLOR, else a real terminal."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal (``COLUMNS`` first); 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns


@contextmanager
def progress(
    total: int, lang: str, stream: TextIO, *, timed: bool = False
) -> Iterator[Callable[[], None] | None]:
    """A bar for several files on a terminal; gives what to call after each file, or ``None``.

    ``timed``: with the files done in a minute and the time left.
    """
    if total < 2 or not stream.isatty() or os.environ.get("TERM") == "dumb":  # noqa: PLR2004 - several
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns: list[ProgressColumn] = [
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    ]  # fmt: skip
    if timed:
        columns += [TextColumn("{task.fields[rate]}"), TimeRemainingColumn()]
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task(translate("diagnostic.progress", lang), total=total, rate="")

        def advance() -> None:
            bar.advance(task)
            speed = bar.tasks[0].speed
            if speed:
                rate = translate("diagnostic.rate", lang, count=round(speed * _MINUTE))
                bar.update(task, rate=rate)

        yield advance
