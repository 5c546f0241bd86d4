"""``checker register add PATH…``: reports into the store, each read and judged once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.cli.commands.register.shared import add_common, configured, opened, put_out
from checker.cli.commands.settings import day
from checker.cli.commands.status import CLEAN, FINDINGS
from checker.cli.parser import add_paths
from checker.cli.settings import add_section
from checker.options.setting import Section
from checker.reporters import register_reporter
from checker.startup import hurried

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders

_FORMATS = ("text", "json")
_NOT_HERE = ("previous", "bodies")
"""The register has a list of bodies of its own, and every year that ever came."""


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register add``."""
    add_paths(parser, speech)
    group = add_common(parser, speech, _FORMATS, reads=True)
    group.add_argument("--keep-files", action="store_true", help=speech.words("help.option.keep"))
    add_section(group, speech, Section.JUDGING, but=_NOT_HERE)
    limits = parser.add_argument_group(speech.words("help.page.limits"))
    add_section(limits, speech, Section.LIMITS)


def run(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    """Take in what is not known; 1 where a file could not be read or a report put nowhere."""
    from checker.cli.commands.shared import inputs, note_inputs, progress, rules_told_by_file

    config = configured(arguments, _FORMATS)
    store = opened(config)
    from checker.cli.cache import note_fault, with_cache
    from checker.model import OwnOutput
    from checker.model.register_changes import Added, FileFate
    from checker.reading import kept_of
    from checker.register.adding import added, compared, unknown
    from checker.register.intake import Intake, judged_by

    options = with_cache(config)._replace(lang=store.language, previous=(), bodies="", waivers=None)
    kept = kept_of(options)
    today = day(config.date, config.lang)
    intake = Intake(store, judged_by(options), today, keep=arguments.keep_files)
    with rules_told_by_file(config), inputs(config) as (paths, given):
        files = unknown(paths, given.files, intake)
        with progress(config, len(files.paths), timed=True) as advance:
            taken = [
                *added(
                    store, intake, files, options,
                    searched=frozenset(name for names in given.found.values() for name in names),
                    start_readers=start_readers, loading=hurried, progress=advance,
                    kept=kept,
                )
            ]  # fmt: skip
        compared(store, options, today, loading=hurried)
    note_fault(kept.fault if kept else None, config)
    own = tuple(OwnOutput(one.path, "") for one in taken if one.fate is FileFate.OWN)
    result = Added(tuple(taken), files.known + files.again)
    put_out(config, store, register_reporter(config.output_format, "added"), result, binary=False)
    beside = replace(given.beside, own=given.beside.own + own)
    note_inputs(beside, config.lang, quiet=config.quiet)
    return CLEAN if result.is_complete else FINDINGS
