"""``checker``: arguments to a command, its exit status, one line for whatever goes wrong.

Nothing heavy is imported before it is needed, so that ``--help`` and ``--version`` are quick.
Exit status: 0 all assessed and nothing at or above ``--fail-on``; 1 such findings, or a report
that could not be read or fully assessed; 2 wrong usage, configuration or rule file, an output
that could not be written, or an internal error; 130 interrupted, 143 ended by SIGTERM, 129 by
SIGHUP.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from checker.cli import signals
from checker.cli.commands import COMMANDS
from checker.cli.commands.status import USAGE, exit_status
from checker.cli.output import complain, internal_error
from checker.cli.parser import UsageError, language, parse
from checker.errors import CheckerError, brief
from checker.i18n import translate
from checker.reading import own_processes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.pipeline import StartReaders

__all__ = ["exit_status", "main"]


def main(argv: Sequence[str] | None = None, *, start_readers: StartReaders | None = None) -> int:
    """Run the command line and return the exit status; never raises for what users do."""
    argv = sys.argv[1:] if argv is None else list(argv)
    _escape_what_cannot_be_encoded()
    lang = "zh"
    try:
        lang = language(argv, os.environ)
        with signals.raised():
            arguments = parse(argv, os.environ, COMMANDS)
            run = import_module(COMMANDS[arguments.command]).run
            status: int = run(arguments, start_readers or own_processes)
    except SystemExit as end:  # --help and --version
        return int(end.code or 0)
    except (UsageError, CheckerError) as error:
        complain(str(error), lang)
        return USAGE
    except (KeyboardInterrupt, signals.Ended) as end:
        with contextlib.suppress(OSError):  # of a terminal that was closed
            complain(translate("diagnostic.interrupted", lang), lang)
        return signals.status(end)
    except ImportError as error:
        if os.environ.get("CHECKER_DEBUG") == "1":
            raise
        complain(translate("installation.module", lang, detail=brief(error)), lang)
        return USAGE
    except Exception as error:  # the last resort: one line and status 2
        if os.environ.get("CHECKER_DEBUG") == "1":
            raise
        complain(internal_error(error, lang), lang)
        return USAGE
    return status


def _escape_what_cannot_be_encoded() -> None:
    """Standard output writes an escape for a sign that its encoding lacks, as standard error does.

    A Chinese Windows console has GBK, which has no true minus sign: without this the text of a
    rule ended there as an internal error. A stream that somebody put in its place is theirs.
    """
    stream = sys.stdout
    if stream is sys.__stdout__ and isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
