"""``checker diff``: two rounds of the same reports held together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.cache import note_fault, with_cache
from checker.cli.commands.settings import add_settings, readings_of, waivers_of
from checker.cli.commands.shared import (
    destinations,
    note_inputs,
    previous_of,
    progress,
    rules_told_by_file,
    terminal,
)
from checker.cli.commands.status import USAGE
from checker.cli.output import complain, deliver
from checker.cli.parser import UsageError, add_options, add_reading
from checker.cli.settings import add_section
from checker.i18n import translate
from checker.options.setting import Section
from checker.reporters import ROUND_REPORTERS, round_reporter

if TYPE_CHECKING:
    import argparse
    from typing import TextIO

    from checker.cli.parser import Speech
    from checker.cli.settings import RunConfig
    from checker.pipeline import RoundFiles, StartReaders

_DELIVERY = ("report", "statistics", "sidecar", "font", "list-all", "sign-key", "strict-inputs")


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker diff``."""
    words = speech.words
    parser.epilog = words("help.page.exit-diff")
    group = parser.add_argument_group(words("help.page.arguments"))
    group.add_argument("old", metavar="OLD", help=words("help.argument.old"))
    group.add_argument("new", metavar="NEW", help=words("help.argument.new"))
    options = add_options(parser, speech)
    formats = {"output-format": tuple(ROUND_REPORTERS)}
    add_section(options, speech, Section.OUTPUT, choices=formats)
    add_section(options, speech, Section.DELIVERY, but=_DELIVERY)
    for section in (Section.JUDGING, Section.LANGUAGE):
        add_section(options, speech, section)
    add_reading(parser, options, speech)
    add_settings(parser, speech, but=("show-settings",))


def run(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    """Check both rounds and tell what differs; 1 where something of it needs a look."""
    from checker.cli.commands.rounds_status import rounds_status
    from checker.cli.config import configured
    from checker.pipeline import rounds
    from checker.reporters.options import Look

    arguments.paths = [arguments.old, arguments.new]
    config = configured(arguments, choices={"output-format": tuple(ROUND_REPORTERS)})
    places = destinations(
        config, [path for path in (config.waivers, config.readings) if path], settles=True
    )
    places.claim_main(config.output_file)
    options = with_cache(config)._replace(
        waivers=waivers_of(config),
        confirmed=readings_of(config),
        previous=previous_of(config).files,
    )
    old, new = (_given(path, config) for path in (arguments.old, arguments.new))
    files = len(old.paths) + len(new.paths) + 2 * len(options.previous)
    with rules_told_by_file(config), progress(config, files) as advance:
        found = rounds(old, new, options, start_readers=start_readers, progress=advance)
    runs = (found.old, found.new)
    for one in runs:
        places.settle(own.path for own in one.results.inputs.own)

    def write(stream: TextIO) -> None:
        look = Look(found.new.forms, config.lang, *terminal(config, stream), config.quiet)
        round_reporter(config.output_format)(found.rounds, look, stream)

    deliver(write, config.output_file, config.lang)
    for one in runs:
        note_fault(one.cache_fault, config)
        note_inputs(one.results.inputs, config.lang, quiet=config.quiet)
        if one.fault:
            complain(one.fault, config.lang)
    if any(one.fault for one in runs):
        return USAGE
    return rounds_status(found.rounds, config)


def _given(path: str, config: RunConfig) -> RoundFiles:
    """The files of one round: one, or those of a folder, an archive, a glob."""
    from checker.cli.archives import with_members
    from checker.cli.files import STDIN, expand
    from checker.pipeline import RoundFiles

    if path == STDIN:  # one stream for two rounds would be read twice, or once for neither
        raise UsageError(translate("diagnostic.no-stdin", config.lang))
    given = expand([path], config.lang, config.exclude)
    given = with_members(given, config.options.reading, config.lang, config.exclude)
    return RoundFiles(given.files, given.files, given.found, given.beside)
