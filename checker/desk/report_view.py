"""One report as its page shows it: what was found and decided, its pages, its tables as read.

In words and shares of pictures, ready to be marked up; what there is to do comes first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from checker.desk.pictures import cells_by_page
from checker.i18n import translate
from checker.model import Severity
from checker.model.dispositions import UNTOUCHED, Disposal, Disposition
from checker.reporters.inert import inert
from checker.reporters.print.entries import sheet
from checker.reporters.print.page_tables import read_tables
from checker.wording.facts import refusal
from checker.wording.names import Names, file_of
from checker.wording.remarks import remarks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model import Checked, Finding, Report, Verdict, Waived
    from checker.model.page_images import PagePicture
    from checker.reporters.print.entries import Entry
    from checker.reporters.print.page_tables import ReadTable
    from checker.rulebook.form import Form

_BESIDE = 60  # characters of a text before and behind the sentence that is marked
_HIGH = 1000
"""The overlay of a page counts in thousandths of its width and height."""


class Marked(NamedTuple):
    """A sentence of the report between what stands before and behind it."""

    section: str
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Item:
    """A finding of the page; ``refs`` are its cells, ``seen`` the number of the last decision."""

    id: str
    number: int
    level: str
    level_name: str
    kind: str
    rule: str
    place: str
    working: str
    further: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    refs: tuple[str, ...]
    quote: Marked | None
    seen: int
    decision: str
    decided: str
    note: str
    remark: str
    is_done: bool
    is_todo: bool
    has_lapsed: bool
    between: bool


class Spot(NamedTuple):
    """A cell on the picture of a page, in thousandths from its top left corner."""

    ref: str
    x: int
    y: int
    width: int
    height: int
    kind: str


class Page(NamedTuple):
    """A page: its number, its size in points, the cells on it."""

    number: int
    width: int
    height: int
    caption: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The page of a report; ``tables`` is ``None`` where no form was recognised."""

    id: int
    title: str
    verdict: str
    verdict_name: str
    refusal: str
    facts: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]
    left: int
    pages: tuple[Page, ...]
    tables: tuple[ReadTable, ...] | None


class Told(NamedTuple):
    """What is known of a report beside itself: of others, of decisions, of its pages.

    ``accepted`` are the waivers that hold, by finding, whoever gave them and where.
    """

    verdict: Verdict
    between: tuple[Finding, ...]
    decisions: Mapping[str, Disposition]
    accepted: Mapping[str, Waived]
    pictures: Mapping[int, PagePicture]


def view(number: int, checked: Checked, forms: Sequence[Form], told: Told, lang: str) -> ReportView:
    """The page of a report."""
    report = checked.report
    names = Names.of(report, forms, lang)
    entries = entries_of(checked, told.between, names)
    items = tuple(_item(entry, report, told, names) for entry in entries)
    verdict = told.verdict.value
    return ReportView(
        id=number,
        title=title_of(report, lang),
        verdict=verdict,
        verdict_name=translate(f"verdict.{verdict}", lang),
        refusal=refusal(report.refusal.reason.value, report.refusal.detail, lang)
        if report.refusal
        else "",
        facts=tuple(_facts(checked, names)),
        items=(
            *(item for item in items if not item.is_done),
            *(item for item in items if item.is_done),
        ),
        left=sum(item.is_todo for item in items),
        pages=_pages(report, told.pictures, entries, lang),
        tables=None if report.refusal is not None else read_tables(report, names, entries),
    )


def entries_of(checked: Checked, between: Sequence[Finding], names: Names) -> tuple[Entry, ...]:
    """The findings of a report, one for each cause, numbered."""
    own = sheet(checked, names)
    beside = sheet(_only(checked, between), names) if between else None
    found = (*own.failed, *own.undecided)
    # What is found between reports is kept as it was found, with what was accepted of it.
    more = (*beside.failed, *beside.undecided, *beside.waived) if beside else ()
    return (*found, *(_renumbered(one, len(found)) for one in more))


def title_of(report: Report, lang: str) -> str:
    """``某县人民政府 2023``."""
    body = report.body or translate("report.body-unknown", lang)
    return inert(f"{body} {report.year or translate('report.year-unknown', lang)}")


def _only(checked: Checked, findings: Sequence[Finding]) -> Checked:
    return replace(checked, findings=tuple(findings), causes=())


def _renumbered(entry: Entry, by: int) -> Entry:
    return replace(entry, number=entry.number + by)


