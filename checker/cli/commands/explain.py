"""``checker explain T3-01``: one rule, with its ground, its examples and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.commands.status import CLEAN
from checker.cli.parser import add_options
from checker.cli.settings import OF_REPORTS, add_section
from checker.errors import CheckerError
from checker.i18n import did_you_mean, translate
from checker.options.selection import likely_id
from checker.options.setting import Section

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import TextIO

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders
    from checker.rulebook.rule import Rule, Rulebook


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker explain``."""
    parser.add_argument_group(speech.words("help.page.arguments")).add_argument(
        "rule", nargs="+", metavar="RULE", help=speech.words("help.argument.rule-id")
    )
    group = add_options(parser, speech)
    add_section(group, speech, Section.OUTPUT, choices={"output-format": ("text", "json")})
    add_section(group, speech, Section.JUDGING, but=OF_REPORTS)
    add_section(group, speech, Section.LANGUAGE)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Print what there is to know of each rule named."""
    from checker.cli.commands.shared import destinations
    from checker.cli.config import configured
    from checker.cli.output import deliver
    from checker.cli.terminal import width
    from checker.findings.records import write_json
    from checker.proving.explanation import explained, heading, rule_record
    from checker.reporters.terminal.screen import Screen
    from checker.rulebook import kept_rulebook

    config = configured(arguments, files=False)
    lang = config.lang
    destinations(config).claim_main(config.output_file)
    rulebook = kept_rulebook(config.options.rules, lang)
    rules = _rules(arguments.rule, rulebook, lang)

    def write(stream: TextIO) -> None:
        if config.output_format == "json":
            write_json([rule_record(rule) for rule in rules], stream)
            return
        fit = Screen(stream, width(), color=False, lang=lang).fit
        for number, rule in enumerate(rules):
            stream.write("\n" * bool(number) + fit(heading(rule, lang)) + "\n")
            before = None
            for label, text in explained(rule, rulebook, lang):
                if label and label != before:
                    name = translate(f"explain.label.{label}", lang)
                    stream.write(f"\n  {name}{translate('joining.colon', lang).rstrip()}\n")
                stream.write(f"    {fit(text)}\n")
                before = label or before

    deliver(write, config.output_file, lang)
    return CLEAN


def _rules(ids: Sequence[str], rulebook: Rulebook, lang: str) -> list[Rule]:
    known = {rule.id: rule for rule in rulebook.rules}
    found = []
    for given in ids:
        name = given.upper()
        if name not in known:
            unknown = translate("diagnostic.unknown-rule", lang, rule=given)
            raise CheckerError(unknown + did_you_mean(likely_id(given), known, lang))
        found.append(known[name])
    return found
