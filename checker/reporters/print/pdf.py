"""The printed list of discrepancies: A4, one report after another, a cover sheet for a batch.

The issue sheet that goes back to an office: what was checked, each discrepancy with its working
and the place on the page, what could not be decided apart from it, room to write and to sign.
A batch begins with the worst, and reports with nothing to say have their line of the cover only.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from checker.findings.records import shown_path
from checker.i18n import translate
from checker.model import Inputs, Result, Verdict
from checker.model.marks import mark
from checker.reporters.print.crops import crop
from checker.reporters.print.entries import (
    accused_of,
    counts,
    date_of,
    has_entries,
    sheet,
    worst_reports_first,
)
from checker.reporters.print.table_parts import tables_of
from checker.reporters.print.typesetting import printable, typeset
from checker.wording.facts import refusal
from checker.wording.inputs import input_notes
from checker.wording.names import file_of
from checker.wording.remarks import remarks_of
from checker.wording.run_notes import notes_of_run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO, TypeAlias

    from checker.model import Checked, Report, Results
    from checker.reporters.options import Look
    from checker.reporters.print.entries import Entry, Sheet

    Data: TypeAlias = dict[str, Any]

_COVER_COLUMNS = (
    "list.body", "column.year", "list.verdict", "list.count.error", "list.count.warning",
    "list.count.info", "list.count.undecided", "list.file", "list.sheet-from",
)  # fmt: skip
_TEXTS = ("place", "figures", "rule", "basis", "level", "advice")


def report(results: Results, options: Look, stream: BinaryIO) -> None:
    """Write the PDF: the worst first. ``CheckerError`` when no Chinese font is found."""
    lang = options.lang
    files: dict[str, bytes] = {}
    listed = [
        (checked, sheet(checked, options.names(checked.report), results.findings))
        for checked in worst_reports_first(results.reports)
    ]
    accused = accused_of(results.findings)
    has_cover = len(listed) != 1 or results.inputs != Inputs()
    data = {
        "lang": lang,
        "region": translate("language.region", lang),
        "title": translate("list.title", lang),
        "mark": mark("pdf"),
        "words": _words(lang),
        "cover": _cover(results, listed, options) if has_cover else None,
        "reports": [
            {
                "line": line,
                **_report(checked, own, results, options, files, with_notes=not has_cover),
            }
            for line, (checked, own) in enumerate(listed, start=1)
            if options.list_all or len(listed) == 1 or has_entries(checked, accused)
        ],
    }
    stream.write(typeset("list.typ", data, files, font=options.font, lang=lang))


def coverage_lines(checked: Checked, lang: str) -> list[str]:
    """What was checked: the hard checks and all checks with their outcome."""
    return [
        translate("report.coverage-hard", lang, **checked.hard.counts),
        translate("report.coverage-all", lang, **checked.coverage.counts),
        *remarks_of(checked.report, lang),
    ]


def _words(lang: str) -> Data:
    keys = (
        "list.problems", "list.problems-none", "list.undecided", "list.undecided-lead",
        "list.undecided-none", "list.waived", "list.unreadable", "list.unreadable-lead",
        "list.note-facts", "list.none",
    )  # fmt: skip
    return {
        **{key.removeprefix("list."): translate(key, lang) for key in keys},
        "title": translate("list.title", lang),
        # The template puts the numbers in place of the two control characters.
        "page-of": translate("list.page-of", lang, page="\1", pages="\2"),
        "colon": translate("joining.colon", lang),
        "done": translate("column.done", lang),
        "sign": [translate(f"list.sign.{key}", lang) for key in ("checked", "reviewed", "date")],
    }


def _cover(results: Results, listed: Sequence[tuple[Checked, Sheet]], options: Look) -> Data:
    lang = options.lang
    summary = translate("report.summary", lang, **results.tally)
    rows = []
    for number, (checked, own) in enumerate(listed, start=1):
        report_ = checked.report
        count = counts(own)
        if checked.verdict is Verdict.UNREADABLE:
            cells = [translate("list.none", lang)] * 4
        else:
            cells = [str(count[key]) for key in ("error", "warning", "info", "undecided")]
        rows.append(
            [
                str(number),
                printable(report_.body or translate("report.body-unknown", lang)),
                str(report_.year or translate("list.none", lang)),
                translate(f"verdict.{checked.verdict.value}", lang),
                *cells,
                printable(file_of(report_, lang)),
            ]
        )
    return {
        "title": translate("list.cover-title", lang),
        "facts": [
            [
                translate("list.date", lang),
                date_of(options.date, options.lang),
                translate("list.program", lang),
                _program(results),
            ],
            *_waivers(results, lang),
            [translate("list.conclusion", lang), summary],
            *_notes(results, lang),
            *(
                [translate(f"list.inputs.{key}", lang), printable(line)]
                for key, line in input_notes(results.inputs, lang)
            ),
        ],
        "columns": [
            translate("column.number", lang),
            *(translate(key, lang) for key in _COVER_COLUMNS),
        ],
        "rows": rows,
    }


def _program(results: Results) -> str:
    return f"checker {results.version}"


def _waivers(results: Results, lang: str) -> list[list[str]]:
    """The file that what was accepted stands in; nothing where none was used."""
    if not results.waivers:
        return []
    return [[translate("list.waivers", lang), printable(shown_path(results.waivers))]]


def _notes(results: Results, lang: str) -> Iterator[list[str]]:
    """What is told of the run and of none of its reports."""
    for about, line in notes_of_run(results, lang):
        yield [translate("list.note", lang), printable(f"{about.split()[0]} {line}")]


def _report(
    checked: Checked,
    own: Sheet,
    results: Results,
    options: Look,
    files: dict[str, bytes],
    *,
    with_notes: bool,
) -> Data:
    """One report's sheets; without a cover the notes on the run stand above its entries."""
    reason = checked.report.refusal
    why = refusal(reason.reason.value, reason.detail, options.lang) if reason else None
    groups = {"entries": own.failed, "undecided": own.undecided, "waived": own.waived}
    crops = _crops([entry for group in groups.values() for entry in group], checked, options, files)
    return {
        "body": printable(_named(checked.report, options.lang)),
        "facts": [
            *_facts(checked, own, results, options),
            *(_notes(results, options.lang) if with_notes else ()),
        ],
        "unreadable": printable(why) if why else None,
        **{
            key: [_entry(entry, crops.get(entry.number), options.lang) for entry in group]
            for key, group in groups.items()
        },
    }


