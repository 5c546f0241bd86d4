"""One source of settings read into a run: each key known, each value of its kind, or refused."""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from checker.cli.parser import UsageError
from checker.cli.settings import SETTINGS
from checker.errors import CheckerError
from checker.given_files import toml_of
from checker.i18n import did_you_mean, translate
from checker.model import Severity
from checker.options import LEVELS
from checker.options.setting import Kind, value_of, with_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from checker.cli.settings import RunConfig
    from checker.options.setting import Field, Setting

PYPROJECT = "pyproject.toml"
COMMAND_LINE = "command-line"
LISTS = (Kind.TEXTS, Kind.NAMES, Kind.RULES)
EVERY = ("",)
"""Rules by the beginning of their ids: all of them."""
TABLES = (Kind.LEVELS, Kind.BY_GLOB)
KEYED: Mapping[str, Field] = {one.setting.key: one for one in SETTINGS if one.setting.key}
BELOW: Mapping[str, Mapping[str, Field]] = {
    table: {one.name: one for key, one in KEYED.items() if key.startswith(f"{table}.")}
    for table in dict.fromkeys(key.partition(".")[0] for key in KEYED if "." in key)
}
"""The fields of each table of a configuration file, by their key in it."""
KEYS = tuple(dict.fromkeys(key.partition(".")[0] for key in KEYED))


