"""The miniature reports that rules bring along as their proof.

An example names only what matters: every cell it does not name holds 0, every section and
label is there, title and period name the year. See ``rules/README.md`` for its keys.
"""

from __future__ import annotations

import itertools
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast

from checker.model import (
    PREAMBLE,
    Cell,
    Doubt,
    Label,
    PageFault,
    PagePlace,
    Period,
    Refusal,
    RefusalReason,
    Report,
    Scope,
    Section,
    State,
    Subtotal,
    YearMention,
)
from checker.rulebook.rule import Example

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rulebook
    from checker.rulebook.source import Node

PASS, FAIL, UNDECIDED, SILENT = "pass", "fail", "undecided", "silent"
EXPECTATIONS = (PASS, FAIL, UNDECIDED, SILENT)
KEYS = (
    "expect", "form", "description", "year", "body", "scope", "years", "period", "sections",
    "text", "tables", "cells", "labels", "repeated", "exchanged", "foreign", "subtotals", "refusal",
    "previous", "children", "own", "beside", "version", "complete", "ignore", "faults", "headings",
)  # fmt: skip
_PLACE = PagePlace(1)
RELATED = ("previous", "children", "own", "beside", "version")
"""Further reports of an example: last year's, those below, the own body's, another body's, another
version of the report itself."""
_RELATED_KEYS = ("form", "year", "body", "scope", "text", "tables", "cells", "same_format")
PROSE = {
    1: "公开工作有序开展，主动接受社会评议。",
    5: "栏目更新还不够及时，已安排专人按月检查。",
    6: "未收取信息处理费。",
}
"""What the sections of an example say where it does not tell."""
_LABEL_KEYS = ("table", "axis", "code", "printed")
_SUBTOTAL_KEYS = ("table", "axis", "group", "at", "raw")
_HEADING_KEYS = ("printed", "titled", "heading")
_FAULT_KEYS = ("page", "error", "recovered")
_AXES = ("row", "column")


def read_example(node: Node, layouts: Mapping[str, Form]) -> Example:
    """One example of a rule, its cells checked against the layout it is for."""
    keys = node.mapping(KEYS, ("expect", "form"))
    layout = layouts[keys["form"].one_of(tuple(layouts), "form")]
    given: dict[str, object] = {}
    for name, value in keys.items():
        if name == "cells":
            given[name] = dict(_cells(value, layout))
        elif name in ("labels", "repeated", "exchanged"):
            given[name] = [_label(item, layout) for item in value.sequence()]
        elif name == "subtotals":
            given[name] = [_subtotal(item, layout) for item in value.sequence()]
        elif name in RELATED:
            items = value.sequence() if name == "children" else [value]
            reports = [_related(item, layout, layouts) for item in items]
            given[name] = reports if name == "children" else reports[0]
        elif name not in ("expect", "form", "description"):
            given[name] = _plain(name, value, layout)
    return Example(
        expect=keys["expect"].one_of(EXPECTATIONS, "expectation"),
        form=layout.layout,
        given=given,
        description=keys["description"].text() if "description" in keys else "",
        line=node.line,
    )


def _related(node: Node, own: Form, layouts: Mapping[str, Form]) -> Example | None:
    """Another report beside an example's, of the same form unless told; ``~``: it is missing."""
    if node.is_null:
        return None
    keys = node.mapping(_RELATED_KEYS)
    layout = layouts[keys["form"].one_of(tuple(layouts), "form")] if "form" in keys else own
    given = {
        name: dict(_cells(value, layout)) if name == "cells" else _plain(name, value, layout)
        for name, value in keys.items()
        if name != "form"
    }
    return Example(PASS, layout.layout, given, line=node.line)


