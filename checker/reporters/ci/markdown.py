"""The findings as Markdown, for tickets, merge requests and step summaries.

Text from a report is written so that GitHub and GitLab show it as it is: no markup, HTML,
link, mention or reference comes of it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from checker.findings.records import shown_path
from checker.i18n import translate
from checker.model import Severity
from checker.model.results import GRAVITY
from checker.reporters.ci.annotations import Listed, counted, listed_findings, sentence
from checker.reporters.inert import encodable, inert
from checker.wording.inputs import input_notes
from checker.wording.names import part_of, printed_at
from checker.wording.remarks import remarks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from checker.model import Checked, Results
    from checker.reporters.options import Look

SUMMARY_BYTES = 1_000_000
"""GitHub refuses a step summary of more than 1 MiB."""
_ROOM = 500  # bytes for the line about what is left out

# Written as entities: what starts HTML, cells, mentions, references, links or formulas.
_ENTITIES = re.compile(r"[&<>|@#$!]|[%~^](?=\w)|:(?=//|\w+:)|(?<=www)\.", re.IGNORECASE)
_ESCAPED = re.compile(r"[\\`*_\[\]~]")


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write the counts, what is about several reports, then each report in the order given."""
    sections = [_section(checked, own, options) for checked, own in _by_report(results, options)]
    _write([_overview(results, options), _between(results, options), *sections], stream)


def summary(results: Results, options: Look, stream: TextIO, limit: int = SUMMARY_BYTES) -> None:
    """The same within ``limit`` bytes: the worst reports first, the rest counted."""
    ordered = sorted(_by_report(results, options), key=lambda pair: GRAVITY[pair[0].verdict])
    parts = [_overview(results, options), _between(results, options)]
    # Reports are why somebody looks at a step's summary: they keep half of it at least.
    if len(parts[1].encode()) > limit // 2:
        parts[1] = ""  # left to the other outputs
    size = sum(len(part.encode()) for part in parts) + _ROOM
    for number, (checked, own) in enumerate(ordered):
        section = _section(checked, own, options)
        size += len(section.encode()) + 1
        if size > limit:
            left = sum(1 for rest, _ in ordered[number:] if rest.findings)
            parts.append(translate("ci.reports-left-out", options.lang, count=left) + "\n")
            break
        parts.append(section)
    _write(parts, stream)


