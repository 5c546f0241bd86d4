"""Codes to words: the names of tables, rows, columns, cells and places in one language.

A place of the form (表三「自然人」列) is named by ``Names``; the place in the file where something
is printed, in the words of that kind of file, by ``printed_at``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from checker.i18n import group, translate
from checker.model import (
    CellRef,
    DocumentPlace,
    ElementPlace,
    PagePlace,
    PicturePlace,
    SheetPlace,
    TranscribedPlace,
)
from checker.rulebook.form import form_of_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checker.model import Place, Report, ReportPart
    from checker.rulebook.form import Form, Item, Table

ROW_GROUPS_SHOWN = 4
"""How many rows (or sets of like rows) a list of cells names before it only counts the rest."""

PLACES_SHOWN = 4
"""How many places in a file without pages are told before the rest is only counted."""


def with_commas(pages: Sequence[int]) -> str:
    """``3,5``."""
    return ",".join(map(str, pages))


def with_ranges(pages: Sequence[int]) -> str:
    """``3``, ``3–5``, ``2、4``: pages in order, neighbours joined."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][-1] + 1:
            spans[-1].append(page)
        else:
            spans.append([page])
    return ",".join(f"{s[0]}" if len(s) == 1 else f"{s[0]}–{s[-1]}" for s in spans)


def printed_at(
    places: Iterable[Place],
    lang: str,
    numbers: Callable[[Sequence[int]], str] = with_commas,
    *,
    bare: bool = False,
) -> str:
    """Places in a file, in the words of its kind; empty where there are none.

    ``第 3,5 页``, ``第 4 张表第 9 行第 4 格``, ``Sheet1!J24（公式 =SUM(J10:J23)）``, an element's
    path. ``numbers`` writes the pages, which stand first and together; ``bare`` leaves the word
    for them out, for a column that is headed by it.
    """
    pages: list[int] = []
    others: dict[str, None] = {}
    for place in places:
        if isinstance(place, PagePlace):
            pages.append(place.page)
        else:
            others[_at(place, lang)] = None
    told = list(others)[:PLACES_SHOWN]
    if len(others) > PLACES_SHOWN:
        told.append(translate("place.places-more", lang, count=len(others) - PLACES_SHOWN))
    if pages:
        shown = numbers(sorted(set(pages)))
        told.insert(0, shown if bare else translate("place.page", lang, pages=shown))
    return translate("joining.list", lang).join(told)


def part_of(part: ReportPart, lang: str) -> str:
    """``文件中第 2 份，共 3 份（第 9–10 页）``."""
    text = translate("report.part", lang, number=part.number, count=part.count)
    places = printed_at(part.places, lang, with_ranges)
    return text + (translate("joining.brackets", lang, inner=places) if places else "")


def report_of(report: Report, lang: str) -> str:
    """``某县人民政府2023年``."""
    return translate(
        "across.report-of", lang, body=report.body or report.name, year=report.year or ""
    )


def file_of(report: Report, lang: str) -> str:
    """The file's name, and which of its reports where it holds several."""
    name = PurePath(report.path.replace("\\", "/")).name
    if report.part is None:
        return name
    return name + translate("joining.brackets", lang, inner=part_of(report.part, lang))


