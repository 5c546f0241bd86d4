"""``checker register add PATH…``: reports into the store, each read and judged once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.cli.commands.cluster import add_cluster, readers_on_cluster
from checker.cli.commands.register.shared import add_common, configured, opened, put_out
from checker.cli.commands.settings import day
from checker.cli.commands.status import CLEAN, FINDINGS
from checker.cli.parser import add_paths
from checker.cli.settings import add_section
from checker.i18n import translate
from checker.options.setting import Section
from checker.reading import own_processes
from checker.reporters import register_reporter
from checker.startup import hurried

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.cli.settings import RunConfig
    from checker.confirming import Readings
    from checker.findings.waivers import Waivers
    from checker.pipeline import StartReaders
    from checker.register.store import Store

_FORMATS = ("text", "json")
_NOT_HERE = ("previous", "bodies")
"""The register has a list of bodies of its own, and every year that ever came."""


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register add``."""
    add_paths(parser, speech)
    group = add_common(parser, speech, _FORMATS, reads=True)
    add_cluster(group, speech)
    group.add_argument("--keep-files", action="store_true", help=speech.words("help.option.keep"))
    add_section(group, speech, Section.JUDGING, but=_NOT_HERE)
    limits = parser.add_argument_group(speech.words("help.page.limits"))
    add_section(limits, speech, Section.LIMITS)


def run(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    """Take in what is not known; 1 where a file could not be read or a report put nowhere."""
    from checker.cli.commands.shared import inputs, note_inputs, progress, rules_told_by_file

    config = configured(arguments, _FORMATS)
    if start_readers in (None, own_processes):  # else a caller's own
        start_readers = readers_on_cluster(arguments, config) or start_readers
    store = opened(config)
    from checker.cli.cache import note_fault, with_cache
    from checker.cli.output import complain
    from checker.model import OwnOutput
    from checker.model.register_changes import Added, FileFate
    from checker.reading import kept_of
    from checker.register.adding import added, compared, read_anew, unknown, waived_anew
    from checker.register.intake import Intake, judged_by

    today = day(config.date, config.lang)
    waivers = _waivers(store, config, today)
    readings = _readings(store, config)
    options = with_cache(config)._replace(
        lang=store.language,
        previous=(),
        bodies="",
        # With none, what was judged before can be taken from the cache.
        waivers=waivers if waivers.entries else None,
        confirmed=readings if readings.entries else None,
    )
    kept = kept_of(options)
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
        read_anew(store, options, intake, loading=hurried)
        waived_anew(store, options, waivers, intake, loading=hurried)
        compared(store, options, today, loading=hurried)
    _note_waivers(waivers, config)
    if readings.entries:
        counts = {"count": len(readings.entries), "used": readings.used}
        complain(
            translate("register.readings-kept", config.lang, **counts), config.lang, kind="note"
        )
    note_fault(kept.fault if kept else None, config)
    own = tuple(OwnOutput(one.path, "") for one in taken if one.fate is FileFate.OWN)
    result = Added(tuple(taken), files.known + files.again)
    put_out(config, store, register_reporter(config.output_format, "added"), result, binary=False)
    beside = replace(given.beside, own=given.beside.own + own)
    note_inputs(beside, config.lang, quiet=config.quiet)
    return CLEAN if result.is_complete else FINDINGS


def _readings(store: Store, config: RunConfig) -> Readings:
    """Those that the store has, and from now on those of the file that is given or found."""
    from checker.cli.commands.settings import readings_of
    from checker.confirming import Readings
    from checker.register.readings import kept_readings, take_in

    given = readings_of(config)
    if given is not None:
        with store.writing() as session:
            take_in(session, given.entries)
    with store.reading() as session:
        return Readings(kept_readings(session))


def _waivers(store: Store, config: RunConfig, today: str) -> Waivers:
    """Those of the file that is given or found, from now on the store's; else those it has."""
    from checker.cli.commands.settings import waivers_of
    from checker.findings.waivers import Waivers
    from checker.register.waiving import keep_entries, kept_entries

    before = kept_entries(store)
    given = waivers_of(config)
    if given is None and not config.no_waivers:
        return Waivers(before, today)
    waivers = given or Waivers((), today)
    if waivers.entries != before:
        keep_entries(store, waivers.entries)
    return waivers


def _note_waivers(waivers: Waivers, config: RunConfig) -> None:
    """Say which entries were used, and which have lapsed; nothing where there is none."""
    from checker.cli.commands.settings import used_waivers
    from checker.cli.output import complain
    from checker.model import Results

    if not waivers.entries:
        return
    if config.waivers:
        told = used_waivers(waivers, config)
    else:
        told = translate(
            "register.waivers-kept", config.lang, count=len(waivers.entries), used=waivers.used
        )
    complain(told, config.lang, kind="note")
    # Of reports that no rule was applied to in this run nothing is said.
    for notice in waivers.notices(config.lang, Results("", ())):
        complain(notice, config.lang, kind="note")
