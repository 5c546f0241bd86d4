"""What follows from the settings: the waivers of a run, what people read, its day."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from checker.cli.parser import UsageError
from checker.cli.settings import add_section
from checker.i18n import translate
from checker.options.setting import Section

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from checker.cli.parser import Speech
    from checker.cli.settings import RunConfig
    from checker.confirming import Readings
    from checker.findings.waivers import Waivers
    from checker.model import Report


def add_settings(
    parser: argparse.ArgumentParser, speech: Speech, *, but: Sequence[str] = ()
) -> None:
    """``--config`` and its like, in a group of their own."""
    group = parser.add_argument_group(speech.words("help.page.settings"))
    add_section(group, speech, Section.SETTINGS, but=but)


def waivers_of(config: RunConfig) -> Waivers | None:
    """The waivers that hold for a run; none without a file of them.

    Only for them is the day of any weight: ``--date``, else the day the run is made.
    """
    if not config.waivers or config.no_waivers:
        return None
    from pathlib import Path

    from checker.findings.waivers import Waivers, read_waivers

    entries = read_waivers(Path(config.waivers), config.lang)
    return Waivers(entries, day(config.date, config.lang))


def used_waivers(waivers: Waivers, config: RunConfig) -> str:
    """One line on the file that the waivers of a run came from."""
    return translate(
        "waiver.waivers-used",
        config.lang,
        path=config.waivers,
        count=len(waivers.entries),
        used=waivers.used,
    )


def readings_of(config: RunConfig) -> Readings | None:
    """What people read in place of the program; ``None`` without a file of it."""
    if not config.readings or config.no_readings:
        return None
    from pathlib import Path

    from checker.confirming import Readings, read_readings

    return Readings(read_readings(Path(config.readings), config.lang))


def used_readings(
    readings: Readings, reports: Iterable[Report], config: RunConfig
) -> Iterator[str]:
    """What is said of the file that readings came from, and of each that does not hold."""
    yield translate(
        "reading.used",
        config.lang,
        path=config.readings,
        count=len(readings.entries),
        used=readings.used,
    )
    yield from readings.notices(reports, config.lang)


def day(given: str | None, lang: str, option: str = "--date") -> str:
    """A day given on the command line, or today, as an ISO date; ``UsageError`` if it is none."""
    if given is None:
        return datetime.datetime.now().astimezone().date().isoformat()
    try:
        return datetime.date.fromisoformat(given).isoformat()
    except ValueError as error:
        text = translate("diagnostic.no-date", lang, option=option, given=given)
        raise UsageError(text) from error