def literal(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    safe = _ESCAPED.sub(r"\\\g<0>", inert(text))
    return _ENTITIES.sub(lambda match: f"&#{ord(match[0])};", safe)


def _write(parts: Sequence[str], stream: TextIO) -> None:
    text = "\n".join(part for part in parts if part)
    stream.write(encodable(text, stream, "xmlcharrefreplace"))


def _by_report(results: Results, options: Look) -> Iterator[tuple[Checked, list[Listed]]]:
    own: dict[int, list[Listed]] = {}
    for one in listed_findings(results, options.lang):
        if one.position is not None:
            own.setdefault(one.position, []).append(one)
    for position, checked in enumerate(results.reports):
        yield checked, own.get(position, [])


def _overview(results: Results, options: Look) -> str:
    listed = counted(listed_findings(results, options.lang))
    severities = Counter(one.finding.severity.value for one in listed)
    reports = translate("report.summary", options.lang, **results.tally)
    levels = {severity.value: severities[severity.value] for severity in Severity}
    lines = [f"**{reports}**", "", translate("report.summary-findings", options.lang, **levels)]
    notes = [line for _, line in input_notes(results.inputs, options.lang)]
    if results.waivers:
        path = shown_path(results.waivers)
        notes.insert(0, translate("waiver.file", options.lang, path=path))
    beside = [f"- {literal(note)}" for note in notes]
    if beside:
        lines += ["", *beside]
    return "\n".join(lines) + "\n"


def _section(checked: Checked, own: Sequence[Listed], options: Look) -> str:
    if options.quiet and not own:
        return ""
    lang, found = options.lang, checked.report
    verdict = translate(f"verdict.{checked.verdict.value}", lang)
    lines = [f"### {verdict} {literal(shown_path(found.name))}", ""]
    if found.refusal is None:
        about = [
            found.body or translate("report.body-unknown", lang),
            translate("report.year", lang, year=found.year)
            if found.year
            else translate("report.year-unknown", lang),
        ]
        if found.part is not None:
            about.append(part_of(found.part, lang))
        if found.pages:
            about.append(translate("report.pages", lang, count=found.pages))
        lines += [literal(translate("joining.dot", lang).join(about)), ""]
    if own:
        lines += _findings(own, lang)
    elif found.refusal is None:
        lines += [translate("report.no-findings", lang), ""]
    if found.refusal is None:
        lines += [f"{literal(text)}\n" for text in remarks_of(found, lang)]
        lines += [translate("report.coverage-hard", lang, **checked.hard.counts), ""]
    return "\n".join(lines)


def _between(results: Results, options: Look) -> str:
    """What is about several reports; empty when there is nothing of it."""
    own = [one for one in listed_findings(results, options.lang) if one.position is None]
    if not own:
        return ""
    heading = f"### {translate('ci.between', options.lang)}"
    return "\n".join([heading, "", *_findings(own, options.lang, named=True)])


def _findings(listed: Sequence[Listed], lang: str, *, named: bool = False) -> Iterator[str]:
    """A table of what counts, its grounds, then what was accepted and why.

    ``named``: outside a report's own section each line says whose report it is about.
    """
    live = counted(listed)
    if live:
        keys = (*(("report",) if named else ()), "level", "rule", "place", "message", "page")
        yield "| " + " | ".join(translate(f"ci.column.{key}", lang) for key in keys) + " |"
        yield "|" + "---|" * len(keys)
        yield from (_row(one, lang, named=named) for one in live)
        yield ""
        yield from _grounds(live, lang)
    accepted = [one for one in listed if one.finding.waived is not None]
    if accepted:
        yield translate("ci.accepted", lang) + translate("joining.colon", lang)
        yield ""
        for one in accepted:
            reason = one.finding.waived.reason if one.finding.waived else ""
            whose = f"{_whose(one, lang)} " if named else ""
            text = f"{whose}{one.finding.rule} {sentence(one, lang)} "
            yield "- " + literal(text + translate("waiver.waived", lang, reason=reason))
        yield ""


def _whose(one: Listed, lang: str) -> str:
    """Body, year and file that a finding accuses, and the files that it was held against."""
    body, year = one.report.body, one.report.year
    about = f"{body or translate('report.body-unknown', lang)} {year or ''}".strip()
    files = [shown_path(name) for name in one.finding.reports]
    inner = translate("joining.list", lang).join(files)
    return about + translate("joining.brackets", lang, inner=inner) if files else about


def _row(one: Listed, lang: str, *, named: bool) -> str:
    finding = one.finding
    cells = (
        *((_whose(one, lang),) if named else ()),
        translate(f"severity.{finding.severity.value}", lang),
        f"{finding.rule} {finding.title}",
        finding.where,
        sentence(one, lang, placed=False),
        printed_at(finding.places, lang, _in_column, bare=True),
    )
    return "| " + " | ".join(literal(cell) for cell in cells) + " |"


def _in_column(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages))


def _grounds(own: Sequence[Listed], lang: str) -> Iterator[str]:
    """Basis and advice, once a rule."""
    told: dict[str, None] = {}
    for one in own:
        finding = one.finding
        texts = [
            translate(f"report.grounds.{key}", lang) + translate("joining.colon", lang) + text
            for key, text in (("basis", finding.basis), ("advice", finding.advice))
            if text
        ]
        if texts:
            told[f"- {finding.rule} " + literal(" ".join(texts))] = None
    if told:
        yield from told
        yield ""
