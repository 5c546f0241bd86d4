"""The certificate of coverage: a page that says what was checked, its data attached to it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from checker.certificate.record import ATTACHMENT, certificate_record, rules_digest
from checker.i18n import translate
from checker.model.marks import mark
from checker.reporters.print.entries import date_of
from checker.reporters.print.typesetting import printable, typeset
from checker.wording.inputs import input_notes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from checker.certificate.record import Record
    from checker.model import Results
    from checker.reporters.options import Look


def report(results: Results, options: Look, stream: BinaryIO) -> None:
    """Write the PDF. ``CheckerError`` when no Chinese font is found."""
    record = certificate_record(
        results,
        date=options.date,
        extra_rules=options.extra_rules,
        severities=options.severities,
    )
    lang = options.lang
    data = {
        "lang": lang,
        "region": translate("language.region", lang),
        "title": translate("certificate.title", lang),
        "mark": mark("certificate"),
        "words": _words(lang),
        "facts": [*_facts(record, options), *_beside(results, lang)],
        "inputs": [_input(number, one, lang) for number, one in enumerate(record["reports"], 1)],
        "rules": _rules(results),
        "attachment": ATTACHMENT,
    }
    # A file's name may hold half a character (PEP 383), which UTF-8 cannot write.
    attached = json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
    # Attached to the page that people sign: verify reads it from there, and the two cannot part.
    files = {ATTACHMENT: attached}
    stream.write(typeset("certificate.typ", data, files, font=options.font, lang=lang))


def _words(lang: str) -> Mapping[str, Any]:
    keys = ("certificate.lead", "certificate.inputs", "certificate.results")
    return {
        **{key.removeprefix("certificate."): translate(key, lang) for key in keys},
        **{f"sign-{key}": translate(f"list.sign.{key}", lang) for key in ("checked", "date")},
        "verify": translate("certificate.verify", lang, name=ATTACHMENT),
        "page-of": translate("list.page-of", lang, page="\1", pages="\2"),
        "inputs-columns": [
            *(translate(f"column.{key}", lang) for key in ("number", "body", "year")),
            translate("certificate.file-and-hash", lang),
            translate("list.verdict", lang),
            translate("list.hard", lang),
            translate("list.all", lang),
        ],
        "rules-columns": [
            translate("column.rule", lang),
            *(
                translate(key, lang)
                for key in ("list.checks", "list.passed", "list.failed", "list.count.undecided")
            ),
        ],
        "coverage": translate("certificate.coverage-key", lang),
    }


def _facts(record: Record, options: Look) -> list[list[str]]:
    lang = options.lang
    names = [file["path"] for file in record["rules"]]
    digest = rules_digest(record)
    changed = [f"{rule}={level}" for rule, level in record["severities"].items()]
    facts = [
        [
            *(translate("certificate.id", lang), record["id"]),
            *(translate("list.date", lang), date_of(options)),
        ],
        [translate("list.program", lang), f"checker {record['version']}"],
        [
            translate("certificate.rule-files", lang),
            printable(translate("joining.list", lang).join(names)) + f"\nSHA-256 {digest}",
        ],
    ]
    if changed:
        facts.append(
            [
                translate("certificate.settings", lang),
                printable(translate("joining.list", lang).join(changed)),
            ]
        )
    of_rules = (
        ("left_out", translate("certificate.left-out", lang)),
        ("blank_as_zero", translate("certificate.blank-as-zero", lang)),
    )
    for key, label in of_rules:
        rules = sorted({rule for one in record["reports"] for rule in one.get(key, ())})
        if rules:
            facts.append([label, printable(translate("joining.list", lang).join(rules))])
    return facts


def _beside(results: Results, lang: str) -> list[list[str]]:
    """What was given and is not among the files checked."""
    return [
        [translate(f"list.inputs.{key}", lang), printable(line)]
        for key, line in input_notes(results.inputs, lang)
    ]


def _input(number: int, one: Record, lang: str) -> list[str]:
    none = translate("list.none", lang)
    return [
        str(number),
        printable(one["body"] or translate("report.body-unknown", lang)),
        str(one["year"] or none),
        f"{printable(one['file'])}\n{_in_two(one['sha256']) or none}",
        translate(f"verdict.{one['verdict']}", lang),
        " / ".join(map(str, one["hard"])),
        " / ".join(map(str, one["coverage"])),
    ]


def _in_two(digest: str) -> str:
    """A hash on two lines, which is what its column holds."""
    half = len(digest) // 2
    return f"{digest[:half]}\n{digest[half:]}" if digest else ""


def _rules(results: Results) -> list[list[str]]:
    """Each rule with its counts over all reports."""
    counts: dict[str, Counter[str]] = {}
    titles = {}
    for checked in results.reports:
        for covered in checked.by_rule:
            titles[covered.rule] = covered.title
            counts.setdefault(covered.rule, Counter()).update(covered.coverage.counts)
    return [
        [printable(f"{rule} {titles[rule]}"), *map(str, counts[rule].values())]
        for rule in sorted(counts)
    ]
