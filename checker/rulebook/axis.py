"""The rows (or columns) of a table and their groups, while a form file is read.

An heir takes rows away, words them anew, adds and moves them. Whatever would leave open which
group a row belongs to, and so which sum it is part of, is refused: a row that falls out of a sum
in silence would have every report of the year accused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from checker.rulebook.form import Group, Item
    from checker.rulebook.source import Node

AFTER, BEFORE, IN = "after", "before", "in"
PLACE_KEYS = (AFTER, BEFORE, IN)
"""Where a new or moved row stands: beside which other one, and in which groups."""


NONE_TO_TAKE = "rule-file.none-to-take"


class Axis:
    """Rows or columns in the order printed, and the groups over them.

    ``one`` is ``row`` or ``column``.
    """

    def __init__(self, one: str, items: Mapping[str, Item], groups: Mapping[str, Group]) -> None:
        self.one = one
        self.items = dict(items)
        self.groups = dict(groups)

    def named(self, node: Node) -> str:
        """The word for a row or a column."""
        return translate(f"rule-file.what.{self.one}", node.lang)

    def take_away(self, code: str, node: Node) -> None:
        """Remove a row, from every group it is in as well."""
        if code not in self.items:
            node.unknown(self.one, code, self.items, NONE_TO_TAKE)
        del self.items[code]
        self._leave_groups(code, node)

    def take_group_away(self, code: str, restated: Collection[str], node: Node) -> None:
        """Remove a group; one that holds it must list anew what it holds."""
        if code not in self.groups:
            node.unknown("group", code, self.groups, NONE_TO_TAKE)
        gone = self.groups.pop(code)
        for outer, group in self.groups.items():
            if code not in group.members:
                continue
            if outer not in restated:
                node.fail("rule-file.part-of", code=code, outer=outer, what=self.named(node))
            at = group.members.index(code)
            members = (*group.members[:at], *gone.members, *group.members[at + 1 :])
            self.groups[outer] = replace(group, members=members)

    def place(self, code: str, keys: Mapping[str, Node], node: Node) -> None:
        """Put a row where its entry says: beside another one, in the groups it names."""
        beside = [key for key in (AFTER, BEFORE) if key in keys]
        if len(beside) != 1:
            node.fail("rule-file.no-place", what=self.named(node), code=code)
        others = [other for other in self.items if other != code]
        anchor = keys[beside[0]].one_of(others, self.one)
        # Counted without the row itself, which may be moved from before its anchor to behind it.
        at = others.index(anchor) + (beside[0] == AFTER)
        self.items = {each: self.items[each] for each in (*others[:at], code, *others[at:])}
        self._leave_groups(code, node)
        # A row put beside one that is part of sums: whether it is, too, must be said (see above).
        around = [group for group in self.groups if anchor in self.leaves(group, node)]
        if IN not in keys and around:
            node.fail(
                "rule-file.no-group",
                what=self.named(node),
                code=code,
                anchor=anchor,
                groups=node.listed(around),
            )
        if IN in keys and not keys[IN].is_null:
            for entry in keys[IN].one_or_more():
                self._join(code, entry.one_of(tuple(self.groups), "group"), node)

    def leaves(self, group: str, node: Node, above: Sequence[str] = ()) -> tuple[str, ...]:
        """The rows of a group, those of the groups in it included, in the order listed."""
        if group in above:
            node.fail("rule-file.holds-itself", group=group)
        return tuple(
            leaf
            for member in self.groups[group].members
            for leaf in (
                (member,) if member in self.items else self.leaves(member, node, (*above, group))
            )
        )

    def settled_groups(self, node: Node) -> dict[str, Group]:
        """The groups, each after those it holds.

        Refused are groups of rows that do not stand together: no form can print a heading over
        them.
        """
        order = list(self.items)
        settled: dict[str, Group] = {}
        for code in self.groups:
            leaves = self.leaves(code, node)
            start = order.index(leaves[0])
            # Order as well as neighbourhood: a heading stands over rows as printed, from first to
            # last.
            if tuple(order[start : start + len(leaves)]) != leaves:
                node.fail("rule-file.not-together", what=self.named(node), group=code)
            self._settle(code, settled)
        return settled

    def _settle(self, code: str, settled: dict[str, Group]) -> None:
        for member in self.groups[code].members:
            if member in self.groups and member not in settled:
                self._settle(member, settled)
        settled[code] = self.groups[code]

    def _leave_groups(self, code: str, node: Node) -> None:
        for name, group in self.groups.items():
            if code in group.members:
                members = tuple(member for member in group.members if member != code)
                if not members:
                    node.fail("rule-file.group-empty", what=self.named(node), group=name)
                self.groups[name] = replace(group, members=members)

    def _join(self, code: str, name: str, node: Node) -> None:
        """Make a row a member of a group, among the others by the table's order."""
        group = self.groups[name]
        order = list(self.items)

        def position(member: str) -> int:
            first = member if member in self.items else self.leaves(member, node)[0]
            return order.index(first)

        members = tuple(sorted((*group.members, code), key=position))
        self.groups[name] = replace(group, members=members)
