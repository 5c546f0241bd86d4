"""``checker check``: read, check, and deliver one or several outputs of the same results."""

from __future__ import annotations

import io
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.commands.cluster import add_cluster, readers_on_cluster
from checker.cli.commands.handover import (
    each_file,
    ending,
    handed_over,
    is_folder,
    make_folder,
    note_lists,
)
from checker.cli.commands.settings import (
    add_settings,
    day,
    readings_of,
    used_readings,
    used_waivers,
    waivers_of,
)
from checker.cli.commands.shared import check_reports, destinations, note_inputs, terminal
from checker.cli.commands.status import CLEAN, USAGE, exit_status
from checker.cli.output import append, complain, deliver, internal_error
from checker.cli.parser import UsageError, add_options, add_paths, add_reading
from checker.cli.settings import add_section
from checker.errors import CheckerError
from checker.i18n import translate
from checker.options.setting import Section
from checker.reading import own_processes
from checker.reporters import (
    BINARY,
    REPORTERS,
    STATISTICS,
    TELLS_INPUTS,
    reporter,
    statistics_reporter,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence
    from typing import Any

    from checker.cli.commands.handover import Output
    from checker.cli.destinations import Destinations
    from checker.cli.parser import Speech
    from checker.cli.settings import RunConfig
    from checker.confirming import Readings
    from checker.findings.waivers import Waivers
    from checker.model import Results
    from checker.pipeline import Run, StartReaders
    from checker.reporters import Reporter
    from checker.reporters.options import Look

AUTO = "auto"
_FORMATS = (AUTO, *REPORTERS)


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker check``."""
    words = speech.words
    parser.epilog = words("help.page.exit")
    add_paths(parser, speech)
    group = add_options(parser, speech)
    speech.chosen("CHECKER_OUTPUT_FORMAT", _FORMATS, "text")  # refused before anything is read
    formats = {"output-format": _FORMATS}
    for section in (Section.OUTPUT, Section.DELIVERY, Section.JUDGING, Section.LANGUAGE):
        add_section(group, speech, section, choices=formats)
    add_reading(parser, group, speech)
    add_cluster(group, speech)
    add_settings(parser, speech)


def run(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    """Check the reports; every output that can be written is, whatever becomes of another."""
    from dataclasses import replace

    from checker.cli.config import configured, shown

    config = configured(arguments, choices={"output-format": _FORMATS})
    also = [
        path for path in (config.font, config.sign_key, config.waivers, config.readings) if path
    ]
    places = destinations(config, also, settles=not config.show_settings)
    if config.show_settings:
        places.claim_main(config.output_file)
        lines = "".join(f"{line}\n" for line in shown(config, config.lang))
        deliver(lambda stream: stream.write(lines), config.output_file, config.lang)
        return CLEAN
    outputs = _outputs(config, os.environ)
    _claim_all(outputs, config, places)
    if config.date is not None:
        day(config.date, config.lang)  # refused before anything is read
    if config.sign_key is not None:
        from checker.certificate.signature import require_key

        require_key(config.sign_key, config.lang, private=True)
    if start_readers in (None, own_processes):  # else a caller's own
        start_readers = readers_on_cluster(arguments, config) or start_readers
    waivers, readings = waivers_of(config), readings_of(config)
    found = check_reports(config, waivers, start_readers, readings=readings)
    results = found.results
    if waivers is not None:
        results = replace(results, waivers=config.waivers)
    _note_decisions(results, waivers, readings, config)
    # Only now, for reports name their own files; and refused before the first of all is written.
    each = partial(each_file, results=results, arguments=config.paths, list_all=config.list_all)
    main = [*each(outputs[-1:])]
    files = [*each(outputs[:-1]), *main]
    _claim_named(files, results, config, places)
    places.settle(one.path for one in results.inputs.own)
    look = _look(config, found, results)
    faults: list[str] = []
    if config.sidecar:
        written, faults = _write_sidecars(results, look)
        look = replace(look, sidecars=written)
    with handed_over(config, look) as look:
        # Of --statistics the main output has the counts, every other one the results.
        counts = len(main) if config.statistics else 0
        faults += _deliver_all(files, results, look, config, counts)
    # Of the main output alone: what goes to a file beside it may be read by nobody today.
    if config.statistics or outputs[-1][0] not in TELLS_INPUTS:
        note_inputs(results.inputs, config.lang, quiet=config.quiet)
    note_lists(outputs, results, config)
    for fault in faults:
        complain(fault, config.lang)
    if found.fault:
        complain(found.fault, config.lang)
    if faults or found.fault:
        return USAGE
    return exit_status(
        results,
        config.fail_on,
        exit_zero=config.exit_zero,
        strict_inputs=config.strict_inputs,
    )


def _note_decisions(
    results: Results, waivers: Waivers | None, readings: Readings | None, config: RunConfig
) -> None:
    """Say which entries of people's files were used, and which have lapsed."""
    told: list[str] = []
    if waivers is not None:
        told += [used_waivers(waivers, config), *waivers.notices(config.lang, results)]
    if readings is not None:
        told += used_readings(readings, (one.report for one in results.reports), config)
    for notice in told:
        complain(notice, config.lang, kind="note")


def _outputs(config: RunConfig, environment: Mapping[str, str]) -> list[tuple[str, str | None]]:
    """Format and file of each output, the main one (file ``None``: standard output) last.

    Files come first, so that they are there when standard output ends early.
    """
    lang = config.lang
    name = config.output_format
    if name == AUTO:
        on_github = environment.get("GITHUB_ACTIONS") and environment.get("GITHUB_WORKFLOW")
        name = "github" if on_github else "text"
    outputs: list[tuple[str, str | None]] = []
    for given in config.reports:
        kind, equals, path = given.partition("=")
        if not (equals and path and kind in REPORTERS):
            choices = translate("joining.list", lang).join(REPORTERS)
            raise UsageError(translate("diagnostic.bad-report", lang, choices=choices, given=given))
        outputs.append((kind, path))
    if config.statistics and name not in STATISTICS:
        choices = translate("joining.list", lang).join(STATISTICS)
        raise UsageError(translate("diagnostic.no-statistics", lang, choices=choices, given=name))
    outputs.append((name, config.output_file))
    if name in BINARY and not config.output_file and sys.stdout.isatty():
        raise UsageError(translate("diagnostic.needs-file", lang, format=name))
    return outputs


def _claim_all(
    outputs: Sequence[tuple[str, str | None]],
    config: RunConfig,
    places: Destinations,
) -> None:
    """Refuse outputs that would destroy an input or one another, before anything is read."""
    # The main output first: it is refused by its own name, another by that it would overwrite it.
    *others, main = outputs
    for name, path in (main, *others):
        if path is not None and is_folder(path):
            # A folder holds several outputs, each with names of its own.
            places.claim(str(Path(path) / f"*{ending(name)}"))
        else:
            places.claim_main(path)
        summary = _summary_path(os.environ)
        if name == "github" and summary:
            places.claim(summary)
    if not config.sidecar:
        return
    from checker.cli.files import STDIN, expand
    from checker.reporters.ci.sidecar import sidecar_path

    # Before anything is read: refused afterwards, the reports would have been read for nothing.
    for path in expand(config.paths, config.lang, config.exclude).files:
        if path == STDIN:
            raise UsageError(translate("diagnostic.no-sidecar-place", config.lang))
        # Reports that lie side by side have names of their own, and so have their sidecars.
        places.claim(sidecar_path(path), exact=True)


def _claim_named(
    files: Sequence[Output],
    results: Results,
    config: RunConfig,
    places: Destinations,
) -> None:
    """Refuse outputs named after a report, its number in a file or a member of an archive."""
    from checker.model.archives import member_of
    from checker.reporters.ci.sidecar import sidecar_path

    for output in files:
        if output.path is not None and output.in_folder:
            places.claim(output.path)
    for checked in results.reports if config.sidecar else ():
        report = checked.report
        if report.part is not None or member_of(report.path) is not None:
            places.claim(sidecar_path(report.path, report.part), exact=True)


def _deliver_all(
    files: Sequence[Output],
    results: Results,
    look: Look,
    config: RunConfig,
    counts: int,
) -> list[str]:
    """Write every output, the last so many as counts; a line for each that could not be."""
    from dataclasses import replace

    lang = config.lang
    faults = []
    for number, output in enumerate(files, start=counts - len(files)):
        write_as = (reporter if number < 0 else statistics_reporter)(output.name)

        def write(stream: Any, write_as: Reporter = write_as, output: Output = output) -> None:
            width, color = terminal(config, stream)
            own = replace(look, pages=output.pages, index=output.index_address)
            write_as(output.results, replace(own, width=width, color=color), stream)

        try:
            if output.path is not None and output.in_folder:
                make_folder(output.path, lang)
            deliver(write, output.path, lang, binary=output.name in BINARY)
            if output.name == "github":
                _step_summary(results, look, os.environ)
        except CheckerError as error:
            faults.append(str(error))
        except Exception as error:  # one output's fault must not cost the others
            if os.environ.get("CHECKER_DEBUG") == "1":
                raise
            faults.append(internal_error(error, lang))
    return faults


def _summary_path(environment: Mapping[str, str]) -> str | None:
    return environment.get("GITHUB_STEP_SUMMARY")


def _step_summary(results: Results, look: Look, environment: Mapping[str, str]) -> None:
    """GitHub shows ten annotations of a level; the whole list goes to the step's summary."""
    path = _summary_path(environment)
    if not path:
        return
    from checker.reporters.ci.markdown import summary

    stream = io.StringIO()
    summary(results, look, stream)
    append(stream.getvalue(), path, look.lang)


def _look(config: RunConfig, found: Run, results: Results) -> Look:
    """How outputs look, apart from the stream they go to."""
    from checker.cli.files import places_in_repository
    from checker.reporters.options import Look

    paths = [checked.report.path for checked in results.reports]
    return Look(
        found.forms,
        config.lang,
        quiet=config.quiet,
        rules=found.rules,
        places=places_in_repository(paths, os.environ),
        fail_on=config.fail_on,
        list_all=config.list_all,
        homepage=os.environ.get("CHECKER_HOMEPAGE", "").rstrip("/"),
        date=config.date,
        font=config.font,
        sign_key=config.sign_key,
        extra_rules=config.options.rules,
        severities=dict(config.options.severities),
    )


def _write_sidecars(results: Results, look: Look) -> tuple[frozenset[str], list[str]]:
    """Write the tables of each report beside it.

    Gives the reports that have them now, for annotations to point at, and a line for each
    sidecar that could not be written. A report without tables has none.
    """
    from checker.reporters.ci.sidecar import sidecar_path, sidecar_text

    written, faults = [], []
    for checked in results.reports:
        report = checked.report
        text = sidecar_text(report, look)
        if text is None:
            continue
        path = sidecar_path(report.path, report.part)
        try:
            deliver(lambda stream, text=text: stream.write(text), path, look.lang)
        except CheckerError as error:
            faults.append(str(error))
        else:
            written.append(report.name)
    return frozenset(written), faults
