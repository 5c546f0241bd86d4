"""The printed list of discrepancies: A4, one report after another, a cover sheet for a batch.

The issue sheet that goes back to an office: what was checked, each discrepancy with its working
and the place on the page, what could not be decided apart from it, room to write and to sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.i18n.texts import SCOPES, VERDICTS, say
from checker.i18n.words import COLUMNS, word
from checker.model import Inputs, Verdict
from checker.model.marks import mark
from checker.model.page_images import PRINT_DPI
from checker.reporters.print.entries import counts, date_of, sheet, views
from checker.reporters.print.typesetting import printable, typeset
from checker.wording.inputs import input_notes
from checker.wording.names import file_of
from checker.wording.outcomes import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO, TypeAlias

    from checker.model import Checked, Coverage, Results
    from checker.model.page_images import View
    from checker.reporters.options import Look
    from checker.reporters.print.entries import Entry, Sheet

    Data: TypeAlias = dict[str, Any]

_LIST_COLUMNS = (
    "number", "place", "reported", "rule", "working", "difference", "basis", "level", "advice",
    "done",
)  # fmt: skip
_COVER_COLUMNS = (
    "body", "year", "verdict", "count-error", "count-warning", "count-info", "count-undecided",
    "file", "sheet-from",
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
        "title": word("list-title", lang),
        "mark": mark("pdf"),
        "words": _words(lang),
        "cover": _cover(results, sheets, options) if _has_cover(results) else None,
        "reports": [
            _report(checked, own, results.version, options, files)
            for checked, own in zip(results.reports, sheets, strict=True)
        ],
    }
    stream.write(typeset("list.typ", data, files, font=options.font, lang=lang))


def coverage_lines(checked: Checked, lang: str) -> list[str]:
    """What was checked: the tables read, the hard checks and all checks with their outcome."""

    def counted(key: str, coverage: Coverage) -> str:
        return say(
            key,
            lang,
            checks=coverage.checks,
            passed=coverage.passed,
            failed=coverage.failed,
            undecided=coverage.undecided,
        )

    return [
        counted("coverage-hard", checked.hard),
        counted("coverage-all", checked.coverage),
    ]


def _words(lang: str) -> Data:
    keys = (
        "problems", "problems-none", "undecided", "undecided-lead", "undecided-none", "waived",
        "unreadable", "unreadable-lead", "note-facts",
    )  # fmt: skip
    return {
        **{key: word(key, lang) for key in keys},
        "title": word("list-title", lang),
        # The template puts the numbers in place of the two control characters.
        "page-of": word("page-of", lang, page="\1", pages="\2"),
        "columns": [COLUMNS[key][lang] for key in _LIST_COLUMNS],
        "sign": [word(f"sign-{key}", lang) for key in ("checked", "reviewed", "date")],
    }


def _has_cover(results: Results) -> bool:
    """Whether there is more to tell than one report's own sheet does."""
    return len(results.reports) != 1 or results.inputs != Inputs()


def _cover(results: Results, sheets: Sequence[Sheet], options: Look) -> Data:
    lang = options.lang
    verdicts = [checked.verdict for checked in results.reports]
    summary = say(
        "summary",
        lang,
        reports=len(verdicts),
        passed=verdicts.count(Verdict.PASS),
        failed=verdicts.count(Verdict.FAIL),
        undecided=verdicts.count(Verdict.UNDECIDED),
        unreadable=verdicts.count(Verdict.UNREADABLE),
    )
    rows = []
    for number, (checked, own) in enumerate(zip(results.reports, sheets, strict=True), start=1):
        report_ = checked.report
        count = counts(own)
        if checked.verdict is Verdict.UNREADABLE:
            cells = [word("none", lang)] * 4
        else:
            cells = [str(count[key]) for key in ("error", "warning", "info", "undecided")]
        rows.append(
            [
                str(number),
                printable(report_.body or say("body-unknown", lang)),
                str(report_.year or word("none", lang)),
                VERDICTS[checked.verdict.value][lang],
                *cells,
                printable(file_of(report_, lang)),
            ]
        )
    return {
        "title": word("cover-title", lang),
        "facts": [
            [word("date", lang), date_of(options), word("program", lang), _program(results)],
            [word("conclusion", lang), summary],
            *(
                [word(f"inputs-{key}", lang), printable(line)]
                for key, line in input_notes(results.inputs, lang)
            ),
        ],
        "columns": [
            COLUMNS["number"][lang],
            *(word(key, lang) if key != "year" else COLUMNS[key][lang] for key in _COVER_COLUMNS),
        ],
        "rows": rows,
    }


def _program(results: Results) -> str:
    return f"checker {results.version}"


def _report(
    checked: Checked, own: Sheet, version: str, options: Look, files: dict[str, bytes]
) -> Data:
    lang, one = options.lang, checked.report
    names = options.names(one)
    tables = say("list", lang).join(names.table(code) for code in one.tables)
    count = counts(own)
    conclusion = VERDICTS[checked.verdict.value][lang] + say("colon", lang)
    conclusion += say("comma", lang).join(
        f"{word(f'count-{key}', lang)} {number}" for key, number in count.items()
    )
    checks = say("semicolon", lang).join(
        [
            f"{word('tables', lang)}{say('colon', lang)}{tables or word('tables-none', lang)}",
            *coverage_lines(checked, lang),
        ]
    )
    unreadable = one.refusal and refusal(one.refusal.reason.value, one.refusal.detail, lang)
    if unreadable:
        conclusion, checks = VERDICTS[checked.verdict.value][lang], word("none", lang)
    none = word("none", lang)
    facts = [
        [
            *(word("body", lang), printable(one.body or say("body-unknown", lang))),
            *(word("year", lang), str(one.year or say("year-unknown", lang))),
        ],
        [
            *(word("form", lang), names.form_of(one.form) if one.form else none),
            *(word("scope", lang), SCOPES[one.scope.value][lang] if one.scope else none),
        ],
        [
            *(word("file", lang), printable(file_of(one, lang))),
            *(word("pages", lang), str(one.pages or none)),
        ],
        [word("sha256", lang), one.sha256 or none],
        [word("date", lang), date_of(options), word("program", lang), f"checker {version}"],
        [word("checked", lang), checks],
        [word("conclusion", lang), conclusion],
    ]
    groups = (own.failed, own.undecided, own.waived)
    crops = _crops([entry for group in groups for entry in group], checked, options, files)
    return {
        "facts": facts,
        "unreadable": printable(unreadable) if unreadable else None,
        **{
            key: [_entry(entry, crops.get(entry.number, [])) for entry in group]
            for key, group in zip(("entries", "undecided", "waived"), groups, strict=True)
        },
    }


def _entry(entry: Entry, crops: list[Data]) -> Data:
    also = [printable(text) for text in entry.also]
    return {
        "number": entry.number,
        **{key: printable(getattr(entry, key)) for key in _TEXTS},
        "also": also,
        "suggested": [printable(text) for text in entry.suggested],
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
                "caption": word("caption", options.lang, page=view.page),
            }
        )
    return crops
