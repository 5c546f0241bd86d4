"""``checker register replies FILE…``: lists that came back filled in, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import add_common, configured, opened, put_out
from checker.cli.commands.settings import day
from checker.cli.commands.status import CLEAN, FINDINGS
from checker.errors import DocumentError
from checker.i18n import translate
from checker.model import RefusalReason
from checker.reporters import register_reporter

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.isolation.pool import Readers
    from checker.model.sent_lists import ReadList
    from checker.pipeline import StartReaders
    from checker.register.store import Store

_FORMATS = ("text", "json")


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register replies``."""
    words = speech.words
    parser.add_argument_group(words("help.page.arguments")).add_argument(
        "lists", nargs="+", metavar="FILE", help=words("help.argument.replies")
    )
    add_common(parser, speech, _FORMATS)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Keep what the files say, each whole or not at all; 1 where somebody must look at a row."""
    config = configured(arguments, _FORMATS)
    store = opened(config)
    from checker.isolation.pool import Readers

    today = day(config.date, config.lang)
    # A stranger filled it in: as any such file it is opened by a reading process.
    with Readers(ahead=False, reading=config.options.reading, lang=config.lang) as readers:
        found = [_taken(path, readers, store, today) for path in arguments.lists]
    put_out(config, store, register_reporter(config.output_format, "replies"), found, binary=False)
    return FINDINGS if any(one.refusal or one.faults for one in found) else CLEAN


def _taken(path: str, readers: Readers, store: Store, today: str) -> ReadList:
    from checker.model.sent_lists import ReadList
    from checker.register.replies import take_replies
    from checker.wording.facts import refusal

    lang = store.lang
    try:
        sheets = readers.sheets(path)
    except DocumentError as error:
        if error.reason == RefusalReason.NOT_PDF:
            return ReadList(path, refusal=translate("register.no-workbook", lang))
        return ReadList(path, refusal=refusal(error.reason, error.detail, lang))
    with store.writing() as session:
        return take_replies(session, path, sheets, today, store.language)
