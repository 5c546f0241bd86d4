"""``checker verify``: check the files again and say whether a certificate holds."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from checker.cli.commands.shared import destinations, inputs, previous_of, progress
from checker.cli.commands.status import CLEAN, FINDINGS
from checker.cli.output import deliver
from checker.cli.parser import add_options, add_reading
from checker.cli.settings import SETTINGS, add_section, add_setting
from checker.errors import CheckerError, DocumentError, InstallationError
from checker.i18n import LANGUAGES, system_reason, translate
from checker.options import LEVELS
from checker.options.setting import Section
from checker.startup import hurried

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from checker.certificate.page import Printed
    from checker.certificate.record import Record
    from checker.cli.parser import Speech
    from checker.cli.settings import RunConfig
    from checker.confirming import Readings
    from checker.findings.waivers import Waivers
    from checker.options import Options
    from checker.pipeline import Run, StartReaders
    from checker.rulebook.rule import Rule

_MOST_BYTES = 100_000_000


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker verify``."""
    words = speech.words
    given = parser.add_argument_group(words("help.page.arguments"))
    given.add_argument(
        "certificate", metavar="CERTIFICATE", help=words("help.argument.certificate")
    )
    given.add_argument("paths", nargs="+", metavar="PATH", help=words("help.argument.paths"))
    group = add_options(parser, speech)
    add_section(group, speech, Section.JUDGING, but=("severity",))
    group.add_argument("--key", metavar="FILE", help=words("help.option.key"))
    add_setting(group, speech, next(field for field in SETTINGS if field.name == "font"))
    group.add_argument("--waivers", metavar="FILE", help=words("help.option.certified-waivers"))
    group.add_argument("--readings", metavar="FILE", help=words("help.option.certified-readings"))
    add_section(group, speech, Section.LANGUAGE)
    add_reading(parser, group, speech)


