"""A draft of an aggregated report as a Word document: the form to go on with, and what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.aggregation.words import (
    cause_of,
    differing_lines,
    members_of,
    open_lines,
    remark_of,
    summands_of,
    title_of,
)
from checker.i18n import translate
from checker.reporters.print.draft_form import drawn, ref_of
from checker.reporters.print.word_package import package, paragraph, rows, table
from checker.rulebook.form import BLOCKS
from checker.wording.facts import figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from checker.aggregation import Aggregate
    from checker.reporters.options import Look
    from checker.reporters.print.form_grid import Box

_SIZES = {BLOCKS: 21}
_SMALL = 17  # half-points: 表三 has ten columns, 表四 fifteen


def report(draft: Aggregate, options: Look, stream: BinaryIO) -> None:
    """Write the document."""
    stream.write(package(_blocks(draft, options.lang)))


def _blocks(draft: Aggregate, lang: str) -> Iterator[str]:
    yield paragraph(title_of(draft, lang), size=32, bold=True, align="center")
    yield paragraph(translate("aggregate.lead", lang))

    def text_of(box: Box) -> str:
        ref = ref_of(box)
        if ref is None:
            return box.text
        number = draft.totals[ref].number
        return "" if number is None else figure(number)

    for code, grid in drawn(draft.form).items():
        own = draft.form.tables[code]
        heading = next(one.heading for one in draft.form.sections if one.number == own.section)
        yield paragraph(heading, size=24, bold=True)
        if own.shape == BLOCKS:
            yield paragraph(translate("aggregate.not-added", lang))
        yield table(grid, text_of, size=_SIZES.get(own.shape, _SMALL))
    yield paragraph(translate("aggregate.sheet-members", lang), size=24, bold=True)
    for line in members_of(draft, lang):
        yield paragraph(line)
    yield _members(draft, lang)
    yield from _listed("aggregate.open-heading", open_lines(draft, lang), lang)
    if draft.published is not None:
        version = draft.published_version
        compared = translate("aggregate.compared", lang, version=version, **draft.tally)
        yield paragraph(compared, bold=True)
        causes = (cause_of(cause, lang) for cause in draft.causes)
        yield from _listed("aggregate.causes-heading", causes, lang)
        yield from _listed("aggregate.differs-heading", _differing(draft, lang), lang)
        notes = differing_lines(draft.notes, draft, lang)
        yield from _listed("aggregate.compared-blocks", notes, lang)


def _members(draft: Aggregate, lang: str) -> str:
    columns = ("body", "code", "fate", "version", "remark")
    return rows(
        [translate(f"aggregate.column.{column}", lang) for column in columns],
        [
            (
                one.name,
                one.code,
                translate(f"aggregate.fate.{one.fate.value}", lang),
                str(one.version or ""),
                remark_of(one, lang),
            )
            for one in draft.members
        ],
        (30, 12, 22, 6, 30),
    )


def _differing(draft: Aggregate, lang: str) -> Iterator[str]:
    """The cells that differ, each with its summands."""
    lines = differing_lines(draft.differing, draft, lang)
    for one, line in zip(draft.differing, lines, strict=True):
        inner = translate("aggregate.column.summands", lang) + translate("joining.colon", lang)
        yield line + translate("joining.semicolon", lang) + inner + summands_of(one.total, lang)


def _listed(key: str, lines: Iterator[str], lang: str) -> Iterator[str]:
    """A heading with its lines; nothing where there is none."""
    told = [*lines]
    if told:
        yield paragraph(translate(key, lang), bold=True)
        yield from (paragraph(line, size=18) for line in told)
