"""``checker rules``: the rules listed; ``rules new``, ``test`` and ``schema``.

A file to begin with; rules put to the proof; the pandera schemas that rules on numbers become.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.commands.status import CLEAN, FINDINGS
from checker.cli.parser import UsageError, add_options
from checker.cli.settings import OF_REPORTS, add_section
from checker.i18n import translate
from checker.options import LEVELS
from checker.options.setting import Section

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import TextIO

    from checker.cli.parser import Speech
    from checker.cli.settings import RunConfig
    from checker.pipeline import StartReaders
    from checker.proving.prove import Fault
    from checker.rulebook.rule import Rule, Rulebook

TEST = "test"
SCHEMA = "schema"
NEW = "new"
_CELLS_SHOWN = 4


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker rules``."""
    words = speech.words
    parser.add_argument_group(words("help.page.arguments")).add_argument(
        "what", nargs="*", metavar="RULE", help=words("help.argument.what-rules")
    )
    group = add_options(parser, speech)
    add_section(group, speech, Section.OUTPUT, choices={"output-format": ("text", "json")})
    group.add_argument(
        "--severity",
        dest="level",
        choices=LEVELS,
        metavar="LEVEL",
        help=words("help.option.rules-severity"),
    )
    group.add_argument("--kind", metavar="KIND", help=words("help.option.rules-kind"))
    add_section(group, speech, Section.JUDGING, but=OF_REPORTS)
    add_section(group, speech, Section.LANGUAGE)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """List, begin, test or show; 1 when nothing fits or a rule does not stand the test."""
    from checker.cli.config import configured

    config = configured(arguments, files=False)
    # None of these words can be taken for a rule: ids have digits.
    if arguments.what[:1] == [TEST]:
        return _test(arguments, config, arguments.what[1:])
    if arguments.what[:1] == [SCHEMA]:
        return _schema(arguments, config, arguments.what[1:])
    if arguments.what[:1] == [NEW]:
        from checker.cli.commands.rules_new import write_new

        return write_new(arguments.what[1:], config.lang)
    from checker.cli.commands.shared import destinations
    from checker.cli.output import deliver
    from checker.findings.records import write_json
    from checker.options.selection import Selection
    from checker.proving.explanation import heading, rule_record
    from checker.rulebook import kept_rulebook

    destinations(config).claim_main(config.output_file)
    rulebook = kept_rulebook(config.options.rules, config.lang)
    ids = [rule.id for rule in rulebook.rules]
    Selection(select=tuple(arguments.what)).require_known(ids, config.lang)
    rules = [rule for rule in rulebook.rules if _is_asked(rule, arguments)]
    lang = config.lang

    def write(stream: TextIO) -> None:
        if config.output_format == "json":
            write_json([rule_record(rule) for rule in rules], stream)
            return
        stream.writelines(
            f"{heading(rule, lang)}  {rule.kind}  {' '.join(rule.forms)}\n" for rule in rules
        )
        stream.write(
            translate("rules.count" if rules else "rules.none", lang, count=len(rules)) + "\n"
        )

    deliver(write, config.output_file, lang)
    return CLEAN if rules else FINDINGS


def _is_asked(rule: Rule, arguments: argparse.Namespace) -> bool:
    severities = {rule.severity.value, *(one.value for one in rule.cases.values())}
    return (
        (not arguments.what or any(rule.id.startswith(name) for name in arguments.what))
        and arguments.level in (None, *severities)
        and arguments.kind in (None, rule.kind)
    )


def _test(arguments: argparse.Namespace, config: RunConfig, paths: Sequence[str]) -> int:
    """Prove the rules of these files, or all; 1 when one does not stand the test."""
    from checker.cli.commands.shared import destinations
    from checker.cli.output import deliver
    from checker.findings.records import write_json
    from checker.proving.prove import NOTES, prove
    from checker.rulebook import kept_rulebook
    from checker.rulebook.load import sources

    if arguments.level or arguments.kind:
        raise UsageError(translate("rules-test.bad-test", config.lang))
    destinations(config, also=sources(paths, config.lang)).claim_main(config.output_file)
    # The rules that are there without the files named; all that these add is put to the proof.
    shipped = {rule.id for rule in kept_rulebook(config.options.rules, config.lang).rules}
    rulebook = kept_rulebook((*config.options.rules, *paths), config.lang)
    rules = [rule for rule in rulebook.rules if not paths or rule.id not in shipped]
    faults = list(prove(rulebook, rules))
    noted = sum(fault.kind in NOTES for fault in faults)

    def write(stream: TextIO) -> None:
        if config.output_format == "json":
            write_json([_record(fault) for fault in faults], stream)
            return
        stream.writelines(_line(fault, rulebook, config.lang) + "\n" for fault in faults)
        stream.write(
            translate(
                "rules-test.tested",
                config.lang,
                rules=len(rules),
                examples=sum(len(rule.examples) for rule in rules),
                faults=len(faults) - noted,
                notes=noted,
            )
            + "\n"
        )

    deliver(write, config.output_file, config.lang)
    return FINDINGS if len(faults) > noted else CLEAN


def _schema(arguments: argparse.Namespace, config: RunConfig, asked: Sequence[str]) -> int:
    """Show the schemas of these layouts and tables, or all of the form in force."""
    from checker.cli.commands.rules_schema import records, write
    from checker.cli.output import deliver
    from checker.rulebook import kept_rulebook

    if arguments.level or arguments.kind:
        raise UsageError(translate("rules-schema.bad-schema", config.lang))
    found = records(kept_rulebook(config.options.rules, config.lang), asked, config.lang)
    as_json = config.output_format == "json"
    deliver(
        lambda stream: write(found, stream, config.lang, as_json=as_json),
        config.output_file,
        config.lang,
    )
    return CLEAN


def _line(fault: Fault, rulebook: Rulebook, lang: str) -> str:
    """``rules/common/table3.yaml:5: 错误 T3-01：…``."""
    from checker.proving.prove import NOTES
    from checker.wording.names import Names

    names = Names(lang, rulebook.form(fault.layout) if fault.layout else None, rulebook.forms)
    cells = translate("joining.list", lang).join(
        names.cell(ref) for ref in fault.cells[:_CELLS_SHOWN]
    )
    if len(fault.cells) > _CELLS_SHOWN:
        cells += translate("rules-test.more-cells", lang, count=len(fault.cells))
    what = translate(
        f"rules-test.fault.{fault.kind}",
        lang,
        layout=names.form_of(fault.layout),
        place=names.place(fault.rule.table, fault.place or None, fault.cells),
        cells=cells,
        others=translate("joining.list", lang).join(fault.others),
        expected=_answer(fault.expected, lang),
        got=_answer(fault.got, lang),
    )
    word = translate("rules-test.note" if fault.kind in NOTES else "rules-test.error", lang)
    colon = translate("joining.colon", lang)
    return f"{fault.rule.path}:{fault.line}: {word} {fault.rule.id}{colon}{what}"


def _answer(word: str, lang: str) -> str:
    if not word:
        return ""
    return translate(f"rules-test.answer.{word}", lang)


def _record(fault: Fault) -> dict[str, object]:
    return {
        "rule": fault.rule.id,
        "fault": fault.kind,
        "path": fault.rule.path,
        "line": fault.line,
        "layout": fault.layout or None,
        "place": fault.place or None,
        "expected": fault.expected or None,
        "got": fault.got or None,
        "cells": [str(ref) for ref in fault.cells],
        "others": list(fault.others),
    }
