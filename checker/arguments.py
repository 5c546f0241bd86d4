"""The command line's grammar and help, in either language; imports nothing heavy."""

from __future__ import annotations

import argparse
import re
import unicodedata
from typing import TYPE_CHECKING, NoReturn

from checker import __version__
from checker.reporters import REPORTERS, TABLE_REPORTERS
from checker.texts import HELP, LANGUAGES, SEVERITIES, say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

NEVER = "never"
COLORS = ("auto", "always", NEVER)
LEVELS = tuple(SEVERITIES)
LIMITS = ("max-pages", "max-seconds", "max-memory", "max-paths")
_WRAP = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s+")
_CLOSING = "，。；：、）”"


class UsageError(Exception):
    """Wrong usage; ends the run with exit status 2."""


def parse(argv: Sequence[str], environment: Mapping[str, str]) -> argparse.Namespace:
    """The arguments, with defaults from the environment; ``UsageError`` if they are wrong.

    ``SystemExit`` with status 0 after ``--help`` and ``--version``.
    """
    lang = language(argv, environment)
    arguments = _parser(lang, environment).parse_args(argv)
    arguments.lang = lang
    return arguments


def language(argv: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language that was asked for, known before anything is said."""
    lang = _environment("CHECKER_LANG", LANGUAGES, LANGUAGES[0], environment, LANGUAGES[0])
    for number, argument in enumerate(argv):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            value = value if equals else "".join(argv[number + 1 : number + 2])
            lang = value if value in LANGUAGES else lang
    return lang


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks the user's language and leaves the exit to its caller."""

    lang = LANGUAGES[0]

    def error(self, message: str) -> NoReturn:
        for start, key in (
            ("the following arguments are required: ", "required"),
            ("unrecognized arguments: ", "unrecognized"),
        ):
            if message.startswith(start):
                message = HELP[key][self.lang].format(rest=message.removeprefix(start))
        choice = re.fullmatch(r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", message)
        if choice:
            name, given, choices = choice.groups()
            words = HELP["invalid-choice"][self.lang]
            message = words.format(name=name, given=given, choices=choices.replace("'", ""))
        raise UsageError(message)


def _parser(lang: str, environment: Mapping[str, str]) -> argparse.ArgumentParser:
    def words(key: str, **values: str) -> str:
        return HELP[key][lang].format(**values).replace("%", "%%")

    class Formatter(_WideHelp):
        usage_word = HELP["usage"][lang]

    class Parser(_Parser):
        pass

    Parser.lang = lang
    parser = Parser(
        prog="checker",
        description=words("about"),
        epilog=words("exit"),
        formatter_class=Formatter,
        add_help=False,
        allow_abbrev=False,
    )
    general = parser.add_argument_group(words("options"))
    general.add_argument("-h", "--help", action="help", help=words("help"))
    general.add_argument(
        "--version", action="version", version=f"checker {__version__}", help=words("version")
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", title=words("commands")
    )
    for command, formats, variable in (
        ("check", REPORTERS, "CHECKER_OUTPUT_FORMAT"),
        ("tables", TABLE_REPORTERS, ""),
    ):
        one = commands.add_parser(
            command,
            help=words(command),
            description=words(command),
            epilog=words("exit") if command == "check" else None,
            formatter_class=Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        one.add_argument_group(words("arguments")).add_argument(
            "paths", nargs="+", metavar="PATH", help=words("paths")
        )
        options = one.add_argument_group(words("options"))
        options.add_argument("-h", "--help", action="help", help=words("help"))
        default = _environment(variable, formats, "text", environment, lang)
        options.add_argument(
            "--output-format",
            choices=tuple(formats),
            default=default,
            metavar="FORMAT",
            help=words("output-format", choices=" ".join(formats)),
        )
        options.add_argument("-o", "--output-file", metavar="FILE", help=words("output-file"))
        if command == "check":
            _add_check_options(options, words)
        options.add_argument("--lang", choices=LANGUAGES, metavar="LANG", help=words("lang"))
        options.add_argument(
            "--color", choices=COLORS, default="auto", metavar="WHEN", help=words("color")
        )
        options.add_argument("--password", metavar="WORD", help=words("password"))
        count = _count(lang)
        options.add_argument("--jobs", type=count, metavar="N", help=words("jobs"))
        options.add_argument("-q", "--quiet", action="store_true", help=words("quiet"))
        limits = one.add_argument_group(words("limits"))
        for limit in LIMITS:
            limits.add_argument(f"--{limit}", type=count, metavar="N", help=words(limit))
    return parser


def _add_check_options(options: argparse._ArgumentGroup, words: Callable[..., str]) -> None:
    options.add_argument(
        "--fail-on",
        choices=(*LEVELS, NEVER),
        default=LEVELS[0],
        metavar="LEVEL",
        help=words("fail-on"),
    )
    options.add_argument("--exit-zero", action="store_true", help=words("exit-zero"))
    options.add_argument(
        "--severity",
        action="append",
        default=[],
        metavar="RULE=LEVEL",
        help=words("severity"),
    )
    options.add_argument(
        "--rules", action="append", default=[], metavar="FILE", help=words("rules")
    )


def severities(given: Sequence[str], lang: str) -> dict[str, str]:
    """``["ST-05=error"]`` -> ``{"ST-05": "error"}``; ``UsageError`` for any other shape."""
    chosen = {}
    for one in given:
        rule, equals, level = one.partition("=")
        if not (rule and equals and level in LEVELS):
            levels = say("list", lang).join(LEVELS)
            raise UsageError(say("bad-severity", lang, levels=levels, given=one))
        chosen[rule] = level
    return chosen


def _environment(
    name: str,
    choices: Collection[str],
    default: str,
    environment: Mapping[str, str],
    lang: str,
) -> str:
    value = environment.get(name, "") if name else ""
    if value and value not in choices:
        allowed = say("list", lang).join(choices)
        raise UsageError(say("bad-environment", lang, name=name, choices=allowed, given=value))
    return value or default


def _count(lang: str) -> Callable[[str], int]:
    def count(given: str) -> int:
        if not (given.isascii() and given.isdecimal() and int(given)):
            raise argparse.ArgumentTypeError(HELP["not-positive"][lang].format(given=given))
        return int(given)

    return count


class _WideHelp(argparse.HelpFormatter):
    """Help whose Chinese lines are wrapped by columns, not by characters."""

    usage_word = "usage: "

    def add_usage(
        self, usage: str | None, actions: object, groups: object, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, self.usage_word if prefix is None else prefix)  # type: ignore[arg-type]

    def _split_lines(self, text: str, width: int) -> list[str]:
        return list(_wrapped(text, width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in _wrapped(text, width - len(indent)))


def _wrapped(text: str, width: int) -> Iterator[str]:
    line = ""
    for piece in _WRAP.findall(text):
        if line and _columns(line + piece) > width and piece not in _CLOSING:
            yield line.rstrip()
            line = ""
        line += piece if line or not piece.isspace() else ""
    yield line.rstrip()


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
