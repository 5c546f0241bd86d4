"""``checker tables``: the tables as read, unchecked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker.cli.commands.shared import (
    destinations,
    inputs,
    note_inputs,
    options,
    progress,
    terminal,
)
from checker.cli.commands.status import CLEAN, FINDINGS, USAGE
from checker.cli.output import complain, deliver
from checker.cli.parser import (
    UsageError,
    add_language,
    add_options,
    add_output,
    add_paths,
    add_reading,
)
from checker.i18n.texts import say
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
    add_output(group, TABLE_REPORTERS, "text", speech)
    add_language(group, speech)
    add_reading(parser, group, speech)


def run(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    """Read the reports and print their tables; 1 when one could not be read, or not in full."""
    from checker.pipeline import tables
    from checker.reporters.options import Look

    name = arguments.output_format
    if name in BINARY_TABLES and not arguments.output_file and sys.stdout.isatty():
        raise UsageError(say("needs-file", arguments.lang, format=name))
    places = destinations(arguments, settles=True)
    places.claim_main(arguments.output_file)
    wanted = options(arguments)
    with inputs(arguments) as (paths, given), progress(arguments, len(paths)) as advance:
        read = tables(
            paths,
            wanted,
            shown=given.files,
            found=given.found,
            beside=given.beside,
            start_readers=start_readers,
            progress=advance,
        )
    places.settle(one.path for one in read.inputs.own)

    def write(stream: TextIO) -> None:
        look = Look(read.forms, arguments.lang, *terminal(arguments, stream), arguments.quiet)
        table_reporter(name)(read.reports, look, stream)

    deliver(write, arguments.output_file, arguments.lang, binary=name in BINARY_TABLES)
    note_inputs(read.inputs, arguments.lang, quiet=arguments.quiet)
    for report in read.reports:
        for one in report.faults:
            told = say(
                "page-fault", arguments.lang, path=report.name, page=one.page, error=one.error
            )
            complain(told, arguments.lang, kind="note")
    if read.fault:
        complain(read.fault, arguments.lang)
        return USAGE
    incomplete = read.inputs.without_reports or any(
        report.refusal or not all(one.recovered for one in report.faults) for report in read.reports
    )
    return FINDINGS if incomplete else CLEAN
