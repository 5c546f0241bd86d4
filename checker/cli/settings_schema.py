"""The settings of configuration files, described: a JSON Schema, and a line each for people.

Both are read off the one list of settings (``cli/settings.py``). ``python -m
checker.cli.settings_schema`` writes the schema that editors use (``checker/settings.schema.json``).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.cli.config_reader import KEYED
from checker.cli.settings import RunConfig, dest
from checker.i18n import translate
from checker.options import LEVELS
from checker.options.setting import Kind, Section, value_of
from checker.reporters import REPORTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.options.setting import Field

SCHEMA = Path(__file__).parents[1] / "settings.schema.json"
AUTO = "auto"
_DIALECT = "http://json-schema.org/draft-07/schema#"  # the newest that editors' TOML plug-ins know
_TEXTS = {"type": "array", "items": {"type": "string", "minLength": 1}}
_VALUES: Mapping[Kind, Mapping[str, Any]] = {
    Kind.COUNT: {"type": "integer", "minimum": 1},
    Kind.SWITCH: {"type": "boolean"},
    Kind.RULES: {"anyOf": [{"type": "boolean"}, _TEXTS]},
    Kind.TEXTS: _TEXTS,
    Kind.NAMES: _TEXTS,
    Kind.LEVELS: {"type": "object", "additionalProperties": {"enum": list(LEVELS)}},
    Kind.BY_GLOB: {"type": "object", "additionalProperties": _TEXTS},
}
"""What a value of a kind may be, as ``config_reader`` takes it."""


class Described(NamedTuple):
    """A key for people: what it takes, what it is by default, its option and its variable."""

    key: str
    about: str
    takes: str
    default: str
    option: str
    variable: str


def described(lang: str) -> Iterator[Described]:
    """Every key of a configuration file, in the order of ``--help``."""
    yield Described(
        "extend", translate("settings.about.extend", lang), _takes(Kind.TEXT), "", "", ""
    )
    for key, field in KEYED.items():
        kind = field.setting.kind
        has_variable = kind not in (Kind.LEVELS, Kind.BY_GLOB)
        yield Described(
            key,
            _about(field, lang),
            _takes_of(field),
            _default(field),
            field.flags[-1] if field.setting.section is not None else "",
            f"CHECKER_{dest(field).upper()}" if has_variable else "",
        )


def schema(lang: str = "en") -> dict[str, Any]:
    """A JSON Schema of ``checker.toml``, and of ``[tool.checker]``; its texts in a language."""
    top = _object()
    about = translate("settings.about.extend", lang)
    top["properties"]["extend"] = {"type": "string", "description": about}
    for key, field in KEYED.items():
        table, dot, name = key.partition(".")
        into = top["properties"].setdefault(table, _object()) if dot else top
        into["properties"][name if dot else key] = {
            **_value(field),
            "description": _about(field, lang),
            **_told_default(field),
        }
    return {
        "$schema": _DIALECT,
        "title": "checker.toml",
        "description": translate("settings.about.file", lang),
        **top,
    }


def _object() -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": {}}


def _about(field: Field, lang: str) -> str:
    if field.setting.section is None:
        return translate(f"settings.about.{field.name}", lang)
    words = _choices(field)
    either = translate("joining.or-apart", lang).join(words)
    about = translate(f"help.option.{field.name}", lang, choices=" ".join(words), either=either)
    if field.setting.section is Section.LIMITS:  # in --help the heading above them says it
        return translate("help.page.limits", lang) + translate("joining.colon", lang) + about
    return about


def _choices(field: Field) -> tuple[str, ...]:
    is_format = field.setting.key == "output-format"
    return (AUTO, *REPORTERS) if is_format else field.setting.choices


def _value(field: Field) -> Mapping[str, Any]:
    """What a value of the setting may be, as ``config_reader`` takes it."""
    choices = _choices(field)
    if choices:
        return {"enum": list(choices)}
    return _VALUES.get(field.setting.kind, {"type": "string"})


def _told_default(field: Field) -> Mapping[str, Any]:
    value = value_of(RunConfig(), field.path)
    if field.setting.kind is Kind.COUNT:
        return {"default": int(value)}
    # Nothing by default is no value that anybody could write down.
    return {"default": value} if isinstance(value, bool | str) and value != "" else {}


def _default(field: Field) -> str:
    told = _told_default(field)
    return json.dumps(told["default"]) if told else ""


def _takes_of(field: Field) -> str:
    value = _value(field)
    if "enum" in value:
        return " | ".join(json.dumps(word) for word in value["enum"])
    return _takes(field.setting.kind)


def _takes(kind: str) -> str:
    """A value of a kind, as TOML writes one."""
    return {
        Kind.COUNT: "1, 2, …",
        Kind.SWITCH: "true | false",
        Kind.RULES: 'true | false | ["…"]',
        Kind.TEXTS: '["…"]',
        Kind.NAMES: '["…"]',
        Kind.LEVELS: f'{{"…" = {" | ".join(json.dumps(level) for level in LEVELS)}}}',
        Kind.BY_GLOB: '{"…" = ["…"]}',
    }.get(Kind(kind), '"…"')


def main() -> None:
    """Write the schema into the package."""
    text = json.dumps(schema(), ensure_ascii=False, indent=2)
    SCHEMA.write_text(text + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
