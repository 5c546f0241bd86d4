"""What a number counts, by the words around it: the heart of the grammar.

Each reader knows one kind of quantity and looks at the clause before the number, then at the
words behind it (上年结转9件; 9件结转下年). They are asked in an order: what is said most closely
counts, so 答复予以公开3件 is a result and not all that was answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.asked import is_light
from checker.claims.carried import carried
from checker.claims.cases import case, outcome
from checker.claims.claim import Reason
from checker.claims.clauses import has
from checker.claims.documents import bare_decision, decision, document
from checker.claims.rows import applicant, channel, result
from checker.claims.topics import DECISIONS, FEE, FOREIGN, INFO, OTHER_MATTERS, REQUEST
from checker.claims.verbs import OF_TIME, received_or_handled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.claims.asked import Asked
    from checker.claims.clauses import Phrase
    from checker.claims.tokens import Token

_NOTHING = {
    Reason.DENIED: ("neg", "zero"),
    Reason.AVERAGE: ("rate",),
    Reason.APART: ("except", "withdrawn"),
}


def counted(asked: Asked) -> list[str]:
    """The names of the quantities that the number gives; none where it gives none we know.

    ``unavailable|unavailable_not_held`` is one quantity or the other.
    """
    if _is_withdrawn(asked):
        return ["withdrawn"]
    if not asked.is_telling or _no_count(asked) is not None:
        return []
    for reader in _READERS:
        found = reader(asked)
        if found is not None:
            return found
    return []


def _is_withdrawn(asked: Asked) -> bool:
    """公开3件,不掌握4件,申请人撤回1件: in a list of results, and nothing else said of it."""
    words = asked.near or asked.after
    listed = asked.listed or (asked.last is not None and asked.last.list == "results")
    if not listed or not asked.on_results or not has(words, "mark", "withdrawn"):
        return False
    return asked.in_unit("request") and all(
        is_light(one) or one.marks("withdrawn", "whole", "except") for one in words
    )


def is_change(words: Sequence[Token]) -> bool:
    """Whether the number is by how much something grew: 较上年减少5件."""
    last = next((one for one in reversed(words) if not one.marks("copula", "of", "sum")), None)
    return last is not None and last.marks("up", "down")


def is_of_last_year(phrase: Phrase) -> bool:
    """Whether the words say but that a number is last year's: 较上年50件, 与2018年305件相比."""
    said = [one for one in phrase.near if not is_light(one)]
    held_against = phrase.after[:1] and phrase.after[0].marks("compare")
    return bool(said) and all(
        one.marks("compare") or one.name == "last" or (held_against and one.part == "time")
        for one in said
    )


def why_not(asked: Asked) -> Reason:
    """Why a number is left alone; ``counted`` has found nothing."""
    reason = _no_count(asked)
    if reason is not None:
        return reason
    if asked.classes:
        return Reason.CLASSES
    if has(asked.after, "object", *OTHER_MATTERS, "role") or asked.topic == FOREIGN:
        return Reason.FOREIGN
    return Reason.PUBLISHED if asked.topic == INFO else Reason.UNKNOWN


def _no_count(asked: Asked) -> Reason | None:
    """Why the number counts nothing, whatever else is said."""
    near: Sequence[Token] = asked.near
    if is_change(near):
        return Reason.CHANGE
    told = has(near, "result") or has(near, "row")
    near = _since_the_denial(asked)
    for reason, names in _NOTHING.items():
        if has(near, "mark", *names) and not (told and reason is Reason.APART):
            return reason
    near = asked.near
    foreign = has(near, "object", *OTHER_MATTERS) and not _ends_with_own(near)
    foreign = foreign and not near[-1].names(*DECISIONS) and not _is_resolved(asked.after)
    reasons = {
        Reason.APART: asked.phrase.uncounted,
        Reason.PERIOD: asked.unit in OF_TIME or _opens_a_row(asked),
        Reason.PLAN: has(asked.phrase.lead, "mark", "plan"),
        Reason.FOREIGN: foreign and not bare_decision(asked),
    }
    return next((reason for reason, is_so in reasons.items() if is_so), None)


def _opens_a_row(asked: Asked) -> bool:
    """近三年收到申请分别为98件、71件和90件: more numbers than names are of several years."""
    if not asked.phrase.in_row:
        return False
    said = [one for one in asked.near if not is_light(one) or one.marks("respectively")]
    return bool(said) and said[-1].marks("respectively")


def _since_the_denial(asked: Asked) -> Sequence[Token]:
    """未制发规范性文件、废止1件: what was not done stands before 、 and the number behind it."""
    near, lead = asked.near, asked.phrase.lead
    if not has(near, "mark", "neg"):
        return near
    cut = max((n for n, one in enumerate(lead, 1) if one.is_stop and one.name == "、"), default=0)
    behind = lead[cut:]
    ahead = near[: len(near) - len(behind)]
    done = len(behind) < len(near) and has(ahead, "mark", "neg") and has(ahead, "action")
    return behind if done and has(behind[:1], "action", "repeal", "issue", "in_force") else near


def _is_resolved(after: Sequence[Token]) -> bool:
    """Whether a result follows: 查询出入境记录的2件属行政查询事项 are applications."""
    first = next((one for one in after if not is_light(one)), None)
    return first is not None and first.part in {"result", "row"} and not first.gap


def _ends_with_own(near: Sequence[Token]) -> bool:
    """Whether a word of other matters only tells what an application is about."""
    own = max((n for n, one in enumerate(near) if _is_own(one)), default=-1)
    foreign = max(n for n, one in enumerate(near) if one.names(*OTHER_MATTERS))
    verb = next((n for n, one in enumerate(near) if one.part == "action"), len(near))
    joined = any(one.marks("joint") or one.name == "、" for one in near[foreign:own])
    return verb < foreign < own and not joined


def _is_own(one: Token) -> bool:
    return one.part == "object" and not one.names(*OTHER_MATTERS, "role", "disclosure", "apply")


def _fee(asked: Asked) -> list[str] | None:
    if not asked.in_unit("fee"):
        return None
    # 实际收取总金额300元 is collected, whatever else is said of it.
    for name, about in (("collect", "fee_collected"), ("notify", "fee_notified")):
        if asked.phrase.has("action", name) and asked.topic in {FEE, REQUEST}:
            return [about]
    return []


_READERS: tuple[Callable[[Asked], list[str] | None], ...] = (
    carried, outcome, case, result, applicant, channel, document, decision, _fee,
    received_or_handled,
)  # fmt: skip
"""In the order they are asked; the first that knows the words answers."""
