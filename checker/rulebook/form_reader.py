"""``form.yaml`` -> ``Form``: the reader of the statutory forms (format: ``rules/README.md``).

A form stands by itself or ``inherits`` another one and says what differs. Both are read by the
same functions: ``base`` is what the parent has in a place, ``None`` where there is nothing yet.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from checker.i18n import translate
from checker.rulebook.axis import NONE_TO_TAKE, PLACE_KEYS, Axis
from checker.rulebook.form import (
    BLOCKS,
    CHANGE,
    COUNT,
    MONEY,
    SHAPES,
    Block,
    Collapsed,
    Form,
    Group,
    Item,
    SectionHeading,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.rulebook.source import Node

T = TypeVar("T")

FORM_KEYS = ("form", "years", "notice", "name", "detect", "sections", "tables")
OWN_KEYS = ("form", "years", "notice", "name", "detect")
"""What an heir must say for itself: all that tells it from its parent."""
TABLE_KEYS = (
    "section", "shape", "name", "title", "note", "caption", "head", "blocks", "columns", "rows",
    "column_groups", "row_groups", "subtotals", "collapsed", "by",
)  # fmt: skip
_REQUIRED_OF_TABLE = ("section", "shape", "name", "title", "columns", "rows")
ITEM_KEYS = ("label", "short", "core", "variants", "also_printed", "number", "unit")
_REQUIRED_OF_ITEM = ("label", "short")
SECTIONS = ("1", "2", "3", "4", "5", "6")
_FORM_CODE = re.compile(r"[A-Za-z][A-Za-z0-9-]*")

_NO_TABLE = Table("", "", 0, {}, {}, {}, {}, {}, {})
_NO_ITEM = Item("", "", {})
"""What a table or row stands on that is not inherited; all they must have is required of them."""


def parent_of(root: Node) -> Node | None:
    """Where a form's file names the form that it inherits from."""
    return root.mapping().get("inherits")


def read_form(root: Node, parent: Form | None = None) -> Form:
    """The form of one file, or ``parent`` with what the file changes.

    ``RuleFileError`` for anything that is not of the format.
    """
    keys = root.mapping((*FORM_KEYS, "inherits"), OWN_KEYS if parent else FORM_KEYS)
    code = keys["form"].text()
    if not _FORM_CODE.fullmatch(code):
        keys["form"].fail("rule-file.form-expected", got=code)
    first, last = keys["years"].years(required=("from",))
    assert first is not None
    return Form(
        code=code,
        layout=code,
        first_year=first,
        last_year=last,
        notice=keys["notice"].text(),
        name=keys["name"].in_languages(),
        # What the parent prints alone an heir prints, too; its own words then tell the two apart.
        detect=(*(parent.detect if parent else ()), *keys["detect"].texts()),
        sections=_sections(keys.get("sections"), parent.sections if parent else ()),
        tables=_tables(keys.get("tables"), parent.tables if parent else {}),
        ancestors=parent.lineage if parent else (),
    )


def _sections(node: Node | None, base: Sequence[SectionHeading]) -> tuple[SectionHeading, ...]:
    found = {str(section.number): section for section in base}
    written = node.mapping(SECTIONS, () if base else SECTIONS) if node else {}
    for number, entry in written.items():
        before = found.get(number)
        keys = entry.mapping(("heading", "variants"), () if before else ("heading",))
        found[number] = SectionHeading(
            int(number),
            _given(keys, "heading", lambda node: node.text(), before.heading if before else ""),
            _given(keys, "variants", lambda node: node.texts(), before.variants if before else ()),
        )
    return tuple(found[number] for number in SECTIONS)


def _tables(node: Node | None, base: Mapping[str, Table]) -> dict[str, Table]:
    """The parent's tables as changed; ``~`` takes one away."""
    found = dict(base)
    for code, entry in (node.mapping() if node else {}).items():
        if not (base and entry.is_null):
            found[code] = _table(code, entry, base.get(code))
        elif found.pop(code, None) is None:
            entry.unknown("table", code, base, NONE_TO_TAKE)
    # A table that an heir adds stands where its section does.
    return dict(sorted(found.items(), key=lambda pair: pair[1].section)) if base else found


