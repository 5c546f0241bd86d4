"""What a sentence speaks of: applications, reviews, documents, or things that no table has.

A topic is carried from word to word and from sentence to sentence: 予以公开376件 at the head of
a sentence tells of the applications of the one before.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.claims.tokens import Token

REQUEST, INFO, FOREIGN, FEE = "request", "info", "foreign", "fee"
CASES = ("review", "litigation", "direct", "after_review")
DECISIONS = ("licensing", "penalties", "coercion")
BOTH = "cases"
"""Reviews and lawsuits told together: no number behind them is of either."""
DOCUMENTS = ("regulations", "normative")
_OF_OBJECT = {
    "request": REQUEST, "fee": FEE, "foreign": FOREIGN, "role": FOREIGN,
    **{name: name for name in (*CASES, *DOCUMENTS)},
    **dict.fromkeys(DECISIONS, FOREIGN),
}  # fmt: skip
_OF_SECTION = {3: REQUEST, 6: FEE}


def of_section(number: int) -> str | None:
    """What a section speaks of before it says so."""
    return _OF_SECTION.get(number)


def after(tokens: Iterable[Token], topic: str | None) -> str | None:
    """The topic behind these words, where it was ``topic`` before them."""
    disclosed = published = joined = False
    words = list(tokens)
    for one, behind in zip_longest(words, words[1:]):
        if one.part == "object":
            if one.name == "disclosure":
                disclosed = True
            elif one.name in DOCUMENTS and published:
                topic = INFO  # 主动公开规范性文件8件: items published, no documents made
            elif one.name == "apply":
                if disclosed and topic not in CASES:
                    topic = REQUEST
            elif joined and one.name in CASES and _is_other_case(topic, one.name):
                topic = BOTH
            else:
                topic = _OF_OBJECT[one.name]
            joined = one.name in CASES
        elif one.part == "action" and one.name == "publish" and not _is_of(behind):
            topic, published = INFO, True
        elif one.part == "action" and one.name in ("issue", "repeal", "in_force"):
            published = False
        elif one.part == "action" and one.name in ("complete", "reply") and topic in CASES:
            topic = None  # 行政诉讼1件,已答复11件: of the applications again, or of neither
        elif one.is_stop and one.name != "、":
            published = joined = False
            disclosed = disclosed and one.name not in ";。"
    return topic


def _is_other_case(topic: str | None, name: str) -> bool:
    """Whether reviews and lawsuits are told together: 行政复议、行政诉讼维持461件."""
    return topic == BOTH or (topic in CASES and (topic == "review") != (name == "review"))


def _is_of(one: Token | None) -> bool:
    """Whether 的 follows: 县政府发布的规范性文件 names documents, and publishes none."""
    return one is not None and one.part == "mark" and one.name == "of"
