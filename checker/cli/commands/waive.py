"""``checker waive``: write the present findings to the waiver file, with the reason given."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.commands.settings import add_settings, day, readings_of, waivers_of
from checker.cli.commands.shared import check_reports, destinations, note_inputs
from checker.cli.commands.status import CLEAN
from checker.cli.output import deliver
from checker.cli.parser import UsageError, add_options, add_paths, add_reading
from checker.cli.settings import add_section
from checker.errors import InstallationError
from checker.i18n import translate
from checker.options import LEVELS
from checker.options.setting import Section

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from checker.cli.parser import Speech
    from checker.findings.waivers import Waiver
    from checker.model import Finding, Report, Results
    from checker.pipeline import Run, StartReaders


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker waive``."""
    words = speech.words
    add_paths(parser, speech)
    group = add_options(parser, speech)
    group.add_argument("--reason", required=True, metavar="TEXT", help=words("help.option.reason"))
    group.add_argument("--by", default="", metavar="NAME", help=words("help.option.by"))
    group.add_argument("--expires", default="", metavar="DATE", help=words("help.option.expires"))
    group.add_argument(
        "--rule", action="append", default=[], metavar="RULE", help=words("help.option.waive-rule")
    )
    group.add_argument(
        "--fail-on",
        dest="level",
        choices=LEVELS,
        default=LEVELS[0],
        metavar="LEVEL",
        help=words("help.option.waive-level"),
    )
    for section in (Section.JUDGING, Section.LANGUAGE):
        add_section(group, speech, section)
    add_reading(parser, group, speech)
    add_settings(parser, speech, but=("no-waivers",))


def run(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    """Check, then add an entry for each finding that counts and is not waived yet.

    Entries that are there stay as they are written; one that lapsed is followed by the new one.
    """
    from checker.cli.config import WAIVERS, configured, nearest
    from checker.findings.waivers import written

    config = configured(arguments)
    lang = config.lang
    path = Path(config.waivers or WAIVERS)
    place = destinations(config)
    place.claim_main(None)
    place.claim(str(path))
    # As it is written, comments and all: new entries are added behind, nothing is put in order.
    before = path.read_text("utf-8") if path.is_file() else ""
    config = config._replace(waivers=path.as_posix() if before else "")
    given = {"reason": arguments.reason, "by": arguments.by, "date": day(config.date, lang)}
    if arguments.expires:
        given["expires"] = day(arguments.expires, lang, "--expires")
        if given["expires"] < given["date"]:
            past = translate(
                "waiver.expires-in-past", lang, expires=given["expires"], today=given["date"]
            )
            raise UsageError(past)
    waivers = waivers_of(config)
    found = check_reports(config, waivers, start_readers, readings=readings_of(config))
    note_inputs(found.results.inputs, lang, quiet=config.quiet)
    if found.fault:
        raise InstallationError(found.fault)
    counted = LEVELS[: LEVELS.index(arguments.level) + 1]
    # One for each thing accepted: of one rule, place and cells a second entry says nothing.
    entries = {entry.key: entry for entry in _entries(found, arguments.rule, counted, given)}
    if entries:
        text = before + written(entries.values())
        deliver(lambda stream: stream.write(text), str(path), lang)
    key = "waiver.waivers-written" if entries else "waiver.nothing-to-waive"
    if not config.quiet:
        told = [translate(key, lang, count=len(entries), path=path.as_posix())]
        if entries:
            next_file = nearest(Path.cwd(), WAIVERS)
            is_found = next_file is not None and next_file.samefile(path)
            following = "waiver.next-check" if is_found else "waiver.next-check-named"
            told.append(translate(following, lang, path=path.as_posix()))
        sys.stdout.writelines(f"{line}\n" for line in told)
    return CLEAN


def _entries(
    found: Run, rules: Sequence[str], counted: Sequence[str], given: Mapping[str, str]
) -> Iterator[Waiver]:
    """An entry for each finding that counts and that somebody can accept.

    What could not be decided is accepted only where its rule is named: it is no finding that a
    level could be set for.
    """
    from checker.findings.make import can_be_waived
    from checker.findings.waivers import waiver_of

    results = found.results
    for report, finding in _findings(results):
        named = any(finding.rule.startswith(rule) for rule in rules)
        fits = named or not rules
        counts = finding.severity in counted if finding.outcome == "fail" else named
        acceptable = finding.outcome != "broken" and can_be_waived(finding)
        if fits and counts and acceptable and finding.waived is None:
            yield waiver_of(report, finding, **given)


def _findings(results: Results) -> Iterator[tuple[Report, Finding]]:
    for checked in results.reports:
        if checked.report.refusal is None:
            yield from ((checked.report, finding) for finding in checked.findings)
    by_name = results.accused()
    for finding in results.findings:
        if finding.reports and finding.reports[0] in by_name:
            yield by_name[finding.reports[0]], finding
