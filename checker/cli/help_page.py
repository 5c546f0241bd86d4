"""The page that ``--help`` prints: in either language, aligned by columns and not by characters."""

from __future__ import annotations

import argparse
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from checker.i18n import group, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WRAP = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s+")
_CLOSING, _OPENING = "，。；：、）”", "（“"  # a line does not begin with those, nor end with these
_PLACEHOLDER = re.compile("[A-Z]+")
_CHINESE_HEADING = re.compile(r"^([^\n]*[\u4e00-\u9fff]):$", re.MULTILINE)
_GAP = 2  # columns between an option and its line


def placeholders(text: str, lang: str) -> str:
    """What stands for a value (``FORMAT=FILE``), in a language."""
    words = group("help.placeholder", lang)
    return _PLACEHOLDER.sub(lambda found: words.get(found[0].lower(), found[0]), text)


class HelpPage(argparse.HelpFormatter):
    """Formats a page of help in the language of ``lang``, which a subclass sets."""

    lang = "en"

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: object,
        prefix: str | None = None,
    ) -> None:
        """One line: the options are listed below, and all of them here would be twenty lines."""
        if usage is None:
            usage = " ".join(("%(prog)s", *self._usage(list(actions))))
        if prefix is None:
            prefix = translate("help.page.usage", self.lang)
        super().add_usage(usage, (), groups, prefix)  # type: ignore[arg-type]

    def _usage(self, actions: list[argparse.Action]) -> Iterator[str]:
        optional = [one for one in actions if one.option_strings]
        if not all(one.required for one in optional):
            yield f"[{translate('help.page.options', self.lang)}]"
        for one in optional:
            if one.required:
                yield f"{one.option_strings[-1]} {placeholders(str(one.metavar), self.lang)}"
        for one in actions:
            if not one.option_strings:
                yield self._format_args(one, str(one.metavar))

    def add_argument(self, action: argparse.Action) -> None:
        """Add one, the widest by columns telling where all lines begin."""
        super().add_argument(action)
        if action.help is not argparse.SUPPRESS:
            wide = columns(self._format_action_invocation(action)) + self._current_indent
            self._action_max_length = max(self._action_max_length, wide)

    def format_help(self) -> str:
        """The page, with the colons of its language behind its headings."""
        return _CHINESE_HEADING.sub("\\1：", super().format_help())

    def _metavar_formatter(self, action: argparse.Action, default_metavar: str) -> Any:
        given = super()._metavar_formatter(action, default_metavar)
        return lambda size: tuple(placeholders(one, self.lang) for one in given(size))

    def _format_action(self, action: argparse.Action) -> str:
        page = ""
        if action.nargs != argparse.PARSER:  # the list of commands has a heading of its own
            place = min(self._action_max_length + _GAP, self._max_help_position)
            head = " " * self._current_indent + self._format_action_invocation(action)
            lines = list(_wrapped(self._expand_help(action), self._width - place))
            if columns(head) + _GAP <= place:
                head += " " * (place - columns(head)) + lines.pop(0)
            page = "\n".join((head, *(" " * place + line for line in lines))) + "\n"
        return page + "".join(map(self._format_action, self._iter_indented_subactions(action)))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in _wrapped(text, width - len(indent)))


def _wrapped(text: str, width: int) -> Iterator[str]:
    line = ""
    for piece in _WRAP.findall(text):
        if line and columns(line + piece) > width and piece not in _CLOSING:
            told = line.rstrip()
            kept = told.rstrip(_OPENING) or told
            yield kept.rstrip()
            line = told[len(kept) :]
        line += piece if line or not piece.isspace() else ""
    yield line.rstrip()


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
