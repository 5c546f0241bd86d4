"""``checker check``: read, check, and deliver one or several outputs of the same results."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.commands.handover import (
    add_handover,
    each_file,
    ending,
    handed_over,
    is_folder,
    make_folder,
)
from checker.cli.commands.settings import (
    add_judging,
    add_settings,
    day,
    settings_of,
    used_waivers,
    waivers_of,
)
from checker.cli.commands.shared import check_reports, destinations, note_inputs, terminal
from checker.cli.commands.status import CLEAN, USAGE, exit_status
from checker.cli.output import append, complain, deliver, internal_error
from checker.cli.parser import (
    LEVELS,
    NEVER,
    UsageError,
    add_language,
    add_options,
    add_output,
    add_paths,
    add_reading,
)
from checker.errors import CheckerError
from checker.i18n.texts import say
from checker.reporters import BINARY, REPORTERS, TELLS_INPUTS, reporter

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence
    from typing import Any, TextIO

    from checker.cli.config import Settings
    from checker.cli.destinations import Destinations
    from checker.cli.parser import Speech
    from checker.model import Results
    from checker.pipeline import Run, StartReaders
    from checker.reporters.options import Look

AUTO = "auto"
_FORMATS = (AUTO, *REPORTERS)


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker check``."""
    words = speech.words
    parser.epilog = words("exit")
    add_paths(parser, speech)
    group = add_options(parser, speech)
    speech.chosen("CHECKER_OUTPUT_FORMAT", _FORMATS, "text")  # refused before anything is read
    add_output(group, _FORMATS, None, speech)
    group.add_argument(
        "--report", action="append", default=[], metavar="FORMAT=FILE", help=words("report")
    )
    group.add_argument("--sidecar", action="store_true", help=words("sidecar"))
    add_handover(group, speech)
    group.add_argument(
        "--fail-on",
        choices=(*LEVELS, NEVER),
        metavar="LEVEL",
        help=words("fail-on"),
    )
    group.add_argument("--exit-zero", action="store_true", help=words("exit-zero"))
    group.add_argument(
        "--strict-inputs", action="store_true", default=None, help=words("strict-inputs")
    )
    add_judging(group, speech)
    add_language(group, speech)
    add_reading(parser, group, speech)
    add_settings(parser, speech)


