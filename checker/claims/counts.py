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
from checker.claims.clauses import has
from checker.claims.documents import bare_decision, decision, document
from checker.claims.kinds import MONEY, any_of, kinds_of
from checker.claims.rows import applicant, channel, result
from checker.claims.topics import (
    CASES,
    DECISION_NAMES,
    DECISIONS,
    DOCUMENTS,
    FEE,
    FOREIGN,
    INFO,
    OTHER_MATTERS,
    REQUEST,
)
from checker.claims.verbs import OF_TIME, received_or_handled
from checker.model.stated import Reason
from checker.rulebook.lexicon import MEANINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.claims.asked import Asked
    from checker.claims.phrases import Phrase
    from checker.claims.tokens import Token

_MOVED, _NEGATED = any_of("mark", "up", "down"), any_of("mark", "neg")
_DENIED, _AVERAGE = any_of("mark", "neg", "zero"), any_of("mark", "rate")
_APART, _PLAN = any_of("mark", "except", "withdrawn"), any_of("mark", "plan")
_WITHDRAWN = any_of("mark", "withdrawn")
_NAMED = any_of("result") | any_of("row")
_OF_ANYBODY = ("role", "disclosure", "apply")
_FOREIGN = any_of("object", *OTHER_MATTERS, "role")
_OF_OTHERS = any_of("object", *OTHER_MATTERS)
_OWN = any_of("object", *MEANINGS["object"].difference(OTHER_MATTERS, _OF_ANYBODY))
_ACTION, _JOINING = any_of("action"), any_of("mark", "joint") | any_of("stop", "、")
_COMPARE = any_of("mark", "compare")
_OF_LAST_YEAR = _COMPARE | any_of("time", "last")
_OF_TIME = _OF_LAST_YEAR | any_of("time")
_BESIDE_A_CHANGE = any_of("mark", "copula", "of", "sum")


def counted(asked: Asked, reason: Reason | None) -> list[str]:
    """The names of the quantities that the number gives; none where it gives none we know.

    ``reason`` is why it counts nothing, whatever else is said (``no_count``).
    ``unavailable|unavailable_not_held`` is one quantity or the other.
    """
    phrase = asked.phrase
    if (phrase.near_kinds | phrase.after_kinds) & _WITHDRAWN and _is_withdrawn(asked):
        return ["withdrawn"]
    if reason is not None or not asked.is_telling:
        return []
    kinds = _kinds_around(asked)
    for known_by, reader in _READERS:
        if kinds & known_by:
            found = reader(asked)
            if found is not None:
                return found
    return received_or_handled(asked) or []


def _kinds_around(asked: Asked) -> int:
    """What a reader may know the number by: the words around it, its unit, what is spoken of."""
    phrase = asked.phrase
    kinds = phrase.near_kinds | phrase.after_kinds
    if asked.unit in MONEY:
        kinds |= _IN_MONEY
    if phrase.beyond:
        kinds |= kinds_of(phrase.beyond)
    if asked.topic in _NAMED_AS_OBJECTS:
        kinds |= any_of("object", asked.topic)
    elif asked.topic == INFO:
        kinds |= phrase.lead_kinds & _OF_DOCUMENTS
    return kinds


_NAMED_AS_OBJECTS = frozenset({*CASES, *DOCUMENTS})


def _is_withdrawn(asked: Asked) -> bool:
    """公开3件,不掌握4件,申请人撤回1件: in a list of results, and nothing else said of it."""
    phrase, words = asked.phrase, asked.near or asked.after
    if not (phrase.near_kinds if asked.near else phrase.after_kinds) & _WITHDRAWN:
        return False
    listed = asked.listed or (asked.last is not None and asked.last.list == "results")
    if not listed or not asked.on_results:
        return False
    return asked.in_unit("request") and all(
        is_light(one) or one.marks("withdrawn", "whole", "except") for one in words
    )


def is_change(words: Sequence[Token]) -> bool:
    """Whether the number is by how much something grew: 较上年减少5件."""
    last = next((one for one in reversed(words) if not one.kind & _BESIDE_A_CHANGE), None)
    return last is not None and bool(last.kind & _MOVED)


