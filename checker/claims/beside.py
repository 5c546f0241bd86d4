"""Words that are a channel or a kind of applicant only beside others of it.

网上92件、来信71件、来访8件: 来信 alone is a letter of any kind. 自然人55件、企业6件、其他1件: 其他
is the rest of the list it stands in, applicants here and results elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.asked import is_light
from checker.claims.kinds import BESIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.tokens import Token
    from checker.rulebook.lexicon import Lexicon

_NAMING = frozenset({"short", "object", "mark", "channel", "applicant"})
_BREAKS = frozenset(",、;。:!?()")


def with_words_beside(tokens: list[Token], text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens, such words told as what they are in the list they stand in."""
    at = [n for n, one in enumerate(tokens) if one.kind & BESIDE and one.part in _NAMING]
    if not at:
        return tokens
    found = list(tokens)
    beside = lexicon.beside
    labels = list(_labels(found))
    for n in at:
        place = next((k for k, label in enumerate(labels) if _is_but(found, label, n)), None)
        if place is None:
            continue
        near = [labels[k] for k in (place - 1, place + 1) if 0 <= k < len(labels)]
        kinds = [{found[m].part for m in label if not is_light(found[m])} for label in near]
        received = any(found[m].part == "action" and not _submits(found[m]) for m in labels[place])
        for part, name in beside[text[found[n].start : found[n].end]]:
            if received and part != "channel":
                continue  # 单位收到3件: who received them, and not who applied
            alike = any(part in told <= {part, "object", "action"} for told in kinds)
            if alike and not found[n].gap:
                found[n] = found[n].told_as(part, name)
                break
    return found


def _labels(tokens: Sequence[Token]) -> Iterator[list[int]]:
    """The places of the words that name each number: before it, or else behind it."""
    for at, one in enumerate(tokens):
        if one.figure is None or one.name in {"元", "万元"}:
            continue
        before = _run(tokens, range(at - 1, -1, -1))
        said = [n for n in before if not is_light(tokens[n])]
        yield before if said else _run(tokens, range(at + 1, len(tokens)))


def _run(tokens: Sequence[Token], places: range) -> list[int]:
    found: list[int] = []
    for n in places:
        if tokens[n].figure is not None or (tokens[n].is_stop and tokens[n].name in _BREAKS):
            break
        found.append(n)
    return found


def _is_but(tokens: Sequence[Token], label: Sequence[int], at: int) -> bool:
    """Whether a label says this word and nothing else."""
    rest = [tokens[n] for n in label if n != at]
    return at in label and all(
        is_light(one) or one.names("apply", "request") or _submits(one) or _receives(one)
        for one in rest
    )


def _receives(one: Token) -> bool:
    """通过系统收到11件,局长信箱收到2件."""
    return one.part == "action" and one.name in {"receive", "receive_new"}


def _submits(one: Token) -> bool:
    return one.part == "action" and one.name == "submit"
