"""Which body a report is from: by a name that somebody gave, else proposals that somebody settles.

A report is taken for a body's where its title prints the body's own name, an alias of the list or
a name that was settled before, letter for letter (widths, spaces and 人民政府 for 政府 aside).
Whatever else it may be is only ever proposed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from checker.checks.across.directory import Directory
from checker.checks.body_names import differ_in_place, folded_name, is_abbreviated
from checker.model import Report
from checker.model.register_changes import Ground, Proposal
from checker.recognise.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.checks.across.body_list import Body

_ALIKE = 0.6
"""Of the pairs of letters of two names, how many they share (Dice): 教育局 and 教育体育局 of one
city 0.8, 教育局 and 民政局 of one city 0.5."""
_MOST = 3


def name_key(name: str) -> str:
    """A name in one writing."""
    return folded(name).replace("人民政府", "政府")


def proposals(names: Mapping[str, int], bodies: Mapping[str, Body]) -> Iterator[Proposal]:
    """Whose each printed name may be; ``names`` with their numbers of reports, bodies by name."""
    heads = {name: Report("", "", body=name) for name in names}
    directory = Directory.of(heads.values(), bodies)
    similar = _Similar(bodies.values())
    for name, count in names.items():
        listed = directory.listed(heads[name])
        if listed is not None:
            yield Proposal(name, count, Ground.PLACE, _named([listed]))
            continue
        rivals = [bodies[rival] for rival in directory.rivals_of(heads[name])]
        if rivals:
            yield Proposal(name, count, Ground.SEVERAL, _named(rivals))
            continue
        alike = similar.to(name)
        yield Proposal(name, count, Ground.ALIKE if alike else Ground.NONE, _named(alike))


def _named(bodies: Iterable[Body]) -> tuple[tuple[str, str], ...]:
    return tuple((body.code, body.name) for body in bodies)


class _Similar:
    """The bodies of a list by the pairs of letters in their names: 20,000 of them are many."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self._names = [(folded_name(name), body) for body in bodies for name in body.names]
        self._with: dict[str, list[int]] = defaultdict(list)
        for at, (name, _) in enumerate(self._names):
            for pair in _pairs(name):
                self._with[pair].append(at)

    def to(self, name: str) -> list[Body]:
        """The few whose names are most alike, the likest first."""
        own = folded_name(name)
        pairs = _pairs(own)
        shared = Counter(at for pair in pairs for at in self._with.get(pair, ()))
        found: dict[str, tuple[float, Body]] = {}
        for at, count in shared.items():
            other, body = self._names[at]
            degree = 2 * count / (len(pairs) + len(_pairs(other)))
            short, long = sorted((own, other), key=len)
            near = degree >= _ALIKE or (count > 1 and is_abbreviated(short, long))
            if near and not differ_in_place(own, other):
                found[body.code] = max(
                    found.get(body.code, (0.0, body)), (degree, body), key=_first
                )
        order = sorted(found.values(), key=lambda one: (-one[0], one[1].code))
        return [body for _, body in order[:_MOST]]


def _first(pair: tuple[float, Body]) -> float:
    return pair[0]


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}
