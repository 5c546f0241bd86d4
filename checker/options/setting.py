"""A setting: declared once, where the field stands that it is kept in."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Path = tuple[str, ...]

_Model = TypeVar("_Model")


class Kind(StrEnum):
    """What the value of a setting is."""

    TEXT = "text"
    TEXTS = "texts"  # an option that is given once for each
    NAMES = "names"  # as above, or several of them with commas between
    COUNT = "count"  # a whole number above 0
    SWITCH = "switch"
    RULES = "rules"  # a switch for all rules (the empty beginning of their names), or some names
    WORD = "word"  # one of ``choices``, or of those that the command has
    LEVELS = "levels"  # severities by rule
    BY_GLOB = "by-glob"  # names by glob


class Section(StrEnum):
    """Which commands have an option, and under which heading of their help it stands."""

    OUTPUT = "output"
    DELIVERY = "delivery"
    JUDGING = "judging"
    LANGUAGE = "language"
    READING = "reading"
    LIMITS = "limits"
    SETTINGS = "settings"
    REGISTER = "register"


class Setting(NamedTuple):
    """How a field is given.

    Fields stand in ``--help`` (each under the heading of its section) and in ``--show-settings``
    in the order of their declaration, those of a group where the group is. Without ``section`` it
    has no option; without ``key`` it is no matter of configuration files and of the environment.
    A key with a dot stands in a table; its last part names the option, the variable
    ``CHECKER_…`` and the line of help. ``adds``: a list to which each source adds, where others
    are replaced.
    """

    kind: Kind
    section: Section | None = None
    key: str = ""
    metavar: str | None = None
    flags: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    is_path: bool = False
    adds: bool = False


class Field(NamedTuple):
    """A field with a setting: where it stands in the model, and what it is by default."""

    path: Path
    setting: Setting
    default: Any

    @property
    def name(self) -> str:
        """The word for it: of its option, its variable and its line of help."""
        key, flags = self.setting.key, self.setting.flags
        if key:
            return key.rpartition(".")[2]
        return flags[-1].lstrip("-") if flags else self.path[-1].replace("_", "-")

    @property
    def flags(self) -> tuple[str, ...]:
        """Its options on the command line."""
        return self.setting.flags or (f"--{self.name}",)


def is_model(value: object) -> bool:
    """Whether it is a group of fields: a named tuple."""
    return isinstance(value, tuple) and hasattr(value, "_fields")


def fields_of(model: tuple[Any, ...], above: Path = ()) -> Iterator[Field]:
    """The settings of a model and its groups; ``model`` has every default."""
    # Not get_type_hints(), which looks for names that only TYPE_CHECKING imports.
    # TYPE_CHECKING keeps away.
    hints = type(model).__annotations__
    for name, default in zip(hints, model, strict=True):
        path = (*above, name)
        if is_model(default):
            yield from fields_of(default, path)
        for found in getattr(hints[name], "__metadata__", ()):
            yield Field(path, found, default)


def with_values(model: _Model, values: Mapping[Path, Any]) -> _Model:
    """The model with other values in it, by their path."""
    for path, value in values.items():
        model = _with(model, path, value)
    return model


def _with(model: Any, path: Sequence[str], value: object) -> Any:
    name, *below = path
    if below:
        value = _with(getattr(model, name), below, value)
    return cast("Any", model)._replace(**{name: value})


def value_of(model: object, path: Sequence[str]) -> Any:
    """What a model holds at a path."""
    for name in path:
        model = getattr(model, name)
    return model
