"""One self-contained web page: verdicts, findings, tables as read, the pages with their boxes.

Reads without a script; the few lines there are only filter. Loads nothing and runs nothing from
a report (``markup`` escapes all of it, a content security policy forbids the rest).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n.texts import SCOPES, STATES, VERDICTS, say
from checker.i18n.words import COLUMNS, LEVELS, word
from checker.model import CellRef, Result, State
from checker.model.page_images import SCREEN_DPI, View
from checker.reporters.print.entries import boxes, date_of, sheet
from checker.reporters.print.markup import Markup, document, joined, picture_source, tag
from checker.wording.inputs import input_notes
from checker.wording.names import file_of
from checker.wording.outcomes import figure, refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from checker.model import Box, Checked, Coverage, Finding, Results
    from checker.model.page_images import PagePicture
    from checker.reporters.options import Look
    from checker.reporters.print.entries import Entry, Sheet
    from checker.rulebook.form import Table
    from checker.wording.names import Names

_PLATE_HIGH, _DIGIT_WIDE = 6.6, 3.6  # points
_CORNER = 0.4
"""The share of a cell's width that numbers may take in its corner: the figure stays in sight."""


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write the page."""
    lang = options.lang
    pages = [
        _Report(number, checked, options, results.findings)
        for number, checked in enumerate(results.reports, start=1)
    ]
    body = [tag("h1", word("page-title", lang))]
    facts = [(word("program", lang), f"checker {results.version}")]
    if options.date:
        facts.insert(0, (word("date", lang), date_of(options)))
    body.append(_facts(facts))
    if len(pages) > 1:
        body.append(_overview(pages, lang))
    beside = [tag("li", line) for _, line in input_notes(results.inputs, lang)]
    if beside:
        body.append(tag("ul", *beside, class_="beside-reports"))
    body.append(_filter(pages, lang))
    body += [page.section() for page in pages]
    stream.write(document(word("page-title", lang), lang, joined(body)))


class _Report:
    """One report's part of the page."""

    def __init__(
        self, number: int, checked: Checked, options: Look, between: Sequence[Finding]
    ) -> None:
        self.number = number
        self.checked = checked
        self.one = checked.report
        self.options = options
        self.lang = options.lang
        self.names: Names = options.names(self.one)
        self.sheet: Sheet = sheet(checked, self.names, between)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in the order of their numbers."""
        return (*self.sheet.failed, *self.sheet.undecided, *self.sheet.waived)

    @property
    def title(self) -> str:
        """``某县人民政府 2023``."""
        body = self.one.body or say("body-unknown", self.lang)
        return f"{body} {self.one.year or say('year-unknown', self.lang)}"

    @property
    def verdict(self) -> Markup:
        """The one word about the report."""
        value = self.checked.verdict.value
        return tag("span", VERDICTS[value][self.lang], class_=f"verdict {value}")

    def section(self) -> Markup:
        """Everything about the report."""
        parts = [tag("h2", self.title, " ", self.verdict), self._heading()]
        if self.one.refusal is not None:
            why = refusal(self.one.refusal.reason.value, self.one.refusal.detail, self.lang)
            parts += [tag("p", word("unreadable-lead", self.lang)), tag("p", why)]
        else:
            parts += [*self._lists(), self._tables(), self._rules()]
        return tag("section", *parts, id=f"report-{self.number}")

    def _heading(self) -> Markup:
        one, lang = self.one, self.lang
        facts = [
            (word("file", lang), file_of(one, lang)),
            (word("sha256", lang), one.sha256),
        ]
        if one.refusal is None:
            facts += [
                (word("form", lang), self.names.form_of(one.form) if one.form else ""),
                (word("scope", lang), SCOPES[one.scope.value][lang] if one.scope else ""),
                (word("pages", lang), str(one.pages)),
                (word("hard", lang), _counted(self.checked.hard, lang)),
                (word("all", lang), _counted(self.checked.coverage, lang)),
            ]
        return _facts(facts)

    def _lists(self) -> list[Markup]:
        own, lang = self.sheet, self.lang
        parts = [tag("h3", word("problems", lang))]
        if own.failed:
            parts += [self._entry(entry) for entry in own.failed]
            parts.append(tag("p", word("note-facts", lang), class_="quiet"))
        else:
            parts.append(tag("p", word("problems-none", lang)))
        if own.undecided:
            parts += [
                tag("h3", word("undecided", lang)),
                tag("p", word("undecided-lead", lang), class_="quiet"),
                *(self._entry(entry) for entry in own.undecided),
            ]
        if own.waived:
            parts.append(tag("h3", word("waived", lang)))
            parts += [self._entry(entry) for entry in own.waived]
        return parts

    def _entry(self, entry: Entry) -> Markup:
        lang, level = self.lang, entry.finding.severity.value
        none = word("none", lang)
        lines = [
            tag(
                "h4",
                tag("span", entry.level, class_="level"),
                f"{entry.number}. {entry.rule}",
            ),
            tag("p", entry.working, class_="working"),
        ]
        if entry.place != none:
            lines.insert(1, tag("p", entry.place, class_="quiet"))
        lines += [tag("p", text, class_="also") for text in entry.also]
        lines += [tag("p", text) for text in entry.suggested]
        lines += [
            tag("p", COLUMNS[key][lang], say("colon", lang), getattr(entry, key), class_="quiet")
            for key in ("basis", "advice")
            if getattr(entry, key) != none
        ]
        return tag(
            "article",
            *lines,
            class_=f"entry {level}",
            id=self._anchor(entry),
            data_rule=entry.finding.rule,
            data_level=level,
        )

    def _anchor(self, entry: Entry) -> str:
        return f"finding-{self.number}-{entry.number}"

    def _tables(self) -> Markup:
        """The tables as read, and beside them the pages that they stand on."""
        form = self.names.form
        if form is None:
            return Markup("")
        tables = [form.tables[code] for code in self.one.tables if code in form.tables]
        marks = self._marks()
        read = [self._table(table, marks) for table in tables]
        shown = self._pages()
        beside = tag("div", tag("div", *read), tag("div", *shown), class_="beside")
        inside = beside if shown else joined(read)
        summary = tag("summary", word("as-read", self.lang))
        return tag("details", summary, inside, open=bool(self.entries))

    def _marks(self) -> dict[CellRef, list[Entry]]:
        marks: dict[CellRef, list[Entry]] = {}
        for entry in self.entries:
            refs = (ref for finding in entry.shown for ref in finding.cells)
            for ref in dict.fromkeys(refs):
                marks.setdefault(ref, []).append(entry)
        return marks

    def _table(self, table: Table, marks: dict[CellRef, list[Entry]]) -> Markup:
        name = f"{table.name[self.lang]} {table.title[self.lang]}"
        blocks = [(block.rows, block.columns) for block in table.blocks] or [
            (tuple(table.rows), tuple(table.columns))
        ]
        grids = [self._grid(table, rows, columns, marks) for rows, columns in blocks]
        return joined([tag("h3", name), *grids])

    def _grid(
        self,
        table: Table,
        rows: Sequence[str],
        columns: Sequence[str],
        marks: dict[CellRef, list[Entry]],
    ) -> Markup:
        code = table.code
        heads = [tag("th", "")]
        heads += [tag("th", self.names.column(code, column), scope="col") for column in columns]
        lines = []
        for row in rows:
            label = tag("th", self.names.row(code, row), scope="row")
            refs = [CellRef(code, row, column) for column in columns]
            cells = [self._cell(ref, marks.get(ref, [])) for ref in refs]
            lines.append(tag("tr", label, *cells))
        inside = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *lines), class_="read")
        return tag("div", inside, class_="wide")

    def _cell(self, ref: CellRef, entries: Sequence[Entry]) -> Markup:
        cell = self.one.cell(ref)
        classes = [entries[0].finding.severity.value] if entries else []
        if cell is not None and cell.value is not None:
            text, title = figure(cell.value), cell.note
        else:
            state = "missing" if cell is None else cell.state.value
            title = STATES[state][self.lang]
            text = cell.raw if cell is not None and cell.state is not State.BLANK else ""
            text = f"{text} ({title})".strip() if text else f"({title})"
            classes.append("state")
        links = [  # in brackets, so that nobody takes them for digits of the figure
            joined([" ", tag("a", f"[{entry.number}]", href=f"#{self._anchor(entry)}")])
            for entry in entries
        ]
        return tag("td", text, *links, class_=" ".join(classes) or None, title=title)

    def _pages(self) -> list[Markup]:
        """Pictures of the pages that findings point at, with their boxes."""
        if self.options.originals is None:
            return []
        marks: dict[int, list[tuple[Entry, Box]]] = {}
        for entry in self.entries:
            for page, found in boxes(entry, self.one).items():
                marks.setdefault(page, []).extend((entry, box) for box in found)
        views = [
            View(page, None, SCREEN_DPI, tuple(box for _, box in marks[page]))
            for page in sorted(marks)
        ]
        shown = self.options.originals.pictures(self.one.path, views)
        return [
            self._page(view.page, picture, [entry for entry, _ in marks[view.page]])
            for view, picture in zip(views, shown, strict=False)
        ]

    def _page(self, number: int, picture: PagePicture, entries: Sequence[Entry]) -> Markup:
        wide, high = picture.width, picture.height
        size = {"width": f"{wide:.1f}", "height": f"{high:.1f}"}
        drawn = [tag("image", href=picture_source(picture.png), x=0, y=0, **size)]
        numbered: dict[Box, float] = {}
        seen: set[int] = set()
        for mark, entry in zip(picture.marks, entries, strict=True):
            x, y = mark[0] * wide, mark[1] * high
            box = {
                "x": f"{x:.1f}",
                "y": f"{y:.1f}",
                "width": f"{mark[2] * wide - x:.1f}",
                "height": f"{mark[3] * high - y:.1f}",
            }
            drawn.append(tag("rect", class_=entry.finding.severity.value, **box))
            shift = numbered.get(mark, 0.0)
            label = str(entry.number)
            plate = len(label) * _DIGIT_WIDE + 2
            room = _CORNER * (mark[2] - mark[0]) * wide
            if entry.number not in seen and shift + plate <= room:
                seen.add(entry.number)
                numbered[mark] = shift + plate + 0.5
                drawn.append(_plate(label, x + shift, y, plate))
        caption = word("original", self.lang, page=number)
        drawing = tag(
            "svg",
            *drawn,
            viewBox=f"0 0 {wide:.1f} {high:.1f}",
            role="img",
            aria_label=caption,
        )
        return tag("figure", drawing, tag("figcaption", caption))

    def _rules(self) -> Markup:
        lang = self.lang
        keys = ("checks", "passed", "failed")
        heads = [tag("th", COLUMNS["rule"][lang])]
        heads += [tag("th", word(key, lang)) for key in keys]
        heads.append(tag("th", word("count-undecided", lang)))
        lines = []
        for one in self.checked.by_rule:
            counted = one.coverage
            numbers = (counted.checks, counted.passed, counted.failed, counted.undecided)
            cells = [tag("td", str(number)) for number in numbers]
            lines.append(tag("tr", tag("th", f"{one.rule} {one.title}", scope="row"), *cells))
        inside = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *lines), class_="read")
        summary = tag("summary", word("passed-rules", lang))
        return tag("details", summary, tag("div", inside, class_="wide"))


def _plate(label: str, x: float, y: float, wide: float) -> Markup:
    rect = tag(
        "rect",
        class_="plate",
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        width=f"{wide:.1f}",
        height=f"{_PLATE_HIGH:g}",
    )
    return joined([rect, tag("text", label, x=f"{x + 1:.1f}", y=f"{y + _PLATE_HIGH - 1.1:.1f}")])


def _facts(facts: Sequence[tuple[str, str]]) -> Markup:
    return tag("dl", *(joined([tag("dt", key), tag("dd", value or "—")]) for key, value in facts))


def _counted(coverage: Coverage, lang: str) -> str:
    parts = [
        f"{word('checks', lang)} {coverage.checks}",
        f"{word('passed', lang)} {coverage.passed}",
        f"{word('failed', lang)} {coverage.failed}",
        f"{word('count-undecided', lang)} {coverage.undecided}",
    ]
    return say("list", lang).join(parts)


def _overview(pages: Sequence[_Report], lang: str) -> Markup:
    keys = ("number", "body", "year")
    heads = [tag("th", COLUMNS[key][lang]) for key in keys]
    heads += [tag("th", word("verdict", lang))]
    heads += [tag("th", LEVELS[level][lang]) for level in LEVELS]
    heads += [tag("th", word("count-undecided", lang)), tag("th", word("file", lang))]
    lines = []
    for page in pages:
        levels = [
            entry.finding.severity.value
            for entry in page.sheet.failed
            if entry.finding.outcome is Result.FAIL
        ]
        cells = [
            str(page.number),
            tag("a", page.one.body or say("body-unknown", lang), href=f"#report-{page.number}"),
            str(page.one.year or "—"),
            page.verdict,
            *(str(levels.count(level)) for level in LEVELS),
            str(len(page.sheet.undecided)),
            file_of(page.one, lang),
        ]
        lines.append(tag("tr", *(tag("td", cell) for cell in cells)))
    body = tag("tbody", *lines)
    inside = tag("table", tag("thead", tag("tr", *heads)), body, class_="overview")
    return tag("div", inside, class_="wide")


def _filter(pages: Sequence[_Report], lang: str) -> Markup:
    """Choices for the script, hidden where there is none."""
    rules = sorted({entry.finding.rule for page in pages for entry in page.entries})
    if not rules:
        return Markup("")
    every = tag("option", word("filter-all", lang), value="")
    choices = [every, *(tag("option", rule, value=rule) for rule in rules)]
    levels = [every, *(tag("option", LEVELS[level][lang], value=level) for level in LEVELS)]
    return tag(
        "div",
        tag("label", word("filter-rule", lang), " ", tag("select", *choices, id="rule")),
        tag("label", word("filter-level", lang), " ", tag("select", *levels, id="level")),
        id="filter",
        hidden=True,
    )
