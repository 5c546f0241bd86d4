"""The certificate of coverage: a page that says what was checked, its data attached to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from checker.certificate.record import ATTACHMENT, certificate_record, rules_digest
from checker.certificate.signature import fingerprint
from checker.i18n import translate
from checker.model.marks import mark
from checker.reporters.print.entries import date_of
from checker.reporters.print.typesetting import printable, typeset
from checker.wording.inputs import NAMED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from checker.certificate.record import Record
    from checker.model import Results
    from checker.reporters.options import Look

_BESIDE = {
    "without_reports": "without-reports",
    "unread": "unread",
    "duplicates": "duplicates",
    "own_outputs": "own",
}
"""What stands beside the reports in a certificate, by the name of its label."""


def report(results: Results, options: Look, stream: BinaryIO) -> None:
    """Write the PDF. ``CheckerError`` when no Chinese font is found."""
    record = certificate_record(
        results,
        date=options.date,
        extra_rules=options.extra_rules,
        severities=options.severities,
    )
    if options.sign_key is not None:
        from checker.certificate.signature import signed  # an extra's

        record = signed(record, options.sign_key, options.lang)
    titles = {covered.rule: covered.title for one in results.reports for covered in one.by_rule}
    stream.write(certificate_page(record, titles, lang=options.lang, font=options.font))


def certificate_page(
    record: Record, titles: Mapping[str, str], *, lang: str, font: str | None
) -> bytes:
    """The PDF of a certificate, with its data attached: it says what the data says, no more.

    ``titles`` are those of the rules. ``CheckerError`` when no Chinese font is found.
    """
    data = {
        "lang": lang,
        "region": translate("language.region", lang),
        "title": translate("certificate.title", lang),
        "mark": mark("certificate"),
        "words": _words(lang),
        "facts": [*_facts(record, lang), *_beside(record, lang)],
        "inputs": [_input(number, one, lang) for number, one in enumerate(record["reports"], 1)],
        "rules": _rules(record, titles),
        "attachment": ATTACHMENT,
    }
    # A file's name may hold half a character (PEP 383), which UTF-8 cannot write.
    attached = json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
    # Attached to the page that people sign: verify reads it from there, and the two cannot part.
    return typeset("certificate.typ", data, {ATTACHMENT: attached}, font=font, lang=lang)


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


def _facts(record: Record, lang: str) -> list[list[str]]:
    names = [file["path"] for file in record["rules"]]
    digest = rules_digest(record)
    changed = [f"{rule}={level}" for rule, level in record["severities"].items()]
    facts = [
        [
            *(translate("certificate.id", lang), record["id"]),
            *(translate("list.date", lang), date_of(record["date"], lang)),
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
    if "signature" in record:
        facts.append(
            [
                translate("certificate.signed-by", lang),
                f"Ed25519, SHA-256 {fingerprint(record)}",
            ]
        )
    if read := [cell for one in record["reports"] for cell in one.get("confirmed", ())]:
        by = translate("joining.list", lang).join(sorted({cell["by"] for cell in read}))
        told = translate("confirmed.certified", lang, count=len(read), by=by)
        facts.append([translate("confirmed.label", lang), printable(told)])
    of_rules = (
        ("left_out", translate("certificate.left-out", lang)),
        ("blank_as_zero", translate("certificate.blank-as-zero", lang)),
    )
    for key, label in of_rules:
        rules = sorted({rule for one in record["reports"] for rule in one.get(key, ())})
        if rules:
            facts.append([label, printable(translate("joining.list", lang).join(rules))])
    return facts


def _beside(record: Record, lang: str) -> list[list[str]]:
    """What was given and is not among the files checked: how many of a kind, the first by name."""
    facts = []
    for key, name in _BESIDE.items():
        files = record["beside"].get(key, ())
        if files:
            listed = translate("joining.list", lang).join(files[:NAMED])
            if len(files) > NAMED:
                listed = translate("inputs.more", lang, names=listed)
            text = translate("certificate.beside", lang, count=len(files), names=listed)
            facts.append([translate(f"list.inputs.{name}", lang), printable(text)])
    return facts


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


def _rules(record: Record, titles: Mapping[str, str]) -> list[list[str]]:
    """Each rule with its counts over all reports."""
    counts: dict[str, list[int]] = {}
    for one in record["reports"]:
        for rule, found in one["rules"].items():
            so_far = counts.get(rule, [0] * len(found))
            counts[rule] = [a + b for a, b in zip(so_far, found, strict=True)]
    return [
        [printable(f"{rule} {titles.get(rule, '')}".strip()), *map(str, counts[rule])]
        for rule in sorted(counts)
    ]