def _table(code: str, node: Node, base: Table | None) -> Table:
    keys = node.mapping(TABLE_KEYS, () if base else _REQUIRED_OF_TABLE)
    was = base or _NO_TABLE
    rows = _axis("row", keys, was.rows, was.row_groups, is_heir=base is not None)
    columns = _axis("column", keys, was.columns, was.column_groups, is_heir=base is not None)
    row_groups = rows.settled_groups(keys.get("row_groups", node))
    column_groups = columns.settled_groups(keys.get("column_groups", node))
    table = Table(
        code=code,
        section=_given(
            keys, "section", lambda at: int(at.one_of(SECTIONS, "section")), was.section
        ),
        shape=_given(keys, "shape", lambda at: at.one_of(SHAPES, "shape"), was.shape),
        name=_given(keys, "name", lambda at: at.in_languages(), was.name),
        title=_given(keys, "title", lambda at: at.in_languages(), was.title),
        rows=rows.items,
        columns=columns.items,
        row_groups=row_groups,
        column_groups=column_groups,
        blocks=_blocks(keys, was.blocks, rows, columns, node),
        collapsed=_collapsed(keys.get("collapsed"), was.collapsed, rows.items, row_groups, node),
        note=_given(keys, "note", lambda at: at.text(), was.note),
        caption=_given(keys, "caption", lambda at: at.text(), was.caption),
        head=_given(keys, "head", lambda at: at.text(), was.head),
        subtotals=_given(keys, "subtotals", lambda at: at.text(), was.subtotals),
        by=_given(keys, "by", _by, was.by),
    )
    _check_table(table, keys, node)
    return table


def _by(node: Node) -> dict[str, str]:
    """What one of the rows and one of the columns is: the names of the table's frames."""
    words = {"rows": "row", "columns": "column"}
    words |= {axis: word.code() for axis, word in node.mapping(tuple(words)).items()}
    if words["rows"] == words["columns"]:
        node.fail("rule-file.two-words")
    return words


def _check_table(table: Table, keys: Mapping[str, Node], node: Node) -> None:
    """Refuse a table that its shape cannot print, or that speaks of what it does not have."""
    needed = {"blocks": table.blocks, "caption": table.caption, "head": table.head}
    for key, value in needed.items():
        if (table.shape == BLOCKS) != bool(value):
            wrong = "missing" if table.shape == BLOCKS else "needless"
            keys.get(key, node).fail(f"rule-file.of-blocks.{wrong}", key=key, shape=BLOCKS)
    if table.subtotals is not None and table.subtotals not in table.column_groups:
        at = keys.get("subtotals", node)
        at.unknown("column-group", table.subtotals, table.column_groups)


def _axis(
    one: str,
    keys: Mapping[str, Node],
    items: Mapping[str, Item],
    groups: Mapping[str, Group],
    *,
    is_heir: bool,
) -> Axis:
    """The rows or columns of a table with their groups, the parent's as changed."""
    axis = Axis(one, items, groups)
    lines, headings = keys.get(f"{one}s"), keys.get(f"{one}_groups")
    restated = headings.mapping() if headings else {}
    for code, entry in restated.items():
        if is_heir and entry.is_null:
            axis.take_group_away(code, restated, entry)
    if lines:
        _read_items(axis, lines, is_heir=is_heir)
    before = {
        code: axis.leaves(code, entry) for code, entry in restated.items() if code in axis.groups
    }
    for code, entry in restated.items():
        if not (is_heir and entry.is_null):
            axis.groups[code] = _group(code, entry, axis)
    # A group given anew may forget a row, whose number would then be part of no sum: every report
    # of the year would be accused by the sum that lost it.
    for code, leaves in before.items():
        lost = set(leaves) - set(axis.leaves(code, restated[code]))
        if lost:
            fallen = next(leaf for leaf in leaves if leaf in lost)
            restated[code].fail("rule-file.falls-out", code=fallen, group=code)
    for group in axis.groups.values():
        if group.instead_of is not None and group.instead_of not in axis.items:
            at = headings or lines
            assert at is not None
            what = axis.named(at)
            at.fail("rule-file.instead-of", group=group.code, what=what, code=group.instead_of)
    return axis


def _read_items(axis: Axis, node: Node, *, is_heir: bool) -> None:
    for key in node.key_lines().values():
        key.code()
    for code, entry in node.mapping().items():
        if is_heir and entry.is_null:
            axis.take_away(code, entry)
            continue
        base = axis.items.get(code)
        known = (*ITEM_KEYS, *PLACE_KEYS) if is_heir else ITEM_KEYS
        keys = entry.mapping(known, () if base else _REQUIRED_OF_ITEM)
        axis.items[code] = _item(code, keys, base)
        # A parent's form lists its rows in order; an heir's entry stands where the parent's row
        # does unless it says otherwise.
        if is_heir and (base is None or set(PLACE_KEYS) & set(keys)):
            axis.place(code, keys, entry)


