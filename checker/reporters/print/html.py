"""One self-contained web page: verdicts, findings, tables as read, the pages with their boxes.

Reads without a script; the few lines there are only filter. Loads nothing and runs nothing from
a report (``templating`` escapes all of it, a content security policy forbids the rest). This
module chooses what is shown, in words; how it is marked up is ``templates/page.html``.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.findings.records import shown_path
from checker.i18n import translate
from checker.model import CellRef, Severity, State
from checker.model.marks import GENERATOR
from checker.model.page_images import SCREEN_DPI, View
from checker.reporters.print.entries import boxes, counts, date_of, sheet
from checker.reporters.print.templating import render
from checker.wording.facts import figure, refusal
from checker.wording.inputs import input_notes
from checker.wording.names import file_of
from checker.wording.remarks import remarks_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO, TypeAlias

    from checker.model import Box, Checked, Coverage, Finding, Report, Results
    from checker.model.page_images import PagePicture
    from checker.reporters.options import Look
    from checker.reporters.print.entries import Entry, Sheet
    from checker.rulebook.form import Table
    from checker.wording.names import Names

    Facts: TypeAlias = Sequence[tuple[str, str]]
    Marks: TypeAlias = Mapping[CellRef, Sequence[Entry]]

_WORDS = (
    "page.title", "page.filter-rule", "page.filter-level", "page.filter-all", "page.as-read",
    "page.passed-rules", "list.unreadable-lead", "list.problems-none", "list.none",
    "column.basis", "column.advice", "joining.colon",
)  # fmt: skip
"""The texts that the templates themselves ask for."""
_PLATE_HIGH, _DIGIT_WIDE = 6.6, 3.6  # points
_LEVELS = tuple(level.value for level in Severity)
_CORNER = 0.4
"""The share of a cell's width that numbers may take in its corner: the figure stays in sight."""


class _Group(NamedTuple):
    """Entries of one kind, all of it in words; empty texts are not shown."""

    heading: str
    lead: str
    entries: tuple[Entry, ...]
    note: str = ""


class _Cell(NamedTuple):
    """A cell as read, its classes, and the numbers of the entries that it is part of."""

    text: str
    kind: str
    title: str
    numbers: tuple[int, ...]


