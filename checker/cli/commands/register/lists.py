"""``checker register lists --output DIR``: what bodies have still to be told, a folder a body."""

from __future__ import annotations

import hashlib
import io
from argparse import ArgumentTypeError
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker import __version__
from checker.cli.commands.register.asking import add_asking, asked
from checker.cli.commands.register.shared import add_common, configured, opened, put_out
from checker.cli.commands.settings import day
from checker.cli.commands.status import CLEAN
from checker.errors import CheckerError
from checker.i18n import translate
from checker.reporters import register_reporter

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Iterator

    from checker.cli.parser import Speech
    from checker.model import Report
    from checker.model.sent_lists import Part, SentList
    from checker.pipeline import StartReaders
    from checker.register.store import Store
    from checker.reporters.options import Look

_FORMATS = ("text", "json")
PARTS = ("fail", "undecided")
"""Those of ``model.sent_lists.Part``, which ``--help`` does not wait for."""
_HASH = 8  # digits, as in the names of a folder's files (``filenames``)


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The arguments of ``checker register lists``."""
    words = speech.words
    group = add_common(parser, speech, _FORMATS)
    group.add_argument(
        "--output", required=True, metavar="DIR", help=words("help.option.output-folder")
    )
    group.add_argument(
        "--only",
        type=_parts,
        default=PARTS,
        metavar="PART",
        help=words("help.option.only", either=speech.either(PARTS)),
    )
    add_asking(group, speech, words("help.option.year-shown"))
    group.add_argument("--again", action="store_true", help=words("help.option.again"))
    group.add_argument("--pdf", action="store_true", help=words("help.option.printed"))
    group.add_argument("--font", default=None, metavar="FILE", help=words("help.option.font"))
    group.add_argument("--dry-run", action="store_true", help=words("help.option.dry-run"))


def _parts(given: str) -> tuple[str, ...]:
    """The type of ``--only``: some of ``PARTS``, with commas between them."""
    found = tuple(one.strip() for one in given.split(","))
    for one in found:
        if one not in PARTS:
            # As argparse says it of any choice: the parser has the words for that.
            raise ArgumentTypeError(f"invalid choice: {one!r} (choose from {', '.join(PARTS)})")
    return found


def run(arguments: argparse.Namespace, _start_readers: StartReaders | None) -> int:
    """Write the lists, each kept as sent with its files, or neither."""
    from checker.cli.commands.shared import rules_told_by_file

    config = configured(arguments, _FORMATS)
    store = opened(config)
    from checker.isolation.page_images import OriginalFiles
    from checker.model.sent_lists import Part, SentLists
    from checker.pipeline import rulebook_of
    from checker.register.listing import to_list, untold
    from checker.reporters.options import Look

    today = day(config.date, config.lang)
    parts = [Part(one) for one in arguments.only]
    with store.reading() as session:
        filings = to_list(session, asked(arguments), today, config.lang)
    lists: list[tuple[SentList, tuple[str, ...]]] = []
    with rules_told_by_file(config), OriginalFiles(reading=config.options.reading) as originals:
        forms = rulebook_of(config.options).forms if filings else ()
        look = Look(forms, store.language, date=today, font=arguments.font, originals=originals)
        for filing in filings:
            with store.reading() as session:
                found = untold(session, filing, parts, again=arguments.again)
            if found is None:
                continue
            if arguments.dry_run:
                lists.append((found, ()))
                continue
            sending = _Sending(store, look, arguments.output, with_pdf=arguments.pdf)
            sent = sending.send(filing, parts, today, again=arguments.again)
            lists += [sent] if sent is not None else []
    result = SentLists(lists, is_dry_run=arguments.dry_run)
    put_out(config, store, register_reporter(config.output_format, "lists"), result, binary=False)
    return CLEAN


class _Sending:
    """Writes lists below a folder and keeps them in a store."""

    def __init__(self, store: Store, look: Look, folder: str, *, with_pdf: bool) -> None:
        self._store, self._look, self._folder, self._with_pdf = store, look, folder, with_pdf

    def send(
        self, filing: int, parts: Collection[Part], today: str, *, again: bool
    ) -> tuple[SentList, tuple[str, ...]] | None:
        """The list that a body gets, if any, and its files, which are there before it is kept.

        Whoever ends the run between the two finds the same files and goes on.
        """
        from checker.register.listing import keep_words, recorded, untold
        from checker.reporters.print.list_xlsx import words

        with self._store.writing() as session:
            found = untold(session, filing, parts, again=again)
            if found is None:
                return None
            sent = recorded(session, filing, found, today, self._look.lang)
            keep_words(session, filing, sent, words(sent, self._look))
            session.flush()
            files = tuple(self._write(sent))
        return sent, files

    def _write(self, sent: SentList) -> Iterator[str]:
        from checker.model import Results
        from checker.reporters.print import list_xlsx, pdf

        name = translate("register.list-file", self._look.lang, year=sent.year, number=sent.number)
        folder = Path(self._folder) / _folder_name(sent.code, sent.name)
        workbook = io.BytesIO()
        list_xlsx.report(sent, self._look, workbook)
        yield self._put(folder / f"{name}.xlsx", workbook.getvalue())
        if self._with_pdf:
            printed = io.BytesIO()
            look = self._look
            if not _is_there(sent.checked.report):  # pictures of another file would lie
                look = replace(look, originals=None)
            pdf.report(Results(__version__, (sent.checked,)), look, printed)
            yield self._put(folder / f"{name}.pdf", printed.getvalue())

    def _put(self, path: Path, data: bytes) -> str:
        """Write a file where none is; one that holds the same is left as it is."""
        from checker.cli.commands.handover import make_folder
        from checker.cli.output import deliver

        lang = self._store.lang
        make_folder(str(path), lang)
        if path.exists():
            if not path.is_file() or path.read_bytes() != data:
                raise CheckerError(translate("register.list-is-there", lang, path=path.as_posix()))
        else:
            deliver(lambda stream: stream.write(data), str(path), lang, binary=True)
        return path.as_posix()


def _folder_name(code: str, name: str) -> str:
    """A body's folder: codes are apart whatever bodies are called; a body without one is its name.

    A code that no file system takes as it is gets its hash behind the name, or ``a/b`` and ``a:b``
    would be one; one with what joins it to the name does too, or ``a_b`` of ``c`` and ``a`` of
    ``b_c`` would.
    """
    from checker.cli.commands.filenames import safe_name

    found = safe_name(name if name == code else f"{code} {name}")
    if safe_name(code) == code and "_" not in code:
        return found
    mark = hashlib.sha256(code.encode()).hexdigest()[:_HASH]
    return f"{found}_{mark}".lstrip("_")


def _is_there(report: Report) -> bool:
    """Whether the file that a report was read from is still what it was."""
    try:
        with Path(report.path).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == report.sha256
    except (OSError, ValueError):
        return False
