"""Tokens of a stretch -> its numbers, each with the words around it."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from checker.claims.clauses import CLAUSE_ENDS, has
from checker.claims.kinds import NUMBER, STOP, any_of, kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.numbers import Figure
    from checker.claims.tokens import Token

_LINE_ENDS = ";:。"
_CLAUSE_END = any_of("stop", *CLAUSE_ENDS)
_LISTING = any_of("mark", "of_which", "respectively")
_OF_WHICH = any_of("mark", "of_which")
_PAUSE = any_of("stop", "、")
_JOINING = _PAUSE | any_of("mark", "joint")
_LINE_END, _PARTING = any_of("stop", ";", "。"), any_of("stop", ";")
_TO, _UNCOUNTED = any_of("mark", "to"), any_of("mark", "uncounted")
_NONE = Decimal(0)


class Phrase(NamedTuple):
    """A number and the words around it.

    ``near`` are the words since the last comma or number, ``far`` those before them back to the
    number before, ``after`` those up to the next mark; none where the next number comes first,
    since words between two numbers belong to the second. ``beyond`` are the words behind up to a
    semicolon, again if no number comes first, ``series`` those up to a mark other than 、.
    ``listed`` is true behind 其中 and in brackets.
    """

    figure: Figure
    near: tuple[Token, ...]
    far: tuple[Token, ...]
    after: tuple[Token, ...]
    lead: tuple[Token, ...]  # all tokens of the stretch before the number
    listed: bool
    beyond: tuple[Token, ...]
    series: tuple[Token, ...]
    plain: bool  # no letters outside the lexicon stand in the clause before the number
    ends: bool  # none stand right behind it either
    gap: bool  # such letters stand right before it
    to: bool  # 增至 follows: it is last year's
    joined: bool  # 、 stands between it and the number before
    in_row: bool  # 、 and a number of the same unit follow: 占33.3%、12.5%
    uncounted: bool  # the clause says that it is not counted here
    later: bool  # another number stands before it in the stretch
    near_kinds: int  # the kinds of the words near, far, after and before it (``kinds``)
    far_kinds: int
    after_kinds: int
    lead_kinds: int

    @property
    def clause(self) -> tuple[Token, ...]:
        """The words and numbers before it since the last comma or stronger mark."""
        stops = [n for n, one in enumerate(self.lead, 1) if one.is_stop and one.name in CLAUSE_ENDS]
        return self.lead[stops[-1] :] if stops else self.lead

    @property
    def label(self) -> tuple[Token, ...]:
        """The words of the clause before the last comma."""
        words = list(self.far)
        while words and words[-1].is_stop:
            words.pop()
        cut = max((n for n, one in enumerate(words, 1) if one.is_stop), default=0)
        return tuple(words[cut:])

    def has(self, part: str, *names: str) -> bool:
        """Whether the clause before the number holds such a word."""
        return has(self.near, part, *names)


_made = partial(tuple.__new__, Phrase)
"""A phrase of its fields in order: half the time of naming the class, for each number."""


def phrases(tokens: tuple[Token, ...], *, listed: bool) -> Iterator[Phrase]:
    """Every number of a stretch with its words; ``listed`` where the stretch is a bracket."""
    kinds = kinds_of(tokens)
    before = lead_kinds = 0
    named = True  # the number before has words of its own before it
    whole, told = None, _NONE  # of what 其中 tells parts, and how much of it is told
    for index, one in enumerate(tokens):
        if not one.kind & NUMBER:
            continue
        figure = one.figure
        assert figure is not None
        between = tokens[before:index]
        cut, between_kinds = _cut(between, tokens, index)
        lead_kinds |= between_kinds
        near, far = between[cut:], between[:cut]
        if between_kinds & STOP:
            near = tuple([word for word in near if not word.kind & STOP])
        if not named and (_are_the_number_befores(between) or _follow(between, tokens, index)):
            near = far = ()
        if between_kinds & _LISTING:
            listed = True
            whole, told = (tokens[before - 1].figure if before else None), _NONE
        elif whole is not None and told == whole.value and between_kinds & _PARTING:
            listed, whole = False, None  # 受理29件,其中市直13件、县区16件;办结29件
        if whole is not None:
            told += figure.value
        named, plain, near_kinds = False, not one.gap, 0
        for word in near:
            near_kinds |= word.kind
            named = named or not word.kind & _OF_WHICH
            plain = plain and not word.gap
        after, beyond, series = _behind(tokens, index)
        next_one = tokens[index + 1] if index + 1 < len(tokens) else None
        yield _made((
            figure, near, far, after, tokens[:index], listed, beyond, series, plain,
            next_one is None or not next_one.gap,
            one.gap,
            next_one is not None and bool(next_one.kind & _TO),
            bool(between) and bool(between[0].kind & _PAUSE),
            next_one is not None and bool(next_one.kind & _JOINING) and _is_in_row(tokens, index),
            bool(kinds & _UNCOUNTED) and _is_uncounted(tokens, index),
            before > 0,
            near_kinds,
            kinds_of(far) if far else 0,
            kinds_of(after) if after else 0,
            lead_kinds,
        ))  # fmt: skip
        before = index + 1
        lead_kinds |= one.kind


def _cut(between: tuple[Token, ...], tokens: tuple[Token, ...], index: int) -> tuple[int, int]:
    """Where the words begin that stand near a number, and the kinds of all since the last one."""
    cut = kinds = 0
    for n, word in enumerate(between, 1):
        kinds |= word.kind
        if word.kind & _CLAUSE_END:
            cut = n
    if between and between[-1].kind & STOP:
        cut = _label_before(between, tokens, index)
    if not cut and kinds & _OF_WHICH and index > len(between):
        cut = _behind_of_which(between)
    return cut, kinds


def _behind(
    tokens: tuple[Token, ...], index: int
) -> tuple[tuple[Token, ...], tuple[Token, ...], tuple[Token, ...]]:
    """The words after a number, those beyond and those of its series (see ``Phrase``)."""
    first = index + 1
    end = next_number = len(tokens)
    after = series = beyond = None
    for n in range(first, end):
        kind = tokens[n].kind
        if kind & NUMBER:
            next_number = n
            break
        if kind & STOP:
            after = n if after is None else after
            series = n if series is None and not kind & _PAUSE else series
            if kind & _LINE_END:
                beyond = n
                break
        elif after is None and kind & _LISTING:
            after = n
    goes_on = next_number < end  # and no semicolon stands before that number
    if after is None:
        words = tokens[first:next_number]
        words = _before_a_number(words, tokens, index) if goes_on else words
    else:
        words = tokens[first:after]
    return (
        words,
        () if goes_on else tokens[first:beyond],
        () if goes_on and series is None else tokens[first:series],
    )


def _are_the_number_befores(between: Sequence[Token]) -> bool:
    """5件新收申请和2件结转申请: what stands between is of the first, that nothing else names."""
    return len(between) > 1 and between[-1].marks("joint") and not any(t.is_stop for t in between)


def _behind_of_which(between: Sequence[Token]) -> int:
    """被纠正的11件复议案件中有6件: where the words end that are the number before's."""
    return next((n for n, one in enumerate(between) if one.marks("of_which")), 0)


