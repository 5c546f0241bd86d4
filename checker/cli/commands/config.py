"""``checker config``: the keys of configuration files, described; ``config schema`` for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.commands.status import CLEAN
from checker.cli.parser import add_options
from checker.cli.settings import add_section
from checker.errors import CheckerError
from checker.i18n import did_you_mean, translate
from checker.options.setting import Section

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from checker.cli.parser import Speech
    from checker.cli.settings_schema import Described
    from checker.pipeline import StartReaders

SCHEMA = "schema"


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker config``."""
    parser.add_argument_group(speech.words("help.page.arguments")).add_argument(
        "keys", nargs="*", metavar="KEY", help=speech.words("help.argument.keys")
    )
    group = add_options(parser, speech)
    add_section(group, speech, Section.OUTPUT, but=("output-format",))
    add_section(group, speech, Section.LANGUAGE)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Describe all keys, or those named, or write the schema of all."""
    import json

    from checker.cli.config import configured
    from checker.cli.output import deliver
    from checker.cli.settings_schema import described, schema

    config = configured(arguments, files=False)
    lang = config.lang
    if arguments.keys == [SCHEMA]:
        text = json.dumps(schema(lang), ensure_ascii=False, indent=2) + "\n"
    else:
        entries = {one.key: one for one in described(lang)}
        _require_known(arguments.keys, entries, lang)
        asked = [entries[key] for key in arguments.keys or entries]
        text = "\n".join("".join(_lines(one, lang)) for one in asked)
    deliver(lambda stream: stream.write(text), config.output_file, lang)
    return CLEAN


def _require_known(keys: Sequence[str], known: dict[str, Described], lang: str) -> None:
    for key in keys:
        if key not in known:
            unknown = translate("settings.no-such-key", lang, key=key)
            raise CheckerError(unknown + did_you_mean(key, known, lang))


def _lines(one: Described, lang: str) -> Iterator[str]:
    yield f"{one.key} = {one.takes}\n"
    yield f"  {one.about}\n"
    facts = (("default", one.default), ("option", one.option), ("variable", one.variable))
    told = [translate(f"settings.fact.{name}", lang, value=value) for name, value in facts if value]
    if told:
        yield f"  {translate('joining.semicolon', lang).join(told)}\n"
