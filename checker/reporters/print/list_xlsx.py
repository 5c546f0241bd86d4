"""A list that goes out to one body, to be filled in and sent back: each row with its key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model.sent_lists import ToldAs
from checker.reporters.print.entries import sheet
from checker.reporters.print.entry_rows import Further, put_entries, words_of
from checker.reporters.print.workbook import new_workbook, save
from checker.wording.list_columns import KEY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from checker.model.sent_lists import SentList
    from checker.reporters.options import Look
    from checker.reporters.print.entries import Entry

_KEY_WIDTH = 30


def report(sent: SentList, options: Look, stream: BinaryIO) -> None:
    """Write the workbook: what does not hold, and what could not be decided, a sheet each."""
    lang = options.lang
    book = new_workbook()
    for name, entries in _sheets(sent, options):
        if entries:
            target = book.create_sheet(translate(name, lang))
            keys = [sent.keys[entry.finding.id] for entry in entries]
            further = [Further(translate(f"column.{KEY}", lang), _KEY_WIDTH, keys)]
            put_entries(target, [(sent.checked, entry) for entry in entries], lang, further)
    save(book, stream)


def words(sent: SentList, options: Look) -> dict[str, Mapping[str, str]]:
    """The words of each row by the finding's id and the column, to be known when they come back."""
    return {
        entry.finding.id: words_of(sent.checked, entry, options.lang)
        for _, entries in _sheets(sent, options)
        for entry in entries
    }


def _sheets(sent: SentList, options: Look) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    own = sheet(sent.checked, options.names(sent.checked.report))
    return (
        ("workbook.sheet-list", _told(own.failed, sent, options.lang)),
        ("workbook.sheet-undecided", _told(own.undecided, sent, options.lang)),
    )


def _told(entries: tuple[Entry, ...], sent: SentList, lang: str) -> tuple[Entry, ...]:
    """The entries, each with why it is told again beside its level."""
    found = []
    for entry in entries:
        why = sent.rows[entry.finding.id]
        again = translate(f"register.told-as.{why.value}", lang)
        level = entry.level
        if why is not ToldAs.NEW:
            level += translate("joining.brackets", lang, inner=again)
        found.append(replace(entry, level=level))
    return tuple(found)
