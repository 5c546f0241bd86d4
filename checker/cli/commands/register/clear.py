"""``checker register clear BODY YEAR``: the report of a body and year is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.commands.register.deciding import add_deciding, decided

if TYPE_CHECKING:
    import argparse

    from checker.cli.parser import Speech
    from checker.pipeline import StartReaders


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register clear``."""
    add_deciding(parser, speech)


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Decide so."""
    from checker.model.filings import FilingEvent

    return decided(arguments, FilingEvent.CLEARED)