def _at(  # noqa: PLR0911 - one for each kind
    place: DocumentPlace | SheetPlace | ElementPlace | PicturePlace | TranscribedPlace, lang: str
) -> str:
    match place:
        case DocumentPlace(table=None):
            return translate("place.at-paragraph", lang, paragraph=place.paragraph)
        case DocumentPlace():
            whole = place.row is None or place.cell is None
            key = "place.at-table" if whole else "place.at-cell"
            return translate(key, lang, table=place.table, row=place.row, cell=place.cell)
        case SheetPlace():
            at = f"{place.sheet}!{place.address}" if place.address else place.sheet
            formula = place.formula
            return (
                at
                if formula is None
                else translate("place.at-formula", lang, at=at, formula=formula)
            )
        case ElementPlace():
            return translate("place.at-element", lang, path=place.path)
        case TranscribedPlace(cell=None):
            return translate("place.at-transcribed-report", lang, report=place.report)
        case TranscribedPlace():
            return translate("place.at-transcription", lang, report=place.report, cell=place.cell)
        case PicturePlace():
            if place.page:
                at = translate("place.page", lang, pages=place.page)
            else:
                at = translate("place.at-picture", lang, picture=place.picture)
            readers = translate("joining.list", lang).join(place.readers)
            return translate(
                "place.at-read", lang, at=at, readers=readers, confidence=place.confidence
            )


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one form's layout in one language.

    ``form`` is ``None`` for a report of which no table was recognised: what is missing in it bears
    the names of ``held``, the form that it was held against. A code that the form does not have
    stands for itself. ``forms`` are all forms, for naming another one.
    """

    lang: str
    form: Form | None = None
    forms: tuple[Form, ...] = ()
    held: Form | None = None

    @classmethod
    def of(cls, report: Report, forms: Sequence[Form], lang: str) -> Names:
        """The names of a report's own layout; without a form when it has none."""
        layouts = (layout for form in forms for layout in form.layouts)
        # By layout, not by form: the collapsed row has a name in its own layout only.
        own = next((form for form in layouts if form.layout == report.layout), None)
        held = form_of_year(forms, report.year) if own is None and report.year is not None else None
        return cls(lang, own, tuple(forms), own or held or (forms[-1] if forms else None))

    def table(self, code: str) -> str:
        """``表三``."""
        table = self._table(code)
        return table.name[self.lang] if table else code

    def row(self, table: str, code: str) -> str:
        """The row's short label: ``上年结转``."""
        found = self._table(table)
        if found and code in found.row_groups:
            return found.row_groups[code].label
        return self._short(found.rows if found else {}, code)

    def column(self, table: str, code: str) -> str:
        """The column's short label: ``自然人``."""
        found = self._table(table)
        if found and code in found.column_groups:
            return found.column_groups[code].label
        return self._short(found.columns if found else {}, code)

    def cell(self, ref: CellRef) -> str:
        """``表三「新收·自然人」``."""
        return self._say(
            "place.cell",
            table=self.table(ref.table),
            row=self.row(ref.table, ref.row),
            column=self.column(ref.table, ref.column),
        )

    def section(self, number: str) -> str:
        """``第三部分``; the number itself for anything but 1 to 6."""
        known = group("place.sections", self.lang)
        return known.get(number) or self._say("place.section", number=number)

    def form_of(self, code: str) -> str:
        """``2021年格式``."""
        return next((f.name[self.lang] for f in self.forms if f.code == code), code)

    def place(self, table: str | None, place: str | None, cells: Sequence[CellRef] = ()) -> str:
        """The short name of a place: ``自然人``, ``行政复议``, ``表三``, ``第三部分``."""
        if place is None:
            return self.table(table) if table else ""
        if self._table(place):
            return self.table(place)
        # Sections are numbers, codes are not (source.Node.code).
        if place.isdecimal():
            return self.section(place)
        if (ref := self._ref(place)) is not None:
            return self.cell(ref)
        found = self._axis(table, place, cells)
        return found[2] if found else place

    def where(self, table: str | None, place: str | None, cells: Sequence[CellRef] = ()) -> str:
        """The full name of a place: ``表三「自然人」列``."""
        found = self._axis(table, place, cells) if place else None
        if found is None:
            return self.place(table, place, cells)
        in_table, axis, name = found
        return self._say(f"place.of.{axis}", table=self.table(in_table), **{axis: name})

    def cells(self, refs: Iterable[CellRef]) -> str:
        """Many cells in few words: rows with the same columns together, the rest counted.

        ``部分公开（总计）；上年结转、予以公开（商业企业、科研机构）``
        """
        refs = tuple(refs)
        if len(refs) == 1:
            return self.cell(refs[0])
        columns_of: dict[tuple[str, str], list[str]] = {}
        for ref in refs:
            columns_of.setdefault((ref.table, ref.row), []).append(ref.column)
        rows_of: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for (table, row), columns in columns_of.items():
            rows_of.setdefault((table, tuple(columns)), []).append(row)
        several_tables = len({table for table, _ in columns_of}) > 1
        parts = [
            (self.table(table) + " " if several_tables else "")
            + self._rows(table, rows)
            + self._say("joining.brackets", inner=self._columns(table, columns))
            for (table, columns), rows in list(rows_of.items())[:ROW_GROUPS_SHOWN]
        ]
        left_out = sum(
            len(columns) * len(rows)
            for (_, columns), rows in list(rows_of.items())[ROW_GROUPS_SHOWN:]
        )
        if left_out:
            parts.append(self._say("place.cells-more", count=left_out))
        return self._say("joining.semicolon").join(parts)

    def listed(self, names: Iterable[str]) -> str:
        """``甲、乙、丙``."""
        return self._say("joining.list").join(names)

    def _rows(self, table: str, rows: Sequence[str]) -> str:
        names = [self.row(table, row) for row in rows]
        if len(names) <= ROW_GROUPS_SHOWN:
            return self.listed(names)
        return self.listed(names[:ROW_GROUPS_SHOWN]) + self._say(
            "place.rows-more", count=len(names)
        )

    def _columns(self, table: str, columns: Sequence[str]) -> str:
        found = self._table(table)
        # All columns of a row are the row; of a table of one column it is the cell.
        if found and not found.blocks and len(columns) == len(found.columns) > 1:
            return self._say("place.whole-row")
        return self.listed(self.column(table, column) for column in columns)

    def _axis(
        self, table: str | None, place: str, cells: Sequence[CellRef]
    ) -> tuple[str, str, str] | None:
        """Table, ``row``, ``column`` or ``group``, and name of a place; ``None`` if unknown."""
        if (form := self.form or self.held) is None:
            return None
        tables = [form.tables[table]] if table and table in form.tables else []
        # The rule's own table first, then any: some rules speak of several.
        tables += [t for t in form.tables.values() if t not in tables]
        # A code may be a row of one table and a column of another (total): the cells tell which.
        is_column = bool(cells) and all(ref.column == place for ref in cells)
        for found in tables:
            if place in found.columns and (is_column or place not in found.rows):
                return found.code, "column", self.column(found.code, place)
            if place in found.rows:
                return found.code, "row", self.row(found.code, place)
            for groups in (found.row_groups, found.column_groups):
                if place in groups:
                    return found.code, "group", groups[place].label
        return None

    def _ref(self, place: str) -> CellRef | None:
        if (form := self.form or self.held) is None:
            return None
        try:
            ref = CellRef.parse(place)
        except ValueError:
            return None
        return ref if ref.table in form.tables else None

    def _table(self, code: str) -> Table | None:
        if (form := self.form or self.held) is not None:
            return form.tables.get(code)
        return next((form.tables[code] for form in self.forms if code in form.tables), None)

    def _short(self, items: Mapping[str, Item], code: str) -> str:
        return items[code].short[self.lang] if code in items else code

    def _say(self, key: str, **values: object) -> str:
        return translate(key, self.lang, **values)
