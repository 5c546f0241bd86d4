"""The subcommands: one module each, imported only when it is the one asked for.

A command is a module with ``add_arguments(parser, speech)`` and ``run(arguments, start_readers)``,
which returns the exit status. Its line of help is ``HELP[<name>]`` in ``checker/texts.py``. The
mapping below is the registry and the order in ``checker --help``.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "check": "checker.commands.check",
        "tables": "checker.commands.tables",
        "rules": "checker.commands.rules",
        "explain": "checker.commands.explain",
        "waive": "checker.commands.waive",
        "verify": "checker.commands.verify",
    }
)
