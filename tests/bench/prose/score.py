"""The score of an acceptance half: ``python -m tests.bench.prose.score [--half NAME] [--list]``.

Never for tuning (see README.md here): ``--list`` is there to settle which of a narrative and the
program is wrong, once the figure was written down.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from checker.checks.engine import evaluate
from checker.model import PREAMBLE, Outcome, PagePlace, Report, Result, Section, Severity
from checker.recognise.scope import scope_of
from checker.rulebook import load_rulebook
from tests.bench.prose.halves import FIRST, HALVES, folder_of
from tests.support.factory import HEADINGS, report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.rulebook.rule import Rulebook

DECISIONS = {"decisions": "TX-25"}
"""A rule that had no number yet when the half was written, and the one it has now."""
IN_TEXT = {"TX-09": "TX-27"}
"""What needs the year before, and the rule that tells it where the text itself gives that year."""
COUNTED = ("TX-", "ST-09", "ST-12", "ST-13", "ST-14", "ST-15", "ST-16", "ST-17", "ST-18", "ST-19")


def lines_of(name: str, half: str = FIRST) -> list[dict[str, Any]]:
    """The entries of one of a half's two files."""
    text = (folder_of(half) / name).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def report_of(
    narrative: Mapping[str, Any],
    figures: Mapping[str, str],
    text: Mapping[str, str],
    book: Rulebook,
) -> Report:
    """A narrative's report with these figures and this text; a cell that is not named is 0."""
    form = book.form(narrative["form"])
    cells = {str(ref): "0" for ref in form.refs} | dict(figures)
    made = report({**narrative, "cells": cells})
    sections = tuple(
        Section(number, heading, text[str(number)], PagePlace(1))
        for number, heading in enumerate(HEADINGS, start=1)
        if str(number) in text
    )
    year = narrative["year"]
    period = f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    preamble = Section(PREAMBLE, "", text.get("0", "") + period, PagePlace(1))
    whole = replace(made, sections=sections, preamble=preamble)
    prose = "".join("".join(one.text for one in whole.prose).split())
    return replace(whole, scope=scope_of(narrative["body"], prose))


def planted(narrative: Mapping[str, Any], plant: Mapping[str, Any], book: Rulebook) -> Report:
    """The report of a narrative with one contradiction planted in its figures or its text."""
    figures, text = dict(narrative["figures"]), dict(narrative["text"])
    if plant["where"] == "tables":
        figures |= {ref: new for ref, (_, new) in plant["figures"].items()}
    else:
        at = plant["text"]
        whole = text[at["section"]]
        assert whole[at["start"] : at["end"]] == at["old"]
        text[at["section"]] = whole[: at["start"]] + at["new"] + whole[at["end"] :]
    return report_of(narrative, figures, text, book)


def failures(one: Report, book: Rulebook) -> list[Outcome]:
    """What the rules of the text accuse the report of."""
    return [
        out
        for out in evaluate([one], book)
        if out.result is Result.FAIL and out.rule.startswith(COUNTED)
    ]


def loud(found: Iterable[Outcome], book: Rulebook) -> list[Outcome]:
    """Those at warning or error."""
    return [one for one in found if book.rule(one.rule).severity_of(one.case) is not Severity.INFO]


def rules_of(named: Iterable[str]) -> set[str]:
    """The rules of the catalogue that may rightly speak where these were named."""
    own = {DECISIONS.get(rule, rule) for rule in named}
    return own | {IN_TEXT[rule] for rule in own if rule in IN_TEXT}


def main(arguments: list[str] | None = None) -> int:
    """Print the score, by rule."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--list", action="store_true", help="each miss and accusation")
    parser.add_argument("--half", choices=list(HALVES), default=FIRST, help="which half")
    given = parser.parse_args(arguments)
    book = load_rulebook()
    narratives = {one["id"]: one for one in lines_of("accept.jsonl", given.half)}
    listed: list[str] = []
    accused = 0
    for one in narratives.values():
        false = loud(failures(report_of(one, one["figures"], one["text"], book), book), book)
        accused += bool(false)
        listed += [f"ACCUSED {one['id']} {out.rule} {out.facts.get('quote', '')}" for out in false]
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    others = warned = 0
    plants = lines_of("planted.jsonl", given.half)
    for plant in plants:
        right, allowed = rules_of(plant["rules"]), rules_of(plant["rules"] + plant["allowed"])
        found = failures(planted(narratives[plant["narrative"]], plant, book), book)
        hit = any(out.rule in right for out in found)
        warned += any(out.rule in right for out in loud(found, book))
        first = DECISIONS.get(plant["rules"][0], plant["rules"][0])
        counts[first].update({"planted": 1, "found": int(hit)})
        if not hit:
            listed.append(f"MISSED {plant['id']} {plant['rules']} {plant['number']}")
        false = [out for out in loud(found, book) if out.rule not in allowed]
        others += bool(false)
        listed += [f"OTHER {plant['id']} {out.rule} {out.facts.get('quote', '')}" for out in false]
    lines = listed if given.list else []
    lines += [
        f"  {rule:6} {n['found']:4} of {n['planted']:4}" for rule, n in sorted(counts.items())
    ]
    hits = sum(n["found"] for n in counts.values())
    lines.append(
        f"right rule fired {hits} of {len(plants)} ({hits / len(plants):.1%}), "
        f"on {warned} as a warning or error; "
        f"another rule fired on {others}; "
        f"clean reports accused {accused} of {len(narratives)}"
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
