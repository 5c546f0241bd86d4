"""Tokens of a sentence -> its numbers, each with the words around it.

Brackets are read after what they stand in, each as a stretch of its own that begins where the
bracket opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.numbers import Figure
    from checker.claims.tokens import Token

_CLAUSE_ENDS = frozenset(",;:。!?…")
_LINE_ENDS = frozenset(";:。")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens outside brackets, or inside one pair; ``opens`` is where the bracket stands."""

    tokens: tuple[Token, ...]
    opens: int | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
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

    @property
    def clause(self) -> tuple[Token, ...]:
        """The words and numbers before it since the last comma or stronger mark."""
        stops = [
            n for n, one in enumerate(self.lead, 1) if one.is_stop and one.name in _CLAUSE_ENDS
        ]
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


def has(tokens: Sequence[Token], part: str, *names: str) -> bool:
    """Whether a word of this part, with one of these meanings, is among the tokens."""
    for one in tokens:  # noqa: SIM110 - asked a thousand times a report: half the time of any(…)
        if one.part == part and (not names or one.name in names):
            return True
    return False


def stretches(tokens: Sequence[Token]) -> list[Stretch]:
    """The sentence without its brackets, then what stands in each."""
    stack: list[tuple[list[Token], int | None]] = [([], None)]
    done: list[Stretch] = []
    for one in tokens:
        if one.name == "(" and one.is_stop:
            stack.append(([], one.start))
        elif one.name == ")" and one.is_stop and len(stack) > 1:
            inner, opens = stack.pop()
            before = stack[-1][0][-1:]
            if _names_a_result(inner) or _is_but_a_number(inner, before):
                stack[-1][0].extend(inner)  # 予以公开(含部分公开)5件
            else:
                done.append(Stretch(tuple(inner), opens))
        else:
            stack[-1][0].append(one)
    while stack:
        inner, opens = stack.pop()
        done.append(Stretch(tuple(inner), opens))
    return sorted(done, key=lambda one: -1 if one.opens is None else one.opens)


def _is_but_a_number(tokens: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether a bracket holds the number of the words before it: 予以公开(38件)."""
    counts = len(tokens) == 1 and tokens[0].figure is not None and tokens[0].name != "%"
    return counts and bool(before) and before[0].part in {"result", "row"}


def _names_a_result(tokens: Sequence[Token]) -> bool:
    """Whether a bracket without a number adds a result to the one before it."""
    stops = any(one.is_stop and one.name != "、" for one in tokens)
    return has(tokens, "result") and not stops and not any(one.figure for one in tokens)


def phrases(stretch: Stretch) -> Iterator[Phrase]:
    """Every number of a stretch with its words."""
    tokens = stretch.tokens
    before = 0
    listed = stretch.opens is not None
    named = True  # the number before has words of its own before it
    whole, told = None, Decimal(0)  # of what 其中 tells parts, and how much of it is told
    for index, one in enumerate(tokens):
        if one.figure is None:
            continue
        between = tokens[before:index]
        ends = (n for n, t in enumerate(between, 1) if t.is_stop and t.name in _CLAUSE_ENDS)
        cut = max(ends, default=0)
        if between and between[-1].is_stop:
            cut = _label_before(between, tokens, index)
        if before and not cut:
            cut = _behind_of_which(between)
        near = tuple(t for t in between[cut:] if not t.is_stop)
        far = tuple(between[:cut])
        if not named and (_are_the_number_befores(between) or _follow(between, tokens, index)):
            near = far = ()
        if has(between, "mark", "of_which", "respectively"):
            listed = True
            whole, told = (tokens[before - 1].figure if before else None), Decimal(0)
        elif whole is not None and told == whole.value and _is_parted(between):
            listed, whole = False, None  # 受理29件,其中市直13件、县区16件;办结29件
        told += one.figure.value
        yield Phrase(
            one.figure, near, far, _after(tokens, index), tokens[:index], listed,
            _beyond(tokens, index),
            _series(tokens, index),
            not any(t.gap for t in (*near, one)),
            not _goes_on(tokens, index),
            one.gap,
            index + 1 < len(tokens) and tokens[index + 1].marks("to"),
            bool(between) and between[0].name == "、",
            _is_in_row(tokens, index),
            _is_uncounted(tokens, index),
            before > 0,
        )  # fmt: skip
        before, named = index + 1, not all(t.marks("of_which") for t in near)


def _is_parted(between: Sequence[Token]) -> bool:
    return any(one.is_stop and one.name == ";" for one in between)


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


def _after(tokens: Sequence[Token], index: int) -> tuple[Token, ...]:
    found: list[Token] = []
    for n, one in enumerate(tokens[index + 1 :], index + 1):
        if one.figure is not None:
            before = tokens[index - 1]
            bare = index == 0 or before.is_stop or before.marks("of_which")
            if (bare or before.part in _NAMING) and _follow(found, tokens, n):
                return tuple(found)
            return tuple(found[:-1]) if bare and _are_the_number_befores(found) else ()
        if one.is_stop:
            break
        if one.marks("of_which", "respectively"):
            break
        found.append(one)
    return tuple(found)


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
    stops = [n for n, t in enumerate(between[:-1], 1) if t.is_stop and t.name in _CLAUSE_ENDS]
    start = stops[-1] if stops else 0
    alone = mark == ":" or not stops or between[start - 1].name in _LINE_ENDS
    # Words right behind the number before are its own: 共收到12件申请,3件…
    is_own = not stops and index > len(between)
    return len(between) if is_own or not alone else start


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether letters that are no words of ours stand right behind the number: 三个特点."""
    return index + 1 < len(tokens) and tokens[index + 1].gap


def _is_in_row(tokens: Sequence[Token], index: int) -> bool:
    behind = tokens[index + 1 : index + 3]
    joined = behind[:1] and (behind[0].name == "、" or behind[0].marks("joint"))
    numbers = bool(joined) and len(behind) > 1 and behind[1].figure is not None
    return numbers and behind[1].name == tokens[index].name


def _is_uncounted(tokens: Sequence[Token], index: int) -> bool:
    """行政复议2件、行政诉讼1件不在本报告统计范围内; 所属单位收到9件,不计入本报告."""
    behind = False
    for one in tokens[index + 1 :]:
        if one.is_stop and one.name in _CLAUSE_ENDS:
            if one.name != ",":
                return False
            behind = True
        elif one.marks("uncounted"):
            return True
        elif behind and one.figure is not None:
            return False
    return False


def _beyond(tokens: Sequence[Token], index: int) -> tuple[Token, ...]:
    found = []
    for one in tokens[index + 1 :]:
        if one.figure is not None:
            return ()
        if one.is_stop and one.name in ";。":
            break
        found.append(one)
    return tuple(found)


def _series(tokens: Sequence[Token], index: int) -> tuple[Token, ...]:
    found = []
    for one in tokens[index + 1 :]:
        if one.figure is not None:
            return ()
        if one.is_stop and one.name != "、":
            break
        found.append(one)
    return tuple(found)


def clauses(stretch: Stretch) -> Iterator[tuple[Token, ...]]:
    """The tokens between commas and stronger marks; 、 only joins."""
    for _, found in parted(stretch):
        yield found


def parted(stretch: Stretch) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """The clauses, each with the mark that stands before it."""
    found: list[Token] = []
    mark = ""
    for one in stretch.tokens:
        if one.is_stop and one.name in _CLAUSE_ENDS:
            if found:
                yield mark, tuple(found)
            found, mark = [], one.name
        else:
            found.append(one)
    if found:
        yield mark, tuple(found)
