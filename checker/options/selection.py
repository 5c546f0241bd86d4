"""Which rules the user wants applied to which report.

A rule is named by its id or by the beginning of ids (``T3``, ``ST-0``); the longer name decides,
as in ruff, so that ``ignore = ["T3"]`` with ``select = ["T3-01"]`` leaves T3-01 alone.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePath
from types import MappingProxyType
from typing import Annotated, NamedTuple

from checker.errors import UnknownRuleError
from checker.i18n import did_you_mean, translate
from checker.options.setting import Kind, Section, Setting

_ONE_DIGIT = re.compile(r"([A-Z]+\d?)-(\d)")


class Selection(NamedTuple):
    """The rules to apply; empty ``select`` means all. ``per_file`` ignores by glob of the path."""

    select: Annotated[
        tuple[str, ...], Setting(Kind.NAMES, Section.SETTINGS, "select", "RULES")
    ] = ()
    extend: Annotated[
        tuple[str, ...],
        Setting(Kind.NAMES, Section.SETTINGS, "extend-select", "RULES", adds=True),
    ] = ()
    ignore: Annotated[
        tuple[str, ...], Setting(Kind.NAMES, Section.SETTINGS, "ignore", "RULES")
    ] = ()
    per_file: Annotated[
        Mapping[str, tuple[str, ...]], Setting(Kind.BY_GLOB, None, "per-file-ignores")
    ] = MappingProxyType({})

    def applies(self, rule: str, path: str) -> bool:
        """Whether a rule is applied to the report at a path."""
        for glob, rules in self.per_file.items():
            if _fits(path, glob) and _longest(rule, rules) > 0:
                return False
        return self.wants(rule)

    def wants(self, rule: str) -> bool:
        """Whether a rule is applied to any report at all, wherever that lies."""
        # Without a selection every rule is wanted, by the shortest name there is: any name in
        # ignore is longer.
        wanted = _longest(rule, self.select) if self.select else 0
        wanted = max(wanted, _longest(rule, self.extend))
        return wanted > _longest(rule, self.ignore)

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out anywhere."""
        return not (self.select or self.ignore or self.per_file)

    def require_known(self, ids: Sequence[str], lang: str) -> None:
        """``UnknownRuleError`` with a hint when a name begins no rule's id."""
        names = (*self.select, *self.extend, *self.ignore, *_flat(self.per_file.values()))
        for name in names:
            meant = likely_id(name)
            # T3-1 begins T3-10 too, which nobody means who writes it.
            if not any(rule.startswith(name) for rule in ids) or (meant != name and meant in ids):
                unknown = translate("settings.no-such-rules", lang, prefix=name)
                raise UnknownRuleError(name, unknown + did_you_mean(meant, ids, lang))


def likely_id(name: str) -> str:
    """The id that was meant by what may be one written carelessly: ``t3-1`` is T3-01."""
    # An id's letters have no O, and its number two digits at least.
    name = name.upper().replace("O", "0")
    found = _ONE_DIGIT.fullmatch(name)
    return f"{found[1]}-0{found[2]}" if found else name


def _longest(rule: str, names: Iterable[str]) -> int:
    """The length of the longest name that the id begins with, -1 when there is none."""
    return max((len(name) for name in names if name and rule.startswith(name)), default=-1)


def _fits(path: str, glob: str) -> bool:
    """Whether a glob fits the path, or its last part, or a folder it lies in."""
    pure = PurePath(path)
    shown = pure.as_posix()
    return any(
        fnmatchcase(one, glob) for one in (shown, pure.name, *(p.as_posix() for p in pure.parents))
    )


def is_excluded(path: str, globs: Iterable[str]) -> bool:
    """Whether a file found in a folder is not to be checked."""
    return any(_fits(path, glob) for glob in globs)


def _flat(lists: Iterable[Iterable[str]]) -> list[str]:
    return [item for one in lists for item in one]
