"""One line a finding: ``path:page: severity rule place: message``. Nothing when all is well.

In a file without pages the first place stands where the page does.

Checks left undecided by another finding's cause are counted on that finding's line, and so are
relations that fail for the same slip; the line then says what may be wrong.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checker.findings.records import shown_path
from checker.i18n import translate
from checker.model import Result
from checker.reporters.inert import encodable, inert, inert_line
from checker.reporters.terminal.comparisons import lines, waived_note
from checker.wording.names import printed_at
from checker.wording.repairs import by_entry, joined

if TYPE_CHECKING:
    from typing import TextIO

    from checker.model import Finding, Results
    from checker.reporters.options import Look


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write the findings of each report in its order, worst first."""
    for checked in results.reports:
        # Failures with one located cause are counted, not listed: a line a slip, as a linter has.
        same = {ref for cause in checked.causes for ref in cause.findings}
        undecided: Counter[str] = Counter()
        failed: Counter[str] = Counter()
        told = []
        for finding in checked.findings:
            if finding.follows_from is None:
                told.append(finding)
            elif finding.outcome is Result.UNDECIDED:
                undecided[finding.follows_from] += 1
            elif finding.id in same:
                failed[finding.follows_from] += 1
            else:
                told.append(finding)
        path = shown_path(checked.report.name)
        causes = by_entry(checked)
        for finding in told:
            notes = [joined(cause.lines, options.lang) for cause in causes.get(finding.id, ())]
            if failed[finding.id]:
                count = translate("repair.same-cause", options.lang, count=failed[finding.id])
                notes.insert(0, count)
            text = _line(path, finding, undecided[finding.id], options.lang)
            text = translate("joining.semicolon", options.lang).join([text, *notes])
            text += waived_note(finding, options.lang)
            stream.write(encodable(inert_line(inert(text)), stream) + "\n")
    for path, finding, added in lines(results, options.lang):
        text = _line(shown_path(path), finding, 0, options.lang) + added
        stream.write(encodable(inert_line(inert(text)), stream) + "\n")


def _line(path: str, finding: Finding, followers: int, lang: str) -> str:
    at = ":" + printed_at(finding.places[:1], lang, bare=True) if finding.places else ""
    words = [translate(f"severity.{finding.severity.value}", lang), finding.rule]
    message = finding.message
    if finding.outcome is not Result.FAIL:
        words.append(translate(f"outcome.{finding.outcome.value}", lang))
        message = message.removeprefix(translate("relation.undecided", lang))
    if finding.where and not message.startswith(finding.where):
        words.append(finding.where)
    if followers:
        count = translate("report.followers", lang, count=followers)
        message += translate("joining.semicolon", lang) + count
    return f"{path}{at}: {' '.join(words)}{translate('joining.colon', lang)}{message}"
