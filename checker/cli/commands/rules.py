"""``checker rules``: the rules listed; ``rules test``: put to the proof; ``rules schema``: shown.

The last shows the pandera schemas that the rules on numbers become.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from checker.cli.commands.status import CLEAN, FINDINGS
from checker.cli.parser import LEVELS, UsageError, add_language, add_options, add_output
from checker.i18n.texts import say as say_plain
from checker.i18n.texts_rules import HELP, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import TextIO

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders
    from checker.proving.prove import Fault
    from checker.rulebook.rule import Rule, Rulebook

TEST = "test"
SCHEMA = "schema"
_CELLS_SHOWN = 4


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker rules``."""
    lang = speech.lang
    parser.add_argument_group(speech.words("arguments")).add_argument(
        "what", nargs="*", metavar="RULE", help=HELP["what-rules"][lang]
    )
    group = add_options(parser, speech)
    add_output(group, ("text", "json"), "text", speech)
    group.add_argument(
        "--severity", choices=LEVELS, metavar="LEVEL", help=HELP["rules-severity"][lang]
    )
    group.add_argument("--kind", metavar="KIND", help=HELP["rules-kind"][lang])
    group.add_argument(
        "--rules", action="append", default=[], metavar="FILE", help=speech.words("rules")
    )
    add_language(group, speech)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """List, test or show; 1 when nothing fits or a rule does not stand the test."""
    if arguments.what[:1] == [TEST]:
        return _test(arguments, arguments.what[1:])
    if arguments.what[:1] == [SCHEMA]:
        return _schema(arguments, arguments.what[1:])
    from checker.cli.commands.shared import destinations
    from checker.cli.output import deliver
    from checker.proving.explanation import heading, rule_record
    from checker.rulebook import load_rulebook
    from checker.rulebook.selection import Selection

    destinations(arguments).claim_main(arguments.output_file)
    rulebook = load_rulebook(arguments.rules)
    ids = [rule.id for rule in rulebook.rules]
    Selection(select=tuple(arguments.what)).require_known(ids, arguments.lang)
    rules = [rule for rule in rulebook.rules if _is_asked(rule, arguments)]
    lang = arguments.lang

    def write(stream: TextIO) -> None:
        if arguments.output_format == "json":
            records = [rule_record(rule) for rule in rules]
            stream.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
            return
        stream.writelines(
            f"{heading(rule, lang)}  {rule.kind}  {' '.join(rule.forms)}\n" for rule in rules
        )
        stream.write(say("count" if rules else "none", lang, count=len(rules)) + "\n")

    deliver(write, arguments.output_file, lang)
    return CLEAN if rules else FINDINGS


def _is_asked(rule: Rule, arguments: argparse.Namespace) -> bool:
    severities = {rule.severity.value, *(one.value for one in rule.cases.values())}
    return (
        (not arguments.what or any(rule.id.startswith(name) for name in arguments.what))
        and arguments.severity in (None, *severities)
        and arguments.kind in (None, rule.kind)
    )


def _test(arguments: argparse.Namespace, paths: Sequence[str]) -> int:
    """Prove the rules of these files, or all; 1 when one does not stand the test."""
    from checker.cli.commands.shared import destinations
    from checker.cli.output import deliver
    from checker.proving.prove import NOTES, prove
    from checker.rulebook import load_rulebook
    from checker.rulebook.load import sources

    if arguments.severity or arguments.kind:
        raise UsageError(say("bad-test", arguments.lang))
    destinations(arguments, also=sources(paths)).claim_main(arguments.output_file)
    shipped = {rule.id for rule in load_rulebook(arguments.rules).rules}
    rulebook = load_rulebook((*arguments.rules, *paths))
    rules = [rule for rule in rulebook.rules if not paths or rule.id not in shipped]
    faults = list(prove(rulebook, rules))
    noted = sum(fault.kind in NOTES for fault in faults)

    def write(stream: TextIO) -> None:
        if arguments.output_format == "json":
            records = [_record(fault) for fault in faults]
            stream.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
            return
        stream.writelines(_line(fault, rulebook, arguments.lang) + "\n" for fault in faults)
        stream.write(
            say(
                "tested",
                arguments.lang,
                rules=len(rules),
                examples=sum(len(rule.examples) for rule in rules),
                faults=len(faults) - noted,
                notes=noted,
            )
            + "\n"
        )

    deliver(write, arguments.output_file, arguments.lang)
    return FINDINGS if len(faults) > noted else CLEAN


def _schema(arguments: argparse.Namespace, asked: Sequence[str]) -> int:
    """Show the schemas of these layouts and tables, or all of the form in force."""
    from checker.cli.commands.rules_schema import records, write
    from checker.cli.output import deliver
    from checker.rulebook import load_rulebook

    if arguments.severity or arguments.kind:
        raise UsageError(say("bad-schema", arguments.lang))
    found = records(load_rulebook(arguments.rules), asked, arguments.lang)
    as_json = arguments.output_format == "json"
    deliver(
        lambda stream: write(found, stream, arguments.lang, as_json=as_json),
        arguments.output_file,
        arguments.lang,
    )
    return CLEAN


def _line(fault: Fault, rulebook: Rulebook, lang: str) -> str:
    """``rules/common/table3.yaml:5: 错误 T3-01：…``."""
    from checker.proving.prove import NOTES
    from checker.wording.names import Names

    names = Names(lang, rulebook.form(fault.layout) if fault.layout else None, rulebook.forms)
    cells = say_plain("list", lang).join(names.cell(ref) for ref in fault.cells[:_CELLS_SHOWN])
    if len(fault.cells) > _CELLS_SHOWN:
        cells += say("more-cells", lang, count=len(fault.cells))
    what = say(
        fault.kind,
        lang,
        layout=names.form_of(fault.layout),
        place=names.place(fault.rule.table, fault.place or None, fault.cells),
        cells=cells,
        others=say_plain("list", lang).join(fault.others),
        expected=_answer(fault.expected, lang),
        got=_answer(fault.got, lang),
    )
    word = say("note" if fault.kind in NOTES else "fault", lang)
    colon = say_plain("colon", lang)
    return f"{fault.rule.path}:{fault.line}: {word} {fault.rule.id}{colon}{what}"


def _answer(word: str, lang: str) -> str:
    if not word:
        return ""
    return say("undecided-word" if word == "undecided" else word, lang)


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
