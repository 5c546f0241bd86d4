"""What the statements of plain content draw: its state, and the glyphs of playa's layout.

Where each stands is worked out by playa's own functions in playa's order, so that all figures are
the same to the last bit. What is not drawn quite so simply is left to playa (``NotPlainError``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playa.content import GraphicState
from playa.interp import LazyInterpreter
from playa.miner import LTChar
from playa.pdftypes import PSLiteral, resolve1
from playa.utils import mult_matrix, update_glyph_offset

from checker.documents.pdf.plain_content import NotPlainError, codes, shown, statements, values
from checker.documents.pdf.plain_faces import IDENTITY, Face, Glyph
from checker.documents.pdf.plain_operands import (
    require_dashes,
    require_name,
    require_properties,
    text_alone,
)
from checker.documents.pdf.plain_paths import CURVES, PAINTED, Paths

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from checker.documents.pdf.plain_content import Shown, Statement
    from checker.documents.pdf.plain_faces import Matrix

    Point: TypeAlias = tuple[float, float]

_START: Point = (0.0, 0.0)
_SPACE = 32  # the code that words are spaced at
_MOST_MADE = 1024  # states kept of a page: one that sets each sign's distance has no end of them
_SCALAR = (bool, int, float)
_HARMLESS = frozenset({"Type", "ca", "CA", "BM", "AIS", "SA", "TK", "OP", "op", "OPM", "SMask"})
"""Entries of a state that say nothing of where things are, nor can be wrong where they are plain
values."""

# How many numbers those operators take that set what nobody asks for.
_UNHEARD = {
    **dict.fromkeys((b"ET", b"EMC", b"BX", b"EX", b"W", b"W*"), 0),
    **dict.fromkeys((b"w", b"J", b"j", b"M", b"i", b"g", b"G", b"Tr"), 1),
    **dict.fromkeys((b"rg", b"RG"), 3),
    **dict.fromkeys((b"k", b"K"), 4),
}


class Interpreter:
    """Takes the content of a page, stream by stream, and gives what it draws to ``add``."""

    def __init__(self, page: Any, add: Callable[[Any], None]) -> None:
        # Resolves the page's resources as it does for playa, and fails as it does there.
        known = LazyInterpreter(page, page._contents)  # noqa: SLF001
        self._fonts, self._states = known.fontmap, known.extgstatemap
        self._add = add
        self._ctm: Matrix = known.ctm
        self._state = GraphicState()
        self._line, self._offset = IDENTITY, _START
        self._kept: list[tuple[Matrix, Any, Matrix, Point]] = []
        self._harmless: set[bytes] = set()  # states that were looked at: WPS names one 300 times
        self._faces: dict[Any, Face] = {}
        self._chosen: dict[tuple[bytes, bytes], tuple[Any, float]] = {}  # a font, a size
        # States by what they were made of: WPS sets the same font anew for each text object.
        self._made: dict[tuple[object, ...], tuple[Any, Any]] = {}
        self._paths = Paths(page.pageref, add)
        self._acts: dict[bytes, tuple[int, Callable[..., None]]] = {
            b"q": (0, self._keep),
            b"Q": (0, self._bring_back),
            b"cm": (6, self._transform),
            b"BT": (0, self._begin),
            b"Td": (2, self._move),
            b"TD": (2, self._move_and_lead),
            b"Tm": (6, self._place),
            b"T*": (0, self._next_line),
            b"re": (4, self._paths.draw_rectangle),
            b"n": (0, self._paths.drop),
            b"Tc": (1, lambda by: self._set(charspace=by)),
            b"Tw": (1, lambda by: self._set(wordspace=by)),
            b"Tz": (1, lambda by: self._set(scaling=by)),
            b"TL": (1, lambda by: self._set(leading=by)),
            b"Ts": (1, lambda by: self._set(rise=by)),
        }
        self._named: dict[bytes, Callable[[Statement], object]] = {
            b"Tf": self._choose_font,
            b"gs": self._choose_state,
            b"Tj": lambda one: self._show([codes(text_alone(one))]),
            b"TJ": lambda one: self._show(shown(text_alone(one))),
            b"'": self._show_below,
            **dict.fromkeys((b"BMC", b"MP", b"CS", b"cs", b"ri"), require_name),
            b"BDC": require_properties,
            b"d": require_dashes,
        }

    def interpret(self, content: bytes) -> None:
        """Do what content says; ``NotPlainError`` for a statement with others' operands.

        Most statements set a pen or a colour, or move: written out here, each is a look into a
        table and a count.
        """
        acts, named, unheard = self._acts, self._named, _UNHEARD
        for one in statements(content):
            written, name, behind, text, last, operator = one
            if operator in named:
                if written:
                    raise NotPlainError
                named[operator](one)
            elif name or behind or text or last:
                raise NotPlainError
            elif operator in acts:
                count, act = acts[operator]
                found = values(written) if written else []
                if len(found) != count:
                    raise NotPlainError
                act(*found)
            elif operator in unheard:
                if len(written.split()) != unheard[operator]:
                    raise NotPlainError
            else:
                self._draw_path(operator, written)

    def _draw_path(self, operator: bytes, written: bytes) -> None:
        if operator in PAINTED:
            if written:
                raise NotPlainError
            self._paths.paint(operator, self._ctm)
            return
        found = values(written)
        if operator not in CURVES or len(found) != 2 * CURVES[operator]:
            raise NotPlainError
        self._paths.draw(operator.decode(), tuple(zip(found[::2], found[1::2], strict=True)))

    def _keep(self) -> None:
        self._kept.append((self._ctm, self._state, self._line, self._offset))

    def _bring_back(self) -> None:
        if self._kept:
            self._ctm, self._state, self._line, self._offset = self._kept.pop()

    def _transform(self, *matrix: float) -> None:
        self._ctm = mult_matrix(matrix, self._ctm)

    def _set(self, **values: Any) -> None:
        """A state of its own: those that are kept, or that glyphs hold, stay as they are."""
        before = self._state
        key = (id(before), *values.items())
        if key not in self._made:
            if len(self._made) >= _MOST_MADE:
                self._made.clear()
            state = _copied(before)
            state.__dict__.update(values)
            self._made[key] = before, state  # as long as it is kept no other has its ``id``
        self._state = self._made[key][1]

    def _choose_font(self, one: Statement) -> None:
        _, name, behind, text, last, _ = one
        if name is None or text or last:
            raise NotPlainError
        if (name, behind) not in self._chosen:
            found = values(behind)
            if len(found) != 1:
                raise NotPlainError
            if len(self._chosen) >= _MOST_MADE:
                self._chosen.clear()
            self._chosen[name, behind] = self._font_named(name), found[0]
        font, size = self._chosen[name, behind]
        if (self._state.font, self._state.fontsize) != (font, size):
            self._set(font=font, fontsize=size)

    def _font_named(self, name: bytes) -> Any:
        try:
            return self._fonts[name[1:].decode("ascii")]
        except KeyError:
            raise NotPlainError from None

    def _choose_state(self, one: Statement) -> None:
        name = require_name(one)
        if name in self._harmless:
            return
        entries = resolve1(self._states.get(name[1:].decode("ascii")))
        if not isinstance(entries, dict) or not _HARMLESS.issuperset(entries):
            raise NotPlainError
        if not all(isinstance(value, (*_SCALAR, PSLiteral)) for value in entries.values()):
            raise NotPlainError
        self._harmless.add(name)

    def _begin(self) -> None:
        self._line, self._offset = IDENTITY, _START

    def _place(self, *matrix: float) -> None:
        self._line, self._offset = matrix, _START  # type: ignore[assignment]  # six of them

    def _move(self, tx: float, ty: float) -> None:
        a, b, c, d, e, f = self._line
        self._line = (a, b, c, d, tx * a + ty * c + e, tx * b + ty * d + f)
        self._offset = _START

    def _move_and_lead(self, tx: float, ty: float) -> None:
        if self._state.leading != -ty:
            self._set(leading=-ty)
        self._move(tx, ty)

    def _next_line(self) -> None:
        a, b, c, d, e, f = self._line
        leading = self._state.leading
        self._line = (a, b, c, d, -leading * c + e, -leading * d + f)
        self._offset = _START

    def _show_below(self, one: Statement) -> None:
        self._next_line()
        self._show([codes(text_alone(one))])

    def _show(self, args: Shown) -> None:
        """Add the glyphs of some strings, as playa's ``TextObject`` gives them."""
        state = self._state
        font = state.font
        if font is None:
            raise NotPlainError
        if not any(isinstance(one, bytes) and one for one in args):
            self._offset = update_glyph_offset(self._offset, font, state, args)
            return
        line = mult_matrix(self._line, self._ctm)
        la, lb, lc, ld, le, lf = line
        size, scaling = state.fontsize, state.scaling * 0.01
        charspace = state.charspace / size if size else 0.0
        wordspace = state.wordspace / size if size and not font.multibyte else 0.0
        # Of the matrices of all these glyphs only the last two numbers differ.
        scale = (size * scaling, 0, 0, size, 0, state.rise)
        a, b, c, d, across, up = mult_matrix(scale, (la, lb, lc, ld, 0.0, 0.0))
        vertical = font.vertical
        x, y = self._offset
        at = y if vertical else x
        add = self._add
        face = self._faces.get(font)
        if face is None:
            self._faces[font] = face = Face(font)
        glyph = Glyph(state, face)
        for one in args:
            if not isinstance(one, bytes):
                at -= one * 0.001 * size if vertical else one * 0.001 * size * scaling
                continue
            for cid, text, width in face.signs(one):
                step = width + charspace
                if cid == _SPACE:
                    step += wordspace
                right, above = (x, at) if vertical else (at, y)
                e, f = right * la + above * lc + le, right * lb + above * ld + lf
                glyph.cid, glyph.text, glyph.matrix = cid, text, (a, b, c, d, across + e, up + f)
                add(LTChar(glyph))
                at += step * size if vertical else step * size * scaling
        self._offset = (x, at) if vertical else (at, y)


def _copied(state: Any) -> Any:
    """A state like another: ``copy`` takes ten times as long for a class of Python's own."""
    new = GraphicState.__new__(GraphicState)
    new.__dict__.update(state.__dict__)
    return new