def is_of_last_year(phrase: Phrase) -> bool:
    """Whether the words say but that a number is last year's: 较上年50件, 与2018年305件相比."""
    held_against = bool(phrase.after) and bool(phrase.after[0].kind & _COMPARE)
    if not phrase.near_kinds & (_OF_TIME if held_against else _OF_LAST_YEAR):
        return False
    said = [one for one in phrase.near if not is_light(one)]
    return bool(said) and all(
        one.kind & _OF_LAST_YEAR or (held_against and one.part == "time") for one in said
    )


def why_not(asked: Asked, reason: Reason | None) -> Reason:
    """Why a number is left alone of which ``counted`` found nothing."""
    if reason is not None:
        return reason
    if asked.classes:
        return Reason.CLASSES
    if asked.topic == FOREIGN or asked.phrase.after_kinds & _FOREIGN:
        return Reason.FOREIGN
    return Reason.PUBLISHED if asked.topic == INFO else Reason.UNKNOWN


def no_count(asked: Asked) -> Reason | None:
    """Why the number counts nothing, whatever else is said."""
    near, phrase = asked.near, asked.phrase
    kinds = phrase.near_kinds
    if kinds & _MOVED and is_change(near):
        return _CHANGED
    denied = kinds_of(_since_the_denial(asked)) if kinds & _NEGATED else kinds
    if denied & (_DENIED | _AVERAGE):
        return _NOT_DONE if denied & _DENIED else _AVERAGED
    if phrase.uncounted or (denied & _APART and not kinds & _NAMED):
        return _TOLD_APART
    if asked.unit in OF_TIME or (phrase.in_row and _opens_a_row(asked)):
        return _PART_OF_YEAR
    if phrase.lead_kinds & _PLAN:
        return _PLANNED
    return _OF_OTHER_MATTERS if kinds & _OF_OTHERS and _is_foreign(asked) else None


_CHANGED, _NOT_DONE, _AVERAGED = Reason.CHANGE, Reason.DENIED, Reason.AVERAGE
_TOLD_APART, _PART_OF_YEAR, _PLANNED = Reason.APART, Reason.PERIOD, Reason.PLAN
_OF_OTHER_MATTERS = Reason.FOREIGN


def _is_foreign(asked: Asked) -> bool:
    """Whether a word of other matters tells what is counted."""
    near = asked.near
    if _ends_with_own(near) or near[-1].names(*DECISIONS) or _is_resolved(asked.after):
        return False
    return not bare_decision(asked)


def _opens_a_row(asked: Asked) -> bool:
    """近三年收到申请分别为98件、71件和90件: more numbers than names are of several years."""
    said = [one for one in asked.near if not is_light(one) or one.marks("respectively")]
    return bool(said) and said[-1].marks("respectively")


def _since_the_denial(asked: Asked) -> Sequence[Token]:
    """未制发规范性文件、废止1件: what was not done stands before 、 and the number behind it."""
    near, lead = asked.near, asked.phrase.lead
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
    own = foreign = verb = -1
    for n, one in enumerate(near):
        kind = one.kind
        if kind & _OF_OTHERS:
            foreign = n
        elif kind & _OWN:
            own = n
        elif kind & _ACTION and verb < 0:
            verb = n
    return 0 <= verb < foreign < own and not kinds_of(near[foreign:own]) & _JOINING


def _fee(asked: Asked) -> list[str] | None:
    if not asked.in_unit("fee"):
        return None
    # 实际收取总金额300元 is collected, whatever else is said of it.
    for name, about in (("collect", "fee_collected"), ("notify", "fee_notified")):
        if asked.phrase.has("action", name) and asked.topic in {FEE, REQUEST}:
            return [about]
    return []


_OF_DOCUMENTS = any_of("object", *DOCUMENTS)
_IN_MONEY = any_of("number", *sorted(MONEY))
_READERS: tuple[tuple[int, Callable[[Asked], list[str] | None]], ...] = (
    (any_of("carry") | any_of("mark", "added", "rest", "plan") | any_of("time", "next"), carried),
    (any_of("outcome"), outcome),
    (any_of("object", *CASES, "disputes"), case),
    (any_of("result") | any_of("row") | any_of("object", "disclosure"), result),
    (any_of("applicant"), applicant),
    (any_of("channel"), channel),
    (_OF_DOCUMENTS, document),
    (any_of("object", *DECISIONS, *DECISION_NAMES), decision),
    (_IN_MONEY, _fee),
)
"""In the order they are asked, each with the kinds of words one of which it knows a number by; the
first that knows the words answers. Most numbers have words for one or two of them."""