class _Grid(NamedTuple):
    """A block of a table: headings of the columns; name and cells of each row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[_Cell, ...]], ...]


class _Table(NamedTuple):
    name: str
    grids: tuple[_Grid, ...]


class _Rect(NamedTuple):
    """A box on a drawing, in points from its top left corner; a plate carries a label."""

    kind: str
    x: str
    y: str
    width: str
    height: str
    label: str = ""
    label_x: str = ""
    label_y: str = ""


class _Drawing(NamedTuple):
    """A page's picture (an address that holds it), its size in points and the boxes on it."""

    picture: str
    width: str
    height: str
    caption: str
    boxes: tuple[_Rect, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """One report's part of the page, ready to be marked up.

    ``counts`` are the entries of each level and those undecided; ``tables`` is ``None`` where
    no form was recognised; ``rules`` are names and numbers of checks, passed, failed, undecided.
    """

    number: int
    body: str
    year: int | None
    title: str
    file: str
    verdict: str
    verdict_name: str
    counts: tuple[int, ...]
    facts: Facts
    refusal: str
    entries: tuple[Entry, ...]
    groups: tuple[_Group, ...]
    tables: tuple[_Table, ...] | None
    drawings: tuple[_Drawing, ...]
    rules: tuple[tuple[str, tuple[int, ...]], ...]


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write the page."""
    lang = options.lang
    sections = [
        _section(number, checked, options, results.findings)
        for number, checked in enumerate(results.reports, start=1)
    ]
    facts = [(translate("list.program", lang), f"checker {results.version}")]
    if options.date:
        facts.insert(0, (translate("list.date", lang), date_of(options.date, options.lang)))
    if results.waivers:
        facts.append((translate("list.waivers", lang), shown_path(results.waivers)))
    rules = sorted({entry.finding.rule for one in sections for entry in one.entries})
    page = render(
        "page.html",
        language=translate("language.html", lang),
        generator=GENERATOR,
        words={key: translate(key, lang) for key in _WORDS},
        facts=facts,
        overview_heads=_overview_heads(lang) if len(sections) > 1 else (),
        rule_heads=_rule_heads(lang),
        notes=[line for _, line in input_notes(results.inputs, lang)],
        rules=[(rule, rule) for rule in rules],
        levels=[(level, translate(f"level.{level}", lang)) for level in _LEVELS],
        reports=sections,
    )
    stream.write(page)


def _overview_heads(lang: str) -> tuple[str, ...]:
    return (
        *(translate(f"column.{key}", lang) for key in ("number", "body", "year")),
        translate("list.verdict", lang),
        *(translate(f"level.{level}", lang) for level in _LEVELS),
        translate("list.count.undecided", lang),
        translate("list.file", lang),
    )


def _rule_heads(lang: str) -> tuple[str, ...]:
    keys = ("list.checks", "list.passed", "list.failed", "list.count.undecided")
    return (translate("column.rule", lang), *(translate(key, lang) for key in keys))


def _section(number: int, checked: Checked, options: Look, between: Sequence[Finding]) -> _Section:
    """Everything about one report."""
    one, lang = checked.report, options.lang
    names = options.names(one)
    own = sheet(checked, names, between)
    entries = (*own.failed, *own.undecided, *own.waived)
    tables = None if one.refusal is not None else _tables(one, names, entries)
    body = one.body or translate("report.body-unknown", lang)
    return _Section(
        number=number,
        body=body,
        year=one.year,
        title=f"{body} {one.year or translate('report.year-unknown', lang)}",
        file=file_of(one, lang),
        verdict=checked.verdict.value,
        verdict_name=translate(f"verdict.{checked.verdict.value}", lang),
        counts=tuple(counts(own).values()),
        facts=_facts(checked, names),
        refusal=refusal(one.refusal.reason.value, one.refusal.detail, lang) if one.refusal else "",
        entries=entries,
        groups=_groups(own, lang),
        tables=tables,
        drawings=_drawings(one, entries, options) if tables is not None else (),
        rules=tuple(
            (f"{rule.rule} {rule.title}", _numbers(rule.coverage)) for rule in checked.by_rule
        ),
    )


def _facts(checked: Checked, names: Names) -> Facts:
    one, lang = checked.report, names.lang
    facts = [
        (translate("list.file", lang), file_of(one, lang)),
        (translate("list.sha256", lang), one.sha256),
    ]
    if one.refusal is None:
        facts += [
            (translate("list.form", lang), names.form_of(one.form) if one.form else ""),
            (
                translate("list.scope", lang),
                translate(f"scope.{one.scope.value}", lang) if one.scope else "",
            ),
            (translate("list.pages", lang), str(one.pages)),
            (translate("list.hard", lang), _counted(checked.hard, lang)),
            (translate("list.all", lang), _counted(checked.coverage, lang)),
            *((translate("list.reading", lang), text) for text in remarks_of(one, lang)),
        ]
    return facts


def _counted(coverage: Coverage, lang: str) -> str:
    keys = ("list.checks", "list.passed", "list.failed", "list.count.undecided")
    parts = zip(keys, _numbers(coverage), strict=True)
    return translate("joining.list", lang).join(
        f"{translate(key, lang)} {number}" for key, number in parts
    )


def _numbers(coverage: Coverage) -> tuple[int, ...]:
    return tuple(coverage.counts.values())


def _groups(own: Sheet, lang: str) -> tuple[_Group, ...]:
    """What does not hold, even if it is nothing; what is undecided or accepted, if anything is."""
    note = translate("list.note-facts", lang) if own.failed else ""
    groups = [_Group(translate("list.problems", lang), "", own.failed, note)]
    if own.undecided:
        lead = translate("list.undecided-lead", lang)
        groups.append(_Group(translate("list.undecided", lang), lead, own.undecided))
    if own.waived:
        groups.append(_Group(translate("list.waived", lang), "", own.waived))
    return tuple(groups)


def _tables(one: Report, names: Names, entries: Sequence[Entry]) -> tuple[_Table, ...] | None:
    """The tables as read."""
    form = names.form
    if form is None:
        return None
    marks: dict[CellRef, list[Entry]] = {}
    for entry in entries:
        refs = (ref for finding in entry.shown for ref in finding.cells)
        for ref in dict.fromkeys(refs):
            marks.setdefault(ref, []).append(entry)
    tables = [form.tables[code] for code in one.tables if code in form.tables]
    return tuple(_table(one, table, names, marks) for table in tables)


def _table(one: Report, table: Table, names: Names, marks: Marks) -> _Table:
    code = table.code
    blocks = [(block.rows, block.columns) for block in table.blocks] or [
        (tuple(table.rows), tuple(table.columns))
    ]
    grids = tuple(
        _Grid(
            tuple(names.column(code, column) for column in columns),
            tuple(
                (
                    names.row(code, row),
                    tuple(
                        _cell(one, CellRef(code, row, column), marks, names.lang)
                        for column in columns
                    ),
                )
                for row in rows
            ),
        )
        for rows, columns in blocks
    )
    return _Table(f"{table.name[names.lang]} {table.title[names.lang]}", grids)


def _cell(one: Report, ref: CellRef, marks: Marks, lang: str) -> _Cell:
    cell, entries = one.cell(ref), marks.get(ref, ())
    kinds = [entries[0].finding.severity.value] if entries else []
    if cell is not None and cell.value is not None:
        text, title = figure(cell.value), cell.note or ""
    else:
        state = "missing" if cell is None else cell.state.value
        title = translate(f"state.{state}", lang)
        text = cell.raw if cell is not None and cell.state is not State.BLANK else ""
        text = f"{text} ({title})".strip()
        kinds.append("state")
    return _Cell(text, " ".join(kinds), title, tuple(entry.number for entry in entries))


def _drawings(one: Report, entries: Sequence[Entry], options: Look) -> tuple[_Drawing, ...]:
    """Pictures of the pages that findings point at, with their boxes."""
    if options.originals is None:
        return ()
    marks: dict[int, list[tuple[Entry, Box]]] = {}
    for entry in entries:
        for page, found in boxes(entry, one).items():
            marks.setdefault(page, []).extend((entry, box) for box in found)
    views = [
        View(page, None, SCREEN_DPI, tuple(box for _, box in marks[page])) for page in sorted(marks)
    ]
    # None at all where the file is gone or changed: the page then has no drawings, hence not
    # strict.
    shown = options.originals.pictures(one.path, views)
    return tuple(
        _drawing(
            picture,
            [entry for entry, _ in marks[view.page]],
            translate("page.original", options.lang, page=view.page),
        )
        for view, picture in zip(views, shown, strict=False)
    )


def _drawing(picture: PagePicture, entries: Sequence[Entry], caption: str) -> _Drawing:
    wide, high = picture.width, picture.height
    drawn: list[_Rect] = []
    numbered: dict[Box, float] = {}
    seen: set[int] = set()
    for mark, entry in zip(picture.marks, entries, strict=True):
        x, y = mark[0] * wide, mark[1] * high
        kind = entry.finding.severity.value
        drawn.append(_rect(kind, x, y, mark[2] * wide - x, mark[3] * high - y))
        shift = numbered.get(mark, 0.0)
        label = str(entry.number)
        plate = len(label) * _DIGIT_WIDE + 2
        room = _CORNER * (mark[2] - mark[0]) * wide
        # A number that finds no room stands in the list alone: a figure must never be hidden by it.
        if entry.number not in seen and shift + plate <= room:
            seen.add(entry.number)
            numbered[mark] = shift + plate + 0.5
            drawn.append(_plate(label, x + shift, y, plate))
    source = "data:image/png;base64," + base64.b64encode(picture.png).decode("ascii")
    return _Drawing(source, f"{wide:.1f}", f"{high:.1f}", caption, tuple(drawn))


def _rect(kind: str, x: float, y: float, wide: float, high: float) -> _Rect:
    return _Rect(kind, *(f"{length:.1f}" for length in (x, y, wide, high)))


def _plate(label: str, x: float, y: float, wide: float) -> _Rect:
    rect = _rect("plate", x, y, wide, _PLATE_HIGH)
    at = f"{x + 1:.1f}", f"{y + _PLATE_HIGH - 1.1:.1f}"
    return rect._replace(label=label, label_x=at[0], label_y=at[1])