def _item(entry: Entry, report: Report, told: Told, names: Names) -> Item:
    finding, lang = entry.finding, names.lang
    none = translate("list.none", lang)
    decision = _decision(finding, told)
    has_lapsed = decision.number > 0 and not decision.holds and decision.kind is not Disposal.REOPEN
    refs = dict.fromkeys(str(ref) for one in entry.shown for ref in one.cells)
    facts = (
        (translate("column.basis", lang), entry.basis),
        (translate("column.advice", lang), entry.advice),
    )
    return Item(
        id=finding.id,
        number=entry.number,
        level=finding.severity.value,
        level_name=entry.level,
        kind=finding.outcome.value,
        rule=entry.rule,
        place="" if entry.place == none else entry.place,
        working=entry.working,
        further=(*entry.also, *entry.suggested),
        facts=tuple((name, inert(text)) for name, text in facts if text != none),
        refs=tuple(ref for ref in refs if ref in report.cells),
        quote=_marked(finding, report, names),
        seen=decision.number,
        decision=decision.kind.value if decision != UNTOUCHED else "",
        decided=_decided(decision, lang),
        note=inert(decision.note),
        remark=_remarked(decision, lang),
        is_done=decision.settles,
        # A note asks for nothing, and the list of reports counts none.
        is_todo=not decision.settles and finding.severity is not Severity.INFO,
        has_lapsed=has_lapsed,
        between=finding.comparison is not None,
    )


def _decision(finding: Finding, told: Told) -> Disposition:
    """The latest decision at this desk; else the waiver that was given elsewhere."""
    decision = told.decisions.get(finding.id, UNTOUCHED)
    waived = told.accepted.get(finding.id)
    if waived is None or decision.settles:
        return decision
    return Disposition(
        decision.number, Disposal.ACCEPT, waived.reason, waived.by, waived.date, holds=True
    )


def _decided(decision: Disposition, lang: str) -> str:
    """Who decided what and when; empty where nobody did."""
    if decision == UNTOUCHED:
        return ""
    word = translate(f"desk.disposal.{decision.kind.value}", lang)
    by = inert(decision.by) or translate("list.none", lang)
    at = decision.at[:16].replace("T", " ")
    return translate("desk.decided", lang, word=word, by=by, at=at)


def _remarked(decision: Disposition, lang: str) -> str:
    """What was said of a decision after it was made, and by whom."""
    said = decision.remark
    if said is None:
        return ""
    word = translate(f"desk.disposal.{Disposal.NOTE.value}", lang)
    by = inert(said.by) or translate("list.none", lang)
    told = translate("desk.decided", lang, word=word, by=by, at=said.at[:16].replace("T", " "))
    return told + translate("joining.colon", lang) + inert(said.note)


def _marked(finding: Finding, report: Report, names: Names) -> Marked | None:
    """The sentence of a finding in its text, as far as the text is at hand."""
    quote = finding.quote
    if quote is None:
        return None
    name = names.section(quote.section) if quote.section.isdecimal() else ""
    for section in report.prose:
        before, found, after = section.text.partition(quote.text)
        if found and str(section.number) == quote.section:
            return Marked(name, inert(before[-_BESIDE:]), inert(found), inert(after[:_BESIDE]))
    return Marked(name, "", inert(quote.text), "")


def _facts(checked: Checked, names: Names) -> Iterator[tuple[str, str]]:
    report, lang = checked.report, names.lang
    yield translate("list.file", lang), inert(file_of(report, lang))
    yield translate("list.sha256", lang), report.sha256
    if report.refusal is None:
        yield translate("list.form", lang), names.form_of(report.form) if report.form else ""
        counts = checked.coverage
        yield translate("list.all", lang), translate("desk.coverage", lang, **counts.counts)
        for text in remarks_of(report, lang):
            yield translate("list.reading", lang), inert(text)


def _pages(
    report: Report, pictures: Mapping[int, PagePicture], entries: Sequence[Entry], lang: str
) -> tuple[Page, ...]:
    kinds: dict[str, str] = {}
    for entry in reversed(entries):  # the worst last: it stays
        for one in entry.shown:
            kinds |= dict.fromkeys(map(str, one.cells), entry.finding.severity.value)
    cells = cells_by_page(report)
    return tuple(
        Page(
            page,
            round(picture.width),
            round(picture.height),
            translate("page.original", lang, page=page),
            tuple(
                _spot(ref, mark, kinds.get(ref, ""))
                for (ref, _), mark in zip(cells[page], picture.marks, strict=True)
            ),
        )
        for page, picture in sorted(pictures.items())
    )


def _spot(ref: str, mark: tuple[float, float, float, float], kind: str) -> Spot:
    left, top, right, bottom = (round(share * _HIGH) for share in mark)
    return Spot(ref, left, top, max(1, right - left), max(1, bottom - top), kind)
