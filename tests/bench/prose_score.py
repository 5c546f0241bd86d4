"""Recall and false accusations of the text rules on reports given as figures and prose.

    python -m tests.bench.prose_score CASES.jsonl [--half A|B|all] [--list] [--case NAME]

A case has ``report`` (agency, year, template, narrative, table2, table3, table4; a cell that is
not named is 0) and ``expect``: ``silent``, or the rule that must fire (or several, any of which
will do) with the number stated. No file is opened for the cases: this measures what is read in
sentences and nothing else. The halves are cut by the hash of the text's name, so that the clean
report and all that was planted in it lie in the same half; one is tuned on, the other measured.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from checker.checks.engine import evaluate
from checker.claims import read_claims
from checker.claims.parsed import parse
from checker.model import PREAMBLE, Outcome, PagePlace, Report, Result, Section, Severity
from checker.recognise.scope import scope_of
from checker.rulebook import load_rulebook
from tests.support.factory import HEADINGS, report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.rulebook.rule import Rulebook

_COUNTED = ("TX-", "ST-09", "ST-12", "ST-13", "ST-14", "ST-15", "ST-16", "ST-17", "ST-18", "ST-19")
_FORMS = {"2019": "F2019", "2021": "F2021"}


@dataclass(slots=True)
class Score:
    """What came of the cases: the right rule fired, the wrong one did, a clean one was accused."""

    planted: int = 0
    found: int = 0
    silent: int = 0
    accused: int = 0
    others: int = 0
    unjustified: int = 0
    by_claim: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lines: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Of the planted contradictions, the share that the right rule told."""
        return self.found / self.planted if self.planted else 1.0

    def told(self) -> Iterator[str]:
        """The score as lines."""
        for claim, count in sorted(self.by_claim.items()):
            yield f"  {claim:12} {count['found']:3} of {count['planted']:3}"
        yield (
            f"right rule fired {self.found} of {self.planted} ({self.recall:.1%}); "
            f"another rule fired on {self.others} of {self.planted}, "
            f"on {self.unjustified} where it had not held for the clean report; "
            f"clean reports accused {self.accused} of {self.silent}"
        )


def cases(path: Path, half: str = "all") -> list[dict[str, Any]]:
    """The cases of a file, all or those of one half."""
    every = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [case for case in every if half in ("all", half_of(case["case"]))]


def half_of(name: str) -> str:
    """``A`` or ``B``, by the text that the case was made from."""
    text = name.partition(".")[0]
    return "AB"[hashlib.sha256(text.encode()).digest()[0] % 2]


def report_of(case: dict[str, Any], rulebook: Rulebook) -> Report:
    """The report of a case, every cell of its form printed."""
    given = case["report"]
    form = rulebook.form(_FORMS[given["template"]])
    cells = {str(ref): "0" for ref in form.refs}
    for table in ("table2", "table3", "table4"):
        for row, columns in given[table].items():
            for column, printed in columns.items():
                cells[f"t{table[-1]}.{row}.{column}"] = printed
    made = report({**given, "body": given["agency"], "form": form.code, "cells": cells})
    prose = given["narrative"]
    sections = tuple(
        Section(number, heading, prose.get(str(number), ""), PagePlace(1))
        for number, heading in enumerate(HEADINGS, start=1)
    )
    year = given["year"]
    period = f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    preamble = Section(PREAMBLE, "", prose.get("preamble", period), PagePlace(1))
    whole = replace(made, sections=sections, preamble=preamble)
    text = "".join("".join(one.text for one in whole.prose).split())
    return replace(whole, scope=scope_of(given["agency"], text))


def score(found: Iterable[dict[str, Any]], rulebook: Rulebook) -> Score:
    """All cases judged, one report a run."""
    total = Score()
    held: dict[str, set[tuple[str, str]]] = {}
    for case in found:
        outcomes = _outcomes(report_of(case, rulebook), rulebook)
        text = case["case"].partition(".")[0]
        if case["expect"] == "silent":
            passed = (one for one in outcomes if one.result is Result.PASS)
            held[text] = {(one.rule, one.facts.get("quote", "")) for one in passed}
        fails = [one for one in outcomes if one.result is Result.FAIL]
        _add(total, case, fails, held.get(text, set()), rulebook)
    return total


def _outcomes(one: Report, rulebook: Rulebook) -> list[Outcome]:
    return [out for out in evaluate([one], rulebook) if out.rule.startswith(_COUNTED)]


def _add(
    total: Score,
    case: dict[str, Any],
    fails: list[Outcome],
    held: set[tuple[str, str]],
    rulebook: Rulebook,
) -> None:
    """Count one case.

    A planted change moves other cells with it, to keep the arithmetic: another rule that fires
    may be right. It is, where on the clean report the same rule held for the same sentence.
    """
    loud = [
        one for one in fails if rulebook.rule(one.rule).severity_of(one.case) is not Severity.INFO
    ]
    expect = case["expect"]
    if expect == "silent":
        total.silent += 1
        total.accused += bool(loud)
        total.lines += [f"ACCUSED {case['case']} {_words(one)}" for one in loud]
        return
    rules = expect["rule"] if isinstance(expect["rule"], list) else [expect["rule"]]
    hit = any(one.rule in rules for one in fails)
    others = [one for one in loud if one.rule not in rules]
    total.planted += 1
    total.found += hit
    total.others += bool(others)
    unjustified = [one for one in others if (one.rule, one.facts.get("quote", "")) not in held]
    total.unjustified += bool(unjustified)
    total.by_claim[expect["claim"]].update({"planted": 1, "found": int(hit)})
    if not hit:
        text = " ".join(case["report"]["narrative"].values())
        total.lines.append(
            f"MISSED {case['case']} {expect['claim']} {expect.get('stated')} {_near(text, expect)}"
        )
    total.lines += [f"OTHER {case['case']} {expect['claim']} {_words(one)}" for one in unjustified]


def _near(text: str, expect: dict[str, Any]) -> str:
    """The words around the number stated, where it stands in the prose."""
    stated = str(expect.get("stated") or "").partition(":")[0]
    at = text.find(stated) if stated else -1
    return text[max(0, at - 30) : at + 30].replace("\n", "/") if at >= 0 else ""


def _words(one: Outcome) -> str:
    return f"{one.rule} {one.case or ''} {one.facts.get('quote', '')} {one.reported}"


def _milliseconds(found: Iterable[dict[str, Any]], rulebook: Rulebook) -> float:
    """The median CPU time of reading the claims of one report, best of three."""
    times = []
    for case in found:
        sections = report_of(case, rulebook).prose
        runs = []
        for _ in range(3):
            parse.cache_clear()  # as if every sentence were new
            start = time.process_time()
            read_claims(sections, rulebook.lexicon)
            runs.append(time.process_time() - start)
        times.append(min(runs) * 1000)
    return median(times) if times else 0.0


def main(arguments: list[str] | None = None) -> int:
    """Print the score of a file of cases."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("--half", choices=("A", "B", "all"), default="all")
    parser.add_argument("--list", action="store_true", help="each miss and accusation")
    parser.add_argument("--case", help="only the cases whose name starts so")
    given = parser.parse_args(arguments)
    rulebook = load_rulebook()
    found = cases(given.cases, given.half)
    if given.case:
        found = [case for case in found if case["case"].startswith(given.case)]
    total = score(found, rulebook)
    lines = [*(total.lines if given.list else ()), *total.told()]
    spent = _milliseconds(found, rulebook)
    lines.append(f"reading of claims: {spent:.2f} ms CPU a report (median)")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
