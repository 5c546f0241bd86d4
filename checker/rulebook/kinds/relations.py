"""The kinds of rules that are relations between cells: their parameters, and how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.rulebook.grammar import (
    COLUMNS,
    COMPARISONS,
    ROWS,
    Relation,
    names_of,
    place_relation,
    places_of,
)
from checker.rulebook.kinds.kind import Spec, lack, read_relation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from checker.rulebook.form import Form
    from checker.rulebook.kinds.kind import Forms, Keys, Lack
    from checker.rulebook.source import Node


RELATION_FACTS = (
    "printed_sum",
    "blank",
    "doubtful",
    "text",
    "missing",
    "figures",
    "reported",
    "expected",
    "body",
)


@dataclass(frozen=True, slots=True)
class RelationSpec(Spec):
    """Relations that must all hold at every place of an axis (or only ``at`` some places).

    ``relations`` by the code of the form, for every form the rule may be for. With
    ``where_undecided`` the rule is asked only where one of the named rules is undecided.
    """

    relations: Mapping[str, tuple[Relation, ...]]
    axis: str
    at: tuple[str, ...] | None = None
    where_undecided: tuple[str, ...] = ()

    def lacks(self, table: str | None, form: Form) -> Lack | None:
        """A name that the form does not have, or that it never prints these cells together."""
        if form.code not in self.relations:
            return lack("rule-file.no-relation", form=form.code)
        return _lacking(self.relations[form.code], table, self.axis, self.at, form)


@dataclass(frozen=True, slots=True)
class ImplicationSpec(Spec):
    """Where every ``when`` holds, one of ``then`` must hold; ``both_ways`` also the reverse."""

    when: tuple[Relation, ...]
    then: tuple[Relation, ...]
    axis: str
    at: tuple[str, ...] | None = None
    both_ways: bool = False

    def lacks(self, table: str | None, form: Form) -> Lack | None:
        """A name that the form does not have, or that it never prints these cells together."""
        return _lacking((*self.when, *self.then), table, self.axis, self.at, form)


def _lacking(
    relations: Iterable[Relation],
    table: str | None,
    axis: str,
    at: tuple[str, ...] | None,
    form: Form,
) -> Lack | None:
    """The first name of relations that a form does not have; that they have no place in it."""
    assert table is not None
    known = names_of(form.tables[table], axis)
    # The first name alone is told: the rest often follows from it (another form was meant).
    for relation in relations:
        for name in relation.names:
            if name not in known:
                return lack(
                    "rule-file.not-in", (name, known), name=name, table=table, form=form.code
                )
        if not any(place_relation(relation, form, table, axis, at)):
            return lack("rule-file.nowhere-together", table=table, form=form.code)
    return None


def no_place(places: Iterable[str], table: str | None, axis: str, form: Form) -> Lack | None:
    """The first of some places of an axis that a form does not have."""
    assert table is not None
    known = places_of(form.tables[table], axis)
    gone = [place for place in places if place not in known]
    if not gone:
        return None
    return lack("rule-file.not-in", (gone[0], known), name=gone[0], table=table, form=form.code)


def _axis(keys: Keys, table: str, forms: Forms) -> tuple[str, tuple[str, ...] | None]:
    """``over: columns`` or ``over: rows``, or the places named by ``at``."""
    if "at" not in keys:
        if "over" not in keys:
            beside = keys["relation"] if "relation" in keys else keys["when"]
            beside.fail("rule-file.over-or-at")
        return keys["over"].one_of((COLUMNS, ROWS), "axis"), None
    nodes = keys["at"].one_or_more()
    known = {axis: set(places_in(forms, table, axis)) for axis in (COLUMNS, ROWS)}
    axes = [keys["over"].one_of((COLUMNS, ROWS), "axis")] if "over" in keys else [COLUMNS, ROWS]
    for node in nodes:
        place = node.code()
        axes = [axis for axis in axes if place in known[axis]]
        if not axes:
            near = (place, known[COLUMNS] | known[ROWS])
            node.fail("rule-file.no-row-or-column", near, name=place, table=table)
    # A code may be a row and a column of one table (total); nothing says which was meant.
    if len(axes) > 1:
        keys["at"].fail("rule-file.row-and-column")
    return axes[0], tuple(node.code() for node in nodes)


def places_in(forms: Forms, table: str, axis: str) -> Iterable[str]:
    """Every place of an axis that one of the forms has."""
    return [place for form in forms for place in places_of(form.tables[table], axis)]


def _relations(
    node: Node, table: str, axis: str, at: tuple[str, ...] | None, forms: Forms
) -> tuple[Relation, ...]:
    """One relation or a list of them; a name that none of the forms has is refused."""
    known = dict.fromkeys(name for form in forms for name in names_of(form.tables[table], axis))
    codes = node.listed(form.code for form in forms)
    relations = []
    for item in node.one_or_more():
        relation = read_relation(item)
        for name in relation.names:
            if name not in known:
                item.fail("rule-file.not-in", (name, known), name=name, table=table, form=codes)
        if not any(any(place_relation(relation, form, table, axis, at)) for form in forms):
            item.fail("rule-file.nowhere-together", table=table, form=codes)
        relations.append(relation)
    if not relations:
        node.fail("rule-file.relations-expected")
    return tuple(relations)


def read_relations(
    keys: Keys, table: str | None, forms: Forms, comparisons: Collection[str]
) -> RelationSpec:
    """Relations that compare in one of these ways, as given: for all forms, or form by form."""
    assert table is not None
    node = keys["relation"]
    axis, at = _axis(keys, table, forms)
    if node.is_mapping:
        found = _by_form(node, table, axis, at, forms)
    else:
        relations = _relations(node, table, axis, at, forms)
        found = dict.fromkeys((form.code for form in forms), relations)
    for relation in (relation for relations in found.values() for relation in relations):
        if relation.comparison not in comparisons:
            node.fail("rule-file.comparisons", known=" ".join(comparisons))
    where = keys["where_undecided"].texts() if "where_undecided" in keys else ()
    return RelationSpec(found, axis, at, where)


def _by_form(
    node: Node, table: str, axis: str, at: tuple[str, ...] | None, forms: Forms
) -> dict[str, tuple[Relation, ...]]:
    """Relations given by form: each form has its own, else those of its nearest ancestor."""
    # An heir counts as its nearest ancestor that is named, so a new year needs no line here.
    entries = node.mapping(tuple(form.code for form in forms))
    source = {
        form.code: next((code for code in form.lineage if code in entries), None) for form in forms
    }
    return {
        code: _relations(entries[given], table, axis, at, _only(forms, given))
        for code, given in source.items()
        if given is not None
    }


def _only(forms: Forms, code: str) -> Forms:
    return tuple(form for form in forms if form.code == code)


def read_equation(keys: Keys, table: str | None, forms: Forms) -> RelationSpec:
    """Two sides that must be equal."""
    return read_relations(keys, table, forms, ("=",))


def read_bound(keys: Keys, table: str | None, forms: Forms) -> RelationSpec:
    """A side that must stay on one side of the other."""
    return read_relations(keys, table, forms, tuple(one for one in COMPARISONS if one != "="))


def read_implication(keys: Keys, table: str | None, forms: Forms) -> ImplicationSpec:
    """What must hold where something else does."""
    assert table is not None
    axis, at = _axis(keys, table, forms)
    when = _relations(keys["when"], table, axis, at, forms)
    then = _relations(keys["then"], table, axis, at, forms)
    if any(relation.every for relation in (*when, *then)):
        keys["when"].fail("rule-file.every-implied")
    both_ways = keys["both_ways"].boolean() if "both_ways" in keys else False
    return ImplicationSpec(when, then, axis, at, both_ways)


RELATION_KEYS = ("relation", "over", "at", "where_undecided")
