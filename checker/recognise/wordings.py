"""The wordings of the forms' tables, whole and in pieces (see ``model.wordings``)."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from checker.model.wordings import Role
from checker.recognise.folding import folded
from checker.rulebook.form import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from checker.rulebook.form import Form, Item, Table


class FormWordings:
    """The wordings of some forms; put together when a table is first looked for by its words."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms = forms

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
