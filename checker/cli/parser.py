"""The command line's grammar and help, in either language; imports nothing heavy."""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from checker import __version__
from checker.cli.argument_order import command_first, options_first
from checker.cli.help_page import HelpPage, placeholders
from checker.cli.settings import add_section
from checker.i18n import LANGUAGES, did_you_mean, translate
from checker.options.setting import Section

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

_SAID = {
    "the following arguments are required: (?P<rest>.+)": "diagnostic.required",
    "unrecognized arguments: (?P<rest>.+)": "diagnostic.unrecognized",
    r"argument (?P<name>[^:]+): invalid choice: (?P<given>.+) \(choose from (?P<choices>.+)\)": (
        "diagnostic.invalid-choice"
    ),
    "argument (?P<name>[^:]+): expected (?:one|at least one) argument": "diagnostic.no-value",
    "argument (?P<name>[^:]+): ignored explicit argument (?P<given>.+)": (
        "diagnostic.needless-value"
    ),
    "argument (?P<name>[^:]+): (?P<rest>.+)": "diagnostic.of-argument",
}
"""What argparse says, which it can say in English only, and the texts that say the same."""


class UsageError(Exception):
    """Wrong usage; ends the run with exit status 2."""


def parse(
    argv: Sequence[str], environment: Mapping[str, str], commands: Mapping[str, str]
) -> argparse.Namespace:
    """The arguments, with defaults from the environment; ``UsageError`` if they are wrong.

    ``commands`` are the modules of the subcommands by name. ``SystemExit`` with status 0 after
    ``--help`` and ``--version``.
    """
    lang = language(argv, environment)
    argv, asked = _with_commands_first(_asking_for_help(argv, commands), commands)
    parser = _parser(Speech(lang, environment), commands, asked)
    if parser.options:
        count = len(asked)
        argv = [*argv[:count], *options_first(argv[count:], parser.options)]
    arguments = parser.parse_args(argv)
    arguments.lang_given = getattr(arguments, "lang", None) is not None
    arguments.lang = lang
    return arguments


def _with_commands_first(
    argv: Sequence[str], commands: Mapping[str, str]
) -> tuple[Sequence[str], tuple[str, ...]]:
    """The arguments behind the command that they are for, and its words, as many as there are."""
    argv = command_first(argv, commands)
    if not argv or argv[0] not in commands:
        return argv, ()
    below = _commands_below(commands[argv[0]])
    if not below:
        return argv, tuple(argv[:1])
    argv = [argv[0], *command_first(argv[1:], below)]
    return argv, tuple(argv[: 2 if argv[1:2] and argv[1] in below else 1])


def _commands_below(module: str) -> Mapping[str, str]:
    """The commands of a group; none of a command that is none."""
    below: Mapping[str, str] = getattr(import_module(module), "COMMANDS", {})
    return below


def _asking_for_help(argv: Sequence[str], commands: Mapping[str, str]) -> Sequence[str]:
    """``help`` and ``help COMMAND``, which many programs know, as ``--help`` of the same."""
    if argv[:1] != ["help"]:
        return argv
    _, words = _with_commands_first(argv[1:], commands)
    return [*words, "--help", *argv[1 + len(words) :]]


