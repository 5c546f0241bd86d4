"""Reports for a store without files or readers, and a process that feeds some to a store.

``python -m tests.register.feeding URL COUNT [BYTES]``: ``BYTES`` is the most that any file may
grow to. Prints the number of each report that is in; ends in the line of a ``CheckerError``.

``… feeding URL COUNT --killed TIMES``: as many processes do so one after the other, each is killed
(SIGKILL) at a moment of its own, spread over what one of them takes. Prints what each had told.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.model import (
    Checked,
    Coverage,
    Finding,
    PagePlace,
    Refusal,
    RefusalReason,
    Report,
    Result,
    Severity,
    Verdict,
)
from checker.register.intake import Intake
from checker.register.location import located
from checker.register.store import Store, open_store
from tests.support.factory import change, sample

if TYPE_CHECKING:
    from collections.abc import Sequence

JUDGED = "0" * 64
DAY = "2024-01-15"
_WHOLE = 0.5  # seconds: 20 reports take half of it where nothing else runs


@cache
def _report() -> Report:
    return sample("hongze-2023")


def finding(rule: str, severity: Severity = Severity.ERROR, **values: object) -> Finding:
    made = Finding(
        f"id-{rule}", rule, "title", severity, Result.FAIL, None, f"{rule}: 1 ≠ 2", (),
        places=(PagePlace(3),), where="总计",
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


def checked(
    number: int = 1,
    body: str | None = "某县教育局",
    year: int | None = 2023,
    findings: Sequence[Finding] = (),
    *,
    total: str = "7",
    verdict: Verdict | None = None,
) -> Checked:
    """A report of bytes of its own (``number``), with these findings."""
    report = replace(_report(), sha256=f"{number:064x}", path=f"{number}.pdf", body=body, year=year)
    report = change(report, "t3.granted.total", total)
    counts = Coverage(10, 10 - len(findings), len(findings), 0)
    counted = [one for one in findings if one.waived is None and one.severity != "info"]
    verdict = verdict or (Verdict.FAIL if counted else Verdict.PASS)
    return Checked(report, verdict, tuple(findings), counts, Coverage(4, 4, 0, 0))


def refused(reason: RefusalReason, number: int = 1) -> Checked:
    report = Report(f"{number}.pdf", f"{number:064x}", refusal=Refusal(reason))
    none = Coverage(0, 0, 0, 0)
    return Checked(report, Verdict.UNREADABLE, (), none, none)


def intake(store: Store, *, judged: str = JUDGED, day: str = DAY, keep: bool = False) -> Intake:
    return Intake(store, judged, day, keep=keep)


def body(number: int) -> str:
    return f"某市第{number}局"


def feed_and_kill(path: str, count: int, times: int) -> None:
    """Feed the store in processes that are killed; they are forks, which need import nothing."""
    for turn in range(times):
        ours, theirs = os.pipe()
        child = os.fork()
        if not child:
            os.dup2(theirs, 1)
            os._exit(main(path, str(count)))
        os.close(theirs)
        # By the golden ratio: no two of them at the same place, whatever their number.
        time.sleep(_WHOLE * ((turn * 0.618) % 1))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(ours) as told:
            sys.stdout.write(json.dumps([int(one) for one in told.read().split()]) + "\n")


def main(path: str, count: str, most: str = "", times: str = "") -> int:
    """Feed the store."""
    if most == "--killed":
        feed_and_kill(path, int(count), int(times))
        return 0
    if most:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
    try:
        taking = intake(open_store(located(path, "zh"), "zh"))
        for number in range(1, int(count) + 1):
            one = checked(number, body(number), findings=[finding("T3-01")])
            taking.take(one.report.path, [one])
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
    except CheckerError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