class Reader:
    """Reads settings and refuses what is not one, in the user's language."""

    def __init__(self, lang: str, choices: Mapping[str, Sequence[str]]) -> None:
        self.lang = lang
        self.choices = choices
        self.files: list[str] = []
        self._tables: dict[str, tuple[Path, tuple[str, ...]]] = {}
        """By the name of a file as shown: the file, and the table that the settings stand in."""

    def toml(self, path: Path) -> dict[str, Any]:
        """The content of a file."""
        self.files.append(str(path))
        if not path.exists():
            raise CheckerError(translate("settings.no-config", self.lang, path=path.as_posix()))
        return toml_of(path, self.lang)

    def file(self, path: Path, settings: RunConfig, above: tuple[Path, ...]) -> RunConfig:
        """A file's settings over others; those of the file it extends come before its own."""
        if path.resolve() in above:
            raise CheckerError(
                translate("settings.extends-itself", self.lang, path=path.as_posix())
            )
        content = self.toml(path)
        table: tuple[str, ...] = ()
        if path.name == PYPROJECT:
            table = ("tool", "checker")
            content = content.get("tool", {}).get("checker", {})
        where = near(path)
        self._tables[where] = path, table
        if "extend" in content:
            content = dict(content)
            parent = content.pop("extend")
            self._require(isinstance(parent, str), where, "extend", "a-text", parent)
            base = path.parent / Path(parent).expanduser()
            settings = self.file(base, settings, (*above, path.resolve()))
        return self.merged(settings, content, where, path.parent)

    def merged(
        self,
        settings: RunConfig,
        content: Mapping[str, Any],
        where: str,
        folder: Path | None,
    ) -> RunConfig:
        """Settings with the content's over them; lists replace, tables and extend-select add.

        Paths are meant from ``folder``; without one they stay as they are written.
        """
        values: dict[tuple[str, ...], Any] = {}
        origins = dict(settings.origins)
        # In the order of the file, so that the first mistake in it is the one told.
        for field, key, value in self._entries(content, where):
            read = self._value(field.setting, key, value, where)
            if field.setting.is_path and folder is not None:
                read = _beside(folder, read)
            before = value_of(settings, field.path)
            if field.setting.kind in TABLES:
                read = MappingProxyType({**before, **read})
            elif field.setting.adds:
                read = tuple(dict.fromkeys((*before, *read)))
            values[field.path] = read
            # A table's origin is that of what was set in it last.
            origins[key] = origins[key.partition(".")[0]] = where
        return with_values(settings, values)._replace(origins=MappingProxyType(origins))

    def given(
        self, settings: RunConfig, given: Mapping[str, Any], folder: Path | None
    ) -> RunConfig:
        """Settings with those of the command line over them, by name; what is empty is none."""
        content: dict[str, Any] = {}
        values: dict[tuple[str, ...], Any] = {}
        for field in SETTINGS:
            value = self._from_option(field.setting.kind, given.get(field.name))
            if value in (None, (), {}):
                continue
            if not field.setting.key:
                values[field.path] = value
                continue
            table, dot, name = field.setting.key.partition(".")
            if dot:
                content.setdefault(table, {})[name] = value
            else:
                content[table] = value
        return self.merged(with_values(settings, values), content, COMMAND_LINE, folder)

    def _from_option(self, kind: Kind, value: Any) -> Any:
        """What an option says; one that may be repeated comes as a list."""
        if kind is Kind.NAMES:
            return tuple(part for names in value or () for part in parts(names))
        if kind is Kind.TEXTS:
            return tuple(value or ())
        return self._levels(value or ()) if kind is Kind.LEVELS else value

    def _levels(self, given: Sequence[str]) -> dict[str, str]:
        """``["ST-05=error"]`` -> ``{"ST-05": "error"}``; ``UsageError`` for any other shape."""
        chosen = {}
        for one in given:
            rule, equals, level = one.partition("=")
            if not (rule and equals and level in LEVELS):
                levels = translate("joining.list", self.lang).join(LEVELS)
                raise UsageError(
                    translate("diagnostic.bad-severity", self.lang, levels=levels, given=one)
                )
            chosen[rule] = level
        return chosen

    def _entries(
        self, content: Mapping[str, Any], where: str
    ) -> Iterator[tuple[Field, str, object]]:
        """The field, whole key and value of each setting in a file's content."""
        for key, value in content.items():
            if key in BELOW:
                for name, below in self._table(key, value, where).items():
                    self._known(name, BELOW[key], where, f"{key}.{name}")
                    yield BELOW[key][name], f"{key}.{name}", below
            else:
                self._known(key, KEYS, where, key)
                yield KEYED[key], key, value

    def _known(self, name: str, names: Iterable[str], where: str, key: str) -> None:
        if name not in names:
            at = self._at(where, key)
            message = translate("settings.unknown-key", self.lang, where=at, key=key)
            raise CheckerError(message + did_you_mean(name, names, self.lang))

    def _value(self, setting: Setting, key: str, value: object, where: str) -> Any:
        kind = setting.kind
        if kind in LISTS:
            switched = kind is Kind.RULES and isinstance(value, bool)
            return (EVERY if value else ()) if switched else self._texts(key, value, where)
        if kind in TABLES:
            table = self._table(key, value, where)
            if kind is Kind.BY_GLOB:
                return {glob: self._texts(f"{key}.{glob}", x, where) for glob, x in table.items()}
            return {
                rule: Severity(self._one_of(f"{key}.{rule}", x, LEVELS, where))
                for rule, x in table.items()
            }
        if kind is Kind.COUNT:
            fine = isinstance(value, int) and not isinstance(value, bool) and value > 0
            self._require(fine, where, key, "a-count", value)
            return value
        choices = self.choices.get(key, setting.choices)
        if choices:
            return self._one_of(key, value, choices, where)
        wanted, expected = (bool, "a-switch") if kind is Kind.SWITCH else (str, "a-text")
        self._require(isinstance(value, wanted), where, key, expected, value)
        return value

    def _texts(self, key: str, value: object, where: str) -> tuple[str, ...]:
        fine = isinstance(value, list | tuple) and all(isinstance(x, str) and x for x in value)
        self._require(fine, where, key, "texts", value)
        assert isinstance(value, list | tuple)
        return tuple(value)

    def _table(self, key: str, value: object, where: str) -> dict[str, Any]:
        self._require(isinstance(value, dict), where, key, "a-table", value)
        assert isinstance(value, dict)
        return value

    def _one_of(self, key: str, value: object, choices: Iterable[str], where: str) -> str:
        words = [*choices]
        if value not in words:
            expected = translate("settings.one-of", self.lang, choices=" ".join(words))
            self._refuse(where, key, expected, value)
        return str(value)

    def _require(self, fine: bool, where: str, key: str, expected: str, value: object) -> None:  # noqa: FBT001 - the test itself
        if not fine:
            self._refuse(where, key, translate(f"settings.kind.{expected}", self.lang), value)

    def _refuse(self, where: str, key: str, expected: str, value: object) -> None:
        given = as_toml(value)
        message = translate(
            "settings.bad-value",
            self.lang,
            where=self._at(where, key),
            key=key,
            expected=expected,
            given=given,
        )
        raise CheckerError(message)

    def _at(self, where: str, key: str) -> str:
        """The source with the line of a key, where it is a file."""
        path, table = self._tables.get(where, (Path(), ()))
        if not path.is_file():  # a pipe gave what it had
            return where
        from checker.cli.toml_lines import line_of

        # Of what stands below a table only the table's own name is without dots.
        first, _, rest = key.partition(".")
        text = path.read_text("utf-8-sig")
        line = line_of(text, *table, first, *filter(None, [rest]))
        return where if line is None else f"{where}:{line}"


def parts(given: str) -> Iterator[str]:
    """The words between commas."""
    return filter(None, map(str.strip, given.split(",")))


def _beside(folder: Path, paths: Any) -> Any:
    """Paths of a file are meant from its own folder."""
    join: Callable[[str], str] = lambda path: (folder / Path(path).expanduser()).as_posix()  # noqa: E731
    return join(paths) if isinstance(paths, str) else tuple(map(join, paths))


def near(path: Path) -> str:
    """The path as short as it can be told from the current folder."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def as_toml(value: object) -> str:
    """A value as TOML writes it, near enough to be read by people."""
    import json

    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if hasattr(value, "items"):
        pairs = (f"{json.dumps(k, ensure_ascii=False)} = {as_toml(v)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    return json.dumps(value, ensure_ascii=False, default=str)
