"""``form.yaml`` -> ``Form``: the reader of the statutory forms (format: ``rules/README.md``)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checker.rulebook.form import (
    CHANGE,
    COUNT,
    MONEY,
    Block,
    Collapsed,
    Form,
    Group,
    Item,
    SectionHeading,
    Table,
)
from checker.rulebook.source import near_miss

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.rulebook.source import Node

FORM_KEYS = ("form", "years", "notice", "name", "detect", "sections", "tables")
TABLE_KEYS = (
    "section", "name", "title", "note", "blocks", "columns", "rows",
    "column_groups", "row_groups", "collapsed",
)  # fmt: skip
ITEM_KEYS = ("label", "short", "core", "variants", "number", "unit")
SECTIONS = ("1", "2", "3", "4", "5", "6")


def read_form(root: Node) -> Form:
    """The form of one file; ``RuleFileError`` for anything that is not of the format."""
    keys = root.mapping(FORM_KEYS, FORM_KEYS)
    years = keys["years"].mapping(("from", "to"), ("from",))
    first = years["from"].integer()
    last = years["to"].integer() if "to" in years else None
    if last is not None and last < first:
        years["to"].fail("the last year lies before the first")
    code = keys["form"].text()
    tables = {
        name: _table(name, node, known_sections=SECTIONS)
        for name, node in keys["tables"].mapping().items()
    }
    return Form(
        code=code,
        layout=code,
        first_year=first,
        last_year=last,
        notice=keys["notice"].text(),
        name=keys["name"].in_languages(),
        detect=keys["detect"].texts(),
        sections=tuple(
            _section(int(number), node)
            for number, node in keys["sections"].mapping(SECTIONS, SECTIONS).items()
        ),
        tables=tables,
    )


def _section(number: int, node: Node) -> SectionHeading:
    keys = node.mapping(("heading", "variants"), ("heading",))
    variants = keys["variants"].texts() if "variants" in keys else ()
    return SectionHeading(number, keys["heading"].text(), variants)


def _table(code: str, node: Node, known_sections: tuple[str, ...]) -> Table:
    keys = node.mapping(TABLE_KEYS, ("section", "name", "title", "columns", "rows"))
    rows, columns = _items(keys["rows"]), _items(keys["columns"])
    row_groups = _groups(keys["row_groups"], "rows", rows) if "row_groups" in keys else {}
    blocks = keys["blocks"].sequence() if "blocks" in keys else []
    return Table(
        code=code,
        section=int(keys["section"].one_of(known_sections, "section")),
        name=keys["name"].in_languages(),
        title=keys["title"].in_languages(),
        rows=rows,
        columns=columns,
        row_groups=row_groups,
        column_groups=(
            _groups(keys["column_groups"], "columns", columns) if "column_groups" in keys else {}
        ),
        blocks=tuple(_block(block, rows, columns) for block in blocks),
        collapsed=(
            _collapsed(keys["collapsed"], rows, row_groups) if "collapsed" in keys else None
        ),
        note=keys["note"].text() if "note" in keys else None,
    )


def _items(node: Node) -> dict[str, Item]:
    for key in node.key_lines().values():
        key.code()
    return {
        code: _item(code, item.mapping(ITEM_KEYS, ("label", "short")))
        for code, item in node.mapping().items()
    }


def _item(code: str, keys: Mapping[str, Node]) -> Item:
    return Item(
        code=code,
        label=keys["label"].text(),
        short=keys["short"].in_languages(),
        core=keys["core"].texts() if "core" in keys else (),
        variants=keys["variants"].texts() if "variants" in keys else (),
        number=(
            keys["number"].one_of((COUNT, CHANGE, MONEY), "number") if "number" in keys else COUNT
        ),
        unit=keys["unit"].text() if "unit" in keys else None,
    )


def _groups(node: Node, axis: str, items: Mapping[str, Item]) -> dict[str, Group]:
    """Groups in the order written; a member is an item or a group written before."""
    groups: dict[str, Group] = {}
    for code, entry in node.mapping().items():
        if code in items:
            entry.fail(f"{code!r} is already the code of one of the {axis}")
        keys = entry.mapping(("label", "core", axis), ("label", axis))
        known = (*items, *groups)
        members = tuple(member.one_of(known, "code") for member in keys[axis].sequence())
        repeated = [member for member, count in Counter(members).items() if count > 1]
        if repeated:
            keys[axis].fail(f"{repeated[0]!r} is listed twice")
        core = keys["core"].texts() if "core" in keys else ()
        groups[code] = Group(code, keys["label"].text(), members, core)
    return groups


def _block(node: Node, rows: Mapping[str, Item], columns: Mapping[str, Item]) -> Block:
    keys = node.mapping(("caption", "columns", "rows"), ("caption", "columns", "rows"))
    return Block(
        keys["caption"].text(),
        tuple(column.one_of(columns, "column") for column in keys["columns"].sequence()),
        tuple(row.one_of(rows, "row") for row in keys["rows"].sequence()),
    )


def _collapsed(
    node: Node, rows: Mapping[str, Item], groups: Mapping[str, Group]
) -> dict[str, Collapsed]:
    found: dict[str, Collapsed] = {}
    for code, entry in node.mapping().items():
        keys = entry.mapping((*ITEM_KEYS, "replaces"), ("label", "short", "replaces"))
        if code in rows:
            entry.fail(f"{code!r} is already the code of a row")
        replaces = keys["replaces"].text()
        if replaces not in groups:
            keys["replaces"].fail(f"unknown row group {replaces!r}{near_miss(replaces, groups)}")
        found[code] = Collapsed(_item(code, keys), replaces)
    return found