def _named(one: Report, lang: str) -> str:
    """Body, year and file, for pages that are no longer together."""
    about = (one.body, str(one.year) if one.year else None, file_of(one, lang))
    return translate("joining.dot", lang).join(filter(None, about))


def _facts(checked: Checked, own: Sheet, results: Results, options: Look) -> list[list[str]]:
    """Lines of a name and its value, or of two of each, above the entries."""
    lang, one = options.lang, checked.report
    none = translate("list.none", lang)
    form = options.names(one).form_of(one.form) if one.form else none
    scope = translate(f"scope.{one.scope.value}", lang) if one.scope else none
    body = one.body or translate("report.body-unknown", lang)
    year = one.year or translate("report.year-unknown", lang)

    def line(*facts: tuple[str, str]) -> list[str]:
        return [word for fact in facts for word in fact]

    return [
        line(
            (translate("list.body", lang), printable(body)),
            (translate("list.year", lang), str(year)),
        ),
        line((translate("list.form", lang), form), (translate("list.scope", lang), scope)),
        line(
            (translate("list.file", lang), printable(file_of(one, lang))),
            (translate("list.pages", lang), str(one.pages or none)),
        ),
        [translate("list.sha256", lang), one.sha256 or none],
        line(
            (translate("list.date", lang), date_of(options.date, options.lang)),
            (translate("list.program", lang), _program(results)),
        ),
        *_waivers(results, lang),
        [translate("list.checked", lang), _checks(checked, options)],
        [translate("list.conclusion", lang), _conclusion(checked, own, lang)],
    ]


def _checks(checked: Checked, options: Look) -> str:
    """The tables that were read, and what became of the checks; nothing of a refused file."""
    lang, one = options.lang, checked.report
    if one.refusal is not None:
        return translate("list.none", lang)
    names = options.names(one)
    tables = translate("joining.list", lang).join(map(names.table, one.tables))
    read = tables or translate("list.tables-none", lang)
    told = translate("list.tables", lang) + translate("joining.colon", lang) + read
    return translate("joining.semicolon", lang).join([told, *coverage_lines(checked, lang)])


def _conclusion(checked: Checked, own: Sheet, lang: str) -> str:
    verdict = translate(f"verdict.{checked.verdict.value}", lang)
    if checked.report.refusal is not None:
        return verdict
    listed = translate("joining.comma", lang).join(
        f"{translate(f'list.count.{key}', lang)} {number}" for key, number in counts(own).items()
    )
    return verdict + translate("joining.colon", lang) + listed


def _entry(entry: Entry, crop: Data | None, lang: str) -> Data:
    colon = translate("joining.colon", lang)
    # The figures stand in the entry's first line: said once, they need no second one.
    working = entry.working.removesuffix(translate("joining.comma", lang) + entry.figures)
    texts = {key: printable(getattr(entry, key)) for key in _TEXTS} | {
        "working": printable(working)
    }
    none = translate("list.none", lang)
    notes = [
        (translate(f"column.{key}", lang) + colon, texts[key])
        for key in ("basis", "advice")
        if texts[key] != none
    ]
    if crop is not None and crop["caption"]:
        notes.append(("", crop["caption"]))
    return {
        "number": entry.number,
        **texts,
        "severity": entry.finding.severity.value,
        "open": entry.finding.outcome is not Result.FAIL,
        "also": [printable(text) for text in entry.also],
        "suggested": [printable(text) for text in entry.suggested],
        "notes": notes,
        "crop": crop and {**crop, "alt": texts["place"]},
    }


def _crops(
    entries: Sequence[Entry], checked: Checked, options: Look, files: dict[str, bytes]
) -> dict[int, Data]:
    """What is shown of the pages with each entry, by its number; ``files`` gets the pictures."""
    if options.originals is None or checked.report.refusal is not None:
        return {}
    tables = tables_of(checked.report)
    cuts = ((entry.number, crop(entry, checked, tables)) for entry in entries)
    wanted = {number: cut for number, cut in cuts if cut is not None}
    views = [view for cut in wanted.values() for view in cut.strips]
    # None at all where the pages cannot be shown.
    shown = iter(options.originals.pictures(checked.report.path, views))
    crops: dict[int, Data] = {}
    for number, cut in wanted.items():
        pictures = list(islice(shown, len(cut.strips)))
        if not pictures:
            break
        strips = []
        for picture in pictures:
            file = f"{len(files) + 1}.png"
            files[file] = picture.png
            size = {"width": picture.width, "height": picture.height}
            strips.append({"file": file, **size, "marks": [list(mark) for mark in picture.marks]})
        crops[number] = {
            "width": max(picture.width for picture in pictures),
            "strips": strips,
            "caption": translate("list.crop-rest", options.lang, count=cut.left_out)
            if cut.left_out
            else "",
        }
    return crops
