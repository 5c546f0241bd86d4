"""``checker register summary``: what goes wrong where, by rule, region and kind of bodies."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import (
    add_common,
    configured,
    opened,
    put_out,
    year_in,
)
from checker.cli.commands.settings import day
from checker.cli.commands.status import CLEAN
from checker.cli.settings import SETTINGS, add_section
from checker.errors import CheckerError
from checker.i18n import translate
from checker.options.setting import Section
from checker.reporters import BINARY, SUMMARY_REPORTERS, summary_reporter

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders

_FORMATS = tuple(SUMMARY_REPORTERS)


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register summary``."""
    words = speech.words
    group = add_common(parser, speech, _FORMATS)
    group.add_argument(
        "--year", type=year_in(speech), metavar="YEAR", help=words("help.option.year-shown")
    )
    group.add_argument("--parent", default="", metavar="BODY", help=words("help.option.parent"))
    others = tuple(field.name for field in SETTINGS if field.name != "rules")
    add_section(group, speech, Section.JUDGING, but=others)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Sum up the reports of a year."""
    config = configured(arguments, _FORMATS)
    if config.output_format == "html" and find_spec("matplotlib") is None:
        raise CheckerError(translate("register.no-extra", config.lang))
    store = opened(config)
    from checker.register.overview import status
    from checker.register.summary import summary
    from checker.rulebook import kept_rulebook

    lang = config.lang
    rules = kept_rulebook(config.options.rules, lang).rules
    titles = {one.id: one.title.get(lang, one.title["zh"]) for one in rules}
    with store.reading() as session:
        of = status(
            session,
            store.name,
            year=arguments.year,
            day=day(config.date, lang),
            lang=lang,
            parent=arguments.parent,
        )
        found = summary(session, of, titles)
    name = config.output_format
    put_out(config, store, summary_reporter(name), found, binary=name in BINARY)
    return CLEAN
