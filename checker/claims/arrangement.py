"""How the words around a claimed number are arranged, in general terms: ``take apply #``.

Words may each be known and still say something that nobody thought of where they meet: 与上年收到
1件相比, 含上年未办结的在内共答复4件, 查询事项1件不予公开. Whoever forbids such meetings one by one
is late by one. So it is the other way round: which arrangements say what they are taken to say is
laid down (``arrangements`` in ``lexicon.yaml``, each with an example), and a number in any other
accuses nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.parsed import parse
from checker.claims.topics import DECISION_NAMES, DECISIONS, DOCUMENTS
from checker.model.stated import Claim
from checker.rulebook.lexicon import MEANINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from checker.claims.parsed import Parsed
    from checker.claims.tokens import Token
    from checker.model.stated import Statement
    from checker.rulebook.lexicon import Lexicon

NUMBER = "#"
_UNREAD = "?"
"""A number right before, without a mark between, that is taken for nothing: 20个工作日内答复9件."""
_APPLY = "apply"
_RUNNING = "running"
_ENDS = frozenset(",;:。!?…(")
_SAYS_NOTHING = ("copula", "of", "past", "filler", "item", "sum", "word")
_LEADS = frozenset({",", "of_which"})
_NAMING = frozenset({"result", "row", "short"})
_NAMES = MEANINGS["result"] | MEANINGS["row"]
_OPENED = frozenset({"granted", "opened", "partial"})
_DECIDED = dict(zip(DECISION_NAMES, DECISIONS, strict=True))
_KINDS = {
    "received": "intake", "new_received": "intake", "handled": "handled", "worked_on": "handled",
    "granted_or_partial": "result",
}  # fmt: skip


def is_laid_down(said: Claim | Statement, read: Collection[int], lexicon: Lexicon) -> bool:
    """Whether the words are arranged as those are that say what this is taken to say.

    Shares and growth are not asked: they are held against the numbers beside them.
    ``read`` are the places of the numbers of the sentence that are claims.
    """
    parsed = parse(said.sentence.text, lexicon)
    if isinstance(said, Claim):
        return said.kind != "count" or arrangement(parsed, said, read) in lexicon.arranged
    name = said.about.rpartition(".")[2]
    return steps_of(parsed, said) <= lexicon.said_with.get(name, frozenset())


def arrangement(parsed: Parsed, said: Claim, read: Collection[int]) -> str:
    """The steps around a number, led by the kind of what it counts: ``intake: take apply #``.

    Of what is said to be none the number is left out: the steps are those of its clause.
    """
    tokens, about = parsed.tokens, said.about
    at = _at(tokens, said)
    if tokens[at].figure is None:
        return f"{kind_of(about)}: {' '.join(_steps(_clause(tokens, at), about))}"
    before, last = _before(tokens, at)
    ahead = _steps(before, about)
    if _runs_on(tokens[:at]):
        ahead.insert(0, _RUNNING)
    if len(ahead) > 1 and ahead[0] == _APPLY:
        del ahead[0]  # 政府信息公开申请结转下年度5件: what is spoken of, as in the sentence before
    steps = [*ahead, NUMBER, *_steps(_behind(tokens, at), about)]
    unread = last is not None and last.figure is not None and last.start not in read
    if unread:
        steps.insert(0, _UNREAD)
    return f"{kind_of(about)}: {' '.join(steps)}"


def steps_of(parsed: Parsed, said: Statement) -> frozenset[str]:
    """The steps of the clause that says something without a number, whatever their order."""
    return frozenset(_steps(_clause(parsed.tokens, _at(parsed.tokens, said)), said.about))


def _at(tokens: Sequence[Token], said: Claim | Statement) -> int:
    """Which token it is that something is said by."""
    return next(n for n, one in enumerate(tokens) if one.end > said.at)


def _clause(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The clause that a token stands in."""
    start = stop = at
    while start and not _ends(tokens[start - 1]):
        start -= 1
    while stop < len(tokens) and not _ends(tokens[stop]) and tokens[stop].name != ")":
        stop += 1
    return tokens[start:stop]


def kind_of(about: str) -> str:
    """What is counted, as far as words are arranged alike: a row of the results, an outcome."""
    subject, _, name = about.rpartition(".")
    name = name.removesuffix("_reasoned")
    if name in _KINDS:
        return _KINDS[name]
    if name in MEANINGS["result"]:
        return "result"
    if name in MEANINGS["row"]:
        return "row"
    if name.startswith("applicant_"):
        return "applicant"
    if name == "case_total" or not subject or not name.startswith("case_"):
        return name
    return "outcome"


