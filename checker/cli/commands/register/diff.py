"""``checker register diff BODY YEAR``: two versions of a report held together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import add_common, configured, opened, put_out
from checker.cli.commands.register.show import add_body_and_year
from checker.cli.settings import add_section
from checker.options.setting import Section
from checker.reporters import ROUND_REPORTERS, round_reporter
from checker.startup import hurried

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders

_FORMATS = tuple(ROUND_REPORTERS)
_NOT_HERE = ("previous", "bodies", "scope")


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register diff``."""
    words = speech.words
    parser.epilog = words("help.page.exit-diff")
    add_body_and_year(parser, speech)
    group = add_common(parser, speech, _FORMATS)
    for name in ("old", "new"):
        group.add_argument(
            f"--{name}", type=speech.count, metavar="N", help=words(f"help.version.{name}")
        )
    add_section(group, speech, Section.JUDGING, but=_NOT_HERE)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Judge both versions by the rules of today and tell what differs; 1 where it needs a look."""
    from checker.cli.commands.rounds_status import rounds_status
    from checker.cli.commands.shared import rules_told_by_file

    config = configured(arguments, _FORMATS)
    store = opened(config)
    from checker.register.queries import two_versions
    from checker.stepwise import versions_together

    chosen = arguments.old, arguments.new
    with store.reading() as session:
        old, new = two_versions(session, arguments.body, arguments.year, chosen, config.lang)
    options = config.options._replace(previous=(), bodies="", waivers=None, scope="")
    with rules_told_by_file(config):
        found, forms = versions_together(old, new, options, loading=hurried)
    report = round_reporter(config.output_format)
    put_out(config, store, report, found, binary=False, forms=forms)
    return rounds_status(found, config)