def run(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    """Check the reports; every output that can be written is, whatever becomes of another."""
    settings = settings_of(arguments, {"output-format": _FORMATS})
    arguments.output_format, arguments.fail_on = settings.output_format, settings.fail_on
    also = [path for path in (arguments.font, settings.waivers) if path]
    places = destinations(arguments, settings, also, settles=not arguments.show_settings)
    if arguments.show_settings:
        places.claim_main(arguments.output_file)
        deliver(lambda stream: _show(settings, stream), arguments.output_file, settings.lang)
        return CLEAN
    outputs = _outputs(arguments, os.environ)
    _claim_all(outputs, arguments, settings, places)
    if arguments.date is not None:
        day(arguments.date, settings.lang)  # refused before anything is read
    waivers = waivers_of(arguments, settings)
    found = check_reports(arguments, settings, waivers, start_readers)
    results = found.results
    if waivers is not None:
        results = replace(results, waivers=settings.waivers)
        complain(used_waivers(waivers, settings), settings.lang, kind="note")
        for notice in waivers.notices(settings.lang, results):
            complain(notice, settings.lang, kind="note")
    files = [*each_file(outputs, results, arguments.paths)]
    _claim_named(files, results, arguments, places)
    places.settle(one.path for one in results.inputs.own)
    look = _look(arguments, found, results)
    faults: list[str] = []
    if arguments.sidecar:
        written, faults = _write_sidecars(results, look)
        look = replace(look, sidecars=written)
    with handed_over(arguments, settings, look) as look:
        faults += _deliver_all(files, results, look, arguments)
    if outputs[-1][0] not in TELLS_INPUTS:
        note_inputs(results.inputs, settings.lang, quiet=arguments.quiet)
    for fault in faults:
        complain(fault, arguments.lang)
    if found.fault:
        complain(found.fault, settings.lang)
    if faults or found.fault:
        return USAGE
    return exit_status(
        results,
        arguments.fail_on,
        exit_zero=arguments.exit_zero,
        strict_inputs=settings.strict_inputs,
    )


def _show(settings: Settings, stream: TextIO) -> None:
    stream.writelines(f"{line}\n" for line in settings.shown(settings.lang))


def _outputs(
    arguments: argparse.Namespace, environment: Mapping[str, str]
) -> list[tuple[str, str | None]]:
    """Format and file of each output, the main one (file ``None``: standard output) last.

    Files come first, so that they are there when standard output ends early.
    """
    lang = arguments.lang
    name = arguments.output_format
    if name == AUTO:
        on_github = environment.get("GITHUB_ACTIONS") and environment.get("GITHUB_WORKFLOW")
        name = "github" if on_github else "text"
    outputs: list[tuple[str, str | None]] = []
    for given in arguments.report:
        kind, equals, path = given.partition("=")
        if not (equals and path and kind in REPORTERS):
            choices = say("list", lang).join(REPORTERS)
            raise UsageError(say("bad-report", lang, choices=choices, given=given))
        outputs.append((kind, path))
    outputs.append((name, arguments.output_file))
    if name in BINARY and not arguments.output_file and sys.stdout.isatty():
        raise UsageError(say("needs-file", lang, format=name))
    return outputs


def _claim_all(
    outputs: Sequence[tuple[str, str | None]],
    arguments: argparse.Namespace,
    settings: Settings,
    places: Destinations,
) -> None:
    """Refuse outputs that would destroy an input or one another, before anything is read."""
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
    if not arguments.sidecar:
        return
    from checker.cli.files import STDIN, expand
    from checker.reporters.ci.sidecar import sidecar_path

    for path in expand(arguments.paths, settings.lang, settings.exclude).files:
        if path == STDIN:
            raise UsageError(say("no-sidecar-place", settings.lang))
        # Reports that lie side by side have names of their own, and so have their sidecars.
        places.claim(sidecar_path(path), exact=True)


def _claim_named(
    files: Sequence[tuple[str, str | None, Results]],
    results: Results,
    arguments: argparse.Namespace,
    places: Destinations,
) -> None:
    """Refuse outputs named after a report, or after its number in a file, which reading tells."""
    from checker.reporters.ci.sidecar import sidecar_path

    for _, path, own in files:
        if path is not None and own is not results:
            places.claim(path)
    for checked in results.reports if arguments.sidecar else ():
        report = checked.report
        if report.part is not None:
            places.claim(sidecar_path(report.path, report.part), exact=True)


def _deliver_all(
    files: Sequence[tuple[str, str | None, Results]],
    results: Results,
    look: Look,
    arguments: argparse.Namespace,
) -> list[str]:
    """Write every output; a line for each that could not be."""
    lang = arguments.lang
    faults = []
    for name, path, own in files:

        def write(stream: Any, name: str = name, own: Results = own) -> None:
            width, color = terminal(arguments, stream)
            reporter(name)(own, replace(look, width=width, color=color), stream)

        try:
            if path is not None and own is not results:
                make_folder(path, lang)
            deliver(write, path, lang, binary=name in BINARY)
            if name == "github":
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


def _look(arguments: argparse.Namespace, found: Run, results: Results) -> Look:
    """How outputs look, apart from the stream they go to."""
    from checker.cli.files import places_in_repository
    from checker.reporters.options import Look

    paths = [checked.report.path for checked in results.reports]
    return Look(
        found.forms,
        arguments.lang,
        quiet=arguments.quiet,
        rules=found.rules,
        places=places_in_repository(paths, os.environ),
        fail_on=arguments.fail_on,
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