def _before(tokens: Sequence[Token], at: int) -> tuple[Sequence[Token], Token | None]:
    """The words that lead up to a number, and the mark or number that they stand behind.

    Those of its clause; where it has none, of the clause before too: 收到申请,共12件.
    """
    start = at
    comma: int | None = None
    while start and tokens[start - 1].figure is None:
        one = tokens[start - 1]
        if _ends(one):
            bare = all(_label(each, "") in _LEADS for each in _saying(tokens[start:at]))
            if not bare or comma is not None or one.name in ";。(":
                break
            comma = start - 1
        start -= 1
    last = tokens[start - 1] if start else None
    if comma is not None and last is not None and last.figure is not None:
        return tokens[comma:at], tokens[comma]  # 15件无法提供,9件…: those words are of the 15
    return tokens[start:at], last


def _behind(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The words behind a number up to a mark; words between two numbers are the second's."""
    stop = at + 1
    while stop < len(tokens) and not tokens[stop].is_stop:
        if tokens[stop].figure is not None:
            return ()
        stop += 1
    return tokens[at + 1 : stop]


def _ends(one: Token) -> bool:
    return one.is_stop and one.name in _ENDS


def _saying(tokens: Iterable[Token]) -> list[Token]:
    """The tokens that say something here: no 共, 了, 的, 、.

    Nor which year it is, which the claim itself says where it is not this one, nor words that only
    keep others from being seen in them, which are looked at as letters left over.
    """
    return [
        one
        for one in tokens
        if not one.marks(*_SAYS_NOTHING)
        and one.name not in {"、", ":"}
        and not _is_of_its_year(one)
    ]


def _runs_on(before: Sequence[Token]) -> bool:
    """累计制发45件, in a sentence that has not said of which year."""
    names = {one.name for one in before if one.part == "time"}
    return "running" in names and not any(
        name in {"this", "whole"} or name.isdigit() for name in names
    )


def _is_of_its_year(one: Token) -> bool:
    return one.part == "time" and (one.name in {"this", "whole", "running"} or one.name.isdigit())


def _steps(tokens: Iterable[Token], about: str) -> list[str]:
    """The tokens in general terms; what is said twice in a row is one step."""
    steps: list[str] = []
    for one in _saying(tokens):
        step = _label(one, about)
        if not steps or steps[-1] != step:
            steps.append(step)
    return steps


def _label(one: Token, about: str) -> str:
    """A word in general terms, seen from what is counted: its own name is ``self``."""
    subject, _, name = about.rpartition(".")
    label = one.name
    if one.figure is not None:
        label = "%" if one.name == "%" else "number"
    elif one.part == "action":
        label = _verb(one.name, about)
    elif one.part == "object":
        label = _object(one, subject)
    elif one.part in _NAMING and one.name in _NAMES:
        label = _result(one.name, name.removesuffix("_reasoned"))
    elif one.part in {"outcome", "applicant"} and name.endswith(f"_{one.name}"):
        label = "self"
    elif one.part == "channel":
        label = "channel"
    elif one.part == "time":
        label = f"{one.name}-time"
    elif one.part not in {"stop", "mark"}:
        label = f"{one.part}-{one.name}"
    return label


def _object(one: Token, subject: str) -> str:
    """What is spoken of: applications by any name, what is counted, other documents."""
    if one.names("request", "apply", "disclosure"):
        return _APPLY
    if subject and _DECIDED.get(one.name, one.name) == subject:
        return "subject"
    return "document" if one.names(*DOCUMENTS) else f"object-{one.name}"


def _verb(name: str, about: str) -> str:
    """收到 and the like, of all kinds; an answer in any word."""
    if name in {"receive", "receive_new"}:
        return "take"
    if name in {"reply", "complete", "work"} and _KINDS.get(about) == "handled":
        return "done"
    return name


def _result(word: str, name: str) -> str:
    """A result or row as it stands to the one that is counted: itself, its group, a row of it."""
    own = {name} | (_OPENED if name in _OPENED or name == "granted_or_partial" else set())
    if word in own:
        return "self"
    if name.startswith(f"{word}_"):
        return "group"
    return "row" if word.startswith(f"{name}_") else f"result-{word}"
