"""The subcommands: one module each, imported only when it is the one asked for.

A command is a module with ``add_arguments(parser, speech)`` and ``run(arguments, start_readers)``,
which returns the exit status. Its line of help is ``help.command.<name>`` in ``checker/i18n/``.
A module with a mapping ``COMMANDS`` of its own is a group: its commands stand behind its name, and
their lines of help are ``help.command.<group>-<name>``.
The mapping below is the registry and the order in ``checker --help``.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "check": "checker.cli.commands.check",
        "tables": "checker.cli.commands.tables",
        "claims": "checker.cli.commands.claims",
        "diff": "checker.cli.commands.diff",
        "rules": "checker.cli.commands.rules",
        "explain": "checker.cli.commands.explain",
        "waive": "checker.cli.commands.waive",
        "verify": "checker.cli.commands.verify",
        "register": "checker.cli.commands.register",
        "serve": "checker.cli.commands.serve",
        "users": "checker.cli.commands.users",
        "config": "checker.cli.commands.config",
        "completion": "checker.cli.commands.completion",
    }
)
