"""Which body a report is from, whatever its title makes of the name.

The list of bodies says 西湖区教育局, the title 东江市西湖区教育局; last year's title said it the
short way. A name is taken for a body where it can be that body's and no other's; what fits
several is told, never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checker.checks.across.body_list import GOVERNMENT, ancestors
from checker.checks.body_names import folded_name, regions_of, shortened
from checker.recognise.folding import folded
from checker.recognise.scope import A_GOVERNMENT, scope_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from checker.checks.across.body_list import Body
    from checker.model import Report, Scope


@dataclass(frozen=True)
class Directory:
    """The bodies of a run: those of the list, if one was given, and those of the reports.

    ``keys`` has for each folded name of a report the name of its body: that of the list, or of
    all names that mean the same the longest. ``rivals`` has for a name that fits several bodies
    of the list all of these.
    """

    bodies: Mapping[str, Body] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    rivals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, reports: Iterable[Report], bodies: Mapping[str, Body]) -> Directory:
        """The directory of the bodies that some reports are from."""
        names = dict.fromkeys(folded_name(one.body) for one in reports if one.body)
        keys = _longest(names)
        rivals: dict[str, tuple[str, ...]] = {}
        known = _Listed(bodies)
        for name in names:
            found = known.bodies_of(name)
            if len(found) == 1:
                keys[name] = found[0]
            elif found:
                rivals[name] = found
        return cls(bodies, keys, rivals)

    def key_of(self, report: Report) -> str:
        """What tells the report's body from all others; empty where none was recognised."""
        return self.key_of_name(report.body) if report.body else ""

    def key_of_name(self, body: str) -> str:
        """The same of a body as some report prints it."""
        name = folded_name(body)
        return self.keys.get(name, name)

    def listed(self, report: Report) -> Body | None:
        """The line of the list that the report belongs to."""
        return self.bodies.get(self.key_of(report))

    def rivals_of(self, report: Report) -> tuple[str, ...]:
        """The bodies of the list that its name fits alike."""
        return self.rivals.get(folded_name(report.body or ""), ())


def with_scopes(
    reports: Sequence[Report], bodies: Mapping[str, Body], given: Scope | None
) -> tuple[Report, ...]:
    """The reports with the scope that the user says they have; see ``scoping``."""
    return tuple(map(scoping(reports, bodies, given), reports))


def scoping(
    heads: Iterable[Report], bodies: Mapping[str, Body], given: Scope | None
) -> Callable[[Report], Report]:
    """What gives a report the scope that the user says it has; ``heads`` are those of all.

    What the list of bodies says of one body goes before what is said of all reports of the run;
    one that it calls a government is read as a government's report.
    """
    if given is None and not bodies:
        return lambda report: report
    directory = Directory.of(heads, bodies)
    return lambda report: _with_scope(report, directory.listed(report), given)


def _with_scope(report: Report, body: Body | None, given: Scope | None) -> Report:
    scope = (body.scope if body is not None else None) or given
    if scope is None and body is not None and body.kind == GOVERNMENT:
        # Governments not called so (管委会) report for all below them as others do.
        text = "".join(folded(section.text) for section in report.prose)
        scope = scope_of(A_GOVERNMENT, text)
    if scope is None or report.refusal is not None:
        return report
    return replace(report, scope=scope)


def _longest(names: Iterable[str]) -> dict[str, str]:
    """For each name the longest that means the same, where only one such name is there."""
    there = dict.fromkeys(names)
    longer: dict[str, list[str]] = defaultdict(list)
    for name in there:
        for short, _ in list(shortened(name))[1:]:
            if short in there and regions_of(short):
                longer[short].append(name)
    keys = {}
    for short, names_of in longer.items():
        # Of 某省东江市西湖区…, 东江市西湖区… and 西湖区… the first stands for all three.
        ends = [one for one in names_of if not set(longer.get(one, ())) & set(names_of)]
        if len(ends) == 1:
            keys[short] = ends[0]
    return keys


class _Listed:
    """The list of bodies by every form of their names."""

    def __init__(self, bodies: Mapping[str, Body]) -> None:
        self._bodies = bodies
        self._exact: dict[str, str] = {}
        self._whole: dict[str, set[str]] = defaultdict(set)
        self._short: dict[str, set[str]] = defaultdict(set)
        for body in bodies.values():
            for name in map(folded_name, body.names):
                self._exact.setdefault(name, body.name)
                for whole in self._with_place(name, body):
                    self._whole[whole].add(body.name)
                    for short, _ in shortened(whole):
                        self._short[short].add(body.name)

    def _with_place(self, name: str, body: Body) -> Iterator[str]:
        """The name, and with the place of those above it where it prints none (教育局)."""
        yield name
        if not regions_of(name):
            above = next(iter(self._places(body)), None)
            if above is not None:
                yield above + name

    def _places(self, body: Body) -> Iterator[str]:
        """The places of the governments above a body, the nearest first."""
        for one in ancestors(body, self._bodies):
            regions = regions_of(folded_name(one.name))
            if regions:
                yield regions[-1]

    def bodies_of(self, name: str) -> tuple[str, ...]:
        """The bodies of the list whose name a report's may be; one where it is sure."""
        if name in self._exact:
            return (self._exact[name],)
        found: set[str] = set(self._short.get(name, ())) if regions_of(name) else set()
        for short, left in shortened(name):
            found |= {
                body for body in self._whole.get(short, ()) if self._agrees(left, short, body)
            }
        return tuple(sorted(found))

    def _agrees(self, left: Sequence[str], short: str, body: str) -> bool:
        """Whether places before a name can be those that the list has above the body."""
        own = {*left, *regions_of(short)}
        above = list(self._places(self._bodies[body]))
        if not regions_of(short) and left:
            # 教育局 of the list is the one of its own place, not of any.
            return bool(above) and above[0] in own
        return all(place in own or not any(one[-1] == place[-1] for one in left) for place in above)
