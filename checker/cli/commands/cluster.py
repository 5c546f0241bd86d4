"""``--cluster``: the files of a run are read by the workers of a Dask cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.parser import UsageError
from checker.i18n import translate

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.cli.settings import RunConfig
    from checker.pipeline import StartReaders


def add_cluster(group: argparse._ArgumentGroup, speech: Speech) -> None:
    """The option of a command that reads many files."""
    group.add_argument(
        "--cluster", default=None, metavar="URL", help=speech.words("help.option.cluster")
    )


def readers_on_cluster(arguments: argparse.Namespace, config: RunConfig) -> StartReaders | None:
    """What starts the reading, where a cluster was named; its address is looked at now.

    ``UsageError`` beside ``--jobs``, which counts processes of this machine, and beside a
    password, which a scheduler would see.
    """
    if arguments.cluster is None:
        return None
    for flag, given in (
        ("--jobs", config.options.jobs),
        ("--password", config.options.reading.password),
    ):
        if given is not None:
            raise UsageError(translate("cluster.no-such-option", config.lang, option=flag))
    from checker.cluster import readers_of

    return readers_of(arguments.cluster, config.lang)
