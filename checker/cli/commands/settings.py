"""Settings on the command line: the arguments for them, and all settings of a run."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING, Any

from checker.cli.parser import UsageError, severities
from checker.i18n import translate

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from checker.cli.config import Settings
    from checker.cli.parser import Speech
    from checker.findings.waivers import Waivers

_RULES = ("select", "ignore", "extend-select")
_GIVEN = ("output-format", "fail-on", "strict-inputs", "rules", "exclude", "waivers", "bodies")


def add_judging(group: argparse._ArgumentGroup, speech: Speech) -> None:
    """What the reports are judged by and beside."""
    words = speech.words
    for name, metavar, line in (
        ("severity", "RULE=LEVEL", words("help.option.severity")),
        ("rules", "FILE", words("help.option.rules")),
        ("previous", "FILE", words("help.option.previous")),
    ):
        group.add_argument(f"--{name}", action="append", default=[], metavar=metavar, help=line)
    group.add_argument("--bodies", metavar="FILE", help=words("help.option.bodies"))


def add_settings(parser: argparse.ArgumentParser, speech: Speech, *, waivers: bool = True) -> None:
    """``--config`` and its like, in a group of their own."""
    words = speech.words
    group = parser.add_argument_group(words("help.page.settings"))
    for name in _RULES:
        group.add_argument(
            f"--{name}", action="append", metavar="RULES", help=words(f"help.option.{name}")
        )
    for name, metavar in (("exclude", "GLOB"), ("config", "FILE")):
        group.add_argument(
            f"--{name}", action="append", metavar=metavar, help=words(f"help.option.{name}")
        )
    group.add_argument("--isolated", action="store_true", help=words("help.option.isolated"))
    group.add_argument(
        "--show-settings", action="store_true", help=words("help.option.show-settings")
    )
    group.add_argument("--waivers", metavar="FILE", help=words("help.option.waivers"))
    if waivers:
        group.add_argument(
            "--no-waivers", action="store_true", help=words("help.option.no-waivers")
        )
    group.add_argument("--date", metavar="DATE", help=words("help.option.date"))


def settings_of(
    arguments: argparse.Namespace, choices: Mapping[str, Sequence[str]] | None = None
) -> Settings:
    """All settings, those of the command line first; ``arguments.lang`` follows them.

    ``choices`` are the words that some settings are limited to, by key.
    """
    from checker.cli.config import LIMITS, load

    lang = arguments.lang
    given: dict[str, Any] = {
        name: getattr(arguments, name.replace("-", "_"), None) for name in _GIVEN
    }
    for name in _RULES:
        asked = getattr(arguments, name.replace("-", "_"), None) or ()
        given[name] = [one.strip() for rules in asked for one in rules.split(",") if one.strip()]
    given["severity"] = severities(getattr(arguments, "severity", None) or (), lang)
    limits = {name: getattr(arguments, name.replace("-", "_")) for name in LIMITS}
    given["limits"] = {name: limit for name, limit in limits.items() if limit is not None}
    if arguments.lang_given:
        given["lang"] = lang
    settings = load(
        given,
        os.environ,
        choices=choices or {},
        config=arguments.config or (),
        isolated=arguments.isolated,
        lang=lang,
    )
    arguments.lang = settings.lang
    return settings


def waivers_of(arguments: argparse.Namespace, settings: Settings) -> Waivers | None:
    """The waivers that hold for a run; none without a file of them.

    Only for them is the day of any weight: ``--date``, else the day the run is made.
    """
    if not settings.waivers or getattr(arguments, "no_waivers", False):
        return None
    from pathlib import Path

    from checker.findings.waivers import Waivers, read_waivers

    entries = read_waivers(Path(settings.waivers), settings.lang)
    return Waivers(entries, day(arguments.date, settings.lang))


def used_waivers(waivers: Waivers, settings: Settings) -> str:
    """One line on the file that the waivers of a run came from."""
    return translate(
        "waiver.waivers-used",
        settings.lang,
        path=settings.waivers,
        count=len(waivers.entries),
        used=waivers.used,
    )


def day(given: str | None, lang: str) -> str:
    """A day given on the command line, or today, as an ISO date; ``UsageError`` if it is none."""
    if given is None:
        return datetime.datetime.now().astimezone().date().isoformat()
    try:
        return datetime.date.fromisoformat(given).isoformat()
    except ValueError as error:
        expected = translate("settings.kind.a-date", lang)
        text = translate(
            "settings.bad-value",
            lang,
            where="--date",
            key=given,
            expected=expected,
            given=repr(given),
        )
        raise UsageError(text) from error
