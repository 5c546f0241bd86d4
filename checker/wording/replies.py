"""What came back on a list, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model.sent_lists import ToldAs

if TYPE_CHECKING:
    from checker.model.sent_lists import FaultyRow, Reply, SentList


def told_as(one: SentList, lang: str) -> str:
    """Why the rows of a list are told: 新增 2、仍未消除 1."""
    words = (
        translate(
            "register.of-state", lang,
            state=translate(f"register.told-as.{why.value}", lang), count=one.tally[why.value],
        )
        for why in ToldAs
        if one.tally[why.value]
    )  # fmt: skip
    return translate("joining.list", lang).join(words)


def reply_of(one: Reply, lang: str) -> str:
    """The answer with who reviewed it, when and on which version, and the office's own columns."""
    colon = translate("joining.colon", lang)
    further = (f"{heading}{colon}{text}" if heading else text for heading, text in one.further)
    told = [one.done, one.by, *further]
    words = translate("joining.semicolon", lang).join(filter(None, told))
    return translate("register.reply", lang, day=one.day, version=one.version, text=words)


def faulty_row(row: FaultyRow, lang: str) -> str:
    """What is wrong with a row of a list that came back, and what to do about it."""
    changes = translate("joining.semicolon", lang).join(
        translate(
            "register.column-changed", lang,
            column=translate(f"column.{column}", lang), before=before or "—", now=now or "—",
        )
        for column, before, now in row.columns
    )  # fmt: skip
    return translate(f"register.row-fault.{row.fault.value}", lang, changes=changes, **row.facts)