def language(argv: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language that was asked for, known before anything is said."""
    lang = _environment("CHECKER_LANG", LANGUAGES, LANGUAGES[0], environment, LANGUAGES[0])
    # By hand, before argparse: its errors and --help must be in the language already.
    for number, argument in enumerate(argv):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            value = value if equals else "".join(argv[number + 1 : number + 2])
            # A language that there is not is refused by argparse, in the one that was there before.
            lang = value if value in LANGUAGES else lang
    return lang


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks the user's language and leaves the exit to its caller."""

    lang = LANGUAGES[0]
    options: Mapping[str, argparse.Action] = MappingProxyType({})
    """The options of the command that was asked for, its own and those of all."""

    @property
    def color(self) -> bool:
        """Never: Python 3.14 colours help with signs that ``HelpPage`` would count as columns."""
        return False

    @color.setter
    def color(self, wanted: bool) -> None:
        """Argparse's own ``__init__`` sets it, from 3.14 on."""

    def error(self, message: str) -> NoReturn:
        for pattern, key in _SAID.items():
            if found := re.fullmatch(pattern, message, re.DOTALL):
                values = found.groupdict()
                near = ""
                if not values.get("name", "-").startswith("-"):  # an option is called as it is
                    values["name"] = placeholders(values["name"], self.lang)
                if "choices" in values:
                    values["given"] = values["given"].strip("'")
                    choices = values["choices"].replace("'", "").split(", ")
                    values["choices"] = translate("joining.list", self.lang).join(choices)
                    near = did_you_mean(values["given"], choices, self.lang)
                elif key == "diagnostic.required":
                    names = [placeholders(one, self.lang) for one in values["rest"].split(", ")]
                    values["rest"] = translate("joining.list", self.lang).join(names)
                elif key == "diagnostic.unrecognized":
                    option = values["rest"].split()[0].partition("=")[0]
                    near = did_you_mean(option, self.options, self.lang)
                raise UsageError(translate(key, self.lang, **values) + near)
        raise UsageError(message)


class Speech(NamedTuple):
    """The user's language and surroundings, as a command needs them to name its arguments.

    No dataclass: importing those takes a fifth of what ``--help`` may take.
    """

    lang: str
    environment: Mapping[str, str]

    def words(self, key: str, **values: str) -> str:
        """A line of help."""
        return translate(key, self.lang, **values).replace("%", "%%")

    def either(self, choices: Collection[str]) -> str:
        """Words to choose from, as people name them."""
        return translate("joining.or-apart", self.lang).join(choices)

    def chosen(self, name: str, choices: Collection[str], default: str) -> str:
        """A default from the environment; ``UsageError`` for a value that is no choice."""
        return _environment(name, choices, default, self.environment, self.lang)

    def count(self, given: str) -> int:
        """The type of an argument that is a whole number above 0."""
        if not (given.isascii() and given.isdecimal() and int(given)):
            raise argparse.ArgumentTypeError(
                translate("diagnostic.not-positive", self.lang, given=given)
            )
        return int(given)


def add_options(parser: argparse.ArgumentParser, speech: Speech) -> argparse._ArgumentGroup:
    """The group of options of a command, with its own ``--help``."""
    options = parser.add_argument_group(speech.words("help.page.options"))
    options.add_argument("-h", "--help", action="help", help=speech.words("help.option.help"))
    return options


def add_paths(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The reports to read."""
    group = parser.add_argument_group(speech.words("help.page.arguments"))
    group.add_argument("paths", nargs="+", metavar="PATH", help=speech.words("help.argument.paths"))


def add_reading(
    parser: argparse.ArgumentParser, options: argparse._ArgumentGroup, speech: Speech
) -> None:
    """How files are read and what may be said meanwhile; the limits in a group of their own."""
    add_section(options, speech, Section.READING)
    limits = parser.add_argument_group(speech.words("help.page.limits"))
    add_section(limits, speech, Section.LIMITS)


def whole_parser(lang: str, commands: Mapping[str, str]) -> argparse.ArgumentParser:
    """The parser with the arguments of every command, for what describes them all."""
    return _parser(Speech(lang, {}), commands, None)


def arguments_of(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every option and argument of a parser and of its commands."""
    for action in parser._actions:  # noqa: SLF001 - argparse tells nobody
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for one in action.choices.values():
                yield from arguments_of(one)


def _parser(speech: Speech, commands: Mapping[str, str], asked: Sequence[str] | None) -> _Parser:
    """The parser; only the command that was asked for is imported and has its arguments.

    ``asked`` are its words, ``None`` for every command.
    """

    class Formatter(HelpPage):
        lang = speech.lang

    class Parser(_Parser):
        lang = speech.lang

    words = speech.words
    parser = Parser(
        prog="checker",
        description=words("help.page.about"),
        epilog=words("help.page.exit"),
        formatter_class=Formatter,
        add_help=False,
        allow_abbrev=False,
    )
    general = parser.add_argument_group(words("help.page.options"))
    general.add_argument("-h", "--help", action="help", help=words("help.option.help"))
    general.add_argument(
        "-V",
        "--version",
        action="version",
        version=f"checker {__version__}",
        help=words("help.option.version"),
    )
    options = _add_commands(parser, speech, Formatter, commands, asked)
    parser.options = options or {}
    return parser


def _add_commands(
    parser: argparse.ArgumentParser,
    speech: Speech,
    formatter: type[HelpPage],
    commands: Mapping[str, str],
    asked: Sequence[str] | None,
    *,
    above: tuple[str, ...] = (),
) -> Mapping[str, argparse.Action] | None:
    """Add commands, and those of a group below it; gives the options of the one asked for."""
    words = speech.words
    choices = parser.add_subparsers(
        dest="subcommand" if above else "command",
        required=True,
        metavar="COMMAND",
        title=words("help.page.commands"),
    )
    options: Mapping[str, argparse.Action] | None = None
    for command, module in commands.items():
        line = words(f"help.command.{'-'.join((*above, command))}")
        one = choices.add_parser(
            command,
            help=line,
            description=line,
            formatter_class=formatter,
            add_help=False,
            allow_abbrev=False,
        )
        # The others would import their modules for a help that nobody asked for.
        if asked is not None and command not in asked[:1]:
            continue
        below = _commands_below(module)
        if below:
            add_options(one, speech)
            rest = None if asked is None else asked[1:]
            options = _add_commands(one, speech, formatter, below, rest, above=(*above, command))
        else:
            import_module(module).add_arguments(one, speech)
            options = one._option_string_actions  # noqa: SLF001 - argparse tells nobody
    return options


def _environment(
    name: str,
    choices: Collection[str],
    default: str,
    environment: Mapping[str, str],
    lang: str,
) -> str:
    value = environment.get(name, "") if name else ""
    if value and value not in choices:
        allowed = translate("joining.list", lang).join(choices)
        raise UsageError(
            translate("diagnostic.bad-environment", lang, name=name, choices=allowed, given=value)
        )
    return value or default