def _item(code: str, keys: Mapping[str, Node], base: Item | None = None) -> Item:
    was = base or _NO_ITEM
    item = Item(
        code=code,
        label=_given(keys, "label", lambda at: at.text(), was.label),
        short=_given(keys, "short", lambda at: at.in_languages(), was.short),
        core=_given(keys, "core", lambda at: at.texts(), was.core),
        variants=_given(keys, "variants", lambda at: at.texts(), was.variants),
        also_printed=_given(keys, "also_printed", lambda at: at.texts(), was.also_printed),
        number=_given(
            keys, "number", lambda at: at.one_of((COUNT, CHANGE, MONEY), "number"), was.number
        ),
        unit=_given(keys, "unit", lambda at: at.text(), was.unit),
    )
    if item.core and not any(word in item.label for word in item.core):
        at = keys.get("core", keys.get("label", next(iter(keys.values()))))
        at.fail("rule-file.core-not-in-label", code=code, words=at.listed(item.core))
    return item


def _group(code: str, node: Node, axis: Axis) -> Group:
    """A group; a member is a row or a group written before (by an heir: any group)."""
    base = axis.groups.get(code)
    members_key = f"{axis.one}s"
    if code in axis.items:
        node.fail("rule-file.code-taken", code=code, what=axis.named(node))
    keys = node.mapping(
        ("label", "core", members_key, "instead_of"), () if base else ("label", members_key)
    )
    members = base.members if base else ()
    if members_key in keys:
        known = (*axis.items, *axis.groups)
        listed = tuple(member.one_of(known, "code") for member in keys[members_key].sequence())
        repeated = [member for member, count in Counter(listed).items() if count > 1]
        if repeated:
            keys[members_key].fail("rule-file.listed-twice", code=repeated[0])
        if not listed:
            keys[members_key].fail("rule-file.codes-expected")
        members = listed
    return Group(
        code,
        _given(keys, "label", lambda at: at.text(), base.label if base else ""),
        members,
        _given(keys, "core", lambda at: at.texts(), base.core if base else ()),
        _given(keys, "instead_of", lambda at: at.text(), base.instead_of if base else None),
    )


def _blocks(
    keys: Mapping[str, Node], base: Sequence[Block], rows: Axis, columns: Axis, table: Node
) -> tuple[Block, ...]:
    """The blocks as given, whole; else the parent's without what was taken away.

    Every row stands in one block and every column in at least one: else cells would be lost.
    """
    if "blocks" in keys:
        blocks = tuple(
            _block(each, rows.items, columns.items) for each in keys["blocks"].sequence()
        )
    else:
        blocks = tuple(
            Block(
                block.caption,
                tuple(code for code in block.columns if code in columns.items),
                tuple(code for code in block.rows if code in rows.items),
            )
            for block in base
        )
    if not blocks:
        return ()
    node = next((keys[key] for key in ("blocks", "rows", "columns") if key in keys), table)
    in_rows = Counter(code for block in blocks for code in block.rows)
    in_columns = Counter(code for block in blocks for code in block.columns)
    for block in blocks:
        if not (block.rows and block.columns):
            node.fail("rule-file.block-empty", block=block.caption)
    for code in rows.items:
        if in_rows[code] != 1:
            node.fail("rule-file.row-in-blocks", code=code, count=in_rows[code])
    for code in columns.items:
        if not in_columns[code]:
            node.fail("rule-file.column-in-no-block", code=code)
    return blocks


def _block(node: Node, rows: Mapping[str, Item], columns: Mapping[str, Item]) -> Block:
    keys = node.mapping(("caption", "columns", "rows"), ("caption", "columns", "rows"))
    return Block(
        keys["caption"].text(),
        tuple(column.one_of(columns, "column") for column in keys["columns"].sequence()),
        tuple(row.one_of(rows, "row") for row in keys["rows"].sequence()),
    )


def _collapsed(
    node: Node | None,
    base: Mapping[str, Collapsed] | None,
    rows: Mapping[str, Item],
    groups: Mapping[str, Group],
    table: Node,
) -> dict[str, Collapsed] | None:
    found = dict(base or {})
    for code, entry in (node.mapping() if node else {}).items():
        before = found.get(code)
        if before and entry.is_null:
            del found[code]
            continue
        required = () if before else (*_REQUIRED_OF_ITEM, "replaces")
        keys = entry.mapping((*ITEM_KEYS, "replaces"), required)
        if code in rows:
            what = translate("rule-file.what.row", entry.lang)
            entry.fail("rule-file.code-taken", code=code, what=what)
        replaces = _given(keys, "replaces", lambda at: at.text(), before.replaces if before else "")
        if replaces not in groups:
            at = keys.get("replaces", entry)
            at.unknown("row-group", replaces, groups)
        found[code] = Collapsed(_item(code, keys, before.item if before else None), replaces)
    for code, variant in found.items():
        if variant.replaces not in groups or code in rows:
            table.fail("rule-file.collapsed-alone", code=code)
    return found or None


def _given(keys: Mapping[str, Node], key: str, read: Callable[[Node], T], base: T) -> T:
    """What is written under a key, else what is inherited."""
    return read(keys[key]) if key in keys else base