def run(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    """Check again; 0 when the certificate holds, 1 when anything differs."""
    from checker.certificate.record import certificate_record
    from checker.certificate.signature import SIGNATURE, fault_of_signature, require_key
    from checker.certificate.verify import differences, parse_certificate
    from checker.cli.config import configured
    from checker.reporters.inert import inert, inert_line
    from checker.wording.inputs import input_notes

    config = configured(arguments, files=False)
    lang = config.lang
    key = arguments.key
    also = filter(None, (arguments.certificate, key, config.font, config.waivers, config.readings))
    destinations(config, also=[*also]).claim_main(None)
    if key is not None:
        require_key(key, lang, private=False)
    data, is_page = _data(arguments.certificate, lang)
    stated = parse_certificate(data, lang)
    wanted = _options(config, stated)
    found = _checked_again(config, wanted, start_readers)
    record = certificate_record(
        found.results,
        date=stated.get("date"),
        extra_rules=wanted.rules,
        severities={rule: level.value for rule, level in wanted.severities.items()},
    )
    lines = list(differences(stated, record, lang))
    fault = fault_of_signature(stated, key, lang) if key or SIGNATURE in stated else None
    if fault is not None:
        lines.append(fault)
    # The page is made of the data: where these are not as certified, neither can it be.
    if is_page and not lines:
        lines += _page(arguments.certificate, stated, found.rules, config)
    head = (
        translate("verify.differs", lang, count=len(lines))
        if lines
        else translate("verify.confirmed", lang, count=len(record["reports"]))
    )
    beside = (line for _, line in input_notes(found.results.inputs, lang, quiet=config.quiet))
    notes = () if lines else _unproven(stated, key, lang)
    text = "".join(inert_line(inert(line)) + "\n" for line in (head, *lines, *notes, *beside))
    deliver(lambda stream: stream.write(text), None, lang)
    return FINDINGS if lines else CLEAN


def _checked_again(config: RunConfig, wanted: Options, start_readers: StartReaders | None) -> Run:
    """The same files, the same settings; ``InstallationError`` where the fault is not theirs."""
    from checker.pipeline import run as check_again

    others = previous_of(config)
    with inputs(config) as (paths, given), progress(config, len(paths)) as advance:
        found = check_again(
            paths,
            wanted._replace(previous=others.files),
            shown=given.files,
            found=given.found,
            beside=given.beside + others.beside,
            start_readers=start_readers,
            progress=advance,
            loading=hurried,
        )
    if found.fault:
        raise InstallationError(found.fault)
    return found


def _options(config: RunConfig, stated: Record) -> Options:
    """The run as the certificate says it was: its levels, and the rules it left out."""
    from checker.certificate.verify import rules_left_out, rules_with_blanks
    from checker.model import Severity
    from checker.options import Selection

    # A level that this version does not know would be no level: the run then differs, and is told.
    levels = {
        str(rule): Severity(level)
        for rule, level in stated["severities"].items()
        if level in LEVELS
    }
    return config.options._replace(
        cache="",  # what was stated is worked out anew
        severities=levels,
        selection=Selection(ignore=rules_left_out(stated)),
        blank_as_zero=rules_with_blanks(stated),
        waivers=_waivers(config, stated),
        confirmed=_readings(config, stated),
    )


def _unproven(stated: Record, key: str | None, lang: str) -> Iterator[str]:
    """What a certificate that holds does not prove."""
    from checker.certificate.signature import SIGNATURE, fingerprint

    if SIGNATURE in stated and key is None:
        yield translate("verify.unknown-key", lang, fingerprint=fingerprint(stated))
    elif SIGNATURE not in stated and stated["date"]:
        yield translate("verify.date-unproven", lang, date=stated["date"])


def _page(path: str, stated: Record, rules: Sequence[Rule], config: RunConfig) -> list[str]:
    """What of the page is not what the program prints for its data.

    Its language is that of its title; in the wrong one every page would differ, and be told.
    """
    from checker.certificate.page import Printed, is_titled, page_differences
    from checker.isolation.pool import Readers
    from checker.model.page_images import View
    from checker.reporters.print.certificate import certificate_page

    lang = config.lang

    def printed(file: str, readers: Readers) -> Printed:
        texts = readers.texts(file)
        views = [View(page) for page in range(1, len(texts) + 1)]
        pictures = readers.pictures(file, views)
        return Printed(texts, tuple(picture.png for picture in pictures))

    with (
        Readers(ahead=False, reading=config.options.reading) as readers,
        TemporaryDirectory(prefix="checker-") as folder,
    ):
        try:
            given = printed(path, readers)
            titles_of = {one: translate("certificate.title", one) for one in LANGUAGES}
            of_page = next((one for one in LANGUAGES if is_titled(given, titles_of[one])), lang)
            titles = {rule.id: rule.title[of_page] for rule in rules}
            remade = Path(folder) / "certificate.pdf"
            remade.write_bytes(certificate_page(stated, titles, lang=of_page, font=config.font))
            return [*page_differences(given, printed(str(remade), readers), lang)]
        except (CheckerError, DocumentError) as error:
            return [translate("verify.page-not-compared", lang, reason=str(error))]


def _has_waived(stated: Record) -> bool:
    listed = [*stated["between"], *(one for each in stated["reports"] for one in each["findings"])]
    return any(one.get("waived") for one in listed)


def _waivers(config: RunConfig, stated: Record) -> Waivers | None:
    """The waivers given; else, for a certificate of a run that used some, those ``check`` finds."""
    from checker.cli.commands.settings import day
    from checker.cli.config import WAIVERS, nearest
    from checker.findings.waivers import Waivers, read_waivers

    lang = config.lang
    path = Path(config.waivers) if config.waivers else None
    if path is None and _has_waived(stated):
        path = nearest(Path.cwd(), WAIVERS)
    if path is None:
        return None
    entries = read_waivers(path, lang)
    return Waivers(entries, day(stated.get("date"), lang))


def _readings(config: RunConfig, stated: Record) -> Readings | None:
    """What people read, as given; else, of a run that used some, what ``check`` finds."""
    from checker.cli.config import READINGS, nearest
    from checker.confirming import Readings, read_readings

    path = Path(config.readings) if config.readings else None
    if path is None and any(one.get("confirmed") for one in stated["reports"]):
        path = nearest(Path.cwd(), READINGS)
    return None if path is None else Readings(read_readings(path, config.lang))


def _data(path: str, lang: str) -> tuple[bytes, bool]:
    """The certificate's JSON, and whether it came out of a PDF (read in a child process)."""
    from checker.certificate.record import ATTACHMENT

    try:
        if Path(path).stat().st_size > _MOST_BYTES:
            raise CheckerError(translate("verify.no-certificate", lang))
        data = Path(path).read_bytes()
    except OSError as error:
        reason = system_reason(error, lang)
        raise CheckerError(
            translate("diagnostic.cannot-read", lang, path=path, reason=reason)
        ) from error
    # JSON by itself, as attached to the page or taken out of it.
    if not data.startswith(b"%PDF-"):
        return data, False
    from checker.isolation.pool import Readers

    with Readers(ahead=False) as readers:
        try:
            return readers.attachment(path, ATTACHMENT), True
        except DocumentError as error:
            raise CheckerError(translate("verify.no-certificate", lang)) from error
