"""``checker tables``: the tables as read, unchecked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker.cli.cache import note_fault, with_cache
from checker.cli.commands.shared import destinations, inputs, progress, terminal, told_of_reading
from checker.cli.commands.status import CLEAN, FINDINGS, USAGE
from checker.cli.output import deliver
from checker.cli.parser import UsageError, add_options, add_paths, add_reading
from checker.cli.settings import add_section
from checker.i18n import translate
from checker.options.setting import Section
from checker.reporters import BINARY_TABLES, TABLE_REPORTERS, table_reporter

if TYPE_CHECKING:
    import argparse
    from typing import TextIO

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker tables``."""
    add_paths(parser, speech)
    group = add_options(parser, speech)
    formats = {"output-format": tuple(TABLE_REPORTERS)}
    for section in (Section.OUTPUT, Section.LANGUAGE):
        add_section(group, speech, section, choices=formats)
    add_reading(parser, group, speech)


def run(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    """Read the reports and print their tables; 1 when one could not be read, or not in full."""
    from checker.cli.config import configured
    from checker.pipeline import tables
    from checker.reporters.options import Look

    config = configured(arguments, files=False)
    name = config.output_format
    if name in BINARY_TABLES and not config.output_file and sys.stdout.isatty():
        raise UsageError(translate("diagnostic.needs-file", config.lang, format=name))
    places = destinations(config, settles=True)
    places.claim_main(config.output_file)
    with inputs(config) as (paths, given), progress(config, len(paths)) as advance:
        read = tables(
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
        table_reporter(name)(read.reports, look, stream)

    deliver(write, config.output_file, config.lang, binary=name in BINARY_TABLES)
    note_fault(read.cache_fault, config)
    if told_of_reading(read, config):
        return USAGE
    incomplete = read.inputs.without_reports or any(
        report.refusal or not all(one.recovered for one in report.faults) for report in read.reports
    )
    return FINDINGS if incomplete else CLEAN