def _plain(name: str, value: Node, layout: Form) -> object:  # noqa: PLR0911 - a shape each
    match name:
        case "text":
            return {int(number): words.raw() for number, words in value.mapping("0123456").items()}
        case "sections" | "tables":
            known = tuple(layout.tables)
            return [
                item.integer() if name == "sections" else item.one_of(known, "table")
                for item in value.sequence()
            ]
        case "years":
            mentions = value.mapping(("title", "period"))
            return {where: year.integer() for where, year in mentions.items()}
        case "headings":
            return {int(number): _heading(at) for number, at in value.mapping("123456").items()}
        case "foreign":
            return {
                table: form.text() for table, form in value.mapping(tuple(layout.tables)).items()
            }
        case "ignore":
            return value.texts()
        case "faults":
            return tuple(map(_fault, value.sequence()))
        case "refusal":
            keys = value.mapping(("reason", "detail"), ("reason",))
            reason = keys["reason"].one_of(tuple(RefusalReason), "reason")
            return reason, keys["detail"].text() if "detail" in keys else ""
    if value.is_null or name != "period":
        return None if value.is_null else _single(name, value)
    ends = value.mapping(("from", "to"), ("from", "to"))
    return {key: None if end.is_null else end.text() for key, end in ends.items()}


def _heading(node: Node) -> Mapping[str, object]:
    """What is printed as a section's heading: its ordinal, the section titled, the words."""
    keys = node.mapping(_HEADING_KEYS)
    return {
        name: None if value.is_null else value.text() if name == "heading" else value.integer()
        for name, value in keys.items()
    }


def _single(name: str, value: Node) -> object:
    """A value written as one word: a year, a scope, the name of a body."""
    if name == "year":
        return value.integer()
    if name in ("complete", "same_format"):
        return value.boolean()
    return value.one_of(tuple(Scope), "scope") if name == "scope" else value.text()


def _cells(value: Node, layout: Form) -> Iterable[tuple[str, object]]:
    """``{t3.granted.total: 12}`` or a whole row ``{t3.granted: [12, 0, …]}``."""
    for name, content in value.mapping().items():
        table_code, _, rest = name.partition(".")
        table = layout.tables.get(table_code)
        row, _, column = rest.partition(".")
        refs = [ref for ref in table.refs if ref.row == row] if table else []
        if column:
            refs = [ref for ref in refs if ref.column == column]
        if not refs:
            near = (name, map(str, layout.refs))
            content.fail("rule-file.no-cell-or-row", near, name=name, form=layout.layout)
        if column:
            yield name, _content(content)
            continue
        items = content.sequence()
        if len(items) != len(refs):
            content.fail("rule-file.row-length", row=name, count=len(refs), got=len(items))
        yield from zip(map(str, refs), map(_content, items), strict=True)


def _content(node: Node) -> object:
    """A printed text, ``None`` for a cell that is not there, or the readings of a doubtful one."""
    if node.is_null:
        return None
    if node.is_mapping:
        readings = node.mapping(("doubtful",), ("doubtful",))["doubtful"].sequence()
        return tuple(reading.raw() for reading in readings)
    return node.raw()


def _label(node: Node, layout: Form) -> Label:
    keys = node.mapping(_LABEL_KEYS, ("table", "axis", "printed"))
    table = layout.tables[keys["table"].one_of(tuple(layout.tables), "table")]
    axis = keys["axis"].one_of(_AXES, "axis")
    items = table.rows if axis == "row" else table.columns
    code = keys["code"].one_of(tuple(items), "code") if "code" in keys else None
    expected = items[code].label if code else None
    printed = keys["printed"].text()
    return Label(table.code, axis, code, printed, expected, known=printed == expected)


def _subtotal(node: Node, layout: Form) -> Subtotal:
    keys = node.mapping(_SUBTOTAL_KEYS, _SUBTOTAL_KEYS)
    table = layout.tables[keys["table"].one_of(tuple(layout.tables), "table")]
    axis = keys["axis"].one_of(_AXES, "axis")
    groups = table.row_groups if axis == "row" else table.column_groups
    across = table.columns if axis == "row" else table.rows
    return Subtotal(
        table=table.code,
        axis=axis,
        group=keys["group"].one_of(tuple(groups), "group"),
        at=keys["at"].one_of(tuple(across), "place"),
        cell=printed_cell(_content(keys["raw"])) or Cell(State.BLANK, ""),
    )


def printed_cell(content: object) -> Cell | None:
    """The cell of an example: plain numbers are numbers, ``.`` and nothing are blank."""
    if content is None:
        return None
    if isinstance(content, tuple):
        readings = cast("tuple[str, ...]", content)
        return Cell(
            State.DOUBTFUL,
            readings[0],
            doubt=Doubt.READINGS_DIFFER,
            readings=readings,
            place=_PLACE,
        )
    raw = str(content)
    # A lone dot is how the rule files write a blank in a row of numbers, where nothing can stand.
    if raw in ("", "."):
        return Cell(State.BLANK, "", place=_PLACE)
    try:
        return Cell(State.NUMBER, raw, value=Decimal(raw), place=_PLACE)
    except InvalidOperation:
        return Cell(State.TEXT, raw, place=_PLACE)


