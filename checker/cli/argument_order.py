"""Arguments in the order that argparse understands, from whatever order they were typed in.

argparse takes what is no option in one piece and refuses the rest of it
(``rules --lang en test FILE``), and it knows a command's options only behind the command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Mapping, Sequence

_OF_ALL = ("-h", "--help", "-V", "--version")
"""What stands before a command and is none of its options."""
_END = "--"


def command_first(arguments: Sequence[str], commands: Collection[str]) -> Sequence[str]:
    """``--lang en check a.pdf`` as ``check --lang en a.pdf``; as they are without a command."""
    at = next((at for at, one in enumerate(arguments) if one in commands), 0)
    before = arguments[:at]
    if not before or not before[0].startswith("-") or not {*before}.isdisjoint(_OF_ALL):
        return arguments
    return [arguments[at], *before, *arguments[at + 1 :]]


def options_first(
    arguments: Sequence[str], options: Mapping[str, argparse.Action]
) -> Sequence[str]:
    """Options with their values, then all that is none; behind ``--`` everything is none."""
    first: list[str] = []
    last: list[str] = []
    waits = False
    for at, one in enumerate(arguments):
        if one == _END:
            # An option that still waits gets none of what it was not followed by.
            rest = arguments[at + 1 :]
            return [*first, _END, *last, *rest] if waits else [*first, *last, _END, *rest]
        is_option = one.startswith("-") and one != "-"
        (first if is_option or waits else last).append(one)
        waits = is_option and _wants_value(one, options)
    return [*first, _END, *last] if waits else [*first, *last]


def _wants_value(given: str, options: Mapping[str, argparse.Action]) -> bool:
    """Whether the value of an option is the argument behind it: ``-o``, ``-qo``, not ``-oFILE``."""
    if given.startswith(_END):
        return given in options and options[given].nargs is None
    for at, letter in enumerate(given[1:], start=2):
        option = options.get(f"-{letter}")
        if option is None or option.nargs is None:
            return option is not None and at == len(given)
    return False
