"""``checker register``: bodies and their reports, year by year, in a store; one module a command.

A command is registered in the mapping below, in the order of an office's January.
"""

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
        "init": "checker.cli.commands.register.init",
        "bodies": "checker.cli.commands.register.bodies",
        "add": "checker.cli.commands.register.add",
        "match": "checker.cli.commands.register.match",
        "status": "checker.cli.commands.register.status",
        "reports": "checker.cli.commands.register.reports",
        "findings": "checker.cli.commands.register.findings",
        "show": "checker.cli.commands.register.show",
        "diff": "checker.cli.commands.register.diff",
        "lists": "checker.cli.commands.register.lists",
        "replies": "checker.cli.commands.register.replies",
        "aggregate": "checker.cli.commands.register.aggregate",
        "clear": "checker.cli.commands.register.clear",
        "send-back": "checker.cli.commands.register.send_back",
        "summary": "checker.cli.commands.register.summary",
        "export": "checker.cli.commands.register.export",
        "copy": "checker.cli.commands.register.copy",
    }
)


def run(arguments: argparse.Namespace, start_readers: StartReaders | None) -> int:
    """Run the command of the group that was asked for."""
    status: int = import_module(COMMANDS[arguments.subcommand]).run(arguments, start_readers)
    return status
