"""The wordings of the forms' tables, whole and in pieces (see ``model.wordings``)."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from checker.model.wordings import Role
from checker.recognise.folding import folded
from checker.rulebook.form import GROUPS, MATRIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from checker.rulebook.form import Form, Group, Item, Table


class FormWordings:
    """The wordings of some forms; put together when a table is first looked for by its words."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms = forms

    @cached_property
    def printed(self) -> Sequence[Sequence[str]]:
        """The wordings of each form, letter by letter, in the order printed."""
        return tuple(tuple(_of_form(form)) for form in self._forms)

    @property
    def phrases(self) -> Sequence[str]:
        """What reports say in the same words around their tables (the form's own model text)."""
        return _PHRASES

    def roles(self, text: str) -> Set[Role]:
        """What a text is, if it is one of the wordings in full; else nothing."""
        return self._whole.get(_bare(text), frozenset())

    def begins(self, text: str) -> bool:
        """Whether a wording begins with this text."""
        return _bare(text) in self._beginnings

    def holding(self, text: str) -> Set[Role]:
        """What those wordings are of which this text is a piece."""
        return self._pieces.get(_bare(text), frozenset())

    @cached_property
    def _whole(self) -> Mapping[str, Set[Role]]:
        whole: dict[str, set[Role]] = defaultdict(set)
        for form in self._forms:
            for section in form.sections:
                whole[_bare(section.heading)].add(Role.SECTION)
            for table in form.tables.values():
                for role, text in _printed(table):
                    whole[_bare(text)].add(role)
        return whole

    @cached_property
    def _beginnings(self) -> Set[str]:
        return {text[:end] for text in self._whole for end in range(1, len(text) + 1)}

    @cached_property
    def _pieces(self) -> Mapping[str, Set[Role]]:
        pieces: dict[str, set[Role]] = defaultdict(set)
        for text, roles in self._whole.items():
            for start, end in combinations(range(len(text) + 1), 2):
                pieces[text[start:end]] |= roles
        return pieces


def _bare(text: str) -> str:
    """Letters and digits, those of a list number too: 3.其他 is another row than 其他."""
    return "".join(filter(str.isalnum, folded(text)))


def _printed(table: Table) -> Iterator[tuple[Role, str]]:
    for item in (*table.rows.values(), *(one.item for one in (table.collapsed or {}).values())):
        # The groups of 表四 are printed over their columns.
        yield from _of(Role.HEAD_GROUP if table.shape == GROUPS else Role.ROW, item)
    for item in table.columns.values():
        yield from _of(Role.HEAD, item)
    for group in table.row_groups.values():
        yield Role.ROW_GROUP, group.label
    for group in table.column_groups.values():
        yield Role.HEAD_GROUP, group.label
    for block in table.blocks:
        yield Role.CAPTION, block.caption
    if table.head:
        yield Role.LABEL_HEAD, table.head
    if table.note:
        yield Role.NOTE, table.note


def _of(role: Role, item: Item) -> Iterable[tuple[Role, str]]:
    return ((role, text) for text in (item.label, *item.variants, *item.also_printed))


_PHRASES = (
    "政府信息公开工作年度报告",
    "《中华人民共和国政府信息公开条例》",
    "中华人民共和国政府信息公开条例",
    "根据《中华人民共和国政府信息公开条例》",
    "本报告所列数据的统计期限自",
    "数据的统计期限",
    "统计期限自",
    "年1月1日起至",
    "年1月1日起",
    "年1月1日至",
    "年12月31日止",
    "年12月31日",
)
"""What reports print as title and opening, as the general office's own model has it
(国办公开办函〔2021〕30号) and most follow it."""


_ASPECTS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")
"""What the first section tells of, each under a heading of its own (国办公开办函〔2021〕30号)."""


def _of_form(form: Form) -> Iterator[str]:
    for section in form.sections:
        yield section.heading
        if section.number == 1:
            yield from map("（{}）{}".format, "一二三四五", _ASPECTS)
        for table in form.tables.values():
            if table.section == section.number:
                yield from _in_order(table)


def _in_order(table: Table) -> Iterator[str]:
    """A table's wordings as they are printed: heads from left to right, rows from top to bottom."""
    if table.note:
        yield table.note
    for block in table.blocks:
        yield block.caption
        if table.head:
            yield table.head
        yield from _grouped({code: table.columns[code] for code in block.columns}, {})
        yield from _grouped({code: table.rows[code] for code in block.rows}, {})
    if table.shape == GROUPS:  # the rows of 表四 are printed over its columns
        yield from _grouped(table.rows, table.row_groups)
    if not table.blocks:
        yield from _grouped(table.columns, table.column_groups)
    if table.shape == MATRIX:
        yield from _grouped(table.rows, table.row_groups)


def _grouped(items: Mapping[str, Item], groups: Mapping[str, Group]) -> Iterator[str]:
    """Labels, that of a group before those of its members."""
    first = {code: _leaves(code, groups) for code in groups}
    for code, item in items.items():
        over = [group for group, leaves in first.items() if leaves[0] == code]
        for group in sorted(over, key=lambda one: -len(first[one])):
            yield groups[group].label
        yield from (item.label, *item.variants, *item.also_printed)


def _leaves(code: str, groups: Mapping[str, Group]) -> list[str]:
    """The items of a group and of the groups in it."""
    if code not in groups:
        return [code]
    return [leaf for member in groups[code].members for leaf in _leaves(member, groups)]
