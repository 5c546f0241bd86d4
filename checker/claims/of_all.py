"""What is said of all that was just counted: 收到26件，均为自然人申请."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.asked import is_light
from checker.claims.clauses import has
from checker.claims.topics import CASES, OTHER_MATTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.claims.clauses import Stretch
    from checker.claims.tokens import Token
    from checker.model.stated import Claim, Sentence

_WHOLES = ("received", "new_received", "handled", "worked_on")
_LIMITS = (
    "neg", "rest", "except", "of_which", "respectively", "each", "share", "completion", "mainly",
)  # fmt: skip


def of_all(
    stretch: Stretch,
    told: Sequence[Claim],
    sentence: Sentence,
    scope: Callable[[int], str | None],
) -> Iterator[Claim]:
    """A claim for each clause without a number that tells of the whole count before it."""
    for clause in _clauses_behind_numbers(stretch.tokens):
        before = [one for one in told if one.kind == "count" and one.at < clause[0].start]
        if not before or before[-1].part or before[-1].about not in _WHOLES:
            continue
        if any(before[-1].at < one.start < clause[0].start for one in _figures(stretch.tokens)):
            continue  # 受理3件,其中2件…,属于法律法规禁止公开的信息
        whole = before[-1]
        names = _names(clause)
        if len(names) != 1 or any(one.about == names[0] for one in told):
            continue
        start, end = clause[0].start, clause[-1].end
        about, _, also = names[0].partition("|")
        yield whole._replace(
            about=about, printed=sentence.text[start:end], at=start, also=also or None,
            scope=scope(start), list=None, part=False, under=whole.about, of_all=True,
        )  # fmt: skip


def _figures(tokens: Sequence[Token]) -> list[Token]:
    return [one for one in tokens if one.figure is not None and one.name != "%"]


def _clauses_behind_numbers(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """Stretches of words without a number that begin with 均, 全部 or 为."""
    words: list[Token] = []
    ready = False
    for one in (*tokens, None):
        if one is None or one.is_stop or one.figure is not None:
            if words and ready and _opens(words[0]) and (one is None or one.figure is None):
                yield tuple(words)
            if one is not None and one.figure is not None:
                ready = True
            words = []
        else:
            words.append(one)


def _are_open(clause: Sequence[Token]) -> bool:
    """悉数公开, 均已公开: a clause that says this and nothing else."""
    told = [one for one in clause if not is_light(one) and not one.marks("past")]
    plain = len(told) == 1 and told[0].names("disclosure") and not any(o.gap for o in clause)
    return plain and told[0].end - told[0].start == len("公开")


def _opens(one: Token) -> bool:
    return one.part == "mark" and one.name in ("all", "copula", "whole")


def _names(clause: Sequence[Token]) -> list[str]:
    if any(one.part == "mark" and one.name in _LIMITS for one in clause):
        return []
    if has(clause, "carry") or has(clause, "object", *OTHER_MATTERS, *CASES):
        return []
    results = list(dict.fromkeys(one.name for one in clause if one.part == "result"))
    rows = list(dict.fromkeys(one.name for one in clause if one.part == "row"))
    if set(results) == {"granted", "partial"}:
        return ["granted_or_partial"]
    if (not rows and results == ["opened"]) or (not results and _are_open(clause)):
        return ["granted|granted_or_partial"]
    kinds = {one.name for one in clause if one.part == "applicant"}
    if not results and not rows and len(kinds) == 1 and not kinds & {"anyone", "people"}:
        return [f"applicant_{kinds.pop()}"]
    return rows or results
