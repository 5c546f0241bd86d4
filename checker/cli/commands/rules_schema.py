"""``checker rules schema``: the pandera schemas that the rules become, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from checker.errors import CheckerError
from checker.findings.records import write_json
from checker.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from checker.rulebook.rule import Rulebook

_INDENT = "    "


class ColumnRecord(TypedDict):
    """One column: its code in the form, the label printed, its pandas type."""

    code: str
    label: str
    type: str
    nullable: bool


class CheckRecord(TypedDict):
    """One check: its name, its rule and title, and its error, which names severity and relation."""

    name: str
    title: str | None
    error: str


class SchemaRecord(TypedDict):
    """One schema as plain values."""

    form: str
    name: str
    title: str
    index: str
    places: list[str]
    columns: list[ColumnRecord]
    checks: list[CheckRecord]


def records(rulebook: Rulebook, asked: Sequence[str], lang: str) -> list[SchemaRecord]:
    """The schemas of the layouts and tables asked for, in form order.

    ``asked`` are layouts (``F2019``) and names of schemas or their beginnings (``t3``); without
    a layout it is the form in force. ``CheckerError`` for what is neither.
    """
    from checker.checks.schemas import compiled, schemas

    layouts = [layout.layout for form in rulebook.forms for layout in form.layouts]
    wanted = [name for name in asked if name in layouts] or [rulebook.forms[-1].code]
    names = [name for name in asked if name not in layouts]
    found = []
    unknown = set(names)
    for layout in wanted:
        made = schemas(layout, rulebook)
        for table in compiled(rulebook, layout).tables:
            way, schema = table.way, made[table.way.name]
            fitting = {name for name in names if way.name.startswith(name)}
            unknown -= fitting
            if names and not fitting:
                continue
            columns: list[ColumnRecord] = [
                {
                    "code": code,
                    "label": str(column.title),
                    "type": str(column.dtype),
                    "nullable": bool(column.nullable),
                }
                for code, column in schema.columns.items()
            ]
            checks: list[CheckRecord] = [
                {"name": str(check.name), "title": check.title, "error": str(check.error)}
                for check in schema.checks
            ]
            found.append(
                SchemaRecord(
                    form=layout,
                    name=way.name,
                    title=str(schema.title),
                    index=way.index,
                    places=list(way.places),
                    columns=columns,
                    checks=checks,
                )
            )
    if unknown:
        known = translate("joining.list", lang).join([*layouts, *made])
        raise CheckerError(
            translate("rules-schema.unknown-schema", lang, name=min(unknown), known=known)
        )
    return found


def write(found: Sequence[SchemaRecord], stream: TextIO, lang: str, *, as_json: bool) -> None:
    """The schemas to a stream."""
    if as_json:
        write_json(found, stream)
        return
    stream.write("\n".join("".join(_lines(one, lang)) for one in found))


def _lines(one: SchemaRecord, lang: str) -> Iterator[str]:
    places = ", ".join(one["places"])
    yield f"{one['form']} {one['name']}  {one['title']}\n"
    yield f"  {translate('rules-schema.index', lang)} {one['index']}: {places}\n"
    yield f"  {translate('rules-schema.columns', lang)}\n"
    columns = one["columns"]
    width = max(len(column["code"]) for column in columns)
    types = max(len(column["type"]) for column in columns)
    for column in columns:
        yield f"{_INDENT}{column['code']:{width}}  {column['type']:{types}}  {column['label']}\n"
    yield f"  {translate('rules-schema.checks', lang)}\n"
    yield from (f"{_INDENT}{text}\n" for text in _errors(one["checks"]))
    yield f"  {translate('rules-schema.undecided', lang)}\n"


def _errors(checks: Iterable[CheckRecord]) -> Iterator[str]:
    """What each rule says when it fails; its undecided twin only where it stands alone."""
    names = {check["name"] for check in checks}
    for check in checks:
        rule, _, is_open = check["name"].partition(" ")
        if not is_open or rule not in names:
            yield check["error"]
