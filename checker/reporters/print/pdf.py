"""The printed list of discrepancies: A4, one report after another, a cover sheet for a batch.

The issue sheet that goes back to an office: what was checked, each discrepancy with its working
and the place on the page, what could not be decided apart from it, room to write and to sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.findings.records import shown_path
from checker.i18n import translate
from checker.model import Inputs, Verdict
from checker.model.marks import mark
from checker.model.page_images import PRINT_DPI
from checker.reporters.print.entries import counts, date_of, sheet, views
from checker.reporters.print.typesetting import printable, typeset
from checker.wording.facts import refusal
from checker.wording.inputs import input_notes
from checker.wording.names import file_of
from checker.wording.remarks import remarks_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO, TypeAlias

    from checker.model import Checked, Results
    from checker.model.page_images import View
    from checker.reporters.options import Look
    from checker.reporters.print.entries import Entry, Sheet

    Data: TypeAlias = dict[str, Any]

_LIST_COLUMNS = (
    "number", "place", "reported", "rule", "working", "difference", "basis", "level", "advice",
    "done",
)  # fmt: skip
_COVER_COLUMNS = (
    "list.body", "column.year", "list.verdict", "list.count.error", "list.count.warning",
    "list.count.info", "list.count.undecided", "list.file", "list.sheet-from",
)  # fmt: skip
_TEXTS = (
    "place", "reported", "rule", "working", "difference", "basis", "level", "advice",
)  # fmt: skip
_LONG = 300
"""Characters from which an entry may be cut by a page break; a shorter one is kept whole."""


def report(results: Results, options: Look, stream: BinaryIO) -> None:
    """Write the PDF. ``CheckerError`` when no Chinese font is found."""
    lang = options.lang
    files: dict[str, bytes] = {}
    sheets = [
        sheet(checked, options.names(checked.report), results.findings)
        for checked in results.reports
    ]
    data = {
        "lang": lang,
        "region": translate("language.region", lang),
        "title": translate("list.title", lang),
        "mark": mark("pdf"),
        "words": _words(lang),
        "cover": _cover(results, sheets, options) if _has_cover(results) else None,
        "reports": [
            _report(checked, own, results, options, files)
            for checked, own in zip(results.reports, sheets, strict=True)
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
        "list.note-facts",
    )  # fmt: skip
    return {
        **{key.removeprefix("list."): translate(key, lang) for key in keys},
        "title": translate("list.title", lang),
        # The template puts the numbers in place of the two control characters.
        "page-of": translate("list.page-of", lang, page="\1", pages="\2"),
        "columns": [translate(f"column.{key}", lang) for key in _LIST_COLUMNS],
        "sign": [translate(f"list.sign.{key}", lang) for key in ("checked", "reviewed", "date")],
    }


def _has_cover(results: Results) -> bool:
    """Whether there is more to tell than one report's own sheet does."""
    return len(results.reports) != 1 or results.inputs != Inputs()


def _cover(results: Results, sheets: Sequence[Sheet], options: Look) -> Data:
    lang = options.lang
    summary = translate("report.summary", lang, **results.tally)
    rows = []
    for number, (checked, own) in enumerate(zip(results.reports, sheets, strict=True), start=1):
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


def _report(
    checked: Checked, own: Sheet, results: Results, options: Look, files: dict[str, bytes]
) -> Data:
    reason = checked.report.refusal
    why = refusal(reason.reason.value, reason.detail, options.lang) if reason else None
    groups = {"entries": own.failed, "undecided": own.undecided, "waived": own.waived}
    every = [entry for group in groups.values() for entry in group]
    crops = _crops(every, checked, options, files)
    return {
        "facts": _facts(checked, own, results, options),
        "unreadable": printable(why) if why else None,
        **{
            key: [_entry(entry, crops.get(entry.number, [])) for entry in group]
            for key, group in groups.items()
        },
    }


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


def _entry(entry: Entry, crops: list[Data]) -> Data:
    also = [printable(text) for text in entry.also]
    return {
        "number": entry.number,
        **{key: printable(getattr(entry, key)) for key in _TEXTS},
        "also": also,
        "suggested": [printable(text) for text in entry.suggested],
        # Measured in characters, because the template breaks a page before it knows the height.
        "long": sum(map(len, (entry.working, *also, *entry.suggested))) > _LONG,
        "crops": crops,
    }


def _crops(
    entries: Sequence[Entry], checked: Checked, options: Look, files: dict[str, bytes]
) -> dict[int, list[Data]]:
    """The pictures of each entry, by its number; ``files`` gets their bytes."""
    if options.originals is None or checked.report.refusal is not None:
        return {}
    wanted: list[tuple[int, View]] = [
        (entry.number, view)
        for entry in entries
        for view in views(entry, checked.report, PRINT_DPI)
    ]
    # None at all where the pages cannot be shown, hence not strict below.
    shown = options.originals.pictures(checked.report.path, [view for _, view in wanted])
    crops: dict[int, list[Data]] = {}
    for (number, view), picture in zip(wanted, shown, strict=False):
        file = f"{len(files) + 1}.png"
        files[file] = picture.png
        crops.setdefault(number, []).append(
            {
                "file": file,
                "width": picture.width,
                "height": picture.height,
                "marks": [list(mark) for mark in picture.marks],
                "caption": translate("list.caption", options.lang, page=view.page),
            }
        )
    return crops