def _fault(node: Node) -> PageFault:
    keys = node.mapping(_FAULT_KEYS, _FAULT_KEYS)
    return PageFault(
        keys["page"].integer(), keys["error"].text(), recovered=keys["recovered"].boolean()
    )


def example_report(example: Example, rulebook: Rulebook) -> Report:
    """The report that an example describes."""
    form = rulebook.form(example.form)
    given = cast("Mapping[str, Any]", example.given)
    if "refusal" in given:
        reason, detail = given["refusal"]
        return Report("example.pdf", "0" * 64, refusal=Refusal(RefusalReason(reason), detail))
    # A year of the form's own: no rule on years fails an example that is about something else.
    year: int | None = given.get("year", form.first_year)
    tables = tuple(given.get("tables", form.tables))
    # Zeros satisfy every relation of the form, so an example fails by what it names alone.
    contents: dict[str, object] = {str(ref): "0" for ref in form.refs if ref.table in tables}
    contents.update(given.get("cells", {}))
    cells = {ref: printed_cell(content) for ref, content in contents.items()}
    return Report(
        path="example.pdf",
        # Of no file: what an example says never depends on bytes.
        sha256="0" * 64,
        pages=4,
        body=given.get("body", "某县人民政府"),
        year=year,
        years=_mentions(given, year),
        period=_period(given, year),
        form=form.code,
        layout=form.layout,
        scope=Scope(given["scope"]) if "scope" in given else None,
        cells={ref: cell for ref, cell in cells.items() if cell is not None},
        tables=tables,
        labels=(*_labels(form, tables, given.get("labels", ())), *given.get("labels", ())),
        repeated=tuple(given.get("repeated", ())),
        foreign=given.get("foreign", {}),
        exchanged=tuple(itertools.pairwise(given.get("exchanged", ()))),
        subtotals=tuple(given.get("subtotals", ())),
        faults=tuple(given.get("faults", ())),
        preamble=_preamble(given.get("text", {}).get(PREAMBLE)),
        sections=tuple(_section(given, number, form) for number in _sections(given, form)),
    )


def _sections(given: Mapping[str, Any], form: Form) -> Iterable[int]:
    known = [heading.number for heading in form.sections]
    return (number for number in given.get("sections", known) if number in known)


def _section(given: Mapping[str, Any], number: int, form: Form) -> Section:
    own = next(one.heading for one in form.sections if one.number == number)
    printed: Mapping[str, Any] = given.get("headings", {}).get(number, {})
    return Section(
        number,
        printed.get("heading", own),
        given.get("text", {}).get(number, PROSE.get(number, "……")),
        _PLACE,
        printed=printed.get("printed", number),
        titled=printed.get("titled"),
    )


def _preamble(text: str | None) -> Section | None:
    return None if text is None else Section(PREAMBLE, "", text, _PLACE)


def _mentions(given: Mapping[str, Any], year: int | None) -> tuple[YearMention, ...]:
    default = {} if year is None else {"title": year, "period": year}
    mentioned: dict[str, int] = given.get("years", default)
    return tuple(YearMention(where, y, f"{y}年", _PLACE) for where, y in mentioned.items())


def _period(given: Mapping[str, Any], year: int | None) -> Period | None:
    default = None if year is None else {"from": f"{year}-01-01", "to": f"{year}-12-31"}
    ends: dict[str, str | None] | None = given.get("period", default)
    if ends is None:
        return None
    return Period(ends["from"], ends["to"], f"{ends['from']} — {ends['to']}", _PLACE)


def _labels(form: Form, tables: tuple[str, ...], altered: Iterable[Label]) -> Iterable[Label]:
    replaced = {(label.table, label.axis, label.code) for label in altered}
    for table in tables:
        for axis, items in (
            ("row", form.tables[table].rows),
            ("column", form.tables[table].columns),
        ):
            for code, item in items.items():
                if (table, axis, code) not in replaced:
                    yield Label(table, axis, code, item.label, item.label, place=_PLACE)
