"""``checker claims``: what was read in the prose, what it was held against, what was left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.cache import note_fault, with_cache
from checker.cli.commands.shared import destinations, inputs, progress, terminal, told_of_reading
from checker.cli.commands.status import CLEAN, FINDINGS, USAGE
from checker.cli.output import deliver
from checker.cli.parser import add_options, add_paths, add_reading
from checker.cli.settings import add_section
from checker.options.setting import Section
from checker.reporters import SENTENCE_REPORTERS, sentence_reporter

if TYPE_CHECKING:
    import argparse
    from typing import TextIO

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker claims``."""
    add_paths(parser, speech)
    group = add_options(parser, speech)
    formats = {"output-format": tuple(SENTENCE_REPORTERS)}
    add_section(group, speech, Section.OUTPUT, choices=formats)
    add_section(group, speech, Section.JUDGING, but=("severity", "previous", "bodies"))
    add_section(group, speech, Section.LANGUAGE)
    add_reading(parser, group, speech)


def run(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    """Read the reports and print their sentences; 1 when one could not be read."""
    from checker.cli.config import configured
    from checker.pipeline import sentences
    from checker.reporters.options import Look

    config = configured(arguments, files=False)
    places = destinations(config, settles=True)
    places.claim_main(config.output_file)
    with inputs(config) as (paths, given), progress(config, len(paths)) as advance:
        read, accounts = sentences(
            paths,
            with_cache(config),
            shown=given.files,
            found=given.found,
            beside=given.beside,
            start_readers=start_readers,
            progress=advance,
        )
    places.settle(one.path for one in read.inputs.own)

    def write(stream: TextIO) -> None:
        look = Look(read.forms, config.lang, *terminal(config, stream), config.quiet)
        sentence_reporter(config.output_format)(accounts, look, stream)

    deliver(write, config.output_file, config.lang)
    note_fault(read.cache_fault, config)
    if told_of_reading(read, config):
        return USAGE
    unread = any(report.refusal for report in read.reports)
    return FINDINGS if unread or read.inputs.without_reports else CLEAN
