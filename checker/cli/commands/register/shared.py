"""What the commands of the register have in common: the store, options, outputs."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentTypeError
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from checker.cli.commands.settings import add_settings
from checker.cli.parser import UsageError, add_options
from checker.cli.settings import add_section
from checker.errors import CheckerError
from checker.i18n import translate
from checker.options.setting import Section

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from checker.cli.parser import Speech
    from checker.cli.settings import RunConfig
    from checker.register.store import Store
    from checker.rulebook.form import Form

_LIBRARIES = ("sqlalchemy", "alembic")
_OF_READING = ("password", "jobs", "no-cache")
_DECISIONS = ("waivers", "no-waivers", "readings", "no-readings")
_OF_CHECK = ("show-settings", "date")


def add_common(
    parser: argparse.ArgumentParser,
    speech: Speech,
    formats: Sequence[str] = (),
    *,
    reads: bool = False,
    names_store: bool = True,
) -> argparse._ArgumentGroup:
    """The options of every command, of its output in ``formats``, of reading where it ``reads``."""
    group = add_options(parser, speech)
    if names_store:
        add_section(group, speech, Section.REGISTER)
    if formats:
        add_section(group, speech, Section.OUTPUT, choices={"output-format": formats})
    add_section(group, speech, Section.LANGUAGE)
    add_section(group, speech, Section.READING, but=() if reads else _OF_READING)
    group.add_argument(
        "--date", default=None, metavar="DATE", help=speech.words("help.option.register-date")
    )
    left_out = _OF_CHECK if reads else ("exclude", *_DECISIONS, *_OF_CHECK)
    add_settings(parser, speech, but=left_out)
    return group


def year_in(speech: Speech) -> Callable[[str], int]:
    """The type of an argument that is the year of a report, as titles print it."""

    def year(given: str) -> int:
        if not re.fullmatch(r"20\d\d", given, re.ASCII):
            raise ArgumentTypeError(translate("diagnostic.no-year", speech.lang, given=given))
        return int(given)

    return year


def configured(arguments: argparse.Namespace, formats: Sequence[str] = ()) -> RunConfig:
    """The settings of a command; a format that it has not is refused."""
    from checker.cli.config import configured as read

    # checker.toml may name a format of checker check: it is meant for that.
    config = read(arguments)
    given = getattr(arguments, "output_format", None)
    return config._replace(output_format=given or (formats[0] if formats else ""))


def require_extra(lang: str) -> None:
    """``CheckerError`` with the command that installs the libraries, where one is not there."""
    if any(find_spec(library) is None for library in _LIBRARIES):
        raise CheckerError(translate("register.no-extra", lang))


def opened(config: RunConfig) -> Store:
    """The store, which is there; its absolute path is told on standard error."""
    require_extra(config.lang)
    from checker.register.location import located
    from checker.register.store import open_store

    path = located(config.store, config.lang)
    store = open_store(path, config.lang)
    tell_store(store, config)
    return store


def tell_store(store: Store, config: RunConfig) -> None:
    """Say where the store is: whoever stands in another folder sees it at once."""
    from checker.cli.output import complain

    complain(translate("register.store", config.lang, path=store.name), config.lang, kind="note")


def put_out(
    config: RunConfig,
    store: Store,
    report: Callable[..., None],
    subject: Any,
    *,
    binary: bool,
    forms: tuple[Form, ...] = (),
) -> None:
    """Write what a reporter makes of a subject to where the user wants it, never over the store."""
    from checker.cli.commands.shared import destinations, terminal
    from checker.cli.output import deliver
    from checker.reporters.options import Look

    name = config.output_format
    if binary and not config.output_file and sys.stdout.isatty():
        raise UsageError(translate("diagnostic.needs-file", config.lang, format=name))
    destinations(config, store.database.files).claim_main(config.output_file)

    def write(stream: Any) -> None:
        width, color = (0, False) if binary else terminal(config, stream)
        report(subject, Look(forms, config.lang, width, color, config.quiet), stream)

    deliver(write, config.output_file, config.lang, binary=binary)