_NAMING = {"outcome", "result", "row", "carry"}


def _follow(between: Sequence[Token], tokens: Sequence[Token], index: int) -> bool:
    """2次维持1次纠正: each name follows its number, so what stands between is of the first."""
    behind = tokens[index + 1 : index + 2]
    alike = bool(between) and (between[-1].part in _NAMING or between[-1].names("disclosure"))
    named = any(one.part in _NAMING and not one.gap for one in behind)
    return alike and named and not any(one.is_stop for one in between)


def _before_a_number(
    words: tuple[Token, ...], tokens: Sequence[Token], index: int
) -> tuple[Token, ...]:
    """What of the words between this number and the next is said of this one."""
    before = tokens[index - 1]
    bare = index == 0 or before.is_stop or before.marks("of_which")
    if (bare or before.part in _NAMING) and _follow(words, tokens, index + 1 + len(words)):
        return words
    return words[:-1] if bare and _are_the_number_befores(words) else ()


def _label_before(between: Sequence[Token], tokens: Sequence[Token], index: int) -> int:
    """Where the words begin that name a number behind a mark: 办结数:12件; 公开,88件;部分公开….

    What stands before 、 is the number before's (1件公开、1件部分公开).
    """
    mark = between[-1].name
    ends = index + 1 == len(tokens) or (
        tokens[index + 1].is_stop and tokens[index + 1].name in _LINE_ENDS
    )
    if mark not in ",:" or (mark == "," and not ends):
        return len(between)
    stops = [n for n, t in enumerate(between[:-1], 1) if t.is_stop and t.name in CLAUSE_ENDS]
    start = stops[-1] if stops else 0
    alone = mark == ":" or not stops or between[start - 1].name in _LINE_ENDS
    # Words right behind the number before are its own: 共收到12件申请,3件…
    is_own = not stops and index > len(between)
    return len(between) if is_own or not alone else start


def _is_in_row(tokens: Sequence[Token], index: int) -> bool:
    behind = tokens[index + 2] if index + 2 < len(tokens) else None
    return behind is not None and bool(behind.kind & NUMBER) and behind.name == tokens[index].name


def _is_uncounted(tokens: Sequence[Token], index: int) -> bool:
    """行政复议2件、行政诉讼1件不在本报告统计范围内; 所属单位收到9件,不计入本报告."""
    behind = False
    for one in tokens[index + 1 :]:
        if one.is_stop and one.name in CLAUSE_ENDS:
            if one.name != ",":
                return False
            behind = True
        elif one.marks("uncounted"):
            return True
        elif behind and one.figure is not None:
            return False
    return False
