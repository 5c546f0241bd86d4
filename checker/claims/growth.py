"""Shares and growth worked out exactly; rounding and truncation of the last digit both accepted."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def last_digit(printed: Decimal) -> Decimal:
    """The unit of the last printed digit: 0.01 for 4.34."""
    return Decimal(1).scaleb(min(int(printed.as_tuple().exponent), 0))


def share_holds(per_cent: Decimal, part: Decimal, whole: Decimal) -> bool:
    """Whether ``part`` of ``whole`` is this per cent, rounded or cut off at its last digit."""
    if not whole:
        return False
    exact = Fraction(part) * 100 / Fraction(whole)
    return abs(Fraction(per_cent) - exact) < Fraction(last_digit(per_cent))


def growth_of(now: Decimal, before: Decimal) -> Fraction | None:
    """Growth in per cent, negative for a fall; ``None`` where there was nothing before."""
    return (Fraction(now) - Fraction(before)) * 100 / Fraction(before) if before else None


def growth_holds(per_cent: Decimal, now: Decimal, before: Decimal) -> bool | None:
    """Whether a growth (negative for a fall) was worked out right; ``None`` without a base."""
    exact = growth_of(now, before)
    if exact is None:
        return None
    return abs(Fraction(per_cent) - exact) < Fraction(last_digit(per_cent))


def has_a_base(per_cent: Decimal, now: Decimal) -> bool:
    """Whether any whole number of last year gives this growth: 25件,增长36% is of none.

    True where nothing can be said: a number that is not whole, or a fall to nothing.
    """
    if now != int(now) or per_cent <= -_WHOLE or not now:
        return True
    near = int(Fraction(now) * _WHOLE / (_WHOLE + Fraction(per_cent)))
    step = Fraction(last_digit(per_cent))
    widest = Fraction(now) * _WHOLE * step / (_WHOLE + Fraction(per_cent)) ** 2
    if widest > _NEAR:
        return True  # whole numbers lie closer than the digits printed
    span = 2 * _NEAR
    bases = range(max(near - span, 1), near + span + 1)
    return any(growth_holds(per_cent, now, Decimal(base)) for base in bases)


_WHOLE, _NEAR = 100, 2


def rounded(value: Fraction, like: Decimal) -> Decimal:
    """A worked-out value with as many decimals as the printed one, half up."""
    step = last_digit(like)
    units = abs(value) / Fraction(step)
    whole = (units + Fraction(1, 2)).__floor__()
    return (Decimal(whole) * step).copy_sign(Decimal(-1 if value < 0 else 1))
