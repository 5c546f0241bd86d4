"""``checker users``: who may log in at a desk for several people; one module a command."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from checker.pipeline import StartReaders

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "add": "checker.cli.commands.users.add",
        "remove": "checker.cli.commands.users.remove",
        "list": "checker.cli.commands.users.list",
    }
)


def run(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    """Run the command of the group that was asked for."""
    status: int = import_module(COMMANDS[arguments.subcommand]).run(arguments, start_readers)
    return status
